import { joinBytes, startsWith } from "./bytes.ts";
import { looksLikeText } from "./file-format.ts";
import { invalidFile } from "./invalid-file.ts";
import { endOfUtf8 } from "./utf8.ts";

/** How a text is stored. Latin-1 is read as Windows-1252, which has all of it. */
export type TextEncoding = "UTF-8" | "UTF-16 LE" | "UTF-16 BE" | "Latin-1";

/** What a caller may say of it; "auto" finds it out. */
export const ENCODING_CHOICES = ["auto", "utf-8", "utf-16le", "utf-16be", "latin1"] as const;

/** One of {@link ENCODING_CHOICES}. */
export type EncodingChoice = (typeof ENCODING_CHOICES)[number];

const CHOSEN: Readonly<Record<Exclude<EncodingChoice, "auto">, TextEncoding>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
  latin1: "Latin-1",
};

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
 * @param choice what it is stored in where the caller knows
 * @throws InvalidInputError when it is no text
 */
export function toUtf8(bytes: Uint8Array, source: string, choice: EncodingChoice = "auto"): DecodedText {
  const found = findEncoding(bytes, choice);
  const body = bytes.subarray(found.markBytes);
  if (found.encoding === "UTF-8" && endOfUtf8(body) === body.length) return { utf8: body, encoding: "UTF-8" };
  const encoding = found.encoding === "UTF-8" ? insteadOfUtf8(body, source, found) : found.encoding;
  const decode = createDecoder(encoding, source);
  const parts: Uint8Array[] = [];
  for (let start = 0; start < body.length; start += CHUNK_BYTES) {
    parts.push(decode(body.subarray(start, start + CHUNK_BYTES), start + CHUNK_BYTES >= body.length));
  }
  return { utf8: joinBytes(parts), encoding };
}

/** What the beginning of a text says of its encoding. */
export interface FoundEncoding {
  readonly encoding: TextEncoding;
  /** The length of the byte order mark before it. */
  readonly markBytes: number;
  /** Whether a mark or the caller says it: text in UTF-8 may turn out as Latin-1 where nobody does. */
  readonly isSure: boolean;
}

/** The encoding of a text by its first {@link LOOKED_AT} bytes. */
export function findEncoding(bytes: Uint8Array, choice: EncodingChoice = "auto"): FoundEncoding {
  const mark = BYTE_ORDER_MARKS.find((each) => startsWith(bytes, each.bytes));
  const chosen = choice === "auto" ? undefined : CHOSEN[choice];
  if (mark !== undefined && (chosen === undefined || mark.encoding === chosen)) {
    return { encoding: mark.encoding, markBytes: mark.bytes.length, isSure: true };
  }
  return { encoding: chosen ?? guessEncoding(bytes), markBytes: 0, isSure: chosen !== undefined };
}

/**
 * The encoding of a text that is no UTF-8, although it looked like it.
 *
 * @throws InvalidInputError where it has to be UTF-8, or is no text at all
 */
export function insteadOfUtf8(body: Uint8Array, source: string, { isSure }: FoundEncoding): TextEncoding {
  if (!isSure && looksLikeText(body)) return "Latin-1";
  const expected = isSure ? "text in UTF-8" : "text in UTF-8, UTF-16 or Latin-1";
  throw invalidFile(source, expected, "other bytes", "Save it as CSV in UTF-8.");
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

/**
 * A function that turns the parts of a text, one after the other, into UTF-8. The last part lets it know of characters
 * that are cut off.
 */
export function createDecoder(
  encoding: TextEncoding,
  source: string,
): (part: Uint8Array, isLast: boolean) => Uint8Array {
  const decoder = new TextDecoder(DECODER_NAMES[encoding], { fatal: true, ignoreBOM: true });
  const encoder = new TextEncoder();
  return (part, isLast) => {
    try {
      return encoder.encode(decoder.decode(part, { stream: !isLast }));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw invalidFile(source, `text in ${encoding}`, "other bytes", "Save it as CSV in UTF-8.");
    }
  };
}
