import { InvalidInputError } from "../base/errors.ts";

/** What to do about a file that is not whole. */
export const DAMAGED = "The file is damaged or cut off; save or download it again.";

/** The error for a file that is refused. @param where the file's name, and the place in it where there is one */
export function invalidFile(
  where: string,
  expected: string,
  received: string,
  hint?: string,
): InvalidInputError {
  return new InvalidInputError({ source: "file", where, expected, received, hint });
}
