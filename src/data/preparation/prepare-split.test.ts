import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { train } from "../../train/train.ts";
import { labelsOf } from "../align.ts";
import { readCsv } from "../csv/read-csv.ts";
import { Dataset } from "../dataset.ts";
import { divideIntoFolds } from "../folds.ts";
import { joinParts } from "../join-parts.ts";
import { splitDataset } from "../split.ts";
import type { RawTable } from "../table/raw-table.ts";
import { toDataset } from "../table/table-dataset.ts";
import { type PreparedSplitOptions, prepareSplit } from "./prepare-split.ts";
import { prepareWhole } from "./prepare-whole.ts";

const SPLIT = { development: 0.2, test: 0.2, seed: 3 };

const lines = (rows: readonly (readonly (string | number)[])[]): RawTable =>
  readCsv(new TextEncoder().encode(rows.map((row) => row.join(",")).join("\n")), "d.csv");

const prepare = (table: RawTable, options: Partial<PreparedSplitOptions> = {}) =>
  prepareSplit(table, { split: SPLIT, ...options });

/** Rows of a table that is a mess: age, town, since, kind, price. */
const people = Array.from({ length: 60 }, (_, i) => [
  i % 9 === 4 ? "" : ((i * 37) % 80) + 0.5,
  ["Ulm", "Jena", "", "Trier"][i % 4] as string,
  `20${10 + (i % 9)}-0${1 + (i % 8)}-11`,
  (i * i) % 7 < 3 ? "yes" : "no",
  ((i * 53) % 97) + 0.25,
]);
const NAMES = ["age", "town", "since", "kind", "price"];
const tableOf = (rows: readonly (readonly (string | number)[])[]): RawTable => lines([NAMES, ...rows]);

/** Cells of any kind: other categories, other types, outliers, gaps. */
const cell = fc.constantFrom("", "NA", "Rome", "1e99", "-3", "2001-01-01", "yes", "?", "free text here");

/** The rows with the cells of some of them replaced. */
const changed = (
  rows: ArrayLike<number>,
  cells: readonly (readonly (string | number)[])[],
): readonly (readonly (string | number)[])[] => {
  const others = new Set(Array.from(rows));
  return people.map((row, i) => (others.has(i) ? (cells[i] as readonly (string | number)[]) : row));
};

const rowsOf = (dataset: Dataset | { source?: { rows: ArrayLike<number> } } | undefined): number[] =>
  Array.from(dataset?.source?.rows ?? []);

describe("what is not trained on", () => {
  const features = fc.array(fc.tuple(cell, cell, cell), { minLength: 60, maxLength: 60 });

  it("has no influence on classifiers, whatever stands in the features of development and test rows", async () => {
    const own = prepare(tableOf(people), { target: "kind", columns: { price: "drop" } });
    const { fingerprint } = await train(own.training, { iterations: 5 });
    const heldOut = [...rowsOf(own.development), ...rowsOf(own.test)];
    await fc.assert(
      fc.asyncProperty(features, async (cells) => {
        const rows = changed(
          heldOut,
          cells.map((three, i) => [...three, ...(people[i] ?? []).slice(3)]),
        );
        const other = prepare(tableOf(rows), { target: "kind", columns: { price: "drop" } });
        expect(other.training.preparation).toEqual(own.training.preparation);
        expect(other.training.hash).toBe(own.training.hash);
        expect((await train(other.training, { iterations: 5 })).fingerprint).toBe(fingerprint);
      }),
      { numRuns: 30 },
    );
  });

  it("has no influence on models of numbers, whatever stands in features and targets of other rows", () => {
    const options = { target: "price", targetType: "number", scaleTarget: true } as const;
    const own = prepare(tableOf(people), options);
    const heldOut = [...rowsOf(own.development), ...rowsOf(own.test)];
    const target = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(features, target, (cells, prices) => {
        const rows = changed(
          heldOut,
          cells.map((three, i) => [...three, "no", prices[i] as number]),
        );
        const other = prepare(tableOf(rows), options);
        expect(other.training.preparation).toEqual(own.training.preparation);
        expect(other.training.hash).toBe(own.training.hash);
      }),
      { numRuns: 30 },
    );
  });

  it("has no influence on a fold of a cross-validation", () => {
    const foldsOf = (rows: typeof people | ReturnType<typeof changed>) => {
      const options = { target: "price", targetType: "number", scaleTarget: true } as const;
      const { training, development } = prepare(tableOf(rows), options);
      return divideIntoFolds(joinParts("all", [training, development as typeof training]), 4, 1);
    };
    const own = foldsOf(people);
    for (const [index, fold] of own.entries()) {
      const rows = changed(
        rowsOf(fold.heldOut),
        people.map(() => ["1e50", "Rome", "", "maybe", 1e6]),
      );
      const other = foldsOf(rows)[index] as (typeof own)[number];
      expect(other.training.hash).toBe(fold.training.hash);
      expect(other.training.preparation).toEqual(fold.training.preparation);
      expect(rowsOf(other.heldOut)).toEqual(rowsOf(fold.heldOut));
      expect(other.heldOut.preparation).toEqual(fold.training.preparation);
    }
    // Each fold was taught by rows of its own: the test would find nothing if all had the same preparation.
    expect(new Set(own.map(({ training }) => JSON.stringify(training.preparation))).size).toBe(4);
  });
});

describe("columns of numbers that are not scaled", () => {
  const rows = Array.from({ length: 50 }, (_, i) => [Math.sin(i) * 3, ((i * 7) % 13) - 4.5, i % 2]);

  it("are the same bits as rows of numbers, and give the same model", async () => {
    const { training, development, test } = prepare(lines([["a", "b", "y"], ...rows]), { scaling: "none" });
    const plain = Dataset.fromRows({
      name: "d",
      rows: rows.map(([a, b]) => [a, b] as [number, number]),
      labels: rows.map(([, , y]) => y as number),
      featureNames: ["a", "b"],
    });
    const parts = splitDataset(plain, SPLIT);
    const hashOf = (part: Dataset | undefined) => [part?.row(0), part?.row(7), part?.classCounts];
    expect(hashOf(test as Dataset)).toEqual(hashOf(parts.test));
    expect(hashOf(development as Dataset)).toEqual(hashOf(parts.development));
    const settings = { iterations: 50, lambda: 0.1, keepProbability: 0.8 };
    const [own, raw] = [await train(training, settings), await train(parts.training, settings)];
    expect(own.fingerprint).toBe(raw.fingerprint);
    expect(own.history).toEqual(raw.history);
  });

  it("are divided as ever, also where they are scaled", () => {
    const table = lines([["a", "b", "y"], ...rows]);
    const scaled = prepare(table);
    const raw = splitDataset(toDataset(table, "d.csv"), SPLIT);
    expect(Array.from(scaled.test.target.values)).toEqual(Array.from(raw.test.target.values));
    expect(scaled.test.features[0]?.values).not.toEqual(raw.test.features[0]?.values);
    expect([scaled.training.name, scaled.test.name]).toEqual([raw.training.name, raw.test.name]);
  });
});

describe("the target", () => {
  const readTarget = (values: readonly (string | number)[], options: Partial<PreparedSplitOptions> = {}) => {
    const rows = values.map((value, i) => [(i * 7) % 11, value] as const);
    return prepare(lines([["a", "y"], ...rows]), { split: { ...SPLIT, development: 0 }, ...options }).training
      .target;
  };
  const forty = (valueOf: (i: number) => string | number) => Array.from({ length: 40 }, (_, i) => valueOf(i));

  it.each([
    ["texts", forty((i) => ["x", "y", "z"][i % 3] as string), ["x", "y", "z"]],
    ["truth values", forty((i) => (i % 2 ? "TRUE" : "False")), ["False", "TRUE"]],
    ["zeros and ones", forty((i) => i % 2), ["0", "1"]],
    ["ten whole numbers", forty((i) => i % 10), ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]],
  ])("is classes where it is %s", (_, values, classNames) => {
    expect(readTarget(values)).toMatchObject({ type: "category", classNames });
  });

  it.each([
    ["eleven whole numbers", forty((i) => i % 11)],
    ["numbers with decimals", forty((i) => (i % 2) + 0.5)],
    ["as many whole numbers as rows", [1, 2, 3, 4, 5]],
  ])("is numbers where it is %s, and what is asked for otherwise", (_, values) => {
    expect(readTarget(values).type).toBe("number");
    expect(readTarget(values, { columns: { y: "number" } }).type).toBe("number");
  });

  it("is what a person says, of the target or of its column", () => {
    const values = forty((i) => i % 2);
    expect(readTarget(values, { targetType: "number" }).type).toBe("number");
    expect(readTarget(values, { columns: { y: "number" } }).type).toBe("number");
    expect(
      readTarget(
        forty((i) => i % 11),
        { targetType: "classes" },
      ).type,
    ).toBe("category");
    expect(
      readTarget(
        forty((i) => i % 11),
        { columns: { y: "category" } },
      ).type,
    ).toBe("category");
  });

  it("of truth values has the same names in every fold, however its rows spell them", () => {
    const spelled = (i: number): string => ["NO", "yes", "no", "Yes"][i % 4] as string;
    const table = lines([["a", "y"], ...forty(spelled).map((value, i) => [(i * 7) % 11, value])]);
    const { training } = prepare(table);
    const names = divideIntoFolds(training as Dataset, 5, 1).flatMap((fold) =>
      [fold.training, fold.heldOut].map((side) => side.target.classNames),
    );
    expect(new Set(names.map(String)).size).toBe(1);
  });

  it("is brought to mean 0 and deviation 1 where that is asked for", () => {
    const { values } = readTarget(
      forty((i) => i + 0.5),
      { scaleTarget: true },
    );
    const mean = Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(1e-12);
  });

  it("leaves out rows without it, and tells how many", () => {
    const values = forty((i) => (i % 10 === 0 ? "NA" : i % 2 ? "u" : "v"));
    const table = lines([["a", "y"], ...values.map((value, i) => [(i * 7) % 11, value] as const)]);
    const { training, development, test, reading } = prepare(table);
    expect(training.examples + (development?.examples ?? 0) + test.examples).toBe(36);
    expect(reading?.leftOut).toEqual({ target: 4, group: 0, time: 0 });
  });

  it.each<[string, readonly (string | number)[], Partial<PreparedSplitOptions>, string]>([
    [
      "dates",
      forty((i) => `2024-01-${10 + (i % 20)}`),
      {},
      'column "y": expected numbers or classes as the target, got dates.',
    ],
    ["nothing", forty(() => "NA"), {}, 'd.csv: expected a row with a value of "y", got none among 40 rows.'],
    [
      "a text among numbers",
      [1.5, 2.5, "high"],
      { targetType: "number" },
      'd.csv:4:2: expected a number in column "y", got "high".',
    ],
    [
      "measurements as classes",
      forty((i) => i + 0.5),
      { targetType: "classes" },
      "expected classes, each of several examples, got 40 different values in 40 examples.",
    ],
    [
      "nearly numbers",
      forty((i) => (i === 7 ? "high" : i + 0.5)),
      {},
      'say so: targetType "number" (--target-type).',
    ],
    [
      "a column that is left out",
      forty((i) => i % 2),
      { columns: { y: "drop" } },
      "got one that is left out",
    ],
  ])("is refused where it is %s", (_, values, options, message) => {
    expect(() => readTarget(values, options)).toThrow(message);
  });

  it("that is said to be numbers takes other texts for missing", () => {
    const values = forty((i) => (i === 7 ? "high" : i + 0.5));
    const { type, values: read } = readTarget(values, {
      columns: { y: "number" },
      split: { ...SPLIT, development: 0 },
    });
    expect([type, read.length]).toEqual(["number", 31]);
  });
});

describe("weights, labels and groups", () => {
  const rows = Array.from({ length: 40 }, (_, i) => [
    (i * 7) % 11,
    1 + (i % 3),
    i % 2,
    (i >> 1) % 2,
    `g${i % 8}`,
  ]);
  const table = lines([["a", "w", "red", "big", "who"], ...rows]);

  it("are no features, and go with their examples", () => {
    const options = {
      target: "red,big",
      targetType: "labels",
      weightColumn: "w",
      groupColumn: "who",
    } as const;
    const { training, test } = prepare(table, options);
    expect(training.features.map(({ name }) => name)).toEqual(["a"]);
    expect(training.target).toMatchObject({ type: "labels", classNames: ["red", "big"] });
    for (const part of [training, test]) {
      const own = rowsOf(part);
      expect(Array.from(part.weights ?? [])).toEqual(own.map((row) => rows[row]?.[1]));
      expect(part.groups).toEqual(own.map((row) => rows[row]?.[4]));
      expect(Array.from(part.target.values)).toEqual(own.flatMap((row) => rows[row]?.slice(2, 4)));
    }
    expect(test.groups?.some((group) => training.groups?.includes(group))).toBe(false);
  });

  it.each<[Partial<PreparedSplitOptions>, string]>([
    [{ weightColumn: "w", groupColumn: "w" }, 'column "w": expected one that is not the weights'],
    [{ weightColumn: "w", timeColumn: "w" }, 'column "w": expected one that is not the weights'],
    [{ groupColumn: "big" }, 'column "big": expected one that is not the target to divide rows by'],
    [{ targetType: "classes", target: "who", groupColumn: "who" }, 'column "who": expected one that is not'],
    [{ timeColumn: "when" }, 'expected a column "when", got only a, w, red, big, who.'],
  ])("divide no rows: %j", (options, message) => {
    const labels = { target: "red,big", targetType: "labels" } as const;
    expect(() => prepare(table, { ...labels, ...options })).toThrow(message);
  });

  it("stay with the examples of a fold", () => {
    const { training } = prepare(table, {
      target: "red",
      columns: { big: "drop" },
      weightColumn: "w",
      groupColumn: "who",
    });
    for (const { training: most, heldOut } of divideIntoFolds(training as Dataset, 2, 1)) {
      expect(Array.from(heldOut.weights ?? [])).toEqual(rowsOf(heldOut).map((row) => rows[row]?.[1]));
      expect(heldOut.groups?.some((group) => most.groups?.includes(group))).toBe(false);
    }
  });
});

describe("a table for a model", () => {
  const { training } = prepare(tableOf(people), { target: "kind" });
  const labels = labelsOf(training);

  it("is prepared as the training rows taught, whatever its own rows hold", () => {
    const { dataset, leftOut, surprises } = prepareWhole(
      tableOf([
        [1e6, "Rome", "2011-01-11", "no", 2],
        [3, "Ulm", "2011-01-11", "", 2],
      ]),
      labels,
      { targetType: "classes" },
    );
    expect(dataset.preparation).toBe(training.preparation);
    expect(dataset.features.map(({ name }) => name)).toEqual(labels.featureNames);
    expect([dataset.examples, leftOut.target]).toEqual([1, 1]);
    expect(surprises).toMatchObject([{ column: "town", kind: "unknown category" }]);
  });

  it("may have its target under another name, and weights", () => {
    const names = ["age", "town", "since", "verdict", "price"];
    const table = lines([names, ...people]);
    const options = { target: "verdict", targetType: "classes", weightColumn: "price" } as const;
    const { dataset } = prepareWhole(table, labels, options);
    expect(dataset.target).toMatchObject({ name: "kind", classNames: ["no", "yes"] });
    expect(Array.from(dataset.weights ?? [])).toEqual(people.map((row) => row[4]));
  });

  it.each<[string, readonly string[], "labels" | "number" | "classes"]>([
    ["labels", ["red;big", "red", "big"], "labels"],
    ["numbers", ["1.5", "2.5", "3.25"], "number"],
    ["classes", ["no", "yes", "no"], "classes"],
  ])("has its %s in the last column where no header names them, as in training", (_, targets, targetType) => {
    const table = lines(Array.from({ length: 40 }, (_row, i) => [i % 7, i % 11, targets[i % 3] as string]));
    const own = prepare(table, { targetType }).training;
    const { dataset } = prepareWhole(table, labelsOf(own), { targetType });
    expect([dataset.examples, dataset.features.length]).toEqual([40, 2]);
    expect(labelsOf(dataset)).toEqual(labelsOf(own));
  });

  it("is refused where it lacks a column, or another kind of target is asked for", () => {
    expect(() =>
      prepareWhole(
        lines([
          ["age", "kind"],
          [1, "no"],
        ]),
        labels,
        { targetType: "classes" },
      ),
    ).toThrow('d.csv: expected the columns "town", "since", "price", got only age, kind.');
    expect(() => prepareWhole(tableOf(people), labels, { targetType: "number" })).toThrow(
      "targetType (--target-type): expected classes, as the model predicts, got number.",
    );
  });
});
