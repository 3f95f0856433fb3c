import { formatCount } from "../base/number-format.ts";
import { invalidFile } from "./invalid-file.ts";

/** The most columns that a table may have: a column takes memory beyond its values, however few these are. */
export const MAX_COLUMNS = 100_000;

/**
 * Refuses a table with too many columns.
 *
 * @param source the file's name, for messages
 * @throws InvalidInputError when they are more than {@link MAX_COLUMNS}
 */
export function checkColumnCount(columns: number, source: string): void {
  if (columns <= MAX_COLUMNS) return;
  throw invalidFile(source, `at most ${formatCount(MAX_COLUMNS)} columns`, formatCount(columns));
}
