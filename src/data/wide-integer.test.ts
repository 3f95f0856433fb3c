import { expect, it } from "vitest";
import { readDecimal } from "./wide-integer.ts";

it("readDecimal reads up to 256 bits, and refuses wider numbers", () => {
  expect(readDecimal(Uint8Array.of(0xff, 0x85), 1)).toBe(-12.3);
  expect(readDecimal(new Uint8Array(32).fill(0xff), 0)).toBe(-1);
  expect(() => readDecimal(new Uint8Array(33), 0)).toThrow(new RangeError("a decimal number of 33 bytes"));
});
