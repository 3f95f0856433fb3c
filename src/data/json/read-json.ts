import { describeValue } from "../../base/errors.ts";
import { parseJson } from "../../base/parse-json.ts";
import { checkBytes } from "../check-bytes.ts";
import { MAX_UNPACKED_BYTES } from "../compression/unpack-limit.ts";
import { invalidFile } from "../invalid-file.ts";
import type { RawTable } from "../table/raw-table.ts";
import { columnsToTable, rowsToTable, type TableOrigin } from "../table/to-table.ts";
import { type EncodingChoice, toUtf8 } from "../text-encoding.ts";

const EXPECTED = "a list of objects, an object of columns or an object in every line";

/** The longest text that every engine holds, in characters. */
const LONGEST_TEXT = 2 ** 29 - 24;

/** A line of a text, and its number, counted from 1. */
interface Line {
  readonly text: string;
  readonly number: number;
}

/**
 * Reads JSON as a table: a list of objects, one for every row; an object of columns, each a list or, as pandas writes it,
 * an object of values by the rows' names, the same in every column; or JSON Lines, an object in every line. null is a
 * missing value, and so is one that a row's object lacks.
 *
 * @param bytes the whole file
 * @param source the file's name, for messages
 * @param limit how many bytes its cells may take, with those that rows lack; 1 GiB by default
 * @param encodingChoice how the text is stored; "auto" finds it out
 * @throws InvalidInputError with the line, where it is known, when it is no JSON or no table
 */
export function readJson(
  bytes: Uint8Array,
  source: string,
  limit: number = MAX_UNPACKED_BYTES,
  encodingChoice: EncodingChoice = "auto",
): RawTable {
  checkBytes(bytes, source);
  const { utf8, encoding } = toUtf8(bytes, source, encodingChoice);
  if (utf8.length > LONGEST_TEXT) {
    throw invalidFile(
      source,
      `at most ${LONGEST_TEXT} bytes of JSON`,
      `${utf8.length}`,
      "Save it as CSV or Parquet.",
    );
  }
  const text = new TextDecoder().decode(utf8);
  const lines = objectLines(text);
  if (lines !== undefined) return readLines(lines, { source, origin: `JSON Lines (${encoding})`, limit });
  const value = parseJson(text, source, EXPECTED);
  const origin = { source, origin: `JSON (${encoding})`, limit };
  if (Array.isArray(value)) return rowsToTable(value, origin);
  if (isObject(value)) return readColumns(value, origin);
  throw invalidFile(source, EXPECTED, typeof value === "string" ? "a text" : String(value));
}

/** The lines of JSON Lines; undefined where the first line is no object that ends with it, or there is only one. */
function objectLines(text: string): readonly Line[] | undefined {
  const lines = text.split(/\r\n?|\n/).flatMap((line, index): Line[] => {
    const trimmed = line.trim();
    return trimmed === "" ? [] : [{ text: trimmed, number: index + 1 }];
  });
  const [first, second] = lines;
  if (first === undefined || second === undefined) return undefined;
  return first.text.startsWith("{") && first.text.endsWith("}") ? lines : undefined;
}

function readLines(lines: readonly Line[], origin: TableOrigin): RawTable {
  const { source } = origin;
  const rows = lines.map(({ text, number }) => parseJson(text, source, "an object in every line", number));
  return rowsToTable(rows, { ...origin, rowPlace: (row) => `${source}:${lines[row]?.number}` });
}

/** Lists, or objects that all have the same rows; an object of plain values is one row. */
function readColumns(columns: Readonly<Record<string, unknown>>, origin: TableOrigin): RawTable {
  const values = Object.values(columns);
  if (values.length > 0 && values.every((value) => typeof value !== "object" || value === null)) {
    return rowsToTable([columns], origin);
  }
  const [first] = values;
  if (!isObject(first)) return columnsToTable(columns, origin);
  const rows = Object.keys(first);
  const lists = Object.entries(columns).map(([name, column]): [string, unknown] => {
    const where = `${origin.source}, column "${name}"`;
    return [name, isObject(column) ? valuesOfRows(column, rows, where) : column];
  });
  return columnsToTable(Object.fromEntries(lists), origin);
}

/** A column's values in the order of the first column's rows, which it must have, and no others. */
function valuesOfRows(
  column: Readonly<Record<string, unknown>>,
  rows: readonly string[],
  where: string,
): unknown[] {
  const absent = rows.find((row) => !Object.hasOwn(column, row));
  if (absent !== undefined) {
    throw invalidFile(where, `a value for row ${describeValue(absent)} as in the first column`, "none");
  }
  const known = new Set(rows);
  const other = Object.keys(column).find((row) => !known.has(row));
  if (other === undefined) return rows.map((row) => column[row]);
  throw invalidFile(where, "the rows of the first column", `one for row ${describeValue(other)} as well`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
