import type { DataReader } from "hyparquet";
import { readVarInt } from "hyparquet/src/thrift.js";

/** Writers fill the last run of packed values up: by so many at most, whatever they write. */
const MAX_FILLING = 1024;
const VALUES_PER_GROUP = 8;

/**
 * Checks a list of runs, in which Parquet stores levels and the places of values in a dictionary: none of them may be
 * longer than the list. hyparquet repeats a value as often as a run says, which in a damaged file is billions of times.
 *
 * @param bytes the runs, until the end of the bytes or of the list
 * @param bits how many bits a value has
 * @param count how many values the list has
 * @returns how many values the runs have, filling included
 * @throws RangeError when a run is longer than what is left of the list
 */
export function checkRuns(bytes: Uint8Array, bits: number, count: number): number {
  const reader: DataReader = {
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    offset: 0,
  };
  let seen = 0;
  while (seen < count && reader.offset < bytes.length) {
    const header = readVarInt(reader);
    const isPacked = (header & 1) === 1;
    const groups = header >>> 1;
    const length = isPacked ? groups * VALUES_PER_GROUP : groups;
    if (length > count - seen + (isPacked ? MAX_FILLING : 0)) throw new RangeError("a run beyond the list");
    reader.offset += isPacked ? groups * bits : Math.ceil(bits / VALUES_PER_GROUP);
    seen += length;
  }
  return seen;
}
