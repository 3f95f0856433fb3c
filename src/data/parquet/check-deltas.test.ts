import { expect, it } from "vitest";
import { checkDeltas } from "./check-deltas.ts";

/** A list of the same number so many times: blocks of 128 values in 4 parts, whose differences take no bits. */
const same = (count: number, zigzag: readonly number[]): number[] => {
  const blocks = Math.ceil((count - 1) / 128);
  return [128, 1, 4, count & 127, ...zigzag, ...Array.from({ length: blocks }, () => [0, 0, 0, 0, 0]).flat()];
};
const bytes = (...numbers: number[]): Uint8Array => Uint8Array.from(numbers);

it("counts what texts copy from those before them", () => {
  // 100 texts that each begin with the 3 bytes before, and add nothing.
  const values = bytes(...same(100, [6]), ...same(100, [0]));
  expect(checkDeltas("DELTA_BYTE_ARRAY", values, 100)).toBe(300);
  expect(checkDeltas("DELTA_LENGTH_BYTE_ARRAY", values, 100)).toBe(0);
  expect(checkDeltas("DELTA_BINARY_PACKED", bytes(), 0)).toBe(0);
});

it.each([
  ["no values", [0, 4]],
  ["a negative number of parts", [128, 1, 0xff, 0xff, 0xff, 0xff, 0x0f]],
  ["parts that do not fit it", [128, 1, 3]],
  ["more parts than values", [4, 8]],
])("refuses a block of %s, which would be read for ever", (_, header) => {
  for (const encoding of ["DELTA_BINARY_PACKED", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"]) {
    expect(() => checkDeltas(encoding, bytes(...header, 5, 0), 5)).toThrow("a block of no size");
  }
});

it("refuses lengths below 0", () => {
  expect(() => checkDeltas("DELTA_BYTE_ARRAY", bytes(...same(5, [1]), ...same(5, [0])), 5)).toThrow(
    "a length below 0",
  );
});
