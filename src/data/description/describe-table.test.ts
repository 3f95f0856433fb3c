import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeSchemas } from "../../../scripts/make-schemas.ts";
import { toTable } from "../table/to-table.ts";
import { describeTable } from "./describe-table.ts";

const rows = Array.from({ length: 60 }, (_, row) => row);
const texts = (of: (row: number) => unknown): string[] => rows.map((row) => String(of(row)));
const warningsOf = (columns: Record<string, string[]>, options = {}) =>
  describeTable(toTable(columns), { target: "y", ...options }).warnings.map(({ kind, column }) => [
    kind,
    column,
  ]);

/** Any measurement that says nothing of the others. */
const noise = texts((row) => ((row * 37) % 17) + 0.5);

describe("describeTable", () => {
  it("tells every column by its type", () => {
    const table = toTable(
      {
        age: ["1", "2", "", "7"],
        kind: ["b", "a", "b", "?"],
        wild: ["yes", "no", "no", "NO"],
        born: ["2024-01-03", "2024-01-01T12:00", "NA", "2024-01-02"],
        nothing: ["", "", "", ""],
      },
      "pets",
    );
    const { columns, ...whole } = describeTable(table);
    expect(whole).toEqual({
      source: "pets",
      origin: "a table in memory",
      rows: 4,
      repeatedRows: 0,
      completeRows: 2,
      target: null,
      related: [],
      warnings: [],
    });
    const [age, kind, wild, born, nothing] = columns;
    expect(age).toEqual({
      name: "age",
      type: "number",
      isGiven: false,
      use: "feature",
      features: 2,
      treatment:
        "scaled to mean 0 and deviation 1; a missing value becomes the median, and one more feature marks it",
      finding: null,
      note: null,
      missing: { count: 1, share: 0.25 },
      unread: 0,
      distinct: 3,
      numbers: {
        min: 1,
        lowerQuartile: 1.5,
        median: 2,
        upperQuartile: 4.5,
        max: 7,
        mean: 10 / 3,
        deviation: Math.sqrt(62 / 9),
        histogram: {
          edges: [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5],
          counts: [1, 1, 0, 0, 0, 0, 1],
          byClass: null,
        },
      },
      dates: null,
      categories: null,
      association: null,
    });
    expect(kind).toMatchObject({
      features: 3,
      categories: [
        { name: "b", count: 2, share: 2 / 3, byClass: null },
        { name: "a", count: 1, share: 1 / 3, byClass: null },
      ],
    });
    expect(wild?.categories?.map(({ name, count }) => [name, count])).toEqual([
      ["no", 3],
      ["yes", 1],
    ]);
    expect(born?.dates).toEqual({
      first: "2024-01-01T12:00:00Z",
      median: "2024-01-02",
      last: "2024-01-03",
      histogram: {
        step: "day",
        edges: ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"],
        counts: [1, 1, 1],
        byClass: null,
      },
    });
    expect(nothing).toMatchObject({
      use: "dropped",
      finding: { kind: "empty" },
      numbers: null,
      categories: [],
    });
  });

  it("tells the classes of a target, also of truth values, in the order of their indexes", () => {
    const { target, columns } = describeTable(toTable({ x: ["1", "2", "4"], y: ["1", "0", "1"] }), {
      target: "y",
    });
    expect(target).toEqual({
      name: "y",
      task: "category",
      classes: [
        { name: "0", count: 1, share: 1 / 3 },
        { name: "1", count: 2, share: 2 / 3 },
      ],
    });
    expect(columns[0]?.association?.measure).toBe("correlation ratio");
  });

  it("counts values by the classes of the target, but where it has too many", () => {
    const table = toTable({
      size: [1, 1, 3, "", 3, 3],
      born: ["2024-01-01", "2024-01-01", "2024-01-02", "", "2024-01-02", "2024-01-03"],
      kind: ["b", "a", "b", "b", "", "b"],
      wild: ["no", "yes", "no", "yes", "yes", "no"],
      y: ["up", "down", "up", "up", "", "down"],
    });
    const [size, born, kind, wild, y] = describeTable(table, { target: "y" }).columns;
    // Classes in their order are down and up; the row without a class counts for none.
    expect(size?.numbers?.histogram).toMatchObject({
      counts: [2, 0, 3],
      byClass: [
        [1, 0, 1],
        [1, 0, 1],
      ],
    });
    expect(born?.dates?.histogram.byClass).toEqual([
      [1, 0, 1],
      [1, 1, 0],
    ]);
    expect(kind?.categories?.map(({ name, byClass }) => [name, byClass])).toEqual([
      ["b", [1, 3]],
      ["a", [1, 0]],
    ]);
    expect(wild?.categories?.map(({ name, byClass }) => [name, byClass])).toEqual([
      ["no", [1, 2]],
      ["yes", [1, 1]],
    ]);
    expect(y?.categories?.map(({ byClass }) => byClass)).toEqual([null, null]);
    const many = toTable({ x: rows.map((row) => row / 7), y: texts((row) => `class ${row % 11}`) });
    expect(describeTable(many, { target: "y" }).columns[0]?.numbers?.histogram.byClass).toBeNull();
  });

  it("counts every value of a row with a class in the bin that the histogram has for it", () => {
    const cell = fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.integer({ min: -9, max: 9 }));
    const row = fc.tuple(cell, fc.constantFrom("a", "b", "c"));
    fc.assert(
      fc.property(fc.array(row, { minLength: 30, maxLength: 80 }), (pairs) => {
        const [x, y] = [pairs.map(([value]) => value), pairs.map(([, name]) => name)];
        const options = { target: "y", columns: { x: "number" } } as const;
        const histogram = describeTable(toTable({ x, y }), options).columns[0]?.numbers?.histogram;
        const byClass = histogram?.byClass ?? [];
        const sums = histogram?.counts.map((_, bin) =>
          byClass.reduce((sum, own) => sum + (own[bin] ?? 0), 0),
        );
        expect(byClass.length === 0 ? [] : sums).toEqual(new Set(y).size > 1 ? histogram?.counts : []);
      }),
    );
  });

  it("gives a target of truth values without any that can be read two classes without examples", () => {
    const table = toTable({ x: ["1", "2"], y: ["perhaps", ""] });
    const { target } = describeTable(table, { target: "y", columns: { y: "boolean" } });
    expect(target?.classes).toEqual([
      { name: "false", count: 0, share: 0 },
      { name: "true", count: 0, share: 0 },
    ]);
  });

  it("counts rows that repeat an earlier one in features and target, whatever their number is", () => {
    const table = toTable({
      id: texts((row) => row + 1),
      x: texts((row) => (row % 20) + 0.5),
      y: texts((row) => (row % 20 < 9 ? "a" : "b")),
    });
    expect(describeTable(table).repeatedRows).toBe(40);
    expect(describeTable(table, { columns: { id: "number" } }).repeatedRows).toBe(0);
  });

  it("keeps what it is told to keep, and says why it should not have", () => {
    const { columns } = describeTable(toTable({ id: texts((row) => row), noise }), {
      columns: { id: "number" },
    });
    expect(columns[0]).toMatchObject({ isGiven: true, use: "feature", finding: { kind: "identifier" } });
  });

  it("says of any table what its published schema says, and throws nothing", () => {
    const isValid = new Ajv2020({ strict: true, allErrors: true }).compile(
      JSON.parse(makeSchemas().get("description.schema.json") as string) as object,
    );
    const cell = fc.oneof(
      fc.constantFrom("", "NA", "yes", "no", "a", "1e300", "2024-02-29"),
      fc.double().map(String),
    );
    const column = (length: number) => fc.array(cell, { minLength: length, maxLength: length });
    const tables = fc
      .integer({ min: 1, max: 30 })
      .chain((length) => fc.dictionary(fc.string(), column(length), { minKeys: 1, maxKeys: 4 }));
    fc.assert(
      fc.property(tables, fc.boolean(), (columns, hasTarget) => {
        const target = hasTarget ? Object.keys(columns)[0] : undefined;
        const document: unknown = JSON.parse(JSON.stringify(describeTable(toTable(columns), { target })));
        expect(isValid(document), JSON.stringify(isValid.errors)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a warning says", () => {
  it("nothing where there is nothing to say", () => {
    expect(warningsOf({ noise, y: texts((row) => ((row * 7) % 11) + 0.5) })).toEqual([]);
  });

  it.each<[string, string[], string[]]>([
    ["numbers by other numbers", texts((row) => 3 * row * row + 1), texts((row) => row * row)],
    ["classes by numbers", texts((row) => row * row), texts((row) => (row < 25 ? "low" : "high"))],
    [
      "classes by finer classes",
      texts((row) => `group ${row % 6}`),
      texts((row) => (row % 2 === 0 ? "a" : "b")),
    ],
    [
      "truth values by other words",
      texts((row) => (row % 3 === 0 ? "yes" : "no")),
      texts((row) => Number(row % 3 === 0)),
    ],
  ])("that a column alone predicts %s", (_, leak, y) => {
    expect(warningsOf({ noise, leak, y })).toContainEqual(["predicts target", "leak"]);
  });

  it("not so of a few rows, or of all but a few", () => {
    expect(warningsOf({ x: ["1", "2", "3"], y: ["1", "2", "3"] })).toEqual([]);
    const almost = texts((row) => (row === 30 ? 59.5 * 59.5 : row * row));
    const y = texts((row) => (row < 25 ? "low" : "high"));
    expect(warningsOf({ noise, almost, y: [...y.slice(0, 10), "high", ...y.slice(11)] })).toEqual([]);
  });

  it("that an identifier is kept, that rows lack the target, and that a column is nearly numbers", () => {
    const y = texts((row) => (row === 5 ? "" : ((row * 7) % 11) + 0.5));
    const nearly = texts((row) => (row === 59 ? "many" : ((row * 5) % 13) + 0.5));
    expect(warningsOf({ noise, nearly, y, id: texts((row) => row) }, { columns: { id: "number" } })).toEqual([
      ["target missing", "y"],
      ["nearly numbers", "nearly"],
      ["identifier as feature", "id"],
    ]);
    const { warnings } = describeTable(toTable({ nearly, noise }));
    expect(warnings[0]?.text).toBe(
      'nearly: 59 of 60 values are numbers, but not "many" in data, row 60; as a number, such texts would count as ' +
        "missing.",
    );
    expect(describeTable(toTable({ nearly }), { columns: { nearly: "number" } }).columns[0]).toMatchObject({
      missing: { count: 1 },
      unread: 1,
    });
  });
});
