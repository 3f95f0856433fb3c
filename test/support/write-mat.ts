import { zlibSync } from "fflate";

/** How a number is stored: bytes each, and how one is written. */
interface Storage {
  readonly size: number;
  readonly write: (view: DataView, at: number, value: number, little: boolean) => void;
}

/** Every type that numbers are stored in, by its number in the file. */
const STORAGES = {
  1: { size: 1, write: (view, at, value) => view.setInt8(at, value) },
  2: { size: 1, write: (view, at, value) => view.setUint8(at, value) },
  3: { size: 2, write: (view, at, value, little) => view.setInt16(at, value, little) },
  4: { size: 2, write: (view, at, value, little) => view.setUint16(at, value, little) },
  5: { size: 4, write: (view, at, value, little) => view.setInt32(at, value, little) },
  6: { size: 4, write: (view, at, value, little) => view.setUint32(at, value, little) },
  7: { size: 4, write: (view, at, value, little) => view.setFloat32(at, value, little) },
  9: { size: 8, write: (view, at, value, little) => view.setFloat64(at, value, little) },
  12: { size: 8, write: (view, at, value, little) => view.setBigInt64(at, BigInt(value), little) },
  13: { size: 8, write: (view, at, value, little) => view.setBigUint64(at, BigInt(value), little) },
} as const satisfies Record<number, Storage>;

/** The number of a type that numbers are stored in: 9 is float64, 1 int8, 4 uint16, … */
export type StorageType = keyof typeof STORAGES;

/** A variable as a test writes it: numbers column by column, stored as float64 or in a smaller type. */
export interface MatVariable {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly values: readonly number[];
  /** The class in the file: 6 is double, 2 struct, 5 sparse, … */
  readonly classNumber?: number;
  readonly isLogical?: boolean;
  readonly isComplex?: boolean;
  /** What the numbers are stored in, float64 by default. */
  readonly storage?: StorageType;
}

interface WriteOptions {
  readonly isLittleEndian?: boolean;
  readonly isCompressed?: boolean;
}

/** A MATLAB file of version 5, written from the published format: the counterpart that the reader is tested with. */
export function writeMat(
  variables: readonly MatVariable[],
  { isLittleEndian = true, isCompressed = false }: WriteOptions = {},
): Uint8Array {
  const parts = variables.map((variable) => {
    const matrix = toElement(14, matrixBody(variable, isLittleEndian), isLittleEndian);
    return isCompressed ? toElement(15, zlibSync(matrix), isLittleEndian) : matrix;
  });
  return toMatFile(parts, isLittleEndian);
}

/** A file of these elements, whatever they are. */
export function toMatFile(elements: readonly Uint8Array[], isLittleEndian = true): Uint8Array {
  const header = new Uint8Array(128);
  header.set(new TextEncoder().encode("MATLAB 5.0 MAT-file, written by a test".padEnd(116)));
  const view = new DataView(header.buffer);
  view.setUint16(124, 0x0100, isLittleEndian);
  view.setUint16(126, 0x4d49, isLittleEndian);
  return concatenate([header, ...elements]);
}

function matrixBody(variable: MatVariable, little: boolean): Uint8Array {
  const { name, dimensions, values, classNumber = 6, isLogical, isComplex, storage = 9 } = variable;
  const flags = new DataView(new ArrayBuffer(8));
  flags.setUint32(0, classNumber | (isLogical ? 0x200 : 0) | (isComplex ? 0x800 : 0), little);
  const sizes = new DataView(new ArrayBuffer(4 * dimensions.length));
  dimensions.forEach((size, index) => sizes.setInt32(4 * index, size, little));
  const { size: bytes, write }: Storage = STORAGES[storage];
  const numbers = new DataView(new ArrayBuffer(bytes * values.length));
  values.forEach((value, index) => write(numbers, bytes * index, value, little));
  return concatenate([
    toElement(6, new Uint8Array(flags.buffer), little),
    toElement(5, new Uint8Array(sizes.buffer), little),
    toElement(1, new TextEncoder().encode(name), little),
    toElement(storage, new Uint8Array(numbers.buffer), little),
  ]);
}

/** A tag and its data; at most 4 bytes go into the short form, and all but compressed data are padded. */
export function toElement(type: number, data: Uint8Array, little = true): Uint8Array {
  const isPadded = type !== 15;
  const isShort = data.length > 0 && data.length <= 4;
  const length = isShort ? 8 : 8 + (isPadded ? Math.ceil(data.length / 8) * 8 : data.length);
  const view = new DataView(new ArrayBuffer(length));
  if (isShort) view.setUint32(0, (data.length << 16) | type, little);
  else {
    view.setUint32(0, type, little);
    view.setUint32(4, data.length, little);
  }
  const bytes = new Uint8Array(view.buffer);
  bytes.set(data, isShort ? 4 : 8);
  return bytes;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    joined.set(part, position);
    position += part.length;
  }
  return joined;
}
