import { formatCount } from "../../base/number-format.ts";
import { joinBytes } from "../bytes.ts";
import { invalidFile } from "../invalid-file.ts";
import type { RawTable } from "../table/raw-table.ts";
import type { EncodingChoice, TextEncoding } from "../text-encoding.ts";
import { TextStream } from "../text-stream.ts";
import {
  type CsvHeader,
  delimiterOf,
  HEAD_BYTES,
  type HeaderChoice,
  readHeader,
  recordsToTable,
} from "./csv-table.ts";
import type { Delimiter } from "./delimiter.ts";
import { type CsvRecords, lineAt, scanRecords } from "./scan-records.ts";

/** Rows of a CSV text that stand one below the other. */
export interface CsvPart {
  readonly table: RawTable;
  /** Where the table's cells stand, and the header above them where `first` is 1. */
  readonly records: CsvRecords;
  /** The record that is the table's first row. */
  readonly first: number;
  readonly delimiter: Delimiter;
  /** As what the text is read so far. */
  readonly encoding: TextEncoding;
  /** Whether the text began with a byte order mark. */
  readonly hasMark: boolean;
}

/** How a CSV text is read. */
export interface CsvSettings {
  readonly source: string;
  readonly header: HeaderChoice;
  readonly encoding: EncodingChoice;
}

/** The longest row, in bytes: a quote that is never closed would take all of the memory that there is. */
const MAX_RECORD_BYTES = 2 ** 28;

/**
 * A CSV text that comes in parts of any length. It is read by the rules of readCsv, with the same rows and the same errors,
 * and in memory is only what has come since the last whole row.
 */
export class CsvStream {
  readonly #settings: CsvSettings;
  readonly #text: TextStream;
  /** What has come and was not read: bytes before the encoding is known, then UTF-8. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** So much must come before it is worth looking again. */
  #enough = HEAD_BYTES + 1;
  #hasBegun = false;
  #delimiter: Delimiter | undefined;
  #header: CsvHeader | undefined;
  #line = 1;

  constructor(settings: CsvSettings) {
    this.#settings = settings;
    this.#text = new TextStream(settings.source, settings.encoding);
  }

  /**
   * The rows that are whole with the next part of the text; undefined where none is.
   *
   * @param isLast whether the text ends with it
   * @throws InvalidInputError as readCsv does
   */
  push(bytes: Uint8Array, isLast: boolean): CsvPart | undefined {
    if (this.#hasBegun) this.#wait(this.#decode(bytes, isLast));
    else this.#wait(bytes);
    if (this.#waitingBytes < this.#enough && !isLast) return undefined;
    if (!this.#hasBegun) {
      const beginning = this.#takeWaiting();
      this.#hasBegun = true;
      this.#wait(this.#decode(beginning, isLast));
      if (this.#waitingBytes < this.#enough && !isLast) return undefined;
    }
    return this.#read(this.#takeWaiting(), isLast);
  }

  #decode(bytes: Uint8Array, isLast: boolean): Uint8Array {
    const placeOf = (before: Uint8Array): string => {
      const read = joinBytes([...this.#waiting, before]);
      return `${this.#settings.source}:${lineAt(read, read.length, this.#line)}`;
    };
    return this.#text.push(bytes, isLast, placeOf);
  }

  #wait(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
  }

  #takeWaiting(): Uint8Array {
    const [only = new Uint8Array(0), ...others] = this.#waiting;
    const bytes = others.length === 0 ? only : joinBytes([only, ...others]);
    this.#waiting = [];
    this.#waitingBytes = 0;
    return bytes;
  }

  #read(utf8: Uint8Array, isLast: boolean): CsvPart | undefined {
    const { source } = this.#settings;
    this.#delimiter ??= delimiterOf(utf8);
    const records = scanRecords(utf8, this.#delimiter.charCodeAt(0), {
      source,
      firstLine: this.#line,
      columns: this.#header?.names.length,
      goesOn: !isLast,
    });
    const isTop = this.#header === undefined;
    // Whether the first line is a header, the second one tells.
    if (records.count < (isTop ? 2 : 1) && !isLast) return this.#waitForMore(utf8);
    this.#header ??= readHeader(records, source, this.#settings.header);
    this.#enough = 1;
    this.#wait(utf8.subarray(records.end));
    this.#line = lineAt(utf8, records.end, this.#line);
    const first = isTop && this.#header.hasNames ? 1 : 0;
    return records.count === first ? undefined : this.#toPart(records, first, this.#delimiter, this.#header);
  }

  /** Waits for twice as much, so that a long row is not looked through again and again. */
  #waitForMore(utf8: Uint8Array): undefined {
    if (utf8.length > MAX_RECORD_BYTES) {
      const expected = `a row of at most ${formatCount(MAX_RECORD_BYTES)} bytes, its quotes closed`;
      throw invalidFile(`${this.#settings.source}:${this.#line}`, expected, "a longer one");
    }
    this.#wait(utf8);
    this.#enough = 2 * utf8.length;
  }

  #toPart(records: CsvRecords, first: number, delimiter: Delimiter, header: CsvHeader): CsvPart {
    const { encoding, hasMark } = this.#text;
    const form = { source: this.#settings.source, delimiter, encoding };
    return {
      table: recordsToTable(records, first, header, form),
      records,
      first,
      delimiter,
      encoding,
      hasMark,
    };
  }
}
