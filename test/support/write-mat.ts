import { zlibSync } from "fflate";

/** A variable as a test writes it: numbers column by column, stored as float64 or in a smaller type. */
export interface MatVariable {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly values: readonly number[];
  /** The class in the file: 6 is double, 2 struct, 5 sparse, … */
  readonly classNumber?: number;
  readonly isLogical?: boolean;
  readonly isComplex?: boolean;
  /** 9 stores float64, 1 int8, 4 uint16, … */
  readonly storage?: 9 | 1 | 2 | 4;
}

interface WriteOptions {
  readonly isLittleEndian?: boolean;
  readonly isCompressed?: boolean;
}

const BYTES = { 9: 8, 1: 1, 2: 1, 4: 2 } as const;

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
  const numbers = new DataView(new ArrayBuffer(BYTES[storage] * values.length));
  values.forEach((value, index) => {
    if (storage === 9) numbers.setFloat64(8 * index, value, little);
    else if (storage === 4) numbers.setUint16(2 * index, value, little);
    else numbers.setInt8(index, value);
  });
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
