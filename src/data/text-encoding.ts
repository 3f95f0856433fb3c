import { joinBytes, startsWith } from "./bytes.ts";
import { looksLikeText } from "./file-format.ts";
import { invalidFile } from "./invalid-file.ts";

/** How a text is stored. Latin-1 is read as Windows-1252, which has all of it. */
export type TextEncoding = "UTF-8" | "UTF-16 LE" | "UTF-16 BE" | "Latin-1";

/** What a decoder of the platform calls it. */
const DECODER_NAMES: Readonly<Record<TextEncoding, string>> = {
  "UTF-8": "utf-8",
  "UTF-16 LE": "utf-16le",
  "UTF-16 BE": "utf-16be",
  "Latin-1": "windows-1252",
};

const BYTE_ORDER_MARKS: readonly { readonly encoding: TextEncoding; readonly bytes: readonly number[] }[] = [
  { encoding: "UTF-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "UTF-16 LE", bytes: [0xff, 0xfe] },
  { encoding: "UTF-16 BE", bytes: [0xfe, 0xff] },
];

/** How many bytes are decoded at once, so that no text is ever longer than an engine holds. */
const CHUNK_BYTES = 2 ** 20;
/** How many bytes are looked at for the zeros that half of the bytes of UTF-16 are, and the share that tells. */
const LOOKED_AT = 4096;
const ZERO_SHARE = 0.7;

/** A text in UTF-8 without a byte order mark, and how it was stored. */
export interface DecodedText {
  readonly utf8: Uint8Array;
  readonly encoding: TextEncoding;
}

/**
 * A text in UTF-8, whatever it is stored in: a byte order mark says so, or the zeros of UTF-16; text that is no UTF-8 is
 * Latin-1.
 *
 * @param source the file's name, for messages
 * @throws InvalidInputError when it is no text
 */
export function toUtf8(bytes: Uint8Array, source: string): DecodedText {
  const mark = BYTE_ORDER_MARKS.find((each) => startsWith(bytes, each.bytes));
  const body = bytes.subarray(mark?.bytes.length ?? 0);
  const encoding = mark?.encoding ?? guessEncoding(body);
  if (encoding === "UTF-8" && isUtf8(body)) return { utf8: body, encoding };
  if (encoding === "UTF-8" && (mark !== undefined || !looksLikeText(body))) {
    throw invalidFile(source, "text in UTF-8, UTF-16 or Latin-1", "other bytes", "Save it as CSV in UTF-8.");
  }
  const found = encoding === "UTF-8" ? "Latin-1" : encoding;
  return { utf8: transcode(body, found, source), encoding: found };
}

/** UTF-16 where one half of every pair of bytes is mostly zero, as in the texts of most languages' tables. */
function guessEncoding(bytes: Uint8Array): TextEncoding {
  const pairs = Math.floor(Math.min(bytes.length, LOOKED_AT) / 2);
  let high = 0;
  let low = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (bytes[2 * pair] === 0) high++;
    if (bytes[2 * pair + 1] === 0) low++;
  }
  if (pairs > 0 && low > ZERO_SHARE * pairs && high === 0) return "UTF-16 LE";
  return pairs > 0 && high > ZERO_SHARE * pairs && low === 0 ? "UTF-16 BE" : "UTF-8";
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    decodeInChunks(bytes, "UTF-8", () => {});
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function transcode(bytes: Uint8Array, encoding: TextEncoding, source: string): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  try {
    decodeInChunks(bytes, encoding, (text) => parts.push(encoder.encode(text)));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw invalidFile(source, `text in ${encoding}`, "other bytes", "Save it as CSV in UTF-8.");
  }
  return joinBytes(parts);
}

/** @throws TypeError when the bytes are no such text */
function decodeInChunks(bytes: Uint8Array, encoding: TextEncoding, take: (text: string) => void): void {
  const decoder = new TextDecoder(DECODER_NAMES[encoding], { fatal: true, ignoreBOM: true });
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    take(decoder.decode(bytes.subarray(start, start + CHUNK_BYTES), { stream: true }));
  }
  take(decoder.decode());
}
