import { InvalidInputError, UnsupportedError } from "../../base/errors.ts";
import { listNames } from "../../base/names.ts";
import { formatPlural } from "../../base/number-format.ts";
import { Budget } from "./budget.ts";
import { ByteReader } from "./byte-reader.ts";
import { ELEMENT_COMPRESSED, ELEMENT_MATRIX, type MatElement, readElement, readNumbers } from "./element.ts";
import { inflate } from "./inflate.ts";
import { type MatArray, type MatClass, NUMERIC_CLASSES } from "./mat-array.ts";

/** Classes that hold no plain numbers, by the number that stands in the file. */
const OTHER_CLASSES: Readonly<Record<number, string>> = {
  1: "a cell array",
  2: "a struct",
  3: "an object",
  4: "a text",
  5: "a sparse matrix",
  16: "a function handle",
  17: "an object",
};

const WAY_OUT: Readonly<Record<string, (name: string) => string>> = {
  "a cell array": (name) => `In MATLAB, store its numbers: ${name} = cell2mat(${name}).`,
  "a struct": (name) => `In MATLAB, store its fields as variables of their own, one by one: x = ${name}.x.`,
  "a sparse matrix": (name) => `In MATLAB, store it in full: ${name} = full(${name}).`,
  "an object": (name) =>
    `In MATLAB, store it as numbers: ${name} = table2array(${name}), or double(${name}).`,
  "a function handle": () => "In MATLAB, store the numbers that it gives.",
  "a text": (name) => `In MATLAB, store the classes as numbers: ${name} = double(${name} == 'a').`,
};

/** Strings, tables, dates and other objects of newer MATLAB: they have a name but no dimensions. */
const OPAQUE_CLASS = 17;
const HEADER_BYTES = 128;
const ENDIAN_OFFSET = 126;
const HDF5_SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** Where it stands: at the start, or behind MATLAB's own header. */
const HDF5_OFFSETS = [0, 512] as const;
const FLAG_COMPLEX = 0x08;
const FLAG_LOGICAL = 0x02;

/** A variable as it was found: its numbers, or why it has none to give. */
type MatVariable = { readonly array: MatArray } | { readonly kind: string };

/** The variables of a `.mat` file. */
export interface MatFile {
  /** The names of all variables, in the file's order. */
  readonly names: readonly string[];
  /**
   * A numeric or logical variable.
   * @throws InvalidInputError when there is none of this name
   * @throws UnsupportedError when it is a struct, a cell array, sparse, complex or another class without plain numbers
   */
  get(name: string): MatArray;
}

/**
 * Reads a MATLAB file of version 5 to 7 (`save -v6`, `save -v7`, SciPy's `savemat`), compressed or not, of either
 * byte order. Format: MathWorks, MAT-File Format (2019).
 *
 * @param bytes the whole file
 * @param source the file's name, for messages
 * @throws InvalidInputError when it is no such file or is damaged (compressed variables carry a checksum)
 * @throws UnsupportedError for version 7.3 (HDF5)
 */
export function readMat(bytes: Uint8Array, source: string): MatFile {
  const reader = openFile(bytes, source);
  const budget = new Budget();
  const variables = new Map<string, MatVariable>();
  while (reader.remaining > 0) {
    const element = readElement(reader, "a variable");
    const matrix = element.type === ELEMENT_COMPRESSED ? openCompressed(element, budget) : element;
    if (matrix.type !== ELEMENT_MATRIX) continue;
    const [name, variable] = readVariable(matrix.data, budget);
    variables.set(name, variable);
  }
  const names = [...variables.keys()].filter((name) => name !== "");
  return { names, get: (name) => getArray(variables.get(name), name, names, source) };
}

/** The reader behind the header, in the file's byte order. */
function openFile(bytes: Uint8Array, source: string): ByteReader {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, HEADER_BYTES));
  if (isHdf5(bytes) || text.startsWith("MATLAB 7.3")) {
    throw new UnsupportedError(
      `${source}: a MATLAB file of version 7.3 (HDF5)`,
      "In MATLAB, save it as version 7: save('data.mat', 'X', 'y', '-v7').",
    );
  }
  if (text.startsWith("MATLAB 5") && bytes.length < HEADER_BYTES) {
    throw new InvalidInputError({
      source: "file",
      where: source,
      expected: `${HEADER_BYTES} bytes of a header`,
      received: formatPlural(bytes.length, "byte"),
      hint: "The file is cut off; save or download it again.",
    });
  }
  const order = text.slice(ENDIAN_OFFSET, ENDIAN_OFFSET + 2);
  if (bytes.length < HEADER_BYTES || (order !== "IM" && order !== "MI")) {
    throw new InvalidInputError({
      source: "file",
      where: source,
      expected: "a MATLAB file of version 5 to 7",
      received:
        bytes.length === 0 ? "an empty file" : `${formatPlural(bytes.length, "byte")} of something else`,
      hint: "If it is of version 4, load it in MATLAB and save it again: save('data.mat', 'X', 'y', '-v7').",
    });
  }
  return new ByteReader(bytes.subarray(HEADER_BYTES), order === "IM", source, HEADER_BYTES);
}

function isHdf5(bytes: Uint8Array): boolean {
  return HDF5_OFFSETS.some((start) => HDF5_SIGNATURE.every((byte, index) => bytes[start + index] === byte));
}

function openCompressed({ data }: MatElement, budget: Budget): MatElement {
  const source = `${data.source}, decompressed`;
  return readElement(new ByteReader(inflate(data, budget), data.isLittleEndian, source), "a variable");
}

function readVariable(data: ByteReader, budget: Budget): [name: string, variable: MatVariable] {
  const flags = readNumbers(readElement(data, "array flags"), "array flags", { count: 2 })[0] as number;
  const classNumber = flags & 0xff;
  if (classNumber === OPAQUE_CLASS) return [readName(data), { kind: "an object" }];
  const dimensions = [...readNumbers(readElement(data, "dimensions"), "dimensions")];
  const name = readName(data);
  const numericClass = NUMERIC_CLASSES[classNumber as keyof typeof NUMERIC_CLASSES] as MatClass | undefined;
  if (numericClass === undefined) {
    const kind = OTHER_CLASSES[classNumber];
    return [name, { kind: kind ?? data.fail("a class of arrays", `number ${classNumber}`) }];
  }
  if ((flags >>> 8) & FLAG_COMPLEX) return [name, { kind: "an array of complex numbers" }];
  const element = readElement(data, `"${name}"`);
  const values = readNumbers(element, `"${name}"`, { count: countOf(dimensions, data), budget });
  const isLogical = ((flags >>> 8) & FLAG_LOGICAL) !== 0;
  return [name, { array: { name, class: isLogical ? "logical" : numericClass, dimensions, values } }];
}

function readName(data: ByteReader): string {
  return new TextDecoder("latin1").decode(readElement(data, "a variable's name").data.bytes);
}

function countOf(dimensions: readonly number[], data: ByteReader): number {
  const isValid = dimensions.length >= 2 && dimensions.every((size) => Number.isInteger(size) && size >= 0);
  const count = dimensions.reduce((product, size) => product * size, 1);
  if (isValid && Number.isSafeInteger(count)) return count;
  return data.fail("two or more dimensions", dimensions.join(" × "));
}

function getArray(
  variable: MatVariable | undefined,
  name: string,
  names: readonly string[],
  source: string,
): MatArray {
  if (variable === undefined) {
    const otherCase = names.find((found) => found.toLowerCase() === name.toLowerCase());
    throw new InvalidInputError({
      source: "file",
      where: source,
      expected: `a variable "${name}"`,
      received: names.length === 0 ? "a file without variables" : `only ${listNames(names)}`,
      hint:
        otherCase === undefined
          ? "Say which variables to take (--variables)."
          : `Did you mean "${otherCase}"?`,
    });
  }
  if ("array" in variable) return variable.array;
  const what = `${source}: variable "${name}" is ${variable.kind}, which`;
  throw new UnsupportedError(what, WAY_OUT[variable.kind]?.(name) ?? "Store it as an array of numbers.");
}
