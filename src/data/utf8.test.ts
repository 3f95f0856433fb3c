import fc from "fast-check";
import { expect, it } from "vitest";
import { endOfUtf8, isCutCharacter } from "./utf8.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Whether the platform takes bytes for UTF-8; where they may go on, also if their last character lacks its end. */
function isText(bytes: Uint8Array, goesOn: boolean): boolean {
  try {
    decoder.decode(bytes, { stream: goesOn });
    return true;
  } catch {
    return false;
  } finally {
    // What was left of a character is dropped.
    try {
      decoder.decode();
    } catch {
      // It was cut.
    }
  }
}

it("takes for UTF-8 what the platform does, to the byte", () => {
  const odd = fc.constantFrom(
    0x7f,
    0x80,
    0x8f,
    0x90,
    0x9f,
    0xa0,
    0xbf,
    0xc1,
    0xc2,
    0xdf,
    0xe0,
    0xe1,
    0xed,
    0xee,
  );
  const high = fc.constantFrom(0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff);
  const text = fc
    .string({ unit: "grapheme", maxLength: 3 })
    .map((letters) => [...new TextEncoder().encode(letters)]);
  const bytes = fc.array(
    fc.oneof(
      odd.map((byte) => [byte]),
      high.map((byte) => [byte]),
      text,
    ),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(bytes, (parts) => {
      const all = Uint8Array.from(parts.flat());
      const end = endOfUtf8(all);
      expect(isText(all.subarray(0, end), false)).toBe(true);
      expect(end === all.length).toBe(isText(all, false));
      expect(end === all.length || isCutCharacter(all, end)).toBe(isText(all, true));
    }),
    { seed: 1, numRuns: 5000 },
  );
});
