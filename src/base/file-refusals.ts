/** What the system refuses about files, in words. */

import { InvalidInputError } from "./errors.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "a read-only file system",
  ENOSPC: "no space left on the disk",
  EDQUOT: "no space left in the quota",
  EFBIG: "a file larger than allowed",
  ERR_FS_FILE_TOO_LARGE: "more data than fits into memory",
  EISDIR: "a folder",
  ENOTDIR: "a file where a folder is needed",
  EEXIST: "a file where a folder is needed",
  EMFILE: "too many open files",
  ENAMETOOLONG: "a name that is too long",
  ELOOP: "links that lead in a circle",
  ENXIO: "a socket or a device that takes no data",
  EBUSY: "a file that the system keeps in use",
  EPIPE: "a pipe that nobody reads",
};

/** What an output's path must be, in the words of an error. */
export const WRITABLE_PLACE = "a place that can be written";

/** What an output's folder must be, in the words of an error. */
export const WRITABLE_FOLDER = "a folder that can be written";

/** A refusal as the system words it, where the system itself would be vague. */
export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Runs a file operation; a refusal of the system becomes an error that says what was wrong with which path. */
export async function withReason<Result>(
  path: string,
  expected: string,
  operation: () => Promise<Result>,
): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    throw toRefusal(path === "" ? '""' : path, expected, error);
  }
}

/** A system's error as one that says what was wrong in words; any other error as it is. */
export function toRefusal(where: string, expected: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  const received = REASONS[code ?? ""] ?? (syscall === undefined ? undefined : code);
  if (received === undefined) return error;
  return new InvalidInputError({ source: "file", where, expected, received }, { cause: error });
}
