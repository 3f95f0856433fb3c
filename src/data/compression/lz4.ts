import { DAMAGED, invalidFile } from "../invalid-file.ts";

const FRAME_SIGNATURE = 0x184d2204;
const MIN_MATCH = 4;
/** A length that goes on in the next byte. */
const LONG_LENGTH = 15;
const FULL_BYTE = 255;
/** In the flags of a frame: whether its size, the checksum of a block, and the number of a dictionary stand in it. */
const FLAG_BLOCK_CHECKSUM = 0x10;
const FLAG_CONTENT_SIZE = 0x08;
const FLAG_DICTIONARY = 0x01;
const STORED_BLOCK = 0x80000000;

/**
 * The contents of a frame (LZ4 Frame Format 1.6), as Arrow stores columns. Its checksums are not verified.
 *
 * @param size how many bytes they are
 * @param source the file's name, for messages
 * @throws InvalidInputError when it is damaged or holds another number of bytes
 */
export function unpackLz4Frame(bytes: Uint8Array, size: number, source: string): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 7 || view.getUint32(0, true) !== FRAME_SIGNATURE) throw damaged(source);
  const flags = view.getUint8(4);
  let place = 7 + (flags & FLAG_CONTENT_SIZE ? 8 : 0) + (flags & FLAG_DICTIONARY ? 4 : 0);
  const output = new Lz4Output(size, source);
  while (place + 4 <= bytes.length) {
    const header = view.getUint32(place, true);
    if (header === 0) break;
    const length = header & ~STORED_BLOCK;
    const block = bytes.subarray(place + 4, place + 4 + length);
    if (block.length !== length) throw damaged(source);
    if (header >>> 31 === 1) output.copy(block);
    else output.unpack(block);
    place += 4 + length + (flags & FLAG_BLOCK_CHECKSUM ? 4 : 0);
  }
  return output.whole();
}

/**
 * The contents of one block (LZ4 Block Format), as Parquet stores pages.
 *
 * @param size how many bytes they are
 * @param source the file's name, for messages
 * @throws InvalidInputError when it is damaged or holds another number of bytes
 */
export function unpackLz4Block(bytes: Uint8Array, size: number, source: string): Uint8Array {
  const output = new Lz4Output(size, source);
  output.unpack(bytes);
  return output.whole();
}

/** What was unpacked so far, which blocks copy from. */
class Lz4Output {
  readonly #bytes: Uint8Array;
  readonly #source: string;
  #length = 0;

  constructor(size: number, source: string) {
    this.#bytes = new Uint8Array(size);
    this.#source = source;
  }

  whole(): Uint8Array {
    if (this.#length !== this.#bytes.length) throw damaged(this.#source);
    return this.#bytes;
  }

  copy(literals: Uint8Array): void {
    if (this.#length + literals.length > this.#bytes.length) throw damaged(this.#source);
    this.#bytes.set(literals, this.#length);
    this.#length += literals.length;
  }

  /** A block is a row of sequences: bytes as they are, then a place further up from which some are repeated. */
  unpack(block: Uint8Array): void {
    let place = 0;
    const readLength = (start: number): number => {
      let length = start;
      let more = start === LONG_LENGTH;
      while (more) {
        const byte = block[place++] ?? 0;
        length += byte;
        more = byte === FULL_BYTE;
      }
      return length;
    };
    while (place < block.length) {
      const token = block[place++] as number;
      const literals = readLength(token >>> 4);
      if (place + literals > block.length) throw damaged(this.#source);
      this.copy(block.subarray(place, place + literals));
      place += literals;
      if (place >= block.length) return;
      const distance = (block[place] as number) | ((block[place + 1] ?? 0) << 8);
      place += 2;
      this.#repeat(distance, readLength(token & LONG_LENGTH) + MIN_MATCH);
    }
  }

  #repeat(distance: number, length: number): void {
    const bytes = this.#bytes;
    const end = this.#length + length;
    if (distance === 0 || distance > this.#length || end > bytes.length) throw damaged(this.#source);
    for (let place = this.#length; place < end; place++) bytes[place] = bytes[place - distance] as number;
    this.#length = end;
  }
}

function damaged(source: string): Error {
  return invalidFile(source, "data packed with LZ4", "something else", DAMAGED);
}
