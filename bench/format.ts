/** Numbers and texts of the tables. */

import { wrapWords } from "../src/cli/output.ts";
import type { Spread } from "./results.ts";

const LINE_LENGTH = 120;

/** "0.0321 s", "4.20 s", "35.1 s". */
export function showSeconds(seconds: number): string {
  return `${showDigits(seconds, 3)} s`;
}

/** "12 ms". */
export function showMilliseconds(milliseconds: number): string {
  return `${Math.round(milliseconds)} ms`;
}

/** "14.2 kB". */
export function showKilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** "0.43×", "1×", "8.1×", "362×". */
export function showFactor(factor: number): string {
  return `${showDigits(factor, 2)}×`;
}

/** The middle and the range: "4.20 s (4.11 s to 4.40 s)". */
export function showSpread({ median, min, max }: Spread, show: (value: number) => string): string {
  return `${show(median)} (${show(min)} to ${show(max)})`;
}

/** A paragraph in lines as long as those of the documents. */
export function toParagraph(sentences: readonly string[]): string {
  return wrapWords(sentences.join(" "), LINE_LENGTH);
}

/** A list, its items in lines as long as those of the documents. */
export function toList(items: readonly string[]): string {
  return items.map((item) => wrapWords(`- ${item}`, LINE_LENGTH - 2).replaceAll("\n", "\n  ")).join("\n");
}

/**
 * A table in Markdown.
 *
 * @param words how many columns, from the left, hold words; the others hold numbers and are aligned to the right
 */
export function markdownTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  words = columns.length,
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = columns.map((_, index) => (index < words ? "---" : "---:"));
  return [line(columns), line(rule), ...rows.map(line)].join("\n");
}

/** A number with so many digits, and never an exponent. */
function showDigits(value: number, digits: number): string {
  return value >= 10 ** digits ? String(Math.round(value)) : value.toPrecision(digits);
}
