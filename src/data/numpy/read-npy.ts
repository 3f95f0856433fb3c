import { UnsupportedError } from "../../base/errors.ts";
import type { NumberArray } from "../arrays/named-arrays.ts";
import { ByteReader } from "../byte-reader.ts";
import { checkUnpacked, MAX_UNPACKED_BYTES } from "../compression/unpack-limit.ts";
import { float16 } from "../float16.ts";
import { countOf, type NpyHeader, readNpyHeader } from "./npy-header.ts";

/** How a number is read where it stands. */
type ReadNumber = (view: DataView, offset: number, isLittleEndian: boolean) => number;

interface NumberType {
  readonly size: number;
  readonly read: ReadNumber;
}

/** 64-bit integers beyond 2⁵³ are rounded to float64. */
const NUMBER_TYPES: Readonly<Record<string, NumberType>> = {
  b1: { size: 1, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
  i1: { size: 1, read: (view, at) => view.getInt8(at) },
  u1: { size: 1, read: (view, at) => view.getUint8(at) },
  i2: { size: 2, read: (view, at, little) => view.getInt16(at, little) },
  u2: { size: 2, read: (view, at, little) => view.getUint16(at, little) },
  i4: { size: 4, read: (view, at, little) => view.getInt32(at, little) },
  u4: { size: 4, read: (view, at, little) => view.getUint32(at, little) },
  i8: { size: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  u8: { size: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  f2: { size: 2, read: (view, at, little) => float16(view.getUint16(at, little)) },
  f4: { size: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f8: { size: 8, read: (view, at, little) => view.getFloat64(at, little) },
};

/** What other types are, and how NumPy makes numbers of them, by the letter that names them. */
const OTHER_TYPES: Readonly<Record<string, { readonly kind: string; readonly wayOut: string }>> = {
  O: { kind: "pickled Python objects", wayOut: "Save numbers: X.astype(float)." },
  U: { kind: "texts", wayOut: "Save the numbers of the classes: np.unique(y, return_inverse=True)[1]." },
  S: { kind: "texts", wayOut: "Save the numbers of the classes: np.unique(y, return_inverse=True)[1]." },
  c: { kind: "complex numbers", wayOut: "Save real and imaginary parts: X.real, X.imag." },
  M: { kind: "dates", wayOut: "Save numbers: X.astype('int64')." },
  m: { kind: "durations", wayOut: "Save numbers: X.astype('int64')." },
  f: { kind: "floats of more than 64 bits", wayOut: "Save them in 64 bits: X.astype('float64')." },
  V: { kind: "structured", wayOut: "Save its fields as arrays of their own." },
};

/** What the array is called, and what it may take. */
interface NpyOptions {
  readonly name?: string;
  /** How many bytes the numbers of a file may take as float64; 1 GiB by default. */
  readonly limit?: number;
  /** How many of these other arrays of the file take already. */
  readonly taken?: number;
}

/** The name that the array of a `.npy` file has: it stands alone. */
const NAME = "array";

/**
 * Reads a `.npy` file (NumPy Enhancement Proposal 1): integers and floats of all widths up to 64 bits, either byte order,
 * and truth values. A list of numbers is a column. Nothing is ever unpickled.
 *
 * @param bytes the whole file
 * @param source the file's name, for messages
 * @throws InvalidInputError when it is damaged, or its numbers take more than they may
 * @throws UnsupportedError for other types, with the way out
 */
export function readNpy(
  bytes: Uint8Array,
  source: string,
  { name = NAME, limit = MAX_UNPACKED_BYTES, taken = 0 }: NpyOptions = {},
): NumberArray {
  const reader = new ByteReader(bytes, true, source);
  const what = name === NAME ? "the array" : `array "${name}"`;
  const header = readNpyHeader(reader, what);
  const type = numberTypeOf(header, `${source}: ${what}`);
  const count = countOf(header, source);
  checkUnpacked(taken + count * Float64Array.BYTES_PER_ELEMENT, limit, source);
  const view = reader.view(count * type.size, what);
  if (reader.remaining > 0) reader.fail("the end of the file", `${reader.remaining} bytes more`);
  const isLittleEndian = !header.descr.startsWith(">");
  const [rows = 1, columns = 1, ...others] = header.shape;
  const dimensions = [rows, columns, ...others];
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const place = header.isFortranOrder ? i : placeByColumns(i, dimensions);
    values[place] = type.read(view, i * type.size, isLittleEndian);
  }
  return { name, dimensions, values };
}

function numberTypeOf({ descr }: NpyHeader, what: string): NumberType {
  const type = /^[<>|=]?([a-zA-Z]\d*)/.exec(descr)?.[1] ?? "";
  const found = Object.hasOwn(NUMBER_TYPES, type) ? NUMBER_TYPES[type] : undefined;
  if (found !== undefined) return found;
  const letter = type.charAt(0);
  const other = Object.hasOwn(OTHER_TYPES, letter) ? OTHER_TYPES[letter] : undefined;
  throw new UnsupportedError(
    `${what} of ${other?.kind ?? "an unknown type"} (${JSON.stringify(descr.slice(0, 20))})`,
    other?.wayOut ?? "Save numbers: X.astype(float).",
  );
}

/** The place of a number whose last dimension runs fastest, where the first one does. */
function placeByColumns(place: number, dimensions: readonly number[]): number {
  let rest = place;
  let target = 0;
  for (let k = dimensions.length - 1; k >= 0; k--) {
    const size = dimensions[k] as number;
    target = target * size + (rest % size);
    rest = Math.floor(rest / size);
  }
  return target;
}
