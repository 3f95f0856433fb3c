import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeMat } from "../../test/support/write-mat.ts";
import { ownName } from "../base/options.ts";
import type { DataLabels } from "./align.ts";
import { loadDataset, readNamed } from "./load-dataset.ts";
import { loadFeatureRows } from "./load-features.ts";
import { type LoadOptions, readWhole } from "./read-dataset.ts";

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-load-"));
  const rows = Array.from({ length: 20 }, (_, i) => [i, i * i, i % 2]);
  const matrix = (name: string, columns: number[]) => ({
    name,
    dimensions: [rows.length, columns.length],
    values: columns.flatMap((column) => rows.map((row) => row[column] as number)),
  });
  const whole = [matrix("X", [0, 1]), matrix("y", [2])];
  await writeFile(at("data.csv"), ["a,b,kind", ...rows.map((row) => row.join(","))].join("\n"));
  await writeFile(at("bare.csv"), rows.map((row) => row.join(",")).join("\n"));
  await writeFile(at("first.csv"), rows.map(([a, b, kind]) => `${kind},${a},${b}`).join("\n"));
  await writeFile(at("narrow.csv"), "kind\nx\ny\n");
  await writeFile(at("whole.mat"), writeMat(whole));
  await writeFile(at("divided.mat"), writeMat([...whole, matrix("Xval", [0, 1]), matrix("yval", [2])]));
});
afterAll(() => rm(folder, { recursive: true }));

describe("loadDataset", () => {
  it("splits what brings no test examples, as the options say", async () => {
    const { training, development, test } = await loadDataset(at("data.csv"), {
      development: 0,
      test: 0.3,
      seed: 1,
    });
    expect([training.examples, development, test.examples]).toEqual([14, undefined, 6]);
  });

  it("takes the variables of a .mat file by two or four names", async () => {
    const whole = await loadDataset(at("divided.mat"), { variables: ["X", "y"], test: 0.5, development: 0 });
    expect([whole.training.examples, whole.test.examples]).toEqual([10, 10]);
    const divided = await loadDataset(at("divided.mat"), { variables: ["X", "y", "Xval", "yval"] });
    expect([divided.training.examples, divided.test.examples]).toEqual([20, 20]);
  });

  it("takes the labels of a .mat file as numbers to predict", async () => {
    const { training } = await loadDataset(at("whole.mat"), { targetType: "number" });
    expect(training.target.type).toBe("number");
  });

  it.each(["constructor", "__proto__", "prototype", "toString"])(
    "does with a column that is called %s what a person says of it",
    async (name) => {
      const rows = Array.from({ length: 20 }, (_, i) => `${i % 7},${(i * 3) % 5},${i % 2}`);
      await writeFile(at("named.csv"), [`${name},b,kind`, ...rows].join("\n"));
      const load = (choice: string) =>
        loadDataset(at("named.csv"), {
          columns: Object.fromEntries([[name, choice]]) as LoadOptions["columns"],
        });
      const { training } = await load("drop");
      expect(training.features.map((feature) => feature.name)).toEqual(["b"]);
      await expect(load("drp")).rejects.toThrow("number, category, boolean, date, drop");
    },
  );

  it("needs features beside the classes", async () => {
    await expect(loadDataset(at("narrow.csv"))).rejects.toThrow(
      "narrow.csv: expected at least two columns, features and a target, got only kind.",
    );
  });

  it("asks whether a first line of numbers names the columns where its class is the third, and there once", async () => {
    const lines = Array.from({ length: 20 }, (_, i) => `${i},${i * i},${i % 2}`);
    const load = async (first: string, options: LoadOptions<"classes"> = {}) => {
      await writeFile(at("years.csv"), [first, ...lines].join("\n"));
      return loadDataset<"classes">(at("years.csv"), { development: 0, ...options });
    };
    await expect(load("2019,2020,2021")).rejects.toThrow(
      'years.csv:1: expected a class that other lines have, too, got "2021". ' +
        "If the first line names the columns, say --header yes; if it is data, --header no.",
    );
    const named = await load("2019,2020,2021", { header: "yes" });
    expect(named.training.target).toMatchObject({ name: "2021", classNames: ["0", "1"] });
    const told = await load("2019,2020,2021", { header: "no" });
    expect(told.training.target.classNames).toEqual(["0", "1", "2021"]);
    expect((await load("5,25,1")).training.target.classNames).toEqual(["0", "1"]);
    lines.push("20,400,2021");
    expect((await load("2019,2020,2021")).training.target.classNames).toEqual(["0", "1", "2021"]);
  });

  it("reads numbers and labels, and keeps the weights of the examples in every part", async () => {
    const options = { targetType: "number", scaleTarget: false, weightColumn: "a", development: 0 } as const;
    const { training, test } = await loadDataset(at("data.csv"), { ...options, target: "b" });
    for (const { target, weights, features } of [training, test]) {
      expect(features.map(({ name }) => name)).toEqual(["kind"]);
      expect(Array.from(target.values)).toEqual(Array.from(weights ?? [], (weight) => weight * weight));
    }
    await writeFile(at("labels.csv"), "a,tags\n1,x;y\n2,\n3,y\n4,x\n5,z\n");
    const labels = await loadDataset(at("labels.csv"), { targetType: "labels", development: 0 });
    expect(labels.training.target.classNames).toEqual(["x", "y", "z"]);
    expect([labels.training.examples, labels.test.examples]).toEqual([4, 1]);
  });

  it.each<[string, LoadOptions, string]>([
    [
      "data.csv",
      { variables: ["X", "y"] },
      "variables: expected a .mat or .npz file beside it, got data.csv.",
    ],
    ["whole.mat", { target: "y" }, "target: expected a file with a table beside it, got whole.mat."],
    [
      "whole.mat",
      { targetType: "labels" },
      "targetType (--target-type): expected classes or number beside a .mat or .npz file, got labels.",
    ],
    [
      "whole.mat",
      { weightColumn: "w" },
      "weightColumn: expected a file with a table beside it, got whole.mat.",
    ],
    ["whole.mat", { header: "auto" }, "header: expected a CSV file beside it, got whole.mat."],
    [
      "divided.mat",
      { test: 0.2 },
      "test: expected data without test examples of their own beside it, got divided.mat.",
    ],
    ["divided.mat", { seed: 3 }, "seed: expected data without test examples of their own beside it"],
    ["divided.mat", { development: 0 }, "development: expected data without test examples of their own"],
  ])("refuses for %s what would do nothing: %j", async (name, options, message) => {
    await expect(loadDataset(at(name), options)).rejects.toThrow(message);
  });

  it("refuses what is no path", async () => {
    await expect(loadDataset(undefined as never)).rejects.toThrow(
      "loadDataset: expected a path as a text, got nothing.",
    );
    await expect(loadFeatureRows(7 as never, ["a"])).rejects.toThrow(
      "loadFeatureRows: expected a path as a text, got 7.",
    );
    await expect(loadDataset(new URL("file:///d.csv") as never)).rejects.toThrow(
      "loadDataset: expected a path as a text, got a URL. fileURLToPath of node:url makes one from it.",
    );
  });

  it.each<[LoadOptions, string]>([
    [{ variables: ["X"] }, 'variables: expected two or four names, as X,y or X,y,Xval,yval, got ["X"].'],
    [{ variables: ["X", "y z"] }, 'got ["X", "y z"].'],
    [{ variables: "X,y" as never }, 'got "X,y".'],
    [{ test: 0 }, "test: expected a number greater than 0 and less than 1, got 0."],
    [{ targetType: "text" as never }, 'targetType: expected one of classes, number, labels, got "text".'],
    [null as never, "options: expected an object of options, got null."],
  ])("refuses the options %j", async (options, message) => {
    await expect(loadDataset(at("whole.mat"), options)).rejects.toThrow(message);
  });
});

/** The names of a model that was trained on a file with this target. */
const namesOf = (targetName: string, targetType?: DataLabels["targetType"]): DataLabels => ({
  featureNames: ["a", "b"],
  targetName,
  classNames: [],
  targetType,
});

describe("readWhole", () => {
  it("takes the usual class column where a header names it, and otherwise the last", async () => {
    await writeFile(at("turned.csv"), "kind,a,b\n7,1,2\n8,3,4\n");
    const read = async (name: string, target?: string) =>
      (await readWhole(await readNamed(at(name)), { target }, ownName, namesOf("kind"))).dataset;
    expect((await read("turned.csv")).target).toMatchObject({ name: "kind", classNames: ["7", "8"] });
    expect((await read("turned.csv", "b")).target.name).toBe("b");
    expect((await read("bare.csv")).features.map(({ name }) => name)).toEqual(["x1", "x2"]);
    expect((await read("whole.mat")).target.name).toBe("y");
  });

  it("says that the usual class column is missing, rather than take another", async () => {
    await writeFile(at("features.csv"), "a,b\n1,2\n3,4\n");
    await expect(
      readWhole(await readNamed(at("features.csv")), {}, ownName, namesOf("kind")),
    ).rejects.toThrow(
      'features.csv: expected the class column "kind", got only a, b. ' +
        'If another column holds the classes, name it: target "…" (--target).',
    );
  });
});

describe("readWhole of a model for numbers or labels", () => {
  it("takes its target's columns and kind, unless the options say otherwise", async () => {
    await writeFile(at("kinds.csv"), "p,a,q,b\n1,2,0,1\n0,4,1,0\n");
    const read = async (usual: DataLabels, options = {}) =>
      (await readWhole(await readNamed(at("kinds.csv")), options, ownName, usual)).dataset;
    expect((await read(namesOf("a", "number"))).target).toMatchObject({ type: "number", name: "a" });
    expect((await read(namesOf("q,p", "labels"))).target).toMatchObject({ classNames: ["q", "p"] });
    const told = await read(namesOf("a", "number"), { target: "b", targetType: "classes" });
    expect(told.target).toMatchObject({ type: "category", name: "b" });
    await expect(read(namesOf("q,r", "labels"))).rejects.toThrow(
      'kinds.csv: expected the target column "r", got only p, a, q, b. ' +
        'If another column holds the labels, name it: target "…" (--target).',
    );
  });
});

describe("loadFeatureRows", () => {
  it("finds the columns of a CSV file by name, or takes as many as there are where they have none", async () => {
    expect((await loadFeatureRows(at("data.csv"), ["b", "a"]))[3]).toEqual([9, 3]);
    expect((await loadFeatureRows(at("bare.csv"), ["b", "a", "c"]))[3]).toEqual([3, 9, 1]);
  });

  it("takes for a model of a file without a header the columns that it was trained on", async () => {
    const { training } = await loadDataset(at("first.csv"), { target: "x1" });
    const names = training.features.map(({ name }) => name);
    expect(names).toEqual(["x2", "x3"]);
    expect((await loadFeatureRows(at("first.csv"), names))[3]).toEqual([3, 9]);
  });

  it.each([[undefined], ["a"], [[]], [[1]]])("refuses %j as names", async (names) => {
    await expect(loadFeatureRows(at("data.csv"), names as never)).rejects.toThrow(
      "loadFeatureRows: expected the names of the features, as in model.labels.featureNames, got ",
    );
  });

  it("reads a matrix of a .mat file with as many columns as there are features", async () => {
    expect((await loadFeatureRows(at("whole.mat"), ["a", "b"]))[3]).toEqual([3, 9]);
    await expect(loadFeatureRows(at("whole.mat"), ["a", "b"], { matrix: "y" })).rejects.toThrow(
      'whole.mat: expected 2 columns in "y" (a, b), got 1.',
    );
    await expect(loadFeatureRows(at("bare.csv"), ["a", "b", "c", "d"])).rejects.toThrow(
      "bare.csv: expected the columns a, b, c, d, and nothing else where no header names them, got 3 columns without names.",
    );
  });

  it("refuses options that would do nothing", async () => {
    await expect(loadFeatureRows(at("data.csv"), ["a"], { matrix: "X" })).rejects.toThrow(
      "matrix: expected a .mat or .npz file beside it, got data.csv. Leave matrix out.",
    );
    await expect(loadFeatureRows(at("whole.mat"), ["a"], { header: "no" })).rejects.toThrow(
      "header: expected a CSV file beside it, got whole.mat. Leave header out.",
    );
  });
});
