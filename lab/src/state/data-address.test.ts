import { assert, constantFrom, property } from "fast-check";
import { expect, it } from "vitest";
import { formatAddress, parseAddress } from "./address.ts";
import { type DataRecipe, fileNameOf, isFile, isOwnFile, ownFileSource } from "./data-recipe.ts";
import { type Axes, firstState } from "./lab-state.ts";

const source = ownFileSource("0123456789abcdef", "50 % & more, of: all.csv");
const addressOf = (data: DataRecipe): string =>
  formatAddress({ state: { ...firstState, data }, iteration: undefined });

it("an address brings back drawn points, how a file is read, and the axes", () => {
  const recipes = constantFrom<DataRecipe>(
    { source: "points", sample: {}, points: "" },
    { source: "points", sample: {}, points: "BNZBrZBnP" },
    { source, sample: {} },
    { source, sample: {}, reading: { target: "a, b", targetType: "number" } },
    { source: "data/my points.csv", sample: {}, reading: { columns: { "x:1": "drop", größe: "category" } } },
  );
  const axes = constantFrom<Axes | undefined>(undefined, ["age", "sex = female, or so"]);
  assert(
    property(recipes, axes, (data, shown) => {
      const state = { ...firstState, data, ...(shown === undefined ? {} : { axes: shown }) };
      expect(parseAddress(`#${formatAddress({ state, iteration: 3 })}`)).toEqual({ state, iteration: 3 });
    }),
  );
});

it("an address of a file has its name, its hash and the words of the command line", () => {
  const recipe: DataRecipe = {
    source: ownFileSource("0123456789abcdef", "passengers.csv"),
    sample: {},
    reading: { target: "survived", columns: { pclass: "category" } },
  };
  expect(addressOf(recipe)).toBe(
    "data=file:0123456789abcdef/passengers.csv&target=survived&column=pclass:category",
  );
});

it("what an address says of other data, and what is no type, is left out", () => {
  const { data } = parseAddress("#data=moons&target=y&points=BNZ").state;
  expect(data).toEqual({ source: "moons", sample: {} });
  const file = parseAddress("#data=data/a.csv&target-type=labels&column=a:magic&column=b&x=age").state;
  expect(file.data).toEqual({ source: "data/a.csv", sample: {} });
  expect(file.axes).toBeUndefined();
  expect(parseAddress("#data=points&points=BNZ!!!x").state.data.points).toBe("BNZ");
});

it("files are told from data of wellfit's own, and a person's from those of the server", () => {
  const of = (from: string): DataRecipe => ({ source: from, sample: {} });
  expect(["moons", "points", "data/a.csv", source].map((from) => isFile(of(from)))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect([isOwnFile(of("data/a.csv")), isOwnFile(of(source))]).toEqual([false, true]);
  expect(fileNameOf(of("data/50%.csv"))).toBe("50%.csv");
});
