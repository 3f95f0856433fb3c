import { joinBytes } from "./bytes.ts";
import { invalidFile } from "./invalid-file.ts";
import {
  createDecoder,
  type EncodingChoice,
  type FoundEncoding,
  findEncoding,
  insteadOfUtf8,
  type TextEncoding,
} from "./text-encoding.ts";
import { endOfUtf8, isCutCharacter } from "./utf8.ts";

const FIRST_NO_ASCII = 0x80;

type Decode = ReturnType<typeof createDecoder>;

/**
 * A text that comes in parts, in UTF-8: what toUtf8 makes of the whole. Only where bytes that are no UTF-8 come late, behind
 * others that are more than ASCII, it cannot take back that it read those as UTF-8: that is an error.
 */
export class TextStream {
  readonly #source: string;
  readonly #choice: EncodingChoice;
  #found: FoundEncoding | undefined;
  #decode: Decode | undefined;
  /** A character of UTF-8 that lacks its end. */
  #cut: Uint8Array = new Uint8Array(0);
  #isAscii = true;
  #encoding: TextEncoding = "UTF-8";

  constructor(source: string, choice: EncodingChoice) {
    this.#source = source;
    this.#choice = choice;
  }

  /** As what the text is read so far. */
  get encoding(): TextEncoding {
    return this.#encoding;
  }

  /** Whether it began with a byte order mark. */
  get hasMark(): boolean {
    return (this.#found?.markBytes ?? 0) > 0;
  }

  /**
   * The next part in UTF-8.
   *
   * @param bytes at the first time the first 4096 of the text, or more, or all
   * @param placeOf what to call the place behind some bytes of this part, for messages
   * @throws InvalidInputError when it is no text
   */
  push(bytes: Uint8Array, isLast: boolean, placeOf: (before: Uint8Array) => string): Uint8Array {
    const body = this.#found === undefined ? this.#begin(bytes) : bytes;
    if (this.#decode !== undefined) return this.#decode(body, isLast);
    const part = joinBytes([this.#cut, body]);
    const end = endOfUtf8(part);
    const isCut = !isLast && isCutCharacter(part, end);
    if (end < part.length && !isCut) return this.#leaveUtf8(part, isLast, placeOf(part.subarray(0, end)));
    this.#cut = part.slice(end);
    const whole = part.subarray(0, end);
    this.#isAscii &&= whole.every((byte) => byte < FIRST_NO_ASCII);
    return whole;
  }

  /** Finds the encoding. @returns the bytes behind a mark */
  #begin(bytes: Uint8Array): Uint8Array {
    this.#found = findEncoding(bytes, this.#choice);
    const { encoding, markBytes } = this.#found;
    if (encoding !== "UTF-8") this.#readAs(encoding);
    return bytes.subarray(markBytes);
  }

  #leaveUtf8(part: Uint8Array, isLast: boolean, place: string): Uint8Array {
    if (!this.#isAscii) {
      const hint = 'If it is Latin-1, say so: encoding "latin1" (--encoding).';
      throw invalidFile(place, "text in UTF-8, as before it", "other bytes", hint);
    }
    const encoding = insteadOfUtf8(part, this.#source, this.#found as FoundEncoding);
    return this.#readAs(encoding)(part, isLast);
  }

  #readAs(encoding: TextEncoding): Decode {
    this.#encoding = encoding;
    this.#decode = createDecoder(encoding, this.#source);
    return this.#decode;
  }
}
