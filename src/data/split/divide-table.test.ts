import { describe, expect, it } from "vitest";
import { readTable } from "../read-table.ts";
import { splitOptions } from "../split.ts";
import type { RawTable } from "../table/raw-table.ts";
import { toTable } from "../table/to-table.ts";
import { checkSplitColumns, splitColumnOptions } from "./column-options.ts";
import { divideTable, type TableSplit } from "./divide-table.ts";
import type { RowParts } from "./divisible-rows.ts";

const DEFAULTS = { development: 0.2, test: 0.2, seed: 3 };

function divide(table: RawTable, split: Partial<TableSplit>, classes?: readonly number[]) {
  const target = { classes: classes ?? Array<number>(table.rows).fill(0), classNames: [] };
  return divideTable(table, target, { ...DEFAULTS, ...split });
}

const listed = ({ training, development, test }: RowParts): number[][] =>
  [training, development, test].map((rows) => Array.from(rows));

const csv = (...lines: string[]): Promise<RawTable> =>
  readTable(new File([`${lines.join("\n")}\n`], "data.csv"));

describe("a split column", () => {
  it("names the part of each row, in any spelling and case", async () => {
    const parts = ["Train", "TRAINING", "dev", "Development", "validation", "val", "VALID", "test", "Test"];
    const table = await csv("x,part", ...parts.map((part, row) => `${row}, ${part}`));
    expect(listed(divide(table, { splitColumn: "part" }).parts)).toEqual([
      [0, 1],
      [2, 3, 4, 5, 6],
      [7, 8],
    ]);
  });

  it("may name no development rows, but must name some to train and to test on that have a target", async () => {
    const table = await csv("x,part", "1,train", "2,test", "3,train");
    expect(listed(divide(table, { splitColumn: "part" }).parts)).toEqual([[0, 2], [], [1]]);
    expect(() => divide(table, { splitColumn: "part" }, [0, Number.NaN, 0])).toThrow(
      'data.csv: expected rows with test in column "part" that have a target, got none among 2.',
    );
    expect(() => divide(table, { splitColumn: "part" }, [Number.NaN, 0, Number.NaN])).toThrow(
      'data.csv: expected rows with train in column "part" that have a target, got none among 1.',
    );
  });

  it("is refused with the line of a cell that names no part, unless that row has no target", async () => {
    const table = await csv("x,part", "1,train", "2,trian", "3,", "4,test");
    expect(() => divide(table, { splitColumn: "part" })).toThrow(
      'data.csv:3:2: expected train, dev or test in column "part", got "trian". ' +
        "Other spellings are training, development, validation, valid, val.",
    );
    const blank = Number.NaN;
    expect(() => divide(table, { splitColumn: "part" }, [0, blank, 0, 0])).toThrow(
      'data.csv:4:2: expected train, dev or test in column "part", got no value.',
    );
    const { parts, leftOut } = divide(table, { splitColumn: "part" }, [0, blank, blank, 0]);
    expect([listed(parts), leftOut]).toEqual([[[0], [], [3]], { target: 2, group: 0, time: 0 }]);
  });

  it("stands beside a group column, which does not divide", () => {
    const table = toTable({ part: ["train", "test", "train"], who: ["a", "a", ""] });
    const { parts, leftOut } = divide(table, { splitColumn: "part", groupColumn: "who" });
    expect([listed(parts), leftOut.group]).toEqual([[[0, 2], [], [1]], 0]);
  });
});

describe("a group column", () => {
  it("keeps groups together, however numbers are spelled, and leaves out rows without one", async () => {
    const names = Array.from({ length: 60 }, (_, row) =>
      row === 7 ? "NA" : row % 2 ? `${row % 15}` : `${row % 15}.0`,
    );
    const table = await csv("x,who", ...names.map((name, row) => `${row},${name}`));
    const { parts, leftOut } = divide(table, { groupColumn: "who" });
    expect(leftOut).toEqual({ target: 0, group: 1, time: 0 });
    expect(listed(parts).flat()).not.toContain(7);
    const numbersOf = (rows: readonly number[]): Set<number> => new Set(rows.map((row) => row % 15));
    const [training, development, test] = listed(parts).map(numbersOf) as [
      Set<number>,
      Set<number>,
      Set<number>,
    ];
    expect(training.size + development.size + test.size).toBe(15);
    expect(listed(parts).flat()).toHaveLength(59);
  });

  it("is refused when the table has none of that name", () => {
    expect(() => divide(toTable({ who: ["a"], x: [1] }), { groupColumn: "whom" })).toThrow(
      'data: expected a column "whom", got only who, x. Did you mean "who"?',
    );
  });
});

describe("a time column", () => {
  const days = ["2024-03-01", "2023-01-05", "2024-01-01T10:00+02:00", "2024-01-01T09:00Z", "2022-07-01"];

  it("orders dates and numbers, and leaves out rows without one", async () => {
    const dated = await csv("when,x", ...days.map((day, row) => `${day},${row}`), ",9");
    const { parts, leftOut } = divide(dated, { timeColumn: "when" });
    expect([listed(parts), leftOut]).toEqual([[[1, 2, 4], [3], [0]], { target: 0, group: 0, time: 1 }]);
    const years = toTable({ year: [2024, 2020, 2021, 2023, 2022], x: [1, 2, 3, 4, 5] });
    expect(listed(divide(years, { timeColumn: "year" }).parts)).toEqual([[1, 2, 4], [3], [0]]);
    const instants = toTable({ when: days.map((day) => new Date(day)), x: [1, 2, 3, 4, 5] });
    expect(listed(divide(instants, { timeColumn: "when" }).parts)).toEqual([[1, 2, 4], [3], [0]]);
  });

  it("is refused with the line of a text that is neither, unless a person says what it holds", async () => {
    const table = await csv("when,x", "2024-01-01,1", "2024-01-02,2", "soon,3", "2024-01-04,4");
    expect(() => divide(table, { timeColumn: "when" })).toThrow(
      'data.csv:4:1: expected a number or a date of ISO 8601, such as 2024-02-29, in column "when", got "soon". ' +
        "Said to be a date (--column when:date), it is read so that rows without one are left out.",
    );
    const { parts, leftOut } = divide(table, { timeColumn: "when", columns: { when: "date" } });
    expect([listed(parts), leftOut.time]).toEqual([[[0], [1], [3]], 1]);
    expect(() => divide(toTable({ when: [[1], [2]], x: [1, 2] }), { timeColumn: "when" })).toThrow(
      'in column "when", got a list.',
    );
  });
});

describe("without such a column", () => {
  it("rows are divided by chance, with the same share of every class, and without those that have no target", () => {
    const table = toTable({ x: Array.from({ length: 40 }, (_, row) => row) });
    const classes = Array.from({ length: 40 }, (_, row) => (row < 10 ? Number.NaN : row % 2));
    const target = { classes, classNames: ["a", "b"] };
    const { parts, leftOut } = divideTable(table, target, DEFAULTS);
    expect(leftOut).toEqual({ target: 10, group: 0, time: 0 });
    expect(listed(parts).map(({ length }) => length)).toEqual([18, 6, 6]);
    expect(Array.from(parts.test).filter((row) => row % 2 === 0)).toHaveLength(3);
  });
});

describe("checkSplitColumns", () => {
  const options = { ...splitOptions, entries: { ...splitOptions.entries, ...splitColumnOptions.entries } };
  const check = (given: Record<string, unknown>) => () =>
    checkSplitColumns(options, given, ({ flag }) => `--${flag}`);

  it("refuses options of which one leaves the other nothing to do", () => {
    expect(check({ splitColumn: "p", timeColumn: "t" })).toThrow(
      "--split-column and --time-column: expected one of the two, got both. The column says the part of every row.",
    );
    expect(check({ splitColumn: "p", test: 0.1 })).toThrow(
      "--split-column and --test-share: expected one of",
    );
    expect(check({ splitColumn: "p", development: 0 })).toThrow("--split-column and --development-share:");
    expect(check({ splitColumn: "p", seed: 1 })).toThrow("--split-column and --split-seed:");
    expect(check({ timeColumn: "t", groupColumn: "g" })).toThrow(
      "--time-column and --group-column: expected one of the two, got both. Rows are divided by their time alone.",
    );
    expect(check({ timeColumn: "t", seed: 1 })).toThrow("--time-column and --split-seed:");
  });

  it("lets pass what goes together", () => {
    for (const given of [
      {},
      { splitColumn: "p", groupColumn: "g" },
      { groupColumn: "g", seed: 2, test: 0.3 },
    ]) {
      expect(check(given)).not.toThrow();
    }
    expect(check({ timeColumn: "t", test: 0.3, development: 0 })).not.toThrow();
  });
});
