import { expect, it } from "vitest";
import type { PreparationOptions } from "../preparation/preparation-options.ts";
import { toTable } from "../table/to-table.ts";
import { describeTable } from "./describe-table.ts";

const MARKED = ", and one more feature marks it";

it.each<[string, unknown[], PreparationOptions, string]>([
  ["numbers", [1.5, 2, 8], {}, "scaled to mean 0 and deviation 1"],
  ["numbers by their range", [1.5, 2, 8], { scaling: "min-max" }, "scaled to the range from 0 to 1"],
  ["numbers by quartiles", [1.5, 2, 8], { scaling: "robust" }, "scaled by median and quartiles"],
  ["numbers as they are", [1.5, 2, 8], { scaling: "none" }, "taken as they are"],
  [
    "numbers with gaps",
    [1.5, null, 8],
    { imputation: "mean" },
    `scaled to mean 0 and deviation 1; a missing value becomes the mean${MARKED}`,
  ],
  [
    "dates",
    ["2024-02-29", "2024-03-01", ""],
    {},
    `days since the earliest, scaled to mean 0 and deviation 1; a missing value becomes the median${MARKED}`,
  ],
  [
    "truth values",
    ["yes", "no", "yes", ""],
    {},
    `1 for true, 0 for false; a missing value becomes 1${MARKED}`,
  ],
  ["categories", ["a", "b", "c"], {}, "one-hot: a feature for each of the 3 categories"],
  [
    "categories with gaps",
    ["a", "b", "b", null],
    {},
    `one-hot: a feature for each of the 2 categories; a missing value has none of them${MARKED}`,
  ],
  [
    "categories with gaps that are filled in",
    ["a", "b", "b", null],
    { missingCategories: "most-frequent" },
    `one-hot: a feature for each of the 2 categories; a missing value becomes "b"${MARKED}`,
  ],
  [
    "many categories",
    ["a", "b", "b", "c", "c"],
    { maxCategories: 2 },
    "one-hot: a feature for each of the 2 most frequent categories, and one for all others",
  ],
  [
    "one category of many",
    ["a", "b", "b"],
    { maxCategories: 1 },
    "one-hot: a feature for the most frequent category, and one for all others",
  ],
  ["what is left out", [7, 7, 7], {}, "left out: the same value in every row"],
  ["a target of classes", ["yes", "no", "no"], { target: "x" }, "predicted, as a class"],
  ["a target of numbers", [1.5, 2, 8], { target: "x" }, "predicted, as a number"],
])("what is done about %s is said in words", (_, x, options, words) => {
  expect(describeTable(toTable({ x }), options).columns[0]?.treatment).toBe(words);
});
