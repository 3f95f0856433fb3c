import { isNumeric } from "../decimal.ts";

/** What can stand between cells; of equals the first is taken, since a comma may also belong to a number. */
const DELIMITERS = [";", "\t", ","] as const;

/** What can stand between the cells of a CSV file. */
export type Delimiter = (typeof DELIMITERS)[number];

/** What the delimiters are called. */
export const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
};
/** How many rows are looked at. */
const MAX_ROWS = 20;

/** The first rows of a text as one delimiter would divide them. */
interface Reading {
  readonly delimiter: Delimiter;
  readonly rows: readonly (readonly string[])[];
}

/**
 * The delimiter of a CSV text, whose lines end with "\n": one that divides all of the first rows into the same number
 * of cells, at least two. Of several it is the one whose cells are numbers to the greatest part ("1,5;2,5" is two numbers
 * with decimal commas, or with two commas one number and two texts), then the one that makes the most cells. Where none
 * does, the text is damaged or has one column: it is the one that makes the most cells in the first row, so that the
 * reader's message names the row that differs.
 *
 * @param isWhole whether the text is all of it, rather than its first part
 */
export function findDelimiter(text: string, isWhole: boolean): Delimiter {
  const records = firstRecords(text, isWhole);
  const readings = DELIMITERS.map((delimiter) => ({
    delimiter,
    rows: records.map((record) => splitOutsideQuotes(record, delimiter)),
  }));
  const even = readings.filter(isEven);
  const [best] = even.toSorted((a, b) => shareOfNumbers(b) - shareOfNumbers(a) || cellsOf(b) - cellsOf(a));
  if (best !== undefined) return best.delimiter;
  const [widest] = readings.toSorted((a, b) => cellsOf(b) - cellsOf(a));
  return widest !== undefined && cellsOf(widest) > 1 ? widest.delimiter : ",";
}

/** The number of cells in the first row. */
function cellsOf({ rows }: Reading): number {
  return rows[0]?.length ?? 0;
}

function isEven({ rows }: Reading): boolean {
  const [first = [], ...rest] = rows;
  return first.length >= 2 && rest.every(({ length }) => length === first.length);
}

function shareOfNumbers({ rows }: Reading): number {
  const cells = rows.flat().map(unquote);
  return cells.filter(isNumeric).length / cells.length;
}

function unquote(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, "$1");
}

/** The first records that are not empty, without one that may be cut. */
function firstRecords(text: string, isWhole: boolean): readonly string[] {
  const lines = splitOutsideQuotes(text, "\n");
  const whole = isWhole || lines.length === 1 ? lines : lines.slice(0, -1);
  return whole.filter((line) => line.trim() !== "").slice(0, MAX_ROWS);
}

/** A text divided where a character stands outside quotes. A doubled quote within quotes closes and opens them again. */
function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let place = 0; place < text.length; place++) {
    if (text[place] === '"') isQuoted = !isQuoted;
    if (isQuoted || text[place] !== separator) continue;
    parts.push(text.slice(start, place));
    start = place + 1;
  }
  return [...parts, text.slice(start)];
}
