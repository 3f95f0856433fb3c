import process from "node:process";

/** The exit code of a program that an interrupt ended, by convention. */
const EXIT_INTERRUPTED = 130;

/**
 * Runs something that ctrl-C stops: its signal is aborted, it returns what is finished, and the process goes on to
 * report that and ends with exit code 130. A second ctrl-C ends the process at once.
 */
export async function withInterrupt<Result>(run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    if (controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
    controller.abort();
    process.exitCode = EXIT_INTERRUPTED;
  };
  process.on("SIGINT", onInterrupt);
  try {
    return await run(controller.signal);
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}
