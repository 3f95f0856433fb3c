import type { DataReader } from "hyparquet";
import { deltaBinaryUnpack } from "hyparquet/src/delta.js";
import { readVarInt } from "hyparquet/src/thrift.js";

/** Larger than any writer's: those of Arrow have 128 values. */
const LARGEST_BLOCK = 2 ** 16;

/**
 * Checks values that are stored as differences before hyparquet reads them: it takes the sizes of blocks on trust, and a
 * damaged one would have it read the same block for ever, or copy the beginning of one text into a billion others.
 *
 * @param encoding one of Parquet's DELTA encodings
 * @param values the page behind its levels
 * @param count how many values it holds
 * @returns how many bytes of texts are copied from the texts before them
 * @throws RangeError when sizes do not fit each other
 */
export function checkDeltas(encoding: string, values: Uint8Array, count: number): number {
  const reader: DataReader = {
    view: new DataView(values.buffer, values.byteOffset, values.byteLength),
    offset: 0,
  };
  if (count === 0) return 0;
  if (encoding !== "DELTA_BYTE_ARRAY") {
    checkBlocks(reader);
    return 0;
  }
  const repeated = readLengths(reader, count);
  readLengths(reader, count);
  return repeated;
}

/** Reads a list of lengths. @returns their sum */
function readLengths(reader: DataReader, count: number): number {
  checkBlocks(reader);
  const lengths = new Int32Array(count);
  deltaBinaryUnpack(reader, count, lengths);
  return lengths.reduce((sum, length) => {
    if (length < 0) throw new RangeError("a length below 0");
    return sum + length;
  }, 0);
}

/** Looks at the sizes of blocks, and leaves the reader before them. */
function checkBlocks(reader: DataReader): void {
  const { offset } = reader;
  const block = readVarInt(reader);
  const parts = readVarInt(reader);
  reader.offset = offset;
  const isSound = block > 0 && block <= LARGEST_BLOCK && parts > 0 && parts <= block && block % parts === 0;
  if (!isSound) throw new RangeError("a block of no size");
}
