import { Gunzip } from "fflate";
import { joinBytes, startsWith } from "../bytes.ts";
import { DAMAGED, invalidFile } from "../invalid-file.ts";
import { crc32 } from "./crc32.ts";
import { checkUnpacked } from "./unpack-limit.ts";

const SIGNATURE = [0x1f, 0x8b] as const;
/** How much is unpacked at once, so that a limit is noticed in time. */
const CHUNK_BYTES = 2 ** 16;
/** A checksum and a size, behind what is packed. */
const TRAILER_BYTES = 8;

/** Whether a file begins as one of gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return startsWith(bytes, SIGNATURE);
}

/**
 * What a gzip file holds (RFC 1952): all of its members, one behind the other, their checksums verified.
 *
 * @param source the file's name, for messages
 * @param limit how many bytes it may hold
 * @throws InvalidInputError when it is damaged, or holds more
 */
export function gunzip(bytes: Uint8Array, source: string, limit: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  let checksum = 0;
  const checkMember = (end: number): void => {
    const trailer = bytes.subarray(Math.max(0, end - TRAILER_BYTES), end);
    const isWhole = trailer.length === TRAILER_BYTES && uint32At(trailer, 0) === checksum;
    if (!isWhole) throw invalidFile(source, "contents that match their checksum", "others", DAMAGED);
    checksum = 0;
  };
  const stream = new Gunzip((part) => {
    size += part.length;
    checkUnpacked(size, limit, source);
    checksum = crc32(part, checksum);
    parts.push(part.slice());
  });
  stream.onmember = checkMember;
  try {
    for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
      const end = start + CHUNK_BYTES;
      stream.push(bytes.subarray(start, end), end >= bytes.length);
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw invalidFile(source, "a gzip file", `"${error.message}"`, DAMAGED);
  }
  checkMember(bytes.length);
  return joinBytes(parts);
}

function uint32At(bytes: Uint8Array, place: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(place, true);
}
