import { basename } from "node:path";
import process from "node:process";
import { InvalidInputError } from "../base/errors.ts";
import { readChunks, streamFile } from "../base/files.ts";
import type { NamedBytes } from "../data/data-file.ts";
import { readNamed } from "../data/load-dataset.ts";
import type { NamedChunks } from "../data/read-parts.ts";

/** The argument in place of a file. */
export const STANDARD_INPUT = "-";
/** What it is called in messages. */
const STANDARD_INPUT_NAME = "standard input";

/**
 * The file that a command line names, or what comes on standard input.
 *
 * @throws InvalidInputError when it cannot be read or is empty; UnsupportedError when it is too long
 */
export async function readInput(argument: string): Promise<NamedBytes> {
  if (argument !== STANDARD_INPUT) return readNamed(argument);
  const bytes = await readChunks(process.stdin, STANDARD_INPUT_NAME);
  if (bytes.length > 0) {
    return { name: STANDARD_INPUT_NAME, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) };
  }
  throw new InvalidInputError({
    source: "file",
    where: STANDARD_INPUT_NAME,
    expected: "data",
    received: "an empty file",
  });
}

/** {@link readInput} in parts, as they come. */
export function openInput(argument: string): NamedChunks {
  if (argument === STANDARD_INPUT) return { name: STANDARD_INPUT_NAME, chunks: process.stdin };
  return { name: basename(argument), chunks: streamFile(argument) };
}
