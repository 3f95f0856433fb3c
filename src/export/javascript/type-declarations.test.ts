import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { labelsFor, madeModel } from "../../../test/support/random-models.ts";
import { HOSTILE_NAMES } from "../../../test/support/random-prepared-models.ts";
import { featureNames } from "../../data/preparation/feature-names.ts";
import type { Preparation } from "../../data/preparation/preparation.ts";
import type { Model } from "../../model/model.ts";
import { toJavaScript } from "./javascript.ts";
import { toTypeDeclarations } from "./type-declarations.ts";

const TSC = join(import.meta.dirname, "../../../node_modules/@typescript/native/bin/tsc");
const FLAGS = ["--strict", "--noUncheckedIndexedAccess", "--target", "es2024", "--module", "nodenext"];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-types-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** What the compiler says of a program that imports the module of a model; nothing where all types fit. */
async function compile(model: Model, program: string): Promise<string> {
  await writeFile(join(folder, "model.mjs"), toJavaScript(model));
  await writeFile(join(folder, "model.d.mts"), toTypeDeclarations(model));
  await writeFile(join(folder, "program.mts"), program);
  const args = [TSC, "--noEmit", ...FLAGS, "--types", "", "program.mts"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
    (error: { stdout: string }) => error,
  );
  return stdout;
}

function modelOf(columns: Preparation["columns"], classNames: [string, string]): Model {
  const preparation: Preparation = {
    version: 1,
    columns,
    dropped: [],
    target: { type: "category", name: "sold", classNames },
  };
  const names = featureNames(preparation);
  const spec = { inputs: names.length, hiddenLayers: [], activation: "relu" } as const;
  const labels = { ...labelsFor(spec), targetName: "sold", featureNames: names, classNames, preparation };
  return madeModel(spec, { seed: 1 }, labels);
}

const common = { center: 0, spread: 1, fill: 0, hasIndicator: true };
const houses = modelOf(
  [
    { type: "number", name: "area", ...common },
    { type: "boolean", name: "lift", fill: 0, hasIndicator: false },
    { type: "date", name: "built on", from: 0, epoch: "milliseconds", ...common },
    {
      type: "category",
      name: "town",
      categories: ["Trier", "Ulm"],
      hasOther: true,
      fill: null,
      hasIndicator: true,
    },
    {
      type: "category",
      name: "stars",
      categories: ["1", "2"],
      hasOther: true,
      fill: null,
      hasIndicator: true,
    },
  ],
  ["no", "yes"],
);

describe("the types of an exported module", () => {
  it("are those of its rows, classes and exports", async () => {
    const program = `
      import { type ClassName, classes, columns, predict, type Row, target, type TruthValue } from "./model.mjs";
      const rows: Row[] = [
        { area: 50, lift: true, "built on": new Date(), town: "Trier", stars: 1 },
        { area: "50", lift: "yes", "built on": "2024-01-01", town: "a new one", stars: "2" },
        { area: null, lift: 0, "built on": undefined, town: null, stars: null },
      ];
      const predictions: Float64Array = predict(rows);
      const name: "no" | "yes" = classes[predictions[0]! > 0.5 ? 1 : 0];
      const same: ClassName = name;
      const sold: "sold" = target;
      const fourth: "town" = columns[3];
      const truth: TruthValue = "Yes";
      // @ts-expect-error a column is missing
      predict([{ area: 1, lift: true, "built on": null, town: null }]);
      // @ts-expect-error a column is misspelled
      predict([{ area: 1, lift: true, "built on": null, town: null, starz: 1 }]);
      // @ts-expect-error no list is a number
      predict([{ area: [1], lift: true, "built on": null, town: null, stars: 1 }]);
      // @ts-expect-error towns are no numbers
      predict([{ area: 1, lift: true, "built on": null, town: 7, stars: 1 }]);
      // @ts-expect-error there is no such class
      const maybe: ClassName = "maybe";
      // @ts-expect-error a module with a preparation has columns
      import { features } from "./model.mjs";
      export { fourth, maybe, same, sold, truth };
    `;
    expect(await compile(houses, program)).toBe("");
  });

  it("hold whatever names columns, categories and classes have", async () => {
    const columns = HOSTILE_NAMES.map((name) => ({
      type: "category" as const,
      name,
      categories: [...HOSTILE_NAMES],
      hasOther: false,
      fill: null,
      hasIndicator: false,
    }));
    const model = modelOf(columns, ["*/ bad", '"quoted"\n']);
    const row = `{ ${HOSTILE_NAMES.map((name) => `[${JSON.stringify(name)}]: ${JSON.stringify(name)}`).join(", ")} }`;
    const program = `
      import { classes, columns, predict } from "./model.mjs";
      const first: ${JSON.stringify(HOSTILE_NAMES[0])} = columns[0];
      const second: "\\"quoted\\"\\n" = classes[1];
      predict([${row}]);
      export { first, second };
    `;
    expect(await compile(model, program)).toBe("");
  });

  it("of a network without a preparation, are numbers for its features", async () => {
    const bare = madeModel({ inputs: 2, hiddenLayers: [], activation: "relu" }, { seed: 1 });
    const program = `
      import { features, predict } from "./model.mjs";
      const second: "x2" = features[1];
      predict([[1, 2]]);
      // @ts-expect-error objects are no features
      predict([{ x1: 1, x2: 2 }]);
      export { second };
    `;
    expect(await compile(bare, program)).toBe("");
    expect(toTypeDeclarations(houses, { preparation: "none" })).toContain("export declare const features:");
  });
});
