import process from "node:process";

/** The exit code of a program that an interrupt ended, by convention. */
const EXIT_INTERRUPTED = 130;

/**
 * Runs a command that ctrl-C stops without losing what is finished: the signal is aborted, training ends after its
 * present iterations, and the command goes on to report and save what it has; the process ends with exit code 130. A
 * second ctrl-C is left to the system, which ends the process at once.
 */
export async function withInterrupt(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    controller.abort();
    process.exitCode = EXIT_INTERRUPTED;
  };
  process.once("SIGINT", onInterrupt);
  try {
    await run(controller.signal);
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}
