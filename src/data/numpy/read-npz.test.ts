import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readNpz } from "./read-npz.ts";

const VALUES = 100;

/** A list of bytes as NumPy writes it. */
function writeNpy(): Uint8Array {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${VALUES},), }`.padEnd(117);
  const start = Buffer.from(`\x93NUMPY\x01\x00v\x00${header}\n`, "latin1");
  return Uint8Array.from([...start, ...Array.from({ length: VALUES }, (_, k) => k)]);
}

describe("readNpz", () => {
  const bytes = zipSync({ "X.npy": writeNpy(), "y.npy": writeNpy() });
  const both = 2 * VALUES * Float64Array.BYTES_PER_ELEMENT;

  it("bounds the numbers of all arrays together, and counts each of them once", () => {
    const whole = readNpz(bytes, "a.npz", both);
    const sums = ["X", "X", "y", "y"].map((name) =>
      whole.get(name).values.reduce((sum, value) => sum + value),
    );
    expect(sums).toEqual([4950, 4950, 4950, 4950]);
    const less = readNpz(bytes, "a.npz", both - 1);
    expect(less.get("X").dimensions).toEqual([VALUES, 1]);
    expect(() => less.get("y")).toThrow(
      `a.npz: expected at most ${both - 1} bytes when it is unpacked, got more. If you trust the file`,
    );
  });
});
