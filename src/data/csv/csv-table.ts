import { CsvError, parse } from "csv-parse/browser/esm/sync";
import { describeValue, InvalidInputError } from "../../base/errors.ts";
import { listNames, nearestName, repeatedName } from "../../base/names.ts";
import { formatPlural } from "../../base/number-format.ts";
import { isMissing, MISSING_HINT } from "../categories.ts";
import { checkBytes } from "../check-bytes.ts";
import { hasCommas, isDecimal, isNumeric } from "../decimal.ts";
import { recognizeFormat } from "../file-format.ts";
import { findDelimiter, splitOutsideQuotes } from "./delimiter.ts";

/** What the bytes of a CSV file should be, for messages. */
const TEXT = "text in UTF-8";

/** One row of a CSV file and the line that it ends on, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A CSV file as text cells: every row has as many cells as there are columns. */
export interface CsvTable {
  /** The file's name, for messages. */
  readonly source: string;
  /** Names from the header; x1, x2, … where there is none. */
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  readonly rows: readonly CsvRow[];
}

/** Whether the first line names the columns; "auto" looks whether it could be data. */
export type HeaderChoice = "auto" | "yes" | "no";

/**
 * Reads comma, semicolon or tab separated text (RFC 4180, UTF-8). Strict: a row with too few or too many cells or an
 * open quote is an error, named by line and column. Numbers have decimal points; lines may end in any way, also each in
 * another.
 *
 * @param bytes the whole file
 * @param source the file's name, for messages
 * @throws InvalidInputError naming file, line and column when the text is damaged, empty, not UTF-8, or its header unclear
 */
export function readCsv(bytes: Uint8Array, source: string, header: HeaderChoice = "auto"): CsvTable {
  checkBytes(bytes, source);
  const other = recognizeFormat(bytes);
  if (other !== undefined) throw invalidCsv(source, TEXT, other.name, other.wayOut);
  const text = decode(bytes, source);
  const records = parseRecords(text, source);
  const [first, ...rest] = records;
  if (first === undefined) throw invalidCsv(source, "rows of numbers", "an empty file");
  const hasHeader = header === "yes" || (header === "auto" && isHeader(first, rest, source));
  const columns = hasHeader ? first.cells : first.cells.map((_, index) => `x${index + 1}`);
  const rows = hasHeader ? rest : records;
  if (rows.length === 0) throw invalidCsv(source, "rows of data below the header", "none");
  if (hasHeader) checkColumnNames(first, source);
  return { source, columns, hasHeader, rows };
}

/** The place of a column by its name, or an error that lists the columns. */
export function columnIndex(table: CsvTable, name: string): number {
  const index = table.columns.indexOf(name);
  if (index >= 0) return index;
  const nearest = nearestName(name, table.columns);
  throw invalidCsv(
    table.source,
    `a column "${name}"`,
    `only ${listNames(table.columns)}`,
    nearest === undefined ? undefined : `Did you mean "${nearest}"?`,
  );
}

/**
 * A column as finite numbers; the first cell that is none is an error with line and column.
 *
 * @param textHint the advice where the cell is a text, rather than a number that cannot be read or a missing one
 */
export function numberColumn(table: CsvTable, index: number, textHint?: string): Float64Array {
  return Float64Array.from(table.rows, (row) => {
    const cell = row.cells[index] as string;
    const value = isDecimal(cell) ? Number(cell) : Number.NaN;
    if (Number.isFinite(value)) return value;
    const expected = `a ${isDecimal(cell) ? "finite " : ""}number in column "${table.columns[index]}"`;
    throw invalidCell(table, { row, index, expected }, noNumberHint(cell) ?? textHint);
  });
}

/** The error for a cell of a column that holds something else than expected. */
export function invalidCell(
  { source }: CsvTable,
  { row, index, expected }: { readonly row: CsvRow; readonly index: number; readonly expected: string },
  hint?: string,
): InvalidInputError {
  const cell = row.cells[index] as string;
  const received = cell === "" ? "an empty cell" : describeValue(cell);
  return invalidCsv(`${source}:${row.line}:${index + 1}`, expected, received, hint);
}

/** What to do about a cell that could have been a number; undefined for any other text. */
function noNumberHint(cell: string): string | undefined {
  if (hasCommas(cell)) {
    return "Numbers are read without commas: write a point for decimals, and nothing between thousands.";
  }
  return isMissing(cell) || isDecimal(cell) ? "Remove or fill in such examples first." : undefined;
}

/** A column as class names; an empty cell, or what stands for a missing value, is an error with line and column. */
export function labelColumn(table: CsvTable, index: number): string[] {
  return table.rows.map((row) => {
    const cell = row.cells[index] as string;
    if (!isMissing(cell)) return cell;
    const expected = `a class in column "${table.columns[index]}"`;
    throw invalidCell(table, { row, index, expected }, cell === "" ? undefined : MISSING_HINT);
  });
}

/** The text of a file, each line ending with "\n": within quotes the parser would count two for "\r\n". */
function decode(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, "\n");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw invalidCsv(source, TEXT, "other bytes", "Save it as CSV in UTF-8.");
  }
}

function parseRecords(text: string, source: string): CsvRow[] {
  try {
    const delimiter = findDelimiter(text);
    const options = {
      delimiter,
      record_delimiter: "\n",
      info: true,
      skip_empty_lines: true,
      trim: true,
    } as const;
    const records = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw error.code === "CSV_QUOTE_NOT_CLOSED" ? openQuote(text, source) : describeCsvError(error, source);
  }
}

/** An open quote takes in all that follows: the parser knows only the end of the file. */
function openQuote(text: string, source: string): InvalidInputError {
  // A doubled quote stands for one within a cell: it opens nothing.
  const before = text.slice(0, text.replaceAll('""', "  ").lastIndexOf('"'));
  const record = splitOutsideQuotes(before, "\n").at(-1) as string;
  const cells = splitOutsideQuotes(record, findDelimiter(text));
  const where = `${source}:${before.split("\n").length}:${cells.length}`;
  return invalidCsv(where, "a quote that is closed", "the end of the file within it");
}

function describeCsvError(error: CsvError, source: string): InvalidInputError {
  const { lines, record, column } = error as unknown as { lines: number; record?: string[]; column: number };
  if (error.code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH" && record !== undefined) {
    const expected = Number(/expect (\d+)/.exec(error.message)?.[1]);
    const place = `${source}:${lines}:${Math.min(expected, record.length) + 1}`;
    const received = `${record.length}`;
    return invalidCsv(place, `${formatPlural(expected, "cell")} as in the first line`, received);
  }
  return invalidCsv(`${source}:${lines}:${column + 1}`, "well-formed CSV", `"${error.message}"`);
}

/** A first row of text alone names the columns; one with text above a number could be either, and is not guessed at. */
function isHeader(first: CsvRow, rest: readonly CsvRow[], source: string): boolean {
  const isText = first.cells.map((cell) => !isNumeric(cell));
  if (isText.every(Boolean)) return true;
  const doubtful = isText.findIndex((text, index) => text && isNumeric(rest[0]?.cells[index] ?? ""));
  if (doubtful < 0) return false;
  throw invalidCsv(
    `${source}:${first.line}:${doubtful + 1}`,
    "a first line of names, or of data",
    `${describeValue(first.cells[doubtful])} above a number, beside numbers`,
    "Say which: --header yes or --header no.",
  );
}

function checkColumnNames({ line, cells }: CsvRow, source: string): void {
  const nameless = cells.indexOf("");
  if (nameless >= 0) {
    const hint = "If it only counts the rows, save the file without it (in pandas, index=False).";
    throw invalidCsv(`${source}:${line}:${nameless + 1}`, "a name for every column", "none", hint);
  }
  const repeated = repeatedName(cells);
  if (repeated === undefined) return;
  throw invalidCsv(`${source}:${line}`, "a different name for every column", `"${repeated}" twice`);
}

function invalidCsv(where: string, expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "file", where, expected, received, hint });
}
