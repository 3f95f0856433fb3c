import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

/** How long an engine may take: an emulated one starts slowly and computes twenty times as long. */
export const TIME_LIMIT_MS = 600_000;

const run = promisify(execFile);

/** The path of the first of some programs that this machine has. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** Whether a path leads to a file that can be run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a program to its end. @returns what it printed @throws when it fails or takes too long */
export async function capture(program: string, args: readonly string[]): Promise<string> {
  try {
    return (await run(program, args, { timeout: TIME_LIMIT_MS, maxBuffer: 2 ** 26 })).stdout;
  } catch (error) {
    const { message, stdout = "" } = error as Error & { stdout?: string };
    // JavaScriptCore's shell says on standard output what went wrong.
    throw new Error(`${message}${stdout}`.trim(), { cause: error });
  }
}
