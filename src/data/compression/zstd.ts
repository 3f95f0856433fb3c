import { Decompress } from "fzstd";
import { DAMAGED, invalidFile } from "../invalid-file.ts";

/**
 * The contents of a frame of Zstandard (RFC 8878). Its checksum is not verified.
 *
 * @param size how many bytes they are
 * @param source the file's name, for messages
 * @throws InvalidInputError when it is damaged or holds another number of bytes
 */
export function unpackZstd(bytes: Uint8Array, size: number, source: string): Uint8Array {
  try {
    const unpacked = new Uint8Array(size);
    let length = 0;
    // It says nothing of a frame that ends early or goes on: the parts are counted.
    const stream = new Decompress((part) => {
      if (length + part.length > size) throw new RangeError("more than was said");
      unpacked.set(part, length);
      length += part.length;
    });
    stream.push(bytes, true);
    if (length === size) return unpacked;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  throw invalidFile(source, "data packed with Zstandard", "something else", DAMAGED);
}
