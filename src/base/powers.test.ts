import { expect, it } from "vitest";
import { wholePower } from "./powers.ts";

it("whole powers are products: exact where they can be, within rounding elsewhere", () => {
  for (let n = 0; n <= 33; n++) expect(wholePower(3, n)).toBe(Number(3n ** BigInt(n)));
  expect(wholePower(0.1, 1)).toBe(0.1);
  expect(wholePower(0, 0)).toBe(1);
  let product = 1;
  for (let n = 0; n < 1000; n++) {
    expect(Math.abs(wholePower(0.999, n) / product - 1)).toBeLessThan(1e-12);
    product *= 0.999;
  }
});
