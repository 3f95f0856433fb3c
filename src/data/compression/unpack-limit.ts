import { InvalidInputError } from "../../base/errors.ts";

/** What the contents of one file may take when they are unpacked, unless a caller allows more: 1 GiB. */
export const MAX_UNPACKED_BYTES: number = 2 ** 30;

/**
 * Refuses to unpack more than is allowed: a small file can hold what no machine's memory does.
 *
 * @param bytes what was unpacked, or is going to be
 * @param limit in bytes
 * @param source the file's name, for messages
 */
export function checkUnpacked(bytes: number, limit: number, source: string): void {
  if (bytes <= limit) return;
  throw new InvalidInputError({
    source: "file",
    where: source,
    expected: `at most ${limit} bytes when it is unpacked`,
    received: "more",
    hint: "If you trust the file, allow more: maxUnpacked (--max-unpacked).",
  });
}
