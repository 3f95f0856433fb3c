import { expect, it } from "vitest";
import { joinBytes } from "../../data/bytes.ts";
import { bytesField, wholeField } from "./protobuf.ts";

// The examples are those of the encoding's own description.
it.each<[string, Uint8Array, number[]]>([
  ["a whole number", wholeField(1, 150), [0x08, 0x96, 0x01]],
  ["a text", bytesField(2, "testing"), [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]],
  ["a message", bytesField(3, wholeField(1, 150)), [0x1a, 0x03, 0x08, 0x96, 0x01]],
  ["a field with a large number", wholeField(20, 0), [0xa0, 0x01, 0x00]],
  ["a number of more than 32 bits", wholeField(1, 2 ** 35), [0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]],
  ["fields", joinBytes([wholeField(1, 1), new Uint8Array(0), wholeField(1, 2)]), [0x08, 0x01, 0x08, 0x02]],
])("%s has the bytes that the encoding asks for", (_, given, expected) => {
  expect(Array.from(given)).toEqual(expected);
});
