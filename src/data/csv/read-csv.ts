import { describeValue } from "../../base/errors.ts";
import { repeatedName } from "../../base/names.ts";
import { checkBytes } from "../check-bytes.ts";
import { isNumeric } from "../decimal.ts";
import { describeContents } from "../file-format.ts";
import { invalidFile } from "../invalid-file.ts";
import { checkColumnCount } from "../max-columns.ts";
import { placeName, type RawTable, type TextCells } from "../table/raw-table.ts";
import { toUtf8 } from "../text-encoding.ts";
import { CsvCells } from "./csv-cells.ts";
import { DELIMITER_NAMES, findDelimiter } from "./delimiter.ts";
import { type CsvRecords, lineAt, scanRecords } from "./scan-records.ts";

/** Whether the first line names the columns; "auto" looks whether it could be data. */
export type HeaderChoice = "auto" | "yes" | "no";

/** How much of a text is looked at for its delimiter. */
const HEAD_BYTES = 2 ** 16;

/**
 * Reads comma, semicolon or tab separated text (RFC 4180) in UTF-8, UTF-16 or Latin-1. Strict: a row with too few or too
 * many cells or an open quote is an error, named by line and column. Numbers have decimal points; lines may end in any
 * way, also each in another.
 *
 * @param bytes the whole file
 * @param source the file's name, for messages
 * @throws InvalidInputError naming file, line and column when the text is damaged, empty, no text, or its header unclear
 */
export function readCsv(bytes: Uint8Array, source: string, header: HeaderChoice = "auto"): RawTable {
  checkBytes(bytes, source);
  const other = describeContents(bytes);
  if (other !== undefined) {
    throw invalidFile(source, "text in UTF-8, UTF-16 or Latin-1", other, "readTable reads such files.");
  }
  const { utf8, encoding } = toUtf8(bytes, source);
  const head = new TextDecoder().decode(utf8.subarray(0, HEAD_BYTES)).replaceAll(/\r\n?/g, "\n");
  const delimiter = findDelimiter(head, utf8.length <= HEAD_BYTES);
  const records = scanRecords(utf8, delimiter.charCodeAt(0), source);
  if (records.count === 0) throw invalidFile(source, "rows of numbers", "an empty file");
  checkColumnCount(records.columns, source);
  const cellsFrom = (first: number): TextCells[] =>
    Array.from({ length: records.columns }, (_, column) => new CsvCells(records, column, first));
  const top = cellsFrom(0);
  const hasNames = header === "yes" || (header === "auto" && isHeader(records, top, source));
  const first = hasNames ? 1 : 0;
  if (records.count === first) throw invalidFile(source, "rows of data below the header", "none");
  const names = top.map((cells, column) => (hasNames ? (cells.at(0) as string) : placeName(column)));
  if (hasNames) checkColumnNames(names, `${source}:${lineOf(records, 0, 0)}`);
  return {
    source,
    origin: `CSV (${DELIMITER_NAMES[delimiter]}, ${encoding})`,
    rows: records.count - first,
    hasNames,
    columns: cellsFrom(first).map((cells, column) => ({
      type: "text",
      name: names[column] as string,
      cells,
    })),
    placeOf: (row, column) => `${source}:${lineOf(records, row + first, column)}:${column + 1}`,
  };
}

/** The line that a cell begins on, counted from 1. */
function lineOf({ bytes, starts, columns }: CsvRecords, record: number, column: number): number {
  return lineAt(bytes, starts[record * columns + column] as number);
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
