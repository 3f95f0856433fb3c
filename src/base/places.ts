/** Paths and what stands at them, with links followed. */

import { randomUUID } from "node:crypto";
import type { Stats } from "node:fs";
import { mkdir, readlink, realpath, rmdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { systemError } from "./file-refusals.ts";

/** What stands at a path, with links followed. */
export interface Place {
  /** Where a link leads, also one whose goal is missing; the path itself where it is no link. */
  readonly goal: string;
  /** Undefined where nothing is yet. */
  readonly found: Stats | undefined;
}

/** Whether there is a file or folder of this name. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Whether two paths lead to the same file on a disk; false where one of them is missing. */
export async function isSameFile(left: string, right: string): Promise<boolean> {
  const [a, b] = await Promise.all([left, right].map((path) => stat(path).catch(() => undefined)));
  return a?.isFile() === true && a.dev === b?.dev && a.ino === b.ino;
}

/**
 * The whole path of a file or folder, one for all its spellings: also where it, or folders on the way, are missing.
 * @throws an error of the system where it cannot be looked at
 */
export async function toRealPath(path: string): Promise<string> {
  const goal = resolve((await findPlace(path)).goal);
  const real = await realpath(goal).catch(() => undefined);
  if (real !== undefined || dirname(goal) === goal) return real ?? goal;
  return join(await toRealPath(dirname(goal)), basename(goal));
}

/** What stands at a path. @throws an error of the system where it cannot be looked at */
export async function findPlace(path: string): Promise<Place> {
  if (path === "") throw systemError("ENOENT");
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  return { goal: isSpecial(found) ? path : await followLinks(path), found };
}

/** The place of a file. @throws an error of the system also where a folder is or would have to be */
export async function findFilePlace(path: string): Promise<Place> {
  const place = await findPlace(path);
  if (place.found?.isDirectory() || path.endsWith("/") || path.endsWith(sep)) throw systemError("EISDIR");
  return place;
}

/** Whether something is neither a file nor a folder: a pipe, a terminal, a device, a socket. */
export function isSpecial(found: Stats | undefined): boolean {
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** A new name beside a path, so that what is written under it can take the other's place without being copied. */
export function nameBeside(path: string): string {
  return join(dirname(path), `.${randomUUID()}.part`);
}

/**
 * Makes a folder and what leads to it, or nothing.
 *
 * @returns takes away again what was made, as far as it is still empty
 */
export async function makeFolder(folder: string): Promise<() => Promise<void>> {
  const missing: string[] = [];
  for (let place = folder; !(await exists(place)) && dirname(place) !== place; place = dirname(place)) {
    missing.push(place);
  }
  const undo = async (): Promise<void> => {
    for (const made of missing) await rmdir(made).catch(() => undefined);
  };
  try {
    // Level by level: where the system makes no folders, as in /proc, Node's own recursion never ends.
    for (const place of missing.toReversed()) await mkdir(place).catch(acceptExisting(place));
  } catch (error) {
    await undo();
    throw error;
  }
  return undo;
}

/** Another program may make the same folder in between. */
function acceptExisting(folder: string): (error: NodeJS.ErrnoException) => Promise<void> {
  return async (error) => {
    const found = error.code === "EEXIST" ? await stat(folder) : undefined;
    if (!found?.isDirectory()) throw error;
  };
}

async function followLinks(path: string): Promise<string> {
  const next = await readlink(path).catch(() => undefined);
  return next === undefined ? path : followLinks(resolve(dirname(path), next));
}
