import { isDecimal } from "../decimal.ts";
import type { TextCells } from "../table/raw-table.ts";
import { parseDecimal } from "./parse-decimal.ts";
import { type CsvRecords, QUOTE } from "./scan-records.ts";

const SPACE = 0x20;
/** Signs, points, digits and quotes come before this, letters after it. */
const NINE = 0x39;
const FIRST_NO_ASCII = 0x80;
/** Longer texts are decoded by the platform, which is slow to start. */
const SHORT_BYTES = 32;
const decoder = new TextDecoder();

/** The cells of one column of a CSV text, below the header. */
export class CsvCells implements TextCells {
  readonly length: number;
  readonly #records: CsvRecords;
  readonly #column: number;
  readonly #first: number;

  /**
   * @param column counted from 0
   * @param first the record that is the first row
   */
  constructor(records: CsvRecords, column: number, first: number) {
    this.length = records.count - first;
    this.#records = records;
    this.#column = column;
    this.#first = first;
  }

  /** The text of a row, without the quotes around it. */
  at(row: number): string {
    const { bytes } = this.#records;
    const [start, end] = trim(bytes, this.#start(row), this.#end(row));
    if (bytes[start] !== QUOTE) return decode(bytes, start, end);
    return decode(bytes, start + 1, end - 1)
      .replaceAll('""', '"')
      .replaceAll(/\r\n?/g, "\n");
  }

  /** The number of a row, read from the bytes where that gives the same as from the text. */
  numberAt(row: number): number {
    const number = parseDecimal(this.#records.bytes, this.#start(row), this.#end(row));
    if (number !== undefined) return number;
    if (this.#beginsWithLetter(row)) return Number.NaN;
    const text = this.at(row);
    return isDecimal(text) ? Number(text) : Number.NaN;
  }

  /** The numbers of all rows, as {@link numberAt} gives them. */
  toNumbers(): Float64Array {
    const { bytes, starts, columns } = this.#records;
    const values = new Float64Array(this.length);
    // The last cell of a record ends with its line, all others before the next one.
    const isLast = this.#column === columns - 1;
    let place = this.#first * columns + this.#column;
    for (let row = 0; row < values.length; row++, place += columns) {
      const end = isLast ? this.#end(row) : (starts[place + 1] as number) - 1;
      values[row] = parseDecimal(bytes, starts[place] as number, end) ?? this.numberAt(row);
    }
    return values;
  }

  /** Whether a text can be no number by its first byte: this spares words from being decoded. */
  #beginsWithLetter(row: number): boolean {
    const first = this.#records.bytes[this.#start(row)] as number;
    return this.#start(row) < this.#end(row) && first > NINE;
  }

  #start(row: number): number {
    const { starts, columns } = this.#records;
    return starts[(row + this.#first) * columns + this.#column] as number;
  }

  #end(row: number): number {
    const { starts, ends, columns } = this.#records;
    const record = row + this.#first;
    if (this.#column === columns - 1) return ends[record] as number;
    return (starts[record * columns + this.#column + 1] as number) - 1;
  }
}

/** A part of a text without the white space around it. */
function trim(bytes: Uint8Array, start: number, end: number): [start: number, end: number] {
  let first = start;
  let last = end;
  while (first < last && (bytes[first] as number) <= SPACE) first++;
  while (first < last && (bytes[last - 1] as number) <= SPACE) last--;
  return [first, last];
}

function decode(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT_BYTES) return decoder.decode(bytes.subarray(start, end));
  let text = "";
  for (let place = start; place < end; place++) {
    const byte = bytes[place] as number;
    if (byte >= FIRST_NO_ASCII) return decoder.decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}
