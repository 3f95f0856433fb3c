import { expect, it } from "vitest";
import { apportion } from "./apportion.ts";

it("what is left over goes to the largest remainders, of equals in the given order, within what is there", () => {
  const claimsOf = (available: number, ...quotas: number[]) =>
    quotas.map((quota) => ({ quota, available, due: quota }));
  expect(apportion(10, claimsOf(9, 1.2, 6.5, 2.3), [0, 1, 2])).toEqual([1, 7, 2]);
  expect(apportion(3, claimsOf(9, 1.5, 1.5), [1, 0])).toEqual([1, 2]);
  expect(apportion(10, claimsOf(4, 8, 1, 1), [0, 1, 2])).toEqual([4, 3, 3]);
});
