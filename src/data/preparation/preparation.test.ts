import { describe, expect, it } from "vitest";
import { describeTable } from "../description/describe-table.ts";
import type { RawTable } from "../table/raw-table.ts";
import { toTable } from "../table/to-table.ts";
import { applyPreparation } from "./apply-preparation.ts";
import { featureNames } from "./feature-names.ts";
import { fitPreparation } from "./fit-preparation.ts";
import { type Preparation, parsePreparation } from "./preparation.ts";
import type { PreparationOptions } from "./preparation-options.ts";
import { readTarget, restoreTarget } from "./prepared-target.ts";

const people = toTable({
  age: ["20", "30", "", "40", "30"],
  sex: ["female", "male", "male", "", "female"],
  member: ["yes", "no", "yes", "yes", "?"],
  since: ["2024-01-01", "2024-01-03", "2024-01-02", "2024-01-05", "2024-01-04T12:00"],
  price: ["1", "2", "3", "4", "5"],
});

const table = (preparation: Preparation, of: RawTable): Record<string, number[]> => {
  const { names, values } = applyPreparation(preparation, of);
  return Object.fromEntries(names.map((name, feature) => [name, [...(values[feature] as Float64Array)]]));
};

describe("a preparation", () => {
  it("makes numbers of every type, with an indicator where training rows lacked a value", () => {
    const preparation = fitPreparation(people, undefined, { target: "price", scaling: "none" });
    expect(table(preparation, people)).toEqual({
      age: [20, 30, 30, 40, 30],
      "age is missing": [0, 0, 1, 0, 0],
      "sex = female": [1, 0, 0, 0, 1],
      "sex = male": [0, 1, 1, 0, 0],
      "sex is missing": [0, 0, 0, 1, 0],
      member: [1, 0, 1, 1, 1],
      "member is missing": [0, 0, 0, 0, 1],
      since: [0, 2, 1, 4, 3.5],
    });
  });

  it("gives rows without a category the most frequent where it is told to, and still marks them", () => {
    const options = { columns: { sex: "category" }, missingCategories: "most-frequent" } as const;
    const features = table(fitPreparation(people, undefined, options), people);
    expect(features["sex = female"]).toEqual([1, 0, 0, 1, 1]);
    expect(features["sex is missing"]).toEqual([0, 0, 0, 1, 0]);
  });

  it("takes what training rows had not as a surprise, never as an error", () => {
    const preparation = fitPreparation(people, [0, 1, 4], { target: "price", scaling: "none" });
    const fresh = toTable({
      since: ["soon", "2030-01-01"],
      member: ["maybe", "1"],
      sex: ["other", ""],
      age: ["old", ""],
    });
    const { surprises } = applyPreparation(preparation, fresh);
    expect(table(preparation, fresh)).toMatchObject({
      age: [30, 30],
      "sex = female": [0, 0],
      "sex = male": [0, 0],
      member: [0, 1],
      since: [2, 2192],
    });
    expect(surprises).toEqual([
      { column: "age", kind: "unreadable", count: 1, firstRow: 0 },
      { column: "age", kind: "missing", count: 1, firstRow: 1 },
      { column: "sex", kind: "unknown category", count: 1, firstRow: 0 },
      { column: "sex", kind: "missing", count: 1, firstRow: 1 },
      { column: "member", kind: "unreadable", count: 1, firstRow: 0 },
      { column: "since", kind: "unreadable", count: 1, firstRow: 0 },
    ]);
  });

  it("gives features different names, whatever columns and categories are called", () => {
    const odd = toTable({ a: ["b", "c"], "a = b": ["1.5", "2"] });
    expect(featureNames(fitPreparation(odd))).toEqual(["a = b", "a = c", "a = b (2)"]);
  });

  it("reads a column of another file by its values, whatever type that file gives it", () => {
    const preparation = fitPreparation(toTable({ code: ["1", "2.0", "x"], n: ["1", "0", "1"] }));
    const other = toTable({
      n: [true, false],
      code: Float64Array.of(2, 1),
    });
    expect(table(preparation, other)).toMatchObject({ "code = 2": [1, 0], "code = 1": [0, 1], n: [1, 0] });
  });

  it("reads numbers as dates where it is told to, in seconds or in milliseconds", () => {
    const options = { columns: { t: "date" }, scaling: "none" } as const;
    const seconds = toTable({ t: Float64Array.of(1.7e9, 1.7e9 + 86_400) });
    const milliseconds = toTable({ t: ["1700000000000", "1700086400000"] });
    for (const made of [seconds, milliseconds]) {
      expect(table(fitPreparation(made, undefined, options), made)).toEqual({ t: [0, 1] });
    }
  });

  it("is named with all others by one clear error where a table lacks several columns", () => {
    const preparation = fitPreparation(toTable({ age: [20, 30], sex: ["m", "f"], pay: [1, 3] }));
    expect(() => applyPreparation(preparation, toTable({ pay: [1], town: ["A"] }))).toThrow(
      'data: expected the columns "age", "sex", got only pay, town.',
    );
  });

  it.each([[undefined], [{ age: [20] }], [[{ age: 20 }]]])("is made of tables alone, not of %j", (other) => {
    const preparation = fitPreparation(toTable({ age: [20, 30] }));
    for (const use of [
      () => applyPreparation(preparation, other as never),
      () => fitPreparation(other as never),
      () => describeTable(other as never),
    ]) {
      expect(use).toThrow(
        /^table: expected a table, got .+\. toTable makes one of columns or rows, readTable/,
      );
    }
  });

  it("is named by one clear error where a table lacks a column", () => {
    const preparation = fitPreparation(people, undefined, { target: "price" });
    expect(() => applyPreparation(preparation, toTable({ sex: ["male"], agee: ["3"] }))).toThrow(
      'data: expected the columns "age", "member", "since", got only sex, agee. Is "age" called "agee" here?',
    );
  });
});

describe("columns by which rows are divided", () => {
  const visits = toTable({
    patient: ["a", "b", "a", "c"],
    part: ["train", "train", "test", "train"],
    when: ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"],
    pulse: [60, 70, 65, 80],
    y: [1, 2, 4, 3],
  });
  const roles = { patient: "group", part: "split", when: "time" } as const;

  it("are no features, and are left out with a finding of their own", () => {
    const { columns, dropped } = fitPreparation(visits, undefined, { target: "y", roles });
    expect(columns.map(({ name }) => name)).toEqual(["pulse"]);
    expect(dropped).toEqual([
      { name: "patient", finding: "groups rows", reason: "names the groups" },
      { name: "part", finding: "divides rows", reason: "divides the rows" },
      {
        name: "when",
        finding: "orders rows",
        reason: "orders the rows: later ones lie beyond all that is trained on",
      },
    ]);
  });

  it("stay so when a person gives them a type, but for the time", () => {
    const types = { patient: "category", part: "category", when: "date" } as const;
    const { columns } = fitPreparation(visits, undefined, { target: "y", roles, columns: types });
    expect(columns.map(({ name }) => name)).toEqual(["when", "pulse"]);
    const { dropped } = fitPreparation(visits, undefined, { target: "y", roles, columns: { when: "drop" } });
    expect(dropped[2]).toEqual({ name: "when", finding: "left out", reason: "left out on request" });
  });

  it("are not the target, nor any that the table has not", () => {
    const fit = (given: object) => () =>
      fitPreparation(visits, undefined, { target: "y", roles: given as never });
    expect(fit({ y: "time" })).toThrow(
      'column "y": expected one that is not the target to divide rows by, got the target.',
    );
    expect(fit({ wen: "time" })).toThrow('expected a column "wen", got only patient, part, when, pulse, y.');
    expect(fit({ when: "clock" })).toThrow(
      "roles: expected an object of columns, each split, group, time, got",
    );
  });
});

describe("columns that can teach nothing are left out, with the reason", () => {
  const rows = Array.from({ length: 40 }, (_, row) => row);
  const odd = toTable({
    id: rows.map((row) => `${row + 1}`),
    user_id: rows.map((row) => `${row * 977 + 13}`),
    ticket: rows.map((row) => `A/${row}`),
    remark: rows.map((row) => `a long remark that nobody wrote twice, number ${row}`),
    same: rows.map(() => "x"),
    nothing: rows.map(() => ""),
    height: rows.map((row) => `${((row * 7) % 11) + 0.5}`),
    again: rows.map((row) => `${((row * 7) % 11) + 0.5}`),
    list: rows.map((row) => [row]),
    kept: rows.map((row) => `${row % 3}`),
  });

  it("by default", () => {
    const { columns, dropped } = fitPreparation(odd);
    expect(columns.map(({ name }) => name)).toEqual(["height", "kept"]);
    expect(dropped.map(({ name, finding }) => [name, finding])).toEqual([
      ["id", "identifier"],
      ["user_id", "identifier"],
      ["ticket", "identifier"],
      ["remark", "text"],
      ["same", "constant"],
      ["nothing", "empty"],
      ["again", "duplicate"],
      ["list", "unreadable"],
    ]);
    expect(dropped.map(({ reason }) => reason).slice(3)).toEqual([
      "free text: 40 different texts in 40 rows",
      "the same value in every row",
      "no value in any row",
      "the same values as height",
      "holds a list, which no network can use",
    ]);
  });

  it("unless a person says what they are; and others on request", () => {
    const { columns, dropped } = fitPreparation(odd, undefined, {
      columns: { id: "number", same: "category", again: "number", nothing: "number", height: "drop" },
    });
    expect(columns.map(({ name }) => name)).toEqual(["id", "same", "again", "kept"]);
    expect(dropped.find(({ name }) => name === "height")).toEqual({
      name: "height",
      finding: "left out",
      reason: "left out on request",
    });
  });

  it("but a measured series of whole numbers is kept, and few rows say nothing", () => {
    const values = rows.map((row) => `${row * row}`);
    expect(fitPreparation(toTable({ area: values })).columns).toHaveLength(1);
    expect(fitPreparation(toTable({ n: ["1", "2", "3"] })).columns).toHaveLength(1);
  });

  it("and where none is left, the error says why", () => {
    expect(() => fitPreparation(toTable({ a: ["1", "1"], b: ["", ""] }))).toThrow(
      "data: expected a column that can be a feature, got none (a: the same value in every row; " +
        "b: no value in any row). A column that is given a type is kept, as by --column a:number.",
    );
    expect(() => fitPreparation(toTable({ a: ["1", "2"] }), undefined, { target: "a" })).toThrow(
      "got none beside the target",
    );
    const constant = toTable({ a: ["1", "1"], kind: ["x", "x"] });
    expect(() => fitPreparation(constant, undefined, { target: "kind" })).toThrow(
      "got none (a: the same value in every row). A",
    );
  });
});

describe("options and rows that do not fit are refused", () => {
  it.each<[PreparationOptions, string]>([
    [{ columns: { aeg: "number" } }, 'expected a column "aeg", got only age, sex, member, since, price.'],
    [
      { columns: { age: "integer" as never } },
      "columns: expected an object of columns, each number, category",
    ],
    [{ target: "cost" }, 'data: expected a column "cost"'],
    [{ target: "since" }, 'column "since": expected numbers or classes as the target, got dates'],
    [{ scaling: "log" as never }, "scaling: expected one of standard, min-max, robust, none"],
    [{ maxCategories: 0 }, "maxCategories: expected a whole number from 1 to 1000, got 0"],
  ])("%j", (options, message) => {
    expect(() => fitPreparation(people, undefined, options)).toThrow(message);
  });

  it("rows that the table has not, or none", () => {
    expect(() => fitPreparation(people, [5])).toThrow("rows: expected rows of data, from 0 to 4, got 5");
    expect(() => fitPreparation(people, [])).toThrow("rows: expected rows of data, from 0 to 4, got none");
    const missing = [0, undefined] as unknown as readonly number[];
    expect(() => fitPreparation(people, missing)).toThrow("from 0 to 4, got nothing");
  });

  it("a column of lists that is said to be numbers", () => {
    const lists = toTable({ a: [[1], [2]], b: ["1", "2"] });
    expect(() => fitPreparation(lists, undefined, { columns: { a: "number" } })).toThrow(
      'column "a": expected texts, numbers, truth values or dates, got a list',
    );
  });
});

describe("the target", () => {
  it("of numbers is scaled where it is asked for, and restored", () => {
    const preparation = fitPreparation(people, [0, 1, 2], { target: "price", scaleTarget: true });
    const { values, classNames } = readTarget(preparation, people);
    expect(classNames).toEqual([]);
    expect(values[1]).toBe(0);
    expect(values[4]).toBeCloseTo(3 / Math.sqrt(2 / 3), 14);
    restoreTarget(preparation, values).forEach((value, row) => {
      expect(value).toBeCloseTo(row + 1, 14);
    });
  });

  it("of classes or truth values becomes their indexes, and NaN where training had no such class", () => {
    const preparation = fitPreparation(people, [0, 1, 2], { target: "member" });
    expect(readTarget(preparation, people)).toEqual({
      values: Float64Array.of(1, 0, 1, 1, Number.NaN),
      classNames: ["no", "yes"],
    });
    expect(readTarget(preparation, toTable({ member: ["perhaps", "no"] })).values).toEqual(
      Float64Array.of(Number.NaN, 0),
    );
    expect(() => restoreTarget(preparation, [1])).toThrow("expected a target of numbers");
  });

  it("of truth values is two classes however they are spelled, called as they most often are", () => {
    const made = toTable({
      y: ["No", "no", "YES", "no", "unknown", "yes", "YES"],
      x: ["1.5", "2", "3", "4", "5", "6", "7"],
    });
    const preparation = fitPreparation(made, undefined, { target: "y" });
    expect(readTarget(preparation, made)).toEqual({
      values: Float64Array.of(0, 0, 1, 0, Number.NaN, 1, 1),
      classNames: ["no", "YES"],
    });
    expect(readTarget(preparation, toTable({ y: [true, null, false] })).values).toEqual(
      Float64Array.of(1, Number.NaN, 0),
    );
  });

  it("is missed by name where a preparation has none", () => {
    const preparation = fitPreparation(people);
    expect(() => readTarget(preparation, people)).toThrow(
      "preparation: expected one with a target, got nothing",
    );
  });

  it("of texts that all differ is refused", () => {
    const texts = Array.from({ length: 30 }, (_, row) => `name ${row}`);
    const made = toTable({ y: texts, x: texts.map((__, row) => `${row % 4}`) });
    expect(() => fitPreparation(made, undefined, { target: "y" })).toThrow(
      'column "y": expected numbers or classes as the target, got 30 different texts in 30 rows',
    );
  });
});

describe("a preparation from a file", () => {
  const good = fitPreparation(people, undefined, { target: "member" });
  const changed = (change: (document: Record<string, Record<string, object>>) => void): unknown => {
    const document = JSON.parse(JSON.stringify(good)) as Record<string, Record<string, object>>;
    change(document);
    return document;
  };

  it.each<[string, unknown, string]>([
    ["is no object", "x", 'expected a preparation of wellfit, version 1, got "x"'],
    ["is of another version", { ...good, version: 2 }, 'got 2 as "version"'],
    ["says more than it should", { ...good, code: "x" }, 'one with "code", which is unknown'],
    [
      "has a spread of 0",
      changed((d) => Object.assign(d["columns"]![0]!, { spread: 0 })),
      '0 as "columns.0.spread"',
    ],
    [
      "is not finite",
      changed((d) => Object.assign(d["columns"]![0]!, { center: null })),
      'null as "columns.0.center"',
    ],
    [
      "has a type of its own",
      changed((d) => Object.assign(d["columns"]![0]!, { type: "eval" })),
      '"eval" as "columns.0.type"',
    ],
    [
      "has a column twice",
      changed((d) => (d["columns"] as unknown as unknown[]).push(d["columns"]![0])),
      'file.json: expected different columns, got "age" twice in age, sex, since, price, age, member',
    ],
    [
      "fills in a category that it has not",
      changed((d) => Object.assign(d["columns"]![1]!, { fill: 2 })),
      'expected one of 2 categories of column "sex", got category 2',
    ],
    [
      "has a class twice",
      changed((d) => Object.assign(d["target"]!, { classNames: ["a", "a"] })),
      'expected different classes, got "a" twice in a, a',
    ],
  ])("is refused where it %s", (_, document, message) => {
    expect(() => parsePreparation(document, "file.json")).toThrow(message);
  });
});
