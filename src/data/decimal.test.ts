import { describe, expect, it } from "vitest";
import { isDecimal } from "./decimal.ts";

describe("isDecimal", () => {
  it.each(["0", "-12", "+1.5", "1.", ".5", "-.5e3", "1.e-7", "2E+10", "007"])("takes %s", (text) => {
    expect(isDecimal(text)).toBe(true);
  });

  it.each(["", ".", "-", "e5", ".e5", "1e", "1e+", "1.2.3", "1,5", "0x10", "Infinity", " 1", "1\n"])(
    "does not take %j",
    (text) => {
      expect(isDecimal(text)).toBe(false);
    },
  );

  // In time that grows with the square of the length, each of these would take many minutes.
  it.each(["x", ".x", "e", ".5x"])("tells at once that a million digits and %s are no number", (end) => {
    expect(isDecimal("1".repeat(10 ** 6) + end)).toBe(false);
  });
});
