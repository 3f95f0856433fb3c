import { Unzlib } from "fflate";
import type { ByteReader } from "../byte-reader.ts";
import type { Budget } from "./budget.ts";

const INPUT_CHUNK_BYTES = 2 ** 14;
const CHECKSUM_BYTES = 4;
/** Deflate makes at most so many bytes of one. */
const MAX_GROWTH = 1032;
/** Type and size, in front of every variable. */
const TAG_BYTES = 8;

/**
 * The variable in a zlib stream, its checksum verified (fflate leaves the Adler-32 unread, and a flipped bit often
 * inflates to something). The size that the variable itself names bounds what is unpacked, and must be within the budget.
 */
export function inflate(compressed: ByteReader, budget: Budget): Uint8Array {
  const { bytes } = compressed;
  let inflated = new Uint8Array(TAG_BYTES);
  let length = 0;
  const stream = new Unzlib((chunk) => {
    if (length < TAG_BYTES && length + chunk.length >= TAG_BYTES) {
      const seen = inflated.subarray(0, length);
      const size = declaredSize(seen, chunk, compressed.isLittleEndian);
      if (size > MAX_GROWTH * bytes.length) {
        compressed.fail(`a variable that ${bytes.length} compressed bytes can hold`, `one of ${size} bytes`);
      }
      budget.check(size, compressed);
      inflated = new Uint8Array(size);
      inflated.set(seen);
    }
    if (length + chunk.length > inflated.length) {
      compressed.fail(`${inflated.length} bytes in a variable, as it says itself`, "more");
    }
    inflated.set(chunk, length);
    length += chunk.length;
  });
  try {
    for (let start = 0; start < bytes.length; start += INPUT_CHUNK_BYTES) {
      const end = start + INPUT_CHUNK_BYTES;
      stream.push(bytes.subarray(start, end), end >= bytes.length);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error) compressed.fail("zlib data", `"${error.message}"`);
    throw error;
  }
  checkAdler32(compressed, inflated.subarray(0, length));
  return inflated.subarray(0, length);
}

/** The size of a whole variable, as its tag says; `seen` are the bytes of the tag that came before the chunk. */
function declaredSize(seen: Uint8Array, chunk: Uint8Array, isLittleEndian: boolean): number {
  const tag = new Uint8Array(TAG_BYTES);
  tag.set(seen);
  tag.set(chunk.subarray(0, TAG_BYTES - seen.length), seen.length);
  return TAG_BYTES + new DataView(tag.buffer).getUint32(4, isLittleEndian);
}

function checkAdler32(compressed: ByteReader, inflated: Uint8Array): void {
  const { bytes } = compressed;
  if (bytes.length < CHECKSUM_BYTES) compressed.fail("zlib data", `${bytes.length} bytes`);
  const stored = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - CHECKSUM_BYTES).getUint32(0);
  if (stored !== adler32(inflated)) compressed.fail("contents that match their checksum", "others");
}

/** The checksum of RFC 1950. */
function adler32(bytes: Uint8Array): number {
  const largestPrime = 65521;
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % largestPrime;
    b = (b + a) % largestPrime;
  }
  return b * 65536 + a;
}
