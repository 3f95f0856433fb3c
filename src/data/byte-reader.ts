import { DAMAGED, invalidFile } from "./invalid-file.ts";

/** Reads a part of a file of known byte order from front to back and says where it stands when it cannot. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly isLittleEndian: boolean;
  /** What the bytes are, for messages: a file's name. */
  readonly source: string;
  /** Where the bytes begin in it, for messages. */
  readonly #start: number;
  #position = 0;

  /** @param start where `bytes` begin in the source */
  constructor(bytes: Uint8Array, isLittleEndian: boolean, source: string, start = 0) {
    this.bytes = bytes;
    this.isLittleEndian = isLittleEndian;
    this.source = source;
    this.#start = start;
  }

  /** How many bytes are left. */
  get remaining(): number {
    return this.bytes.length - this.#position;
  }

  /** The next 2 bytes as a whole number. @param what the number, for messages */
  uint16(what: string): number {
    return this.view(2, what).getUint16(0, this.isLittleEndian);
  }

  /** The next 4 bytes as a whole number. @param what the number, for messages */
  uint32(what: string): number {
    return this.view(4, what).getUint32(0, this.isLittleEndian);
  }

  /** The next `length` bytes, as a reader of their own. */
  part(length: number, what: string): ByteReader {
    const start = this.#start + this.#position;
    return new ByteReader(this.take(length, what), this.isLittleEndian, this.source, start);
  }

  /** The next `length` bytes. */
  take(length: number, what: string): Uint8Array {
    if (length > this.remaining) {
      this.fail(`${length} bytes of ${what}`, `the end of the data after ${this.remaining}`);
    }
    const start = this.#position;
    this.#position += length;
    return this.bytes.subarray(start, this.#position);
  }

  /** Passes over at most `length` bytes. */
  skip(length: number): void {
    this.#position = Math.min(this.#position + length, this.bytes.length);
  }

  /** The next `length` bytes, to read numbers from. */
  view(length: number, what: string): DataView {
    const part = this.take(length, what);
    return new DataView(part.buffer, part.byteOffset, part.byteLength);
  }

  /** Refuses the file at the present place. @param hint what to do; by default, to get an undamaged file */
  fail(expected: string, received: string, hint: string = DAMAGED): never {
    throw invalidFile(`${this.source}, byte ${this.#start + this.#position}`, expected, received, hint);
  }
}
