import { brotliCompressSync, constants } from "node:zlib";

/** Tags of tables that WOFF2 knows by a number: the W3C's recommendation "WOFF File Format 2.0", section 5.2. */
const KNOWN_TAGS = (
  "cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX " +
  "vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat " +
  "fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill"
).match(/.{4}(?= |$)/g) as readonly string[];

const SIGNATURE = 0x774f4632;
const HEADER_BYTES = 48;
/** Tables of outlines may be stored in another form; in this number they say that they are as they were. */
const UNTRANSFORMED_OUTLINES = 3;
/** The number in place of one for a known tag. */
const OTHER_TAG = 63;

interface FontTable {
  readonly tag: string;
  readonly bytes: Uint8Array;
}

/**
 * A TrueType font as WOFF2, for browsers: all its tables as they are, compressed together by Brotli.
 *
 * @param font the bytes of a .ttf file
 */
export function toWoff2(font: Uint8Array): Uint8Array {
  const tables = readTables(font);
  const directory = tables.flatMap(toEntry);
  const contents = brotliCompressSync(concatenate(tables.map(({ bytes }) => bytes)), {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  });
  const end = HEADER_BYTES + directory.length + contents.length;
  const file = new Uint8Array(Math.ceil(end / 4) * 4);
  const header = new DataView(file.buffer);
  header.setUint32(0, SIGNATURE);
  header.setUint32(4, new DataView(font.buffer, font.byteOffset).getUint32(0));
  header.setUint32(8, file.length);
  header.setUint16(12, tables.length);
  header.setUint32(16, font.length);
  header.setUint32(20, contents.length);
  header.setUint16(24, 1);
  file.set(directory, HEADER_BYTES);
  file.set(contents, HEADER_BYTES + directory.length);
  return file;
}

/** The tables of a font in the order in which they lie in the file. */
function readTables(font: Uint8Array): readonly FontTable[] {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const count = view.getUint16(4);
  const entries = Array.from({ length: count }, (_, index) => {
    const place = 12 + 16 * index;
    const tag = String.fromCharCode(...font.subarray(place, place + 4));
    const start = view.getUint32(place + 8);
    return { tag, start, bytes: font.subarray(start, start + view.getUint32(place + 12)) };
  });
  return entries.toSorted((a, b) => a.start - b.start);
}

/** An entry of the directory: what the table is, and its length. */
function toEntry({ tag, bytes }: FontTable): number[] {
  const known = KNOWN_TAGS.indexOf(tag);
  const number = known < 0 ? OTHER_TAG : known;
  const form = tag === "glyf" || tag === "loca" ? UNTRANSFORMED_OUTLINES : 0;
  const letters = known < 0 ? Array.from(tag, (letter) => letter.charCodeAt(0)) : [];
  return [(form << 6) | number, ...letters, ...toBase128(bytes.length)];
}

/** A number in groups of seven bits, the highest first; all but the last are marked. */
function toBase128(value: number): number[] {
  const groups = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) groups.unshift((rest & 0x7f) | 0x80);
  return groups;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
