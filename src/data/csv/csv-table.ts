import { describeValue } from "../../base/errors.ts";
import { repeatedName } from "../../base/names.ts";
import { isNumeric } from "../decimal.ts";
import { invalidFile } from "../invalid-file.ts";
import { checkColumnCount } from "../max-columns.ts";
import { placeName, type RawTable, type TextCells } from "../table/raw-table.ts";
import type { TextEncoding } from "../text-encoding.ts";
import { CsvCells } from "./csv-cells.ts";
import { DELIMITER_NAMES, type Delimiter, findDelimiter } from "./delimiter.ts";
import { type CsvRecords, lineAt } from "./scan-records.ts";

/** Whether the first line names the columns; "auto" looks whether it could be data. */
export type HeaderChoice = "auto" | "yes" | "no";

/** How much of a text is looked at for its delimiter. */
export const HEAD_BYTES = 2 ** 16;

/** What the first records of a text say of all. */
export interface CsvHeader {
  /** The columns' names: x1, x2, … where the text has none. */
  readonly names: readonly string[];
  readonly hasNames: boolean;
}

/** How a text was stored. */
export interface CsvForm {
  readonly source: string;
  readonly delimiter: Delimiter;
  readonly encoding: TextEncoding;
}

/** The delimiter of a text by its first {@link HEAD_BYTES}. @param utf8 at least as much, or the whole text */
export function delimiterOf(utf8: Uint8Array): Delimiter {
  const head = new TextDecoder().decode(utf8.subarray(0, HEAD_BYTES)).replaceAll(/\r\n?/g, "\n");
  return findDelimiter(head, utf8.length <= HEAD_BYTES);
}

/**
 * The names of a text's columns.
 *
 * @param records the first two of the text, or more; all where it has fewer
 * @throws InvalidInputError naming file, line and column where there is no data, or the header is unclear
 */
export function readHeader(records: CsvRecords, source: string, header: HeaderChoice): CsvHeader {
  if (records.count === 0) throw invalidFile(source, "rows of data", "an empty file");
  checkColumnCount(records.columns, source);
  const top = cellsFrom(records, 0);
  const hasNames = header === "yes" || (header === "auto" && isHeader(records, top, source));
  if (hasNames && records.count === 1) throw invalidFile(source, "rows of data below the header", "none");
  const names = top.map((cells, column) => (hasNames ? (cells.at(0) as string) : placeName(column)));
  if (hasNames) checkColumnNames(names, `${source}:${lineOf(records, 0, 0)}`);
  return { names, hasNames };
}

/** Records from `first` on as a table. */
export function recordsToTable(
  records: CsvRecords,
  first: number,
  { names, hasNames }: CsvHeader,
  { source, delimiter, encoding }: CsvForm,
): RawTable {
  return {
    source,
    origin: `CSV (${DELIMITER_NAMES[delimiter]}, ${encoding})`,
    rows: records.count - first,
    hasNames,
    columns: cellsFrom(records, first).map((cells, column) => ({
      type: "text",
      name: names[column] as string,
      cells,
    })),
    placeOf: (row, column) => `${source}:${lineOf(records, row + first, column)}:${column + 1}`,
  };
}

function cellsFrom(records: CsvRecords, first: number): TextCells[] {
  return Array.from({ length: records.columns }, (_, column) => new CsvCells(records, column, first));
}

/** The line that a cell begins on, counted from 1. */
function lineOf(records: CsvRecords, record: number, column: number): number {
  const { bytes, starts, columns, firstLine } = records;
  return lineAt(bytes, starts[record * columns + column] as number, firstLine);
}

/** A first row of text alone names the columns; one with text above a number could be either, and is not guessed at. */
function isHeader(records: CsvRecords, columns: readonly TextCells[], source: string): boolean {
  const isText = columns.map((cells) => !isNumeric(cells.at(0) as string));
  if (isText.every(Boolean)) return true;
  const isDoubtful = (cells: TextCells, column: number): boolean =>
    isText[column] === true && records.count > 1 && isNumeric(cells.at(1) as string);
  const doubtful = columns.findIndex(isDoubtful);
  if (doubtful < 0) return false;
  throw invalidFile(
    `${source}:${lineOf(records, 0, doubtful)}:${doubtful + 1}`,
    "a first line of names, or of data",
    `${describeValue(columns[doubtful]?.at(0))} above a number, beside numbers`,
    "Say which: --header yes or --header no.",
  );
}

/** @param place the header's file and line */
function checkColumnNames(names: readonly string[], place: string): void {
  const nameless = names.indexOf("");
  if (nameless >= 0) {
    const hint = "If it only counts the rows, save the file without it (in pandas, index=False).";
    throw invalidFile(`${place}:${nameless + 1}`, "a name for every column", "none", hint);
  }
  const repeated = repeatedName(names);
  if (repeated === undefined) return;
  throw invalidFile(place, "a different name for every column", `"${repeated}" twice`);
}
