import { InvalidInputError, UnsupportedError } from "../../base/errors.ts";
import type { ByteReader } from "../byte-reader.ts";

/** What the header of a `.npy` file says. */
export interface NpyHeader {
  /** How each number is stored, as NumPy writes it: "<f8". */
  readonly descr: string;
  readonly isFortranOrder: boolean;
  /** The sizes of all dimensions; none for a single number. */
  readonly shape: readonly number[];
}

const MAGIC_BYTES = 6;
/** More than any program writes; a structured type of many fields comes near it. */
const MAX_HEADER_BYTES = 2 ** 20;

/**
 * The header of a `.npy` file (NumPy Enhancement Proposal 1), versions 1 to 3.
 *
 * @param what the array, for messages
 * @throws InvalidInputError when it is damaged
 * @throws UnsupportedError for a structured type
 */
export function readNpyHeader(reader: ByteReader, what: string): NpyHeader {
  reader.take(MAGIC_BYTES, "a .npy file's first bytes");
  const [major] = reader.take(2, "the version");
  if (major === undefined || major < 1 || major > 3) {
    reader.fail("a .npy file of version 1, 2 or 3", `version ${major}`);
  }
  const length = major === 1 ? reader.uint16("the header's length") : reader.uint32("the header's length");
  if (length > MAX_HEADER_BYTES) reader.fail(`a header of at most ${MAX_HEADER_BYTES} bytes`, `${length}`);
  const bytes = reader.take(length, "the header");
  const text = new TextDecoder(major === 3 ? "utf-8" : "latin1").decode(bytes);
  return parseHeader(text, reader, what);
}

/** A dictionary as Python writes it, of which only these three entries are read. */
function parseHeader(text: string, reader: ByteReader, what: string): NpyHeader {
  if (/'descr'\s*:\s*\[/.test(text)) {
    throw new UnsupportedError(
      `${reader.source}: ${what} is structured, which`,
      "Save its fields as arrays of their own: np.savez(file, X=a['x'], y=a['y']).",
    );
  }
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || shape === undefined) {
    return reader.fail("a header with descr, fortran_order and shape", "another");
  }
  const sizes = shape.split(",").filter((size) => size.trim() !== "");
  return { descr, isFortranOrder: order === "True", shape: sizes.map((size) => Number.parseInt(size, 10)) };
}

/** How many numbers an array has. @throws InvalidInputError when its sizes are none */
export function countOf({ shape }: NpyHeader, source: string): number {
  const count = shape.reduce((product, size) => product * size, 1);
  if (Number.isSafeInteger(count)) return count;
  throw new InvalidInputError({
    source: "file",
    where: source,
    expected: "sizes of an array",
    received: shape.slice(0, 8).join(" × "),
  });
}
