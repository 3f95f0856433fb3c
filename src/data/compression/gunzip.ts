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
/** So much of what came before is kept: a member is known to end only when the header of the next one is there, which is small. */
const KEPT_BYTES = CHUNK_BYTES;

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
  const stream = new GunzipStream(source, limit);
  const parts: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    parts.push(...stream.push(bytes.subarray(start, start + CHUNK_BYTES)));
  }
  return joinBytes([...parts, ...stream.end()]);
}

/** {@link gunzip} of a file that comes in parts. */
export class GunzipStream {
  readonly #source: string;
  readonly #stream: Gunzip;
  #parts: Uint8Array[] = [];
  #size = 0;
  #checksum = 0;
  /** What came last, and how much came before it: the checksum of a member stands in it. */
  #last: Uint8Array = new Uint8Array(0);
  #lastStart = 0;

  constructor(source: string, limit: number) {
    this.#source = source;
    this.#stream = new Gunzip((part) => {
      this.#size += part.length;
      checkUnpacked(this.#size, limit, source);
      this.#checksum = crc32(part, this.#checksum);
      this.#parts.push(part.slice());
    });
    this.#stream.onmember = (end) => this.#checkMember(end);
  }

  /** Unpacks the next part, which may be of any length. @throws InvalidInputError as {@link gunzip} does */
  push(bytes: Uint8Array): readonly Uint8Array[] {
    for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
      const chunk = bytes.subarray(start, start + CHUNK_BYTES);
      const tail = this.#last.subarray(-KEPT_BYTES);
      this.#lastStart += this.#last.length - tail.length;
      this.#last = joinBytes([tail, chunk]);
      this.#unpack(chunk, false);
    }
    return this.#take();
  }

  /** What is left at the file's end. @throws InvalidInputError when it ends too early */
  end(): readonly Uint8Array[] {
    this.#unpack(new Uint8Array(0), true);
    this.#checkMember(this.#lastStart + this.#last.length);
    return this.#take();
  }

  #unpack(chunk: Uint8Array, isLast: boolean): void {
    try {
      this.#stream.push(chunk, isLast);
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      throw invalidFile(this.#source, "a gzip file", `"${error.message}"`, DAMAGED);
    }
  }

  /** @param end where the member ends that was unpacked, in the file */
  #checkMember(end: number): void {
    const place = end - this.#lastStart;
    const trailer = this.#last.subarray(Math.max(0, place - TRAILER_BYTES), Math.max(0, place));
    const isWhole = trailer.length === TRAILER_BYTES && uint32At(trailer, 0) === this.#checksum;
    if (!isWhole) throw invalidFile(this.#source, "contents that match their checksum", "others", DAMAGED);
    this.#checksum = 0;
  }

  #take(): readonly Uint8Array[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }
}

function uint32At(bytes: Uint8Array, place: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(place, true);
}
