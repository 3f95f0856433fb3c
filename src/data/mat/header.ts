import { type InvalidInputError, UnsupportedError } from "../../base/errors.ts";
import { formatPlural } from "../../base/number-format.ts";
import { ByteReader } from "../byte-reader.ts";
import { startsWith } from "../bytes.ts";
import { describeContents, looksLikeText } from "../file-format.ts";
import { invalidFile } from "../invalid-file.ts";

const HEADER_BYTES = 128;
const ENDIAN_OFFSET = 126;
const HDF5_SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** Where it stands: at the start, or behind MATLAB's own header. */
const HDF5_OFFSETS = [0, 512] as const;
/** A file of version 4 begins with five whole numbers of a variable; its name and numbers follow. */
const VERSION4_NUMBERS = 5;
/** The longest name, with the zero that ends it, that is taken for one. */
const VERSION4_MAX_NAME = 64;
const WAY_OUT = "In MATLAB, load it and save it as version 7: save('data.mat', 'X', 'y', '-v7').";

/**
 * The reader behind the header of a file of version 5 to 7, in the file's byte order.
 *
 * @param source the file's name, for messages
 * @throws InvalidInputError when it is no MATLAB file or is cut off within the header
 * @throws UnsupportedError for version 4 and version 7.3
 */
export function openFile(bytes: Uint8Array, source: string): ByteReader {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, HEADER_BYTES));
  if (isHdf5(bytes) || text.startsWith("MATLAB 7.3")) {
    throw new UnsupportedError(`${source}: a MATLAB file of version 7.3 (HDF5)`, WAY_OUT);
  }
  if (isVersion4(bytes)) {
    throw new UnsupportedError(`${source}: a MATLAB file of version 4`, WAY_OUT);
  }
  if (text.startsWith("MATLAB 5") && bytes.length < HEADER_BYTES) {
    throw invalidFile(
      source,
      `${HEADER_BYTES} bytes of a header`,
      formatPlural(bytes.length, "byte"),
      "The file is cut off; save or download it again.",
    );
  }
  const order = text.slice(ENDIAN_OFFSET, ENDIAN_OFFSET + 2);
  if (bytes.length < HEADER_BYTES || (order !== "IM" && order !== "MI")) {
    throw noMatlabFile(bytes, source);
  }
  return new ByteReader(bytes.subarray(HEADER_BYTES), order === "IM", source, HEADER_BYTES);
}

function noMatlabFile(bytes: Uint8Array, source: string): InvalidInputError {
  const contents = describeContents(bytes);
  const size =
    bytes.length === 0 ? "an empty file" : `${formatPlural(bytes.length, "byte")} of something else`;
  const hint = looksLikeText(bytes) ? "It looks like text: let its name end in .csv." : WAY_OUT;
  return invalidFile(
    source,
    "a MATLAB file of version 5 to 7",
    contents ?? size,
    contents === undefined ? hint : "readTable reads such files.",
  );
}

function isHdf5(bytes: Uint8Array): boolean {
  return HDF5_OFFSETS.some((start) => startsWith(bytes, HDF5_SIGNATURE, start));
}

/**
 * Whether a file is of version 4, which has no signature: its first variable must have a kind that there is, sizes,
 * and a name that ends with a zero. A text, and the header of a later version, cannot begin so.
 */
function isVersion4(bytes: Uint8Array): boolean {
  const start = 4 * VERSION4_NUMBERS;
  if (bytes.length < start) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, start);
  return [true, false].some((isLittleEndian) => {
    const numbers = Array.from({ length: VERSION4_NUMBERS }, (_, k) => view.getUint32(4 * k, isLittleEndian));
    const [kind, rows, columns, isComplex, nameBytes] = numbers as [number, number, number, number, number];
    const isSized = rows < 2 ** 31 && columns < 2 ** 31 && isComplex <= 1 && nameBytes <= VERSION4_MAX_NAME;
    if (!isSized || !isVersion4Kind(kind)) return false;
    const name = new TextDecoder("latin1").decode(bytes.subarray(start, start + nameBytes));
    return name.length === nameBytes && /^[a-z]\w*\0$/i.test(name);
  });
}

/** Thousands say which machine wrote it, hundreds are 0, tens say how numbers are stored, ones what they mean. */
function isVersion4Kind(kind: number): boolean {
  return (
    kind < 5000 && Math.floor(kind / 100) % 10 === 0 && Math.floor(kind / 10) % 10 <= 5 && kind % 10 <= 2
  );
}
