import { shorten } from "../../base/number-format.ts";

/** The longest name of a column that is written out. */
const MAX_NAME_LENGTH = 60;

/** A column's name as a sentence can hold it: a long one loses its middle, an empty one stands in quotation marks. */
export function nameColumn(name: string): string {
  return name.trim() === "" ? `"${name}"` : shorten(name, MAX_NAME_LENGTH);
}
