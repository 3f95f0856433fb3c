/** Which bytes are text in UTF-8, as every decoder of the web platform sees it (WHATWG, Encoding). */

const FIRST_NO_ASCII = 0x80;
const LAST_CONTINUATION = 0xbf;
/** The bytes of the longest character. */
const LONGEST = 4;

/** Characters by their first byte, from `from` on: how long they are, and what the second byte may be. */
const LEADS = [
  { from: 0xc2, length: 2, second: [FIRST_NO_ASCII, LAST_CONTINUATION] },
  // Neither longer than needed, nor half of a pair of UTF-16, nor beyond the last character.
  { from: 0xe0, length: 3, second: [0xa0, LAST_CONTINUATION] },
  { from: 0xe1, length: 3, second: [FIRST_NO_ASCII, LAST_CONTINUATION] },
  { from: 0xed, length: 3, second: [FIRST_NO_ASCII, 0x9f] },
  { from: 0xee, length: 3, second: [FIRST_NO_ASCII, LAST_CONTINUATION] },
  { from: 0xf0, length: LONGEST, second: [0x90, LAST_CONTINUATION] },
  { from: 0xf1, length: LONGEST, second: [FIRST_NO_ASCII, LAST_CONTINUATION] },
  { from: 0xf4, length: LONGEST, second: [FIRST_NO_ASCII, 0x8f] },
] as const;
const LAST_LEAD = 0xf4;

/** The place in {@link LEADS} by the first byte; −1 where no character begins so. */
const KINDS = Int8Array.from({ length: 256 }, (_, lead) =>
  lead > LAST_LEAD ? -1 : LEADS.findLastIndex(({ from }) => lead >= from),
);

/** How many bytes from the first are whole characters of UTF-8: all, where the text is one. */
export function endOfUtf8(bytes: Uint8Array): number {
  let place = 0;
  while (place < bytes.length) {
    if ((bytes[place] as number) < FIRST_NO_ASCII) {
      place++;
      continue;
    }
    const { fitting, length } = measureCharacter(bytes, place);
    if (fitting < length) return place;
    place += length;
  }
  return place;
}

/** Whether what follows a place is a character that only lacks its end. */
export function isCutCharacter(bytes: Uint8Array, place: number): boolean {
  const rest = bytes.length - place;
  const { fitting, length } = measureCharacter(bytes, place);
  return rest > 0 && fitting === rest && rest < length;
}

/** How many bytes from a place on fit into one character, and how many it has; Infinity where none begins so. */
function measureCharacter(bytes: Uint8Array, place: number): { fitting: number; length: number } {
  const kind = LEADS[KINDS[bytes[place] as number] as number];
  if (kind === undefined) return { fitting: 0, length: Infinity };
  const [least, most] = kind.second;
  let fitting = 1;
  for (; fitting < kind.length; fitting++) {
    const byte = bytes[place + fitting] ?? 0;
    const isSecond = fitting === 1;
    if (byte < (isSecond ? least : FIRST_NO_ASCII) || byte > (isSecond ? most : LAST_CONTINUATION)) break;
  }
  return { fitting, length: kind.length };
}
