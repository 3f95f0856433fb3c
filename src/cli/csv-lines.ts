import { formatDate } from "../data/preparation/dates.ts";
import type { RawColumn } from "../data/table/raw-table.ts";

const FIRST_NO_ASCII = 0x80;
/** The most bytes that a letter of a JavaScript text takes in UTF-8. */
const BYTES_PER_LETTER = 3;
const FIRST_ROOM = 2 ** 16;
const GROWTH = 2;
const encoder = new TextEncoder();

/** A text in UTF-8 that grows: many times as fast as one made of texts. */
export class GrowingText {
  #bytes = new Uint8Array(FIRST_ROOM);
  #length = 0;

  /** Adds a part of a text in UTF-8. */
  addBytes(source: Uint8Array, start: number, end: number): void {
    this.#makeRoom(end - start);
    let length = this.#length;
    for (let place = start; place < end; place++) this.#bytes[length++] = source[place] as number;
    this.#length = length;
  }

  /** Adds a text. */
  add(text: string): void {
    this.#makeRoom(BYTES_PER_LETTER * text.length);
    for (let letter = 0; letter < text.length; letter++) {
      const code = text.charCodeAt(letter);
      if (code >= FIRST_NO_ASCII) {
        const rest = encoder.encodeInto(text.slice(letter), this.#bytes.subarray(this.#length));
        this.#length += rest.written;
        return;
      }
      this.#bytes[this.#length++] = code;
    }
  }

  /** What was added since the last time. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #makeRoom(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, GROWTH * this.#bytes.length));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** A text as a cell of CSV, in quotes where it needs them: where it would be read as another text without. */
export function toCell(text: string, delimiter: string): string {
  const needsQuotes = /["\n\r]|^\s|\s$/.test(text) || text.includes(delimiter);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A function that gives the text of a cell of a column; undefined where it holds what no cell can be. */
export function textReader(column: RawColumn): ((row: number) => string) | undefined {
  if (column.type === "other") return undefined;
  if (column.type === "text") return (row) => column.cells.at(row) ?? "";
  const { values } = column;
  const spell = SPELLINGS[column.type];
  return (row) => (Number.isNaN(values[row]) ? "" : spell(values[row] as number));
}

const SPELLINGS = {
  number: String,
  boolean: (value: number) => String(value === 1),
  date: formatDate,
} as const;
