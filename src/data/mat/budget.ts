import type { ByteReader } from "../byte-reader.ts";
import { MAX_UNPACKED_BYTES } from "../compression/unpack-limit.ts";

/** The memory that the contents of one file may take, so that a small file cannot fill the machine's. */
export class Budget {
  readonly #limit: number;
  #used = 0;

  /** @param limit in bytes; 1 GiB by default */
  constructor(limit: number = MAX_UNPACKED_BYTES) {
    this.#limit = limit;
  }

  /** Counts memory that is kept for what `reader` reads. @throws InvalidInputError when the file has none left */
  take(bytes: number, reader: ByteReader): void {
    this.check(bytes, reader);
    this.#used += bytes;
  }

  /** The same for memory that is given back. @throws InvalidInputError when the file has not so much left */
  check(bytes: number, reader: ByteReader): void {
    if (this.#used + bytes <= this.#limit) return;
    const expected = `contents that take at most ${this.#limit} bytes of memory`;
    reader.fail(expected, `${this.#used + bytes} or more`, "Save fewer examples or variables.");
  }
}
