import { InvalidInputError, UnsupportedError } from "../../base/errors.ts";
import { listNames } from "../../base/names.ts";
import type { ArrayAdvice, NamedArrays } from "../arrays/named-arrays.ts";
import { ByteReader } from "../byte-reader.ts";
import { checkBytes } from "../check-bytes.ts";
import { Budget } from "./budget.ts";
import { ELEMENT_COMPRESSED, ELEMENT_MATRIX, type MatElement, readElement, readNumbers } from "./element.ts";
import { openFile } from "./header.ts";
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
const FLAG_COMPLEX = 0x08;
const FLAG_LOGICAL = 0x02;
/** More dimensions than any program writes, and more letters in a name: such a file is damaged. */
const MAX_DIMENSIONS = 64;
const MAX_NAME_BYTES = 1024;
/** How many sizes a message lists. */
const LISTED_SIZES = 8;

/** A variable as it was found: its numbers, or why it has none to give. */
type MatVariable = { readonly array: MatArray } | { readonly kind: string };

/** The numeric and logical variables of a `.mat` file. */
export interface MatFile extends NamedArrays {
  get(name: string): MatArray;
}

const ADVICE: ArrayAdvice = {
  transpose: (name) => `Store the transpose: ${name} = ${name}'.`,
  classNumbers: (name) =>
    `If it has a column for every class, store their numbers: [~, ${name}] = max(${name}, [], 2).`,
  flatten: (name) => `Store a row for every example: ${name} = reshape(${name}, size(${name}, 1), []).`,
};

/**
 * Reads a MATLAB file of version 5 to 7 (`save -v6`, `save -v7`, SciPy's `savemat`), compressed or not, of either
 * byte order. Format: MathWorks, MAT-File Format (2019).
 *
 * @param bytes the whole file
 * @param source the file's name, for messages
 * @param limit how many bytes its numbers may take; 1 GiB by default
 * @throws InvalidInputError when it is no such file or is damaged (compressed variables carry a checksum)
 * @throws UnsupportedError for version 4, and version 7.3 (HDF5)
 */
export function readMat(bytes: Uint8Array, source: string, limit?: number): MatFile {
  checkBytes(bytes, source);
  const reader = openFile(bytes, source);
  const budget = new Budget(limit);
  const variables = new Map<string, MatVariable>();
  while (reader.remaining > 0) {
    const element = readElement(reader, "a variable");
    const matrix = element.type === ELEMENT_COMPRESSED ? openCompressed(element, budget) : element;
    if (matrix.type !== ELEMENT_MATRIX) continue;
    const [name, variable] = readVariable(matrix.data, budget);
    variables.set(name, variable);
  }
  variables.delete("");
  return { names: [...variables.keys()], advice: ADVICE, get: (name) => getArray(variables, name, source) };
}

function openCompressed({ data }: MatElement, budget: Budget): MatElement {
  const source = `${data.source}, decompressed`;
  return readElement(new ByteReader(inflate(data, budget), data.isLittleEndian, source), "a variable");
}

function readVariable(data: ByteReader, budget: Budget): [name: string, variable: MatVariable] {
  const flags = readNumbers(readElement(data, "array flags"), "array flags", { count: 2 })[0] as number;
  const classNumber = flags & 0xff;
  if (classNumber === OPAQUE_CLASS) return [readName(data), { kind: "an object" }];
  const dimensions = readDimensions(data);
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
  if (isLogical) makeLogical(values);
  return [name, { array: { name, class: isLogical ? "logical" : numericClass, dimensions, values } }];
}

/** Any byte may stand for true. */
function makeLogical(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = values[i] === 0 ? 0 : 1;
}

function readName(data: ByteReader): string {
  const { bytes } = readElement(data, "a variable's name").data;
  if (bytes.length > MAX_NAME_BYTES) {
    data.fail(`at most ${MAX_NAME_BYTES} bytes of a variable's name`, `${bytes.length}`);
  }
  return new TextDecoder("latin1").decode(bytes);
}

function readDimensions(data: ByteReader): readonly number[] {
  const element = readElement(data, "dimensions");
  if (element.data.remaining > MAX_DIMENSIONS * Float64Array.BYTES_PER_ELEMENT) {
    data.fail(`at most ${MAX_DIMENSIONS} dimensions`, `${element.data.remaining} bytes of them`);
  }
  return [...readNumbers(element, "dimensions")];
}

function countOf(dimensions: readonly number[], data: ByteReader): number {
  const isValid = dimensions.length >= 2 && dimensions.every((size) => Number.isInteger(size) && size >= 0);
  const count = dimensions.reduce((product, size) => product * size, 1);
  if (isValid && Number.isSafeInteger(count)) return count;
  const listed = dimensions.slice(0, LISTED_SIZES).map(String);
  if (dimensions.length > listed.length) listed.push("…");
  return data.fail("two or more dimensions", listed.length === 0 ? "none" : listed.join(" × "));
}

function getArray(variables: ReadonlyMap<string, MatVariable>, name: string, source: string): MatArray {
  const variable = variables.get(name);
  if (variable === undefined) throw noVariable(variables, name, source);
  if ("array" in variable) return variable.array;
  throw new UnsupportedError(
    `${source}: variable "${name}" is ${variable.kind}, which`,
    wayOut(variable.kind, name),
  );
}

function wayOut(kind: string, name: string): string {
  return WAY_OUT[kind]?.(name) ?? "Store it as an array of numbers.";
}

/** The variables that are there, each that holds no numbers with what it is; where none does, the way out of the first. */
function noVariable(
  variables: ReadonlyMap<string, MatVariable>,
  name: string,
  source: string,
): InvalidInputError {
  const found = [...variables].map(([other, variable]) => ({
    name: other,
    kind: "kind" in variable ? variable.kind : undefined,
  }));
  const otherCase = found.find((other) => other.name.toLowerCase() === name.toLowerCase());
  const [first] = found;
  const allLackNumbers = found.every(({ kind }) => kind !== undefined);
  let hint = "Say which to take: variables (--variables), or matrix (--matrix) to predict.";
  if (otherCase !== undefined) hint = `Did you mean "${otherCase.name}"?`;
  else if (first?.kind !== undefined && allLackNumbers) hint = wayOut(first.kind, first.name);
  const listed = listNames(found.map((other) => `${other.name}${other.kind ? ` (${other.kind})` : ""}`));
  return new InvalidInputError({
    source: "file",
    where: source,
    expected: `a variable "${name}"`,
    received: found.length === 0 ? "a file without variables" : `only ${listed}`,
    hint,
  });
}
