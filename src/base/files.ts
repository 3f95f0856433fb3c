/** Files of the machine that Node runs on: read, and written whole or not at all. Not part of the browser's entry. */

import { Buffer } from "node:buffer";
import { createReadStream } from "node:fs";
import { lstat, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describeValue, InvalidInputError, UnsupportedError } from "./errors.ts";
import { toRefusal, WRITABLE_FOLDER, WRITABLE_PLACE, withReason } from "./file-refusals.ts";
import { findFilePlace, findPlace, isSpecial, makeFolder, nameBeside, type Place } from "./places.ts";
import { type Contents, checkChangeable, type Files, writeTogether } from "./write-together.ts";

/** The largest file that Node reads at once. */
const LARGEST_FILE_BYTES = 2 ** 31 - 1;
/** The longest text that a JavaScript engine holds, in characters: V8's limit, which is the smallest of all. */
const LARGEST_TEXT_BYTES = 2 ** 29 - 24;
const BYTES_PER_MB = 1e6;

/**
 * Checks an argument that should be the path of a file or folder.
 *
 * @param where what the message is about: the name of the function
 */
export function checkPath(path: unknown, where: string): asserts path is string {
  if (typeof path === "string") return;
  const received = path instanceof URL ? "a URL" : describeValue(path);
  const hint = path instanceof URL ? "fileURLToPath of node:url makes one from it." : undefined;
  throw new InvalidInputError({ source: "file", where, expected: "a path as a text", received, hint });
}

/**
 * The bytes of a file.
 * @throws InvalidInputError when it cannot be read or is empty
 * @throws UnsupportedError when it is too large to be held
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  return readUpTo(path, LARGEST_FILE_BYTES);
}

/** Like {@link readBytes} for a file that becomes one text. */
export async function readTextBytes(path: string): Promise<Uint8Array> {
  return readUpTo(path, LARGEST_TEXT_BYTES);
}

async function readUpTo(path: string, limit: number): Promise<Uint8Array> {
  const bytes = await withReason(path, READABLE_FILE, async () => {
    const found = await stat(path);
    if (found.size > limit) throw tooLarge(path, inMegabytes(found.size), limit);
    return isSpecial(found) ? readChunks(createReadStream(path), path, limit) : readFile(path);
  });
  if (bytes.length > 0) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  throw new InvalidInputError({ source: "file", where: path, expected: "data", received: "an empty file" });
}

/** How much of a file is read at once. */
const PART_BYTES = 2 ** 20;
/** What is expected of a file, in the words of an error. */
const READABLE_FILE = "a file that can be read";

/**
 * The bytes of a file in parts, one after the other.
 * @throws InvalidInputError when it cannot be read
 */
export async function* streamFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: PART_BYTES }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw toRefusal(path === "" ? '""' : path, READABLE_FILE, error);
  }
}

/**
 * What a pipe or a device gives: it does not tell its size, and may have no end.
 *
 * @param name what it is called in messages
 * @throws UnsupportedError as soon as there is more than the limit
 */
export async function readChunks(
  stream: AsyncIterable<Uint8Array>,
  name: string,
  limit = LARGEST_FILE_BYTES,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) throw tooLarge(name, `more than ${inMegabytes(limit)}`, limit);
  }
  return Buffer.concat(chunks);
}

function tooLarge(path: string, size: string, limit: number): UnsupportedError {
  return new UnsupportedError(
    `${path}, a file of ${size},`,
    `Take a part of it: at most ${inMegabytes(limit)} of such a file can be read.`,
  );
}

function inMegabytes(bytes: number): string {
  return `${Math.floor(bytes / BYTES_PER_MB)} MB`;
}

/**
 * Writes a file whole or not at all: into a neighbour first, which then takes the name, with the owner and the rights
 * of a file that it replaces. Folders are made. A link stays a link: what it leads to is written. What is no file on a
 * disk — a pipe, a terminal, a device — cannot be replaced, so the contents are written into it; so they are into a
 * file that the system holds in its place, as a container's mount of one file.
 * @throws InvalidInputError when it cannot be written; nothing is left behind then
 */
export async function writeWhole(path: string, contents: Contents): Promise<void> {
  await writeAllWhole(new Map([[path, contents]]));
}

/**
 * Writes several files as {@link writeWhole} does, all or none.
 * @throws InvalidInputError when one of them cannot be written; nothing is left behind then
 */
export async function writeAllWhole(files: Files): Promise<void> {
  const undos: (() => Promise<void>)[] = [];
  try {
    for (const path of files.keys()) {
      const makeItsFolder = async () => makeFolder(dirname((await findFilePlace(path)).goal));
      undos.push(await withReason(path, WRITABLE_PLACE, makeItsFolder));
    }
    await writeTogether(files);
  } catch (error) {
    for (const undo of undos.toReversed()) await undo();
    throw error;
  }
}

/**
 * Writes files into a folder so that, if one of them cannot be written, none appears and none is replaced. A folder
 * that does not exist appears complete; in one that does, files of the same names are replaced, as by
 * {@link writeWhole}, and all others stay.
 * @throws InvalidInputError naming the folder or the file that cannot be written
 */
export async function writeFolder(folder: string, files: Files): Promise<void> {
  const { goal, found } = await withReason(folder, WRITABLE_FOLDER, () => findPlace(folder));
  if (found !== undefined) {
    return writeTogether(new Map([...files].map(([name, contents]) => [join(folder, name), contents])));
  }
  await withReason(folder, WRITABLE_FOLDER, async () => {
    const undo = await makeFolder(dirname(goal));
    const draft = nameBeside(goal);
    try {
      await mkdir(draft);
      for (const [name, contents] of files) await writeFile(join(draft, name), contents, { flush: true });
      await rename(draft, goal);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      await undo();
      throw error;
    }
  });
}

/**
 * Removes files of these names from a folder; what is missing or is no file stays as it is.
 * @throws InvalidInputError naming the file that cannot be removed
 */
export async function removeFiles(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const path = join(folder, name);
    await withReason(path, "a file that can be removed", async () => {
      const found = await lstat(path).catch(() => undefined);
      if (found?.isFile()) await rm(path);
    });
  }
}

/**
 * Fails now rather than after a long run when a file or a folder could not be written there: all that is missing is
 * made, and taken away again.
 * @throws InvalidInputError when it cannot be written
 */
export async function checkWritable(path: string, kind: "file" | "folder"): Promise<void> {
  await withReason(path, WRITABLE_PLACE, async () => {
    const place = await (kind === "file" ? findFilePlace : findPlace)(path);
    if (kind === "file" && isSpecial(place.found)) return;
    const undo = await makeFolder(kind === "folder" ? place.goal : dirname(place.goal));
    try {
      await checkChangeable(place);
      await tryFile(placeToTry(place, kind));
    } finally {
      await undo();
    }
  });
}

/** Where a file has to be possible: at its own place, beside one that will be replaced, or in a folder. */
function placeToTry({ goal, found }: Place, kind: "file" | "folder"): string {
  if (kind === "folder") return nameBeside(join(goal, "any"));
  return found === undefined ? goal : nameBeside(goal);
}

async function tryFile(path: string): Promise<void> {
  await (await open(path, "wx")).close();
  await rm(path);
}
