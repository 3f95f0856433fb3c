import { once } from "node:events";
import process from "node:process";
import { isatty } from "node:tty";
import { stripVTControlCharacters } from "node:util";
import { createColors } from "picocolors";
import { toRefusal, WRITABLE_PLACE } from "../base/file-refusals.ts";
import { reportFailure } from "./failures.ts";
import { columnsOf, createProgressBar, type ProgressBar } from "./progress-bar.ts";

/** The flags that every command has for what it prints. */
export interface OutputFlags {
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  /** False with `--no-color`. */
  readonly color?: boolean | undefined;
}

/** Where a command prints: results on standard output, progress and complaints on standard error. */
export interface Output {
  /** Words for a person; nothing with `--json` or `--quiet`. */
  readonly print: (line?: string) => void;
  /** The same for sentences: on a terminal, lines end between words. */
  readonly printText: (text: string) => void;
  /** What the command was asked for: printed whatever the flags say. */
  readonly result: (text: string) => void;
  /** The moving bar; without a terminal it does nothing. */
  readonly progress: ProgressBar;
  /** Whether a person reads along: else there are no colours and one line per event. */
  readonly isTerminal: boolean;
  /** The columns of the terminal. */
  readonly width: number;
  readonly colors: ReturnType<typeof createColors>;
}

/** The output of this process, as its flags and its terminal want it. */
export function createOutput({ json = false, quiet = false, color = true }: OutputFlags): Output {
  const { env, stdout, stderr } = process;
  const isWatched = !runsInCi(env);
  // Not `isTTY`, which is undefined in a pipe: picocolors would take that for "decide yourself", and it colours in CI.
  const isTerminal = isWatched && isatty(stdout.fd);
  const hasBar = isWatched && isatty(stderr.fd) && env.TERM !== "dumb" && !quiet;
  const progress = createProgressBar(hasBar ? stderr : undefined);
  const width = columnsOf(stdout);
  const write = (text: string): void => {
    progress.clear();
    stdout.write(`${text}\n`);
  };
  const print = (line = ""): void => {
    if (!json && !quiet) write(line);
  };
  return {
    print,
    printText: (text) => print(isTerminal ? wrapWords(text, width) : text),
    result: write,
    progress,
    isTerminal,
    width,
    colors: createColors(wantsColors({ color, isTerminal, env })),
  };
}

/** Whether the environment tells of a CI system, whose log nobody watches. */
export function runsInCi({ CI = "" }: Readonly<Record<string, string | undefined>>): boolean {
  return CI !== "" && CI !== "false";
}

/**
 * Whether to print colours: as the flag says, then as NO_COLOR says (anything but nothing forbids them), then
 * FORCE_COLOR (0 or false forbids them, anything else asks for them, also in a pipe), then as the terminal can.
 */
export function wantsColors(asked: {
  readonly color: boolean;
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}): boolean {
  const { NO_COLOR: forbidden = "", FORCE_COLOR: forced, TERM: terminal } = asked.env;
  if (!asked.color || forbidden !== "") return false;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return asked.isTerminal && terminal !== "dumb";
}

/**
 * Writes parts as fast as their reader takes them.
 *
 * @throws what making the parts throws; what was written before stays
 */
export async function writeParts(
  stream: NodeJS.WriteStream,
  parts: AsyncIterable<Uint8Array>,
): Promise<void> {
  for await (const part of parts) {
    if (!stream.write(part)) await once(stream, "drain");
  }
}

/** Whether the process has more to do than to print. */
let hasFilesToWrite = false;

/** Says that files will be written: a reader of standard output who goes then no longer ends the process. */
export function finishWithoutReader(): void {
  hasFilesToWrite = true;
}

/**
 * Ends the process when its output goes nowhere: without a word when a reader such as `head` closes the pipe early,
 * unless there are files to write; as a failure when it cannot be written (a full disk). A standard error that cannot
 * be written changes nothing.
 */
export function endWhenOutputFails(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") {
      if (!hasFilesToWrite) process.exit();
      return;
    }
    reportFailure(toRefusal("standard output", WRITABLE_PLACE, error), false);
    process.exit();
  });
  process.stderr.on("error", () => undefined);
}

/** Where a line may end: not within a number such as "1 200", nor before its "%". */
const BREAK = / (?!%|(?<=\d )\d{3}(?!\d))/;

/** A text in lines of at most `width` characters, where its words allow it; colours take no room. */
export function wrapWords(text: string, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(BREAK)) {
    if (line !== "" && stripVTControlCharacters(`${line} ${word}`).length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}
