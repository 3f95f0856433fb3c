import process from "node:process";
import { InternalError, InvalidInputError, messageOf, UnsupportedError } from "../base/errors.ts";
import { toPlainLine, toPlainLines } from "./plain-line.ts";

/** The exit code when something failed that was asked for rightly. */
export const EXIT_FAILED = 1;

/** The exit code when the command line itself is wrong. */
export const EXIT_WRONG_USAGE = 2;

/** A complaint of commander about the command line, in the form of every other one: a line that ends with what to do. */
export function toUsageLine(complaint: string): string {
  const sentence = toPlainLine(complaint.trim())
    .replace(/^error: /, "")
    .replace(/ \((Did you mean .*\?)\)$/, ". $1")
    .replace(/[^.?]$/, "$&.");
  return `wellfit: ${sentence} --help tells more.\n`;
}

/** Prints a complaint as one line on standard error. */
export function complain(complaint: string): void {
  process.stderr.write(`wellfit: ${toPlainLine(complaint)}\n`);
}

/**
 * Says what went wrong in one line on standard error, and how the process will end: 2 for a wrong command line, 1 for
 * everything else. A stack trace is for `--debug` and for defects of wellfit.
 */
export function reportFailure(error: unknown, isDebug: boolean): void {
  const isExpected = error instanceof InvalidInputError || error instanceof UnsupportedError;
  complain(messageOf(error));
  if (isDebug || (!isExpected && !(error instanceof InternalError))) {
    process.stderr.write(`${toPlainLines((error instanceof Error && error.stack) || "")}\n`);
  }
  const isUsage = error instanceof InvalidInputError && error.source === "option";
  process.exitCode = isUsage ? EXIT_WRONG_USAGE : EXIT_FAILED;
}
