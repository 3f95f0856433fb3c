import { expect, it } from "vitest";
import { listNames, nearestName, repeatedName } from "./names.ts";

it.each([
  ["lamda", "lambda"],
  ["knid", "kind"],
  ["KIND", "kind"],
  ["y", undefined],
  ["zebra", undefined],
])("the name nearest to %s is %s", (given, nearest) => {
  expect(nearestName(given, ["lambda", "kind", "x"])).toBe(nearest);
  expect(nearestName(given, [])).toBeUndefined();
});

it("long lists of names are cut", () => {
  expect(listNames(["a", "b"])).toBe("a, b");
  expect(listNames(Array.from({ length: 20_000 }, (_, i) => `c${i}`))).toBe(
    "c0, c1, c2, c3, c4, c5, c6, c7 and 19992 more",
  );
});

it("the first name that comes again is found", () => {
  expect(repeatedName(["a", "b", "c", "b", "a"])).toBe("b");
  expect(repeatedName(["a", "b"])).toBeUndefined();
});
