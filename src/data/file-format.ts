/** Which format a file is in: by its first bytes, and where these leave it open, by its name's ending. */

import { startsWith } from "./bytes.ts";
import { invalidFile } from "./invalid-file.ts";

/** What can be read. */
export type FormatName = "csv" | "json" | "npy" | "npz" | "mat" | "parquet" | "arrow";

/** The formats as they are called in messages. */
export const FORMAT_TITLES: Readonly<Record<FormatName, string>> = {
  csv: "CSV",
  json: "JSON",
  npy: ".npy",
  npz: ".npz",
  mat: "MATLAB",
  parquet: "Parquet",
  arrow: "Arrow",
};

const FORMAT_BY_ENDING: Readonly<Record<string, FormatName>> = {
  csv: "csv",
  tsv: "csv",
  tab: "csv",
  txt: "csv",
  json: "json",
  jsonl: "json",
  ndjson: "json",
  npy: "npy",
  npz: "npz",
  mat: "mat",
  parquet: "parquet",
  pq: "parquet",
  arrow: "arrow",
  arrows: "arrow",
  feather: "arrow",
  ipc: "arrow",
};

interface Signature {
  readonly format: FormatName;
  readonly start: readonly number[];
  readonly offset?: number;
}

const GZIP = [0x1f, 0x8b] as const;
const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const SIGNATURES: readonly Signature[] = [
  { format: "npy", start: [0x93, ...toAscii("NUMPY")] },
  { format: "npz", start: toAscii("PK\u0003\u0004") },
  { format: "npz", start: toAscii("PK\u0005\u0006") },
  { format: "mat", start: toAscii("MATLAB 5.0 MAT-file") },
  { format: "mat", start: toAscii("MATLAB 7.3 MAT-file") },
  { format: "mat", start: HDF5 },
  { format: "mat", start: HDF5, offset: 512 },
  { format: "parquet", start: toAscii("PAR1") },
  { format: "arrow", start: toAscii("ARROW1") },
  { format: "arrow", start: [0xff, 0xff, 0xff, 0xff] },
];

/** How many bytes are looked at for what no text holds. */
const LOOKED_AT = 1024;
const SPACE = 0x20;
const WHITE_SPACE: readonly number[] = toAscii("\t\n\r\f");
/** How a JSON text begins, white space apart. */
const JSON_STARTS: readonly number[] = toAscii("[{");
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/** What a file was found to be. */
export interface FoundFormat {
  readonly format: FormatName;
  /** The format that the name's ending says where the first bytes say another. */
  readonly contrary?: FormatName | undefined;
}

/**
 * The format of a file. Formats with a signature are known by it, whatever the file is called. Of texts the ending says
 * whether it is JSON or CSV; without one that is known, a text that begins with a bracket or a brace is JSON.
 *
 * @param name the file's name, without the ending of a compression
 * @throws InvalidInputError when the name promises a format with a signature that the file does not have, and it is no
 *   text either
 */
export function findFormat(bytes: Uint8Array, name: string): FoundFormat {
  const named = formatOfName(name);
  const signed = recognizeFormat(bytes);
  if (signed !== undefined) return { format: signed, contrary: named === signed ? undefined : named };
  // A file of version 4 has no signature, and a damaged one none that is known.
  if (named === "csv" || named === "json" || named === "mat") return { format: named };
  if (named !== undefined && !looksLikeText(bytes)) {
    const received = "a file that does not begin like one";
    throw invalidFile(
      name,
      `a file in the format ${FORMAT_TITLES[named]}`,
      received,
      "It is damaged, or something else.",
    );
  }
  return { format: beginsAsJson(bytes) ? "json" : "csv", contrary: named };
}

/** The format that the ending of a file's name says; undefined where it says none. */
function formatOfName(name: string): FormatName | undefined {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(FORMAT_BY_ENDING, ending) ? FORMAT_BY_ENDING[ending] : undefined;
}

/** The format that a file's first bytes say; undefined for texts and for all that have no signature. */
function recognizeFormat(bytes: Uint8Array): FormatName | undefined {
  return SIGNATURES.find(({ start, offset }) => startsWith(bytes, start, offset))?.format;
}

/** What a file with a signature is, in words that follow "got"; undefined for any other. */
export function describeContents(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, GZIP)) return "a gzip file";
  const format = recognizeFormat(bytes);
  if (format === "npz") return "a zip file, as NumPy's .npz and Excel's .xlsx are";
  return format === undefined ? undefined : `a file in the format ${FORMAT_TITLES[format]}`;
}

/** Whether bytes could be a text, in UTF-8 or another code that has ASCII in it: there are no control characters. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, LOOKED_AT);
  return start.length > 0 && start.every((byte) => byte >= SPACE || WHITE_SPACE.includes(byte));
}

function beginsAsJson(bytes: Uint8Array): boolean {
  const start = startsWith(bytes, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  const first = bytes.subarray(start, start + LOOKED_AT).find((byte) => byte > SPACE);
  return first !== undefined && JSON_STARTS.includes(first);
}

function toAscii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}
