import { InvalidInputError } from "../../base/errors.ts";
import { didYouMean, listNames } from "../../base/names.ts";
import type { ArrayAdvice, NamedArrays, NumberArray } from "../arrays/named-arrays.ts";
import { checkBytes } from "../check-bytes.ts";
import { MAX_UNPACKED_BYTES } from "../compression/unpack-limit.ts";
import { unzip, type ZipEntry } from "../compression/unzip.ts";
import { invalidFile } from "../invalid-file.ts";
import { readNpy } from "./read-npy.ts";

const ENDING = ".npy";

const ADVICE: ArrayAdvice = {
  transpose: (name) => `Save the transpose: ${name}.T.`,
  classNumbers: (name) => `If it has a column for every class, save their numbers: ${name}.argmax(axis=1).`,
  flatten: (name) => `Save a row for every example: ${name}.reshape(len(${name}), -1).`,
};

/**
 * Reads a `.npz` file: arrays as NumPy's `savez` and `savez_compressed` write them, each as {@link readNpy} reads it.
 *
 * @param bytes the whole file
 * @param source the file's name, for messages
 * @param limit how many bytes its contents may take, and the numbers of all arrays that are asked for; 1 GiB by default
 * @throws InvalidInputError when it is damaged, holds no arrays, or more than it may
 */
export function readNpz(bytes: Uint8Array, source: string, limit: number = MAX_UNPACKED_BYTES): NamedArrays {
  checkBytes(bytes, source);
  const entries = unzip(bytes, source, { limit, ending: ENDING });
  if (entries.length === 0) {
    const hint = "A workbook of Excel is exported as CSV; anything else is unpacked first.";
    throw invalidFile(source, "arrays of NumPy", "a zip file of something else", hint);
  }
  const byName = new Map(entries.map((entry) => [entry.name.slice(0, -ENDING.length), entry]));
  const names = [...byName.keys()];
  const arrays = new Map<string, NumberArray>();
  let taken = 0;
  const get = (name: string): NumberArray => {
    const known = arrays.get(name);
    if (known !== undefined) return known;
    const array = readNpy(findEntry(byName, name, source).bytes, source, { name, limit, taken });
    taken += array.values.byteLength;
    arrays.set(name, array);
    return array;
  };
  return { names, advice: ADVICE, get };
}

function findEntry(entries: ReadonlyMap<string, ZipEntry>, name: string, source: string): ZipEntry {
  const entry = entries.get(name);
  if (entry !== undefined) return entry;
  const names = [...entries.keys()];
  throw new InvalidInputError({
    source: "file",
    where: source,
    expected: `an array "${name}"`,
    received: `only ${listNames(names)}`,
    hint:
      didYouMean(name, names) ??
      "Say which to take: variables (--variables), or matrix (--matrix) to predict.",
  });
}
