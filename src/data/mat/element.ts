import type { ByteReader } from "../byte-reader.ts";
import type { Budget } from "./budget.ts";

/** The type of an element that is a variable. */
export const ELEMENT_MATRIX = 14;
/** The type of an element that holds another one, compressed. */
export const ELEMENT_COMPRESSED = 15;

/** How the numbers of an element are stored: bytes each, and how one is read. */
interface NumberType {
  readonly size: number;
  readonly read: (view: DataView, offset: number, isLittleEndian: boolean) => number;
}

/** 64-bit integers beyond 2⁵³ lose their last digits, as they do in `double` in MATLAB. */
const NUMBER_TYPES: Readonly<Record<number, NumberType>> = {
  1: { size: 1, read: (view, at) => view.getInt8(at) },
  2: { size: 1, read: (view, at) => view.getUint8(at) },
  3: { size: 2, read: (view, at, little) => view.getInt16(at, little) },
  4: { size: 2, read: (view, at, little) => view.getUint16(at, little) },
  5: { size: 4, read: (view, at, little) => view.getInt32(at, little) },
  6: { size: 4, read: (view, at, little) => view.getUint32(at, little) },
  7: { size: 4, read: (view, at, little) => view.getFloat32(at, little) },
  9: { size: 8, read: (view, at, little) => view.getFloat64(at, little) },
  12: { size: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  13: { size: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
};

const ALIGNMENT_BYTES = 8;
const SMALL_DATA_BYTES = 4;

/** A data element: a type, and the bytes that belong to it. */
export interface MatElement {
  readonly type: number;
  readonly data: ByteReader;
}

/**
 * The next element. Its tag is either 8 bytes (type, size) or, for at most 4 bytes of data, 4 bytes with the size in
 * the upper half; all but compressed elements are padded to 8 bytes.
 */
export function readElement(reader: ByteReader, what: string): MatElement {
  const first = reader.uint32(`the tag of ${what}`);
  const smallSize = first >>> 16;
  if (smallSize > 0) {
    if (smallSize > SMALL_DATA_BYTES) reader.fail(`at most 4 bytes in a short element`, `${smallSize}`);
    const data = reader.part(smallSize, what);
    reader.skip(SMALL_DATA_BYTES - smallSize);
    return { type: first & 0xffff, data };
  }
  const size = reader.uint32(`the size of ${what}`);
  const data = reader.part(size, what);
  if (first !== ELEMENT_COMPRESSED)
    reader.skip((ALIGNMENT_BYTES - (size % ALIGNMENT_BYTES)) % ALIGNMENT_BYTES);
  return { type: first, data };
}

/**
 * All numbers of an element, whatever type they are stored as.
 *
 * @param what the numbers, for messages
 * @param limits how many there must be, and the memory that they come out of
 * @throws InvalidInputError when the element holds other than whole numbers of them
 */
export function readNumbers(
  { data, type }: MatElement,
  what: string,
  { count, budget }: { readonly count?: number; readonly budget?: Budget } = {},
): Float64Array {
  const numberType = NUMBER_TYPES[type];
  if (numberType === undefined) return data.fail(`numbers as ${what}`, `an element of type ${type}`);
  const stored = data.bytes.length / numberType.size;
  if (stored !== (count ?? Math.floor(stored))) {
    data.fail(
      `${count ?? "whole"} numbers as ${what}`,
      `${data.bytes.length} bytes of ${numberType.size} each`,
    );
  }
  budget?.take(stored * Float64Array.BYTES_PER_ELEMENT, data);
  const view = data.view(data.bytes.length, what);
  const values = new Float64Array(stored);
  for (let i = 0; i < stored; i++) {
    values[i] = numberType.read(view, i * numberType.size, data.isLittleEndian);
  }
  return values;
}
