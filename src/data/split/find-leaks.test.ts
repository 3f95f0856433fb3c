import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DataSplit, Dataset, type TargetColumn } from "../dataset.ts";
import { describeTable } from "../description/describe-table.ts";
import { moons } from "../generators.ts";
import { fitPreparation } from "../preparation/fit-preparation.ts";
import type { PreparationOptions } from "../preparation/preparation-options.ts";
import { prepareDataset } from "../preparation/prepare-dataset.ts";
import { readTable } from "../read-table.ts";
import { splitDataset } from "../split.ts";
import type { RawTable } from "../table/raw-table.ts";
import { toTable } from "../table/to-table.ts";
import { findLeaks, type SplitSource } from "./find-leaks.ts";

/** A table in parts by row numbers, prepared as its training rows teach. */
function prepared(table: RawTable, rows: SplitSource["rows"], options: PreparationOptions) {
  const preparation = fitPreparation(table, rows.training, options);
  const part = (name: keyof SplitSource["rows"]): Dataset<TargetColumn> =>
    prepareDataset(preparation, table, rows[name], name).dataset;
  const split: DataSplit<TargetColumn> = {
    name: table.source,
    training: part("training"),
    ...(rows.development.length > 0 ? { development: part("development") } : {}),
    test: part("test"),
  };
  return { split, source: { table, rows, columns: options.columns } };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, k) => from + k);
const noise = (row: number): number => ((row * 37) % 101) / 7;

describe("equal examples on both sides", () => {
  it("are counted for each part, with the lines of the first", async () => {
    const lines = range(0, 30).map((row) => `${noise(row % 24)},${row % 3 ? "cat" : "dog"},${row % 2}`);
    const table = await readTable(new File([["x,kind,y", ...lines].join("\n")], "pets.csv"));
    const rows = { training: range(0, 20), development: range(20, 24), test: range(24, 30) };
    const { split, source } = prepared(table, rows, { target: "y" });
    expect(findLeaks(split, source)).toEqual([
      {
        kind: "rows on both sides",
        column: null,
        text:
          "6 of 6 test examples (100.0 %) equal a training example in all features and the target, first pets.csv:26 " +
          "and pets.csv:2: a model that knows them by heart is right",
      },
    ]);
    expect(findLeaks(split)[0]?.text).toContain("first test example 1 and training example 1");
    const once = { training: range(0, 20), development: [24, 21], test: range(22, 24) };
    const leak = findLeaks(prepared(table, once, { target: "y" }).split)[0];
    expect(leak?.text).toMatch(
      /^1 of 2 development examples \(50.0 %\) equals a training example in all features/,
    );
  });

  it("are those that a comparison of all pairs finds", () => {
    const examples = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 })), {
      minLength: 12,
      maxLength: 60,
    });
    fc.assert(
      fc.property(examples, fc.boolean(), (pairs, hasClasses) => {
        const rows = pairs.map(([x]) => [x]);
        const answers = pairs.map(([, y]) => y);
        const whole: Dataset<TargetColumn> = hasClasses
          ? Dataset.fromRows({ name: "d", rows, labelSets: answers.map((y) => ["a", "b"].slice(0, y)) })
          : Dataset.fromRows({ name: "d", rows, targets: answers });
        fc.pre(!hasClasses || answers.some((y) => y === 2));
        const split = splitDataset(whole, { development: 0, test: 0.3 });
        const keysOf = (part: Dataset<TargetColumn>): string[] => {
          const width = part.target.values.length / part.examples;
          return range(0, part.examples).map((i) =>
            String([part.row(i), part.target.values.slice(i * width, (i + 1) * width)]),
          );
        };
        const known = new Set(keysOf(split.training));
        const count = keysOf(split.test).filter((key) => known.has(key)).length;
        const found = findLeaks(split).filter(({ kind }) => kind === "rows on both sides");
        expect(found.map(({ text }) => Number.parseInt(text, 10))).toEqual(count === 0 ? [] : [count]);
      }),
      { seed: 1 },
    );
  });

  it("are none where every example is another", () => {
    expect(findLeaks(splitDataset(moons({ examples: 300 })))).toEqual([]);
  });
});

describe("groups on both sides", () => {
  it("are counted where a column says the parts, without rows that have no group", () => {
    const table = toTable({
      who: ["a", "a", "b", "", "c", "b", "", "d", "c"],
      x: range(0, 9).map(noise),
      y: range(0, 9).map((row) => row + 0.5),
    });
    const rows = { training: [0, 2, 3, 7], development: [1], test: [4, 5, 6, 8] };
    const { split, source } = prepared(table, rows, { target: "y", roles: { who: "group" } });
    expect(findLeaks(split, { ...source, groupColumn: "who" })).toEqual([
      {
        kind: "groups on both sides",
        column: "who",
        text: '1 of 1 group of "who" in development, with 1 of 1 row (100.0 %), is trained on as well',
      },
      {
        kind: "groups on both sides",
        column: "who",
        text: '1 of 2 groups of "who" in test, with 1 of 4 rows (25.0 %), is trained on as well',
      },
    ]);
    expect(findLeaks(split, source)).toEqual([]);
  });
});

describe("features that tell the target", () => {
  const columns = {
    place: range(0, 90).map((row) => (row % 11 === 0 ? null : ["north", "south", "east"][row % 3])),
    measured: range(0, 90).map((row) => (row % 3) * 10 + noise(row) / 10),
    other: range(0, 90).map(noise),
    kind: range(0, 90).map((row) => ["p", "q", "r"][row % 3]),
  };
  const rows = { training: range(0, 60), development: [], test: range(60, 90) };

  it("are those that a description of the training rows warns of", () => {
    const { split } = prepared(toTable(columns), rows, { target: "kind" });
    const found = findLeaks(split);
    const described = describeTable(
      toTable(Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells.slice(0, 60)]))),
      { target: "kind" },
    );
    expect(found).toEqual(described.warnings.filter(({ kind }) => kind === "predicts target"));
    expect(found.map(({ column }) => column)).toEqual(["place", "measured"]);
  });

  it("are found of training examples alone", () => {
    const late = { ...columns, measured: columns.measured.map((value, row) => (row === 70 ? -99 : value)) };
    const { split } = prepared(toTable(late), rows, { target: "kind" });
    expect(findLeaks(split).map(({ column }) => column)).toEqual(["place", "measured"]);
    const early = { ...columns, measured: columns.measured.map((value, row) => (row === 50 ? -99 : value)) };
    expect(
      findLeaks(prepared(toTable(early), rows, { target: "kind" }).split).map(({ column }) => column),
    ).toEqual(["place"]);
  });

  it("are found of numbers that were never prepared, whatever they predict", () => {
    const values = range(0, 60).map((row) => [noise(row), 3 * row + 1]);
    const numbers = Dataset.fromRows({ name: "d", rows: values, targets: range(0, 60).map((row) => -row) });
    expect(findLeaks(splitDataset(numbers))).toEqual([
      { kind: "predicts target", column: "x2", text: "x2 alone predicts y: is it known before y is?" },
    ]);
  });
});

describe("identifiers as features", () => {
  it("are told where a person keeps one, but not of the target or a group", () => {
    const table = toTable({
      id: range(0, 60).map((row) => row + 100),
      who: range(0, 60).map((row) => `w${row}`),
      x: range(0, 60).map(noise),
      y: range(0, 60).map((row) => (row * 7) % 61),
    });
    const rows = { training: range(0, 40), development: [], test: range(40, 60) };
    const { split, source } = prepared(table, rows, {
      target: "y",
      columns: { id: "number", who: "category", x: "number", y: "number" },
      roles: { who: "group" },
    });
    expect(findLeaks(split, source)).toEqual([
      {
        kind: "identifier as feature",
        column: "id",
        text:
          "id is kept as a feature, though it names rows (whole numbers, another in every row: names rows, measures " +
          "nothing)",
      },
    ]);
  });
});

it("anything but a split is refused", () => {
  expect(() => findLeaks({} as never)).toThrow("findLeaks: training: expected a Dataset, got nothing.");
});
