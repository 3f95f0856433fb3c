import { listNames } from "../base/names.ts";
import type { TablePart } from "../data/read-parts.ts";
import { columnNames, type RawTable } from "../data/table/raw-table.ts";
import type { Model } from "../model/model.ts";
import { predictRows } from "../model/predict-table.ts";
import { GrowingText, textReader, toCell } from "./csv-lines.ts";
import { freeNames, predictedCells, predictedNames } from "./predicted-columns.ts";
import { SurpriseTally, toSentence } from "./surprises.ts";

/** What is written beside the predictions, and who is told of what came up. */
export interface PredictionOutput {
  /** Whether the columns of the file are left out. */
  readonly onlyPredictions: boolean;
  /** Is told, at the end, what a reader of the predictions should know. */
  readonly remark: (sentence: string) => void;
}

const COMMA = ",";
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = "\ufeff";

/**
 * The rows of a file with what a model predicts for each, as CSV in UTF-8, part by part. The text of a CSV file stays as it
 * is, with its delimiter, its quotes and its byte order mark; the predictions are columns behind its own.
 *
 * @throws InvalidInputError as reading and predicting do; what was given before stays right
 */
export async function* toPredictedCsv(
  model: Model,
  parts: AsyncIterable<TablePart>,
  { onlyPredictions, remark }: PredictionOutput,
): AsyncGenerator<Uint8Array> {
  const text = new GrowingText();
  const surprises = new SurpriseTally();
  let style: CsvStyle | undefined;
  let last: TablePart | undefined;
  for await (const part of parts) {
    const { predictions, surprises: found } = predictRows(model, part);
    surprises.add(found, part.table);
    const lineStart = onlyPredictions ? undefined : lineStartOf(part, text);
    if (style === undefined) {
      style = styleOf(part);
      addHeader(text, { model, part, style, onlyPredictions });
    }
    const { delimiter, lineEnd } = style;
    const addCells = predictedCells(model, predictions, (name) => toCell(name, delimiter));
    for (let row = 0; row < part.table.rows; row++) {
      let isFirst = lineStart === undefined;
      lineStart?.(row);
      addCells(row, (cell) => {
        if (!isFirst) text.add(delimiter);
        isFirst = false;
        text.add(cell);
      });
      text.add(lineEnd);
    }
    last = part;
    yield text.take();
  }
  for (const remarked of remarksOn(last, onlyPredictions)) remark(remarked);
  for (const surprise of surprises.all()) remark(toSentence(surprise));
}

/** How lines are written. */
interface CsvStyle {
  readonly delimiter: string;
  readonly lineEnd: string;
}

function styleOf({ csv }: TablePart): CsvStyle {
  if (csv === undefined) return { delimiter: COMMA, lineEnd: "\n" };
  const { bytes, ends } = csv.records;
  const end = ends[0] as number;
  if (bytes[end] !== CARRIAGE_RETURN) return { delimiter: csv.delimiter, lineEnd: "\n" };
  return { delimiter: csv.delimiter, lineEnd: bytes[end + 1] === LINE_FEED ? "\r\n" : "\r" };
}

interface HeaderParts extends Pick<PredictionOutput, "onlyPredictions"> {
  readonly model: Model;
  readonly part: TablePart;
  readonly style: CsvStyle;
}

function addHeader(text: GrowingText, { model, part, style, onlyPredictions }: HeaderParts): void {
  const { table, csv } = part;
  const own = onlyPredictions ? [] : keptNames(table);
  const added = freeNames(predictedNames(model), own);
  if (csv?.hasMark) text.add(BYTE_ORDER_MARK);
  const isText = csv !== undefined && csv.first > 0 && !onlyPredictions;
  if (isText)
    text.addBytes(csv.records.bytes, csv.records.starts[0] as number, csv.records.ends[0] as number);
  const names = [...(isText ? [] : own), ...added].map((name) => toCell(name, style.delimiter));
  text.add((isText ? style.delimiter : "") + names.join(style.delimiter) + style.lineEnd);
}

/** The columns whose cells can be written. */
function keptNames(table: RawTable): readonly string[] {
  return table.columns.filter(({ type }) => type !== "other").map(({ name }) => name);
}

/** A function that adds the file's own cells of a row: as the text that they are, where it is CSV. */
function lineStartOf({ table, csv }: TablePart, text: GrowingText): (row: number) => void {
  if (csv !== undefined) {
    const { bytes, starts, ends, columns } = csv.records;
    return (row) => {
      const record = row + csv.first;
      text.addBytes(bytes, starts[record * columns] as number, ends[record] as number);
    };
  }
  const readers = table.columns.map(textReader).filter((read) => read !== undefined);
  return (row) => text.add(readers.map((read) => toCell(read(row), COMMA)).join(COMMA));
}

/** What is not as it was in the file. */
function remarksOn(part: TablePart | undefined, onlyPredictions: boolean): readonly string[] {
  if (part === undefined) return [];
  const { table, csv } = part;
  const left = columnNames(table).filter((name) => !keptNames(table).includes(name));
  return [
    ...(csv === undefined || csv.encoding === "UTF-8"
      ? []
      : [`${table.source} is in ${csv.encoding}, and what was written is in UTF-8.`]),
    ...(left.length === 0 || onlyPredictions
      ? []
      : [`Left out, since no cell holds lists or objects: ${listNames(left)}.`]),
  ];
}
