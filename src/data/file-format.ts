/** Which format a file is in, by its first bytes: for messages on a file that is not what its name says. */

/** A format that is not the one wanted. */
export interface FileFormat {
  /** What the file is, as words that follow "got". */
  readonly name: string;
  /** What to do with it: a full sentence. */
  readonly wayOut: string;
}

interface Signature extends FileFormat {
  /** The bytes that the file begins with. */
  readonly start: ArrayLike<number>;
}

const MATLAB: FileFormat = { name: "a MATLAB file", wayOut: "Let its name end in .mat." };
const UTF_16: FileFormat = { name: "text in UTF-16", wayOut: "Save it in UTF-8." };

const SIGNATURES: readonly Signature[] = [
  { start: [0x1f, 0x8b], name: "a gzip file", wayOut: "Unpack it first." },
  {
    start: [0x50, 0x4b, 0x03, 0x04],
    name: "a zip file, as Excel's .xlsx is",
    wayOut: "Unpack it first; from Excel, export it as CSV.",
  },
  { start: toAscii("MATLAB 5.0 MAT-file"), ...MATLAB },
  { start: toAscii("MATLAB 7.3 MAT-file"), ...MATLAB },
  { start: [0xff, 0xfe], ...UTF_16 },
  { start: [0xfe, 0xff], ...UTF_16 },
];

/** How many bytes are looked at for what no text holds. */
const LOOKED_AT = 1024;
const SPACE = 0x20;
const WHITE_SPACE: Uint8Array = toAscii("\t\n\r");

/** The format that a file begins as; undefined for none of those that are often taken for another. */
export function recognizeFormat(bytes: Uint8Array): FileFormat | undefined {
  return SIGNATURES.find(({ start }) => Array.from(start).every((byte, index) => bytes[index] === byte));
}

/** Whether bytes could be a text, in UTF-8 or another code that has ASCII in it: there are no control characters. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, LOOKED_AT);
  return start.length > 0 && start.every((byte) => byte >= SPACE || WHITE_SPACE.includes(byte));
}

function toAscii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
