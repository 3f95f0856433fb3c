import { formatPlural } from "../../base/number-format.ts";
import { invalidFile } from "../invalid-file.ts";

/** The cells of a CSV text by their places in it: no text is made of a cell before it is asked for. */
export interface CsvRecords {
  /** The text in UTF-8. */
  readonly bytes: Uint8Array;
  /** How many cells every record has. */
  readonly columns: number;
  /** How many records there are, empty lines left out. */
  readonly count: number;
  /** Where each cell begins, record after record; it ends before the delimiter in front of the next one. */
  readonly starts: Uint32Array;
  /** Where the last cell of each record ends. */
  readonly ends: Uint32Array;
  /** The line that the text begins on, counted from 1. */
  readonly firstLine: number;
  /** Where the next part of the text begins; the text's length where it is whole. */
  readonly end: number;
}

/** What is known of a text. */
export interface TextPlace {
  /** The file's name, for messages. */
  readonly source: string;
  /** The line that it begins on; 1 by default. */
  readonly firstLine?: number;
  /** How many cells every record has, where there are some before it; as many as the first by default. */
  readonly columns?: number | undefined;
  /** Whether it goes on: then a record that it may not hold whole is left to the next part. False by default. */
  readonly goesOn?: boolean;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** The quote that stands around cells. */
export const QUOTE = 0x22;
const SPACE = 0x20;
const TAB = 0x09;
/** How much of a text tells how many cells the whole of it has. */
const SAMPLE_BYTES = 2 ** 16;
/** How much more room is made than the sample asks for, and each time that it was too little. */
const SPARE = 1.25;
/** The longest text of a message about a cell. */
const SHOWN_BYTES = 40;

/**
 * Finds the cells of a CSV text (RFC 4180). Strict: every record has as many cells as the first; a quoted cell is closed,
 * and quoted as a whole.
 *
 * @param bytes the text in UTF-8, without a byte order mark
 * @param delimiter the byte between cells
 * @param place what is known of the text
 * @throws InvalidInputError naming file, line and column of the first record or cell that is not so
 */
export function scanRecords(bytes: Uint8Array, delimiter: number, place: TextPlace): CsvRecords {
  return new RecordScanner(bytes, delimiter, place).scan();
}

/** The line that a byte of a text is on, where the text begins on `firstLine`: lines end with CR, LF or both. */
export function lineAt(bytes: Uint8Array, place: number, firstLine: number): number {
  let line = firstLine;
  // Nearly all bytes are above both.
  for (let i = 0; i < place; i++) if ((bytes[i] as number) <= CARRIAGE_RETURN && isLineEnd(bytes, i)) line++;
  return line;
}

/** Whether a line ends with this byte: the first of the two of Windows does not. */
function isLineEnd(bytes: Uint8Array, place: number): boolean {
  const byte = bytes[place];
  return byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[place + 1] !== LINE_FEED);
}

class RecordScanner {
  readonly #bytes: Uint8Array;
  readonly #delimiter: number;
  readonly #source: string;
  readonly #firstLine: number;
  readonly #goesOn: boolean;
  #starts: Uint32Array;
  #ends: Uint32Array;
  #cells = 0;
  #count = 0;
  #columns: number | undefined;

  constructor(bytes: Uint8Array, delimiter: number, place: TextPlace) {
    this.#bytes = bytes;
    this.#delimiter = delimiter;
    this.#source = place.source;
    this.#firstLine = place.firstLine ?? 1;
    this.#goesOn = place.goesOn ?? false;
    this.#columns = place.columns;
    const sample = bytes.subarray(0, SAMPLE_BYTES);
    const growth = (SPARE * bytes.length) / Math.max(1, sample.length);
    let cells = 1;
    let lines = 1;
    for (const byte of sample) {
      if (byte === delimiter) cells++;
      if (byte === LINE_FEED || byte === CARRIAGE_RETURN) lines++;
    }
    this.#starts = new Uint32Array(Math.ceil((cells + lines) * growth));
    this.#ends = new Uint32Array(Math.ceil(lines * growth));
  }

  scan(): CsvRecords {
    const bytes = this.#bytes;
    let end = 0;
    while (end < bytes.length) {
      const lineEnd = this.#scanRecord(end);
      if (lineEnd === undefined) break;
      // The second byte of the end in Windows begins a line that is empty.
      end = Math.min(lineEnd + 1, bytes.length);
    }
    return {
      bytes,
      columns: this.#columns ?? 0,
      count: this.#count,
      starts: this.#starts.subarray(0, this.#cells),
      ends: this.#ends.subarray(0, this.#count),
      firstLine: this.#firstLine,
      end,
    };
  }

  /** Finds the cells of one record. @returns where its line ends; undefined where that may be in the next part */
  #scanRecord(start: number): number | undefined {
    const bytes = this.#bytes;
    const first = this.#cells;
    this.#addCell(start);
    let end = this.#cellEnd(start);
    while (bytes[end] === this.#delimiter) {
      this.#addCell(end + 1);
      end = this.#cellEnd(end + 1);
    }
    if (this.#isCut(end)) {
      this.#cells = first;
      return undefined;
    }
    const cells = this.#cells - first;
    if (cells === 1 && this.#skipSpace(start) === end) {
      this.#cells = first;
      return end;
    }
    this.#columns ??= cells;
    if (cells !== this.#columns) throw this.#uneven(cells, this.#columns, first);
    if (this.#count === this.#ends.length) this.#ends = grown(this.#ends);
    this.#ends[this.#count++] = end;
    return end;
  }

  /** Whether the next part may begin within the end of a line: it does where a quote is open, or CR is the last byte. */
  #isCut(lineEnd: number): boolean {
    const bytes = this.#bytes;
    const isLast = lineEnd === bytes.length - 1 && bytes[lineEnd] === CARRIAGE_RETURN;
    return this.#goesOn && (lineEnd >= bytes.length || isLast);
  }

  #addCell(start: number): void {
    if (this.#cells === this.#starts.length) this.#starts = grown(this.#starts);
    this.#starts[this.#cells++] = start;
  }

  /** The delimiter or the line's end behind the cell that begins at `start`. */
  #cellEnd(start: number): number {
    const bytes = this.#bytes;
    const delimiter = this.#delimiter;
    let place = start;
    for (; place < bytes.length; place++) {
      const byte = bytes[place] as number;
      if (byte === delimiter || byte === LINE_FEED || byte === CARRIAGE_RETURN) break;
      if (byte === QUOTE) return this.#quotedEnd(start, place);
    }
    return place;
  }

  /** The same for a cell with a quote in it, which must be its first character. */
  #quotedEnd(start: number, quote: number): number {
    const bytes = this.#bytes;
    // A message would show more of the cell than there is.
    if (this.#goesOn && start + SHOWN_BYTES > bytes.length) return bytes.length;
    if (this.#skipSpace(start) !== quote)
      throw this.#misquoted(start, "quotes around the whole cell, or none");
    let place = quote + 1;
    while (bytes[place] !== QUOTE || bytes[place + 1] === QUOTE) {
      if (place >= bytes.length) {
        if (this.#goesOn) return bytes.length;
        throw this.#refused(start, "a quote that is closed", "the end of the file within it");
      }
      place += bytes[place] === QUOTE ? 2 : 1;
    }
    const end = this.#skipSpace(place + 1);
    const isEnd =
      bytes[end] === this.#delimiter || bytes[end] === LINE_FEED || bytes[end] === CARRIAGE_RETURN;
    if (end < bytes.length && !isEnd) throw this.#misquoted(start, "the end of the cell behind its quotes");
    return end;
  }

  #skipSpace(start: number): number {
    const bytes = this.#bytes;
    let place = start;
    while (bytes[place] === SPACE || (bytes[place] === TAB && this.#delimiter !== TAB)) place++;
    return place;
  }

  #misquoted(start: number, expected: string): Error {
    const shown = this.#bytes.subarray(start, start + SHOWN_BYTES);
    const [line] = new TextDecoder().decode(shown).split(/[\r\n]/);
    const hint = "Within a cell in quotes, a quote is written twice.";
    return this.#refused(start, expected, JSON.stringify(line), hint);
  }

  #uneven(cells: number, columns: number, first: number): Error {
    const column = Math.min(cells, columns + 1) - 1;
    const place = this.#starts[first + column] as number;
    const line = lineAt(this.#bytes, place, this.#firstLine);
    const where = `${this.#source}:${line}:${Math.min(columns, cells) + 1}`;
    return invalidFile(where, `${formatPlural(columns, "cell")} as in the first line`, `${cells}`);
  }

  /** The error for the last cell that was found. */
  #refused(start: number, expected: string, received: string, hint?: string): Error {
    const inRecord = this.#cells - this.#count * (this.#columns ?? 0);
    const line = lineAt(this.#bytes, start, this.#firstLine);
    return invalidFile(`${this.#source}:${line}:${inRecord}`, expected, received, hint);
  }
}

function grown(list: Uint32Array): Uint32Array {
  const larger = new Uint32Array(Math.ceil(list.length * SPARE) + 1);
  larger.set(list);
  return larger;
}
