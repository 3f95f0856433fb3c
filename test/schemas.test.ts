import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import { beforeEach, describe, expect, inject, it } from "vitest";
import { makeSchemas } from "../scripts/make-schemas.ts";
import { InvalidInputError } from "../src/base/errors.ts";
import { describeOptions } from "../src/base/options.ts";
import { parseComparisonFile } from "../src/compare/comparison-file.ts";
import { parseDataDescription } from "../src/data/description/data-description.ts";
import { trainOptions } from "../src/train/options.ts";
import { parseSearchFile } from "../src/tune/search-file.ts";
import { ROOT } from "./support/built-package.ts";
import { useCliFolder } from "./support/cli.ts";

type Part = { [name: string]: Json };
type Json = null | boolean | number | string | Json[] | Part;

const published = makeSchemas();

function compileSchema(name: string): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  return ajv.compile(JSON.parse(published.get(name) as string) as object);
}

it("schemas/ holds what npm run schemas makes, and the package has it", async () => {
  const folder = join(ROOT, "schemas");
  expect(await readdir(folder)).toEqual([...published.keys()].toSorted());
  for (const [name, text] of published) {
    expect(await readFile(join(folder, name), "utf8"), name).toBe(text);
    expect(existsSync(join(inject("project"), "node_modules/wellfit/schemas", name)), name).toBe(true);
  }
});

describe("what compare --json prints is what its schema says", () => {
  const { run, write } = useCliFolder();
  const isValid = compileSchema("comparison.schema.json");
  const ofSettings = describeOptions(trainOptions).filter((option) => option.default === undefined);
  /** What may be missing, since it is there only where it has a meaning, or was given. */
  const optional = new Set(
    [
      ...ofSettings.map(({ name }) => `settings.${name}`),
      "dataset.development dataset.preparation dataset.reading preparation.target design.intervals design.folds design.repeats root.seconds",
      "accuracy.development accuracy.test dataCost.development dataCost.test",
      "rmse.development rmse.test poissonDeviance.development poissonDeviance.test",
      "runs.repeat runs.fold runs.divergence runs.accuracy runs.rmse runs.poissonDeviance costs.developmentCost",
    ].flatMap((names) => names.split(" ")),
  );

  beforeEach(async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i % 7},${(i * i) % 5},${i % 2 === 0 ? "a" : "b"}`);
    await write("small.csv", ["u,v,kind", ...rows].join("\n"));
    const counts = Array.from({ length: 30 }, (_, i) => `${i % 7},${(i * i) % 5},${(3 * i) % 4}`);
    await write("counts.csv", ["u,v,count", ...counts].join("\n"));
  });

  it.each([
    ["several seeds", "football --seeds 2"],
    ["development examples", "moons --seeds 2 --intervals examples"],
    ["folds", "small.csv --folds 3 --repeats 2"],
    ["one seed", "xor --seeds 1"],
    ["numbers", "counts.csv --target-type number --seeds 2"],
    ["counts", "counts.csv --target-type number --loss poisson --folds 2"],
    ["counts that diverged", "counts.csv --target-type number --loss poisson --seeds 2 --learning-rate 1e99"],
    ["variants of one's own", "small.csv --seeds 2 --variant a:hidden= --variant b:lambda=2,dropout=0.5"],
    ["one variant", "xor --seeds 2 --variant alone"],
    ["runs that all diverged", "football --seeds 2 --learning-rate 1e155"],
    ["folds that diverged", "moons --folds 2 --learning-rate 1e155"],
    ["costs beyond all numbers", "moons --seeds 2 --learning-rate 1e80"],
    ["a variant that diverged", "xor --seeds 3 --variant tame --variant wild:learning-rate=1e155"],
  ])("%s", async (_, args) => {
    const command = `compare ${args} --iterations 60 --json`;
    const { code, stdout, stderr } = await run(...command.split(" "));
    expect([code, stderr]).toEqual([0, ""]);
    const document = JSON.parse(stdout) as Part;
    isValid(document);
    expect(isValid.errors).toBeNull();
    for (const [place, part] of listParts(document)) {
      part["stray"] = 1;
      expect(isValid(document), `${place} with more`).toBe(false);
      delete part["stray"];
      for (const [name, value] of Object.entries(part)) {
        delete part[name];
        expect(isValid(document), `${place} without ${name}`).toBe(optional.has(`${place}.${name}`));
        part[name] = value;
      }
    }
    expect(isValid(document)).toBe(true);
  });

  /** Every object in a document by the name that it has there. Of a list, the first and the last are tried. */
  function listParts(document: Json, place = "root"): [string, Part][] {
    if (Array.isArray(document)) {
      const tried = document.length > 2 ? [document[0] as Json, document.at(-1) as Json] : document;
      return tried.flatMap((value) => listParts(value, place));
    }
    if (typeof document !== "object" || document === null) return [];
    const inner = Object.entries(document).flatMap(([name, value]) => listParts(value, name));
    return [[place, document], ...inner];
  }
});

describe("what tune --json prints is what its schema says", () => {
  const { run } = useCliFolder();
  const isValid = compileSchema("study.schema.json");

  it.each([
    ["a search", "football --trials 18"],
    ["development examples, by a metric", "moons --trials 3 --folds 1 --objective accuracy"],
    ["numbers and choices", "xor --trials 3 --search batch-size=2..8 --search activation=relu,tanh"],
  ])("%s", async (_, args) => {
    const { code, stdout, stderr } = await run(
      ..."tune --json --iterations 20 --folds 2".split(" "),
      ...args.split(" "),
    );
    expect([code, stderr]).toEqual([0, ""]);
    const document = JSON.parse(stdout) as Part;
    isValid(document);
    expect(isValid.errors).toBeNull();
    document["stray"] = 1;
    expect(isValid(document)).toBe(false);
  });

  it("where all trials diverge", async () => {
    const args = "tune xor --json --trials 2 --iterations 20 --folds 2 --search learning-rate=1e200..1e300";
    const { code, stdout } = await run(...args.split(" "));
    expect(code).toBe(1);
    isValid(JSON.parse(stdout));
    expect(isValid.errors).toBeNull();
  });
});

describe("the schema of comparison files and the program judge alike", () => {
  const isValid = compileSchema("comparison-file.schema.json");

  /** What the program says of a file: nothing where it takes it. */
  function refusalOf(document: Json): string {
    try {
      parseComparisonFile(JSON.stringify(document), "trial.json");
      return "";
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return error.message;
    }
  }

  it.each<[Json]>([
    [{}],
    [{ $schema: "comparison-file.schema.json" }],
    [{ settings: {} }],
    [{ settings: { seeds: 3, intervals: "examples" }, variants: [{ name: "a" }] }],
    [{ settings: { folds: 5, repeats: 4, precision: "f32", rng: "numpy", mask: "stream" } }],
    [{ settings: { hiddenLayers: [], dropoutRate: 0, costInterval: 1, activation: "tanh" } }],
    [{ variants: [{ name: "a+b_c-1", hiddenLayers: [4096], dropoutRate: 0.5 }, { name: "n".repeat(40) }] }],
    [{ variants: [{ name: "__proto__", lambda: 1e-300 }, { name: "toString" }] }],
  ])("both take %j", (document) => {
    expect(refusalOf(document)).toBe("");
    isValid(document);
    expect(isValid.errors).toBeNull();
  });

  it.each<[Json]>([
    [null],
    [[]],
    ["settings"],
    [{ $schema: 5 }],
    [{ seting: {} }],
    [{ settings: null }],
    [{ settings: [] }],
    [{ settings: { lamda: 1 } }],
    [{ settings: { lambda: "1" } }],
    [{ settings: { lambda: -1 } }],
    [{ settings: { lambda: null } }],
    [{ settings: { learningRate: 0 } }],
    [{ settings: { keepProbability: 0 } }],
    [{ settings: { dropoutRate: 1 } }],
    [{ settings: { hiddenLayers: [4.5] } }],
    [{ settings: { hiddenLayers: [4097] } }],
    [{ settings: { hiddenLayers: Array.from({ length: 33 }, () => 1) } }],
    [{ settings: { hiddenLayers: 20 } }],
    [{ settings: { seeds: 0 } }],
    [{ settings: { seeds: 10_001 } }],
    [{ settings: { folds: 1 } }],
    [{ settings: { seed: 2 ** 32 } }],
    [{ settings: { intervals: "both" } }],
    [{ settings: { name: "a" } }],
    [{ settings: { toString: 1 } }],
    [{ variants: null }],
    [{ variants: {} }],
    [{ variants: [] }],
    [{ variants: [null] }],
    [{ variants: [[]] }],
    [{ variants: ["a"] }],
    [{ variants: [{}] }],
    [{ variants: [{ name: "" }] }],
    [{ variants: [{ name: "a b" }] }],
    [{ variants: [{ name: "ä" }] }],
    [{ variants: [{ name: "a\n" }] }],
    [{ variants: [{ name: "n".repeat(41) }] }],
    [{ variants: [{ name: 5 }] }],
    [{ variants: [{ name: "a", seed: 3 }] }],
    [{ variants: [{ name: "a", seeds: 3 }] }],
    [{ variants: [{ name: "a", mask: "frosen" }] }],
  ])("both refuse %j", (document) => {
    expect(refusalOf(document)).toMatch(/^trial\.json.*: expected .*, got .*\./);
    expect(isValid(document)).toBe(false);
  });

  it("what no schema can say, the program refuses alone", () => {
    for (const [document, refusal] of [
      [{ variants: [{ name: "a" }, { name: "A" }] }, /^trial\.json: variants: expected a different name/],
      [
        { variants: [{ name: "a", keepProbability: 0.5, dropoutRate: 0.4 }] },
        /^trial\.json: variants\[0\]\.keepProbability: expected 0\.6 beside /,
      ],
      [{ settings: { mask: "stream" } }, /^trial\.json: settings\.mask: expected .* "numpy" beside /],
      [
        { settings: { seed: 2 ** 32 - 1 } },
        /^trial\.json: settings\.seeds: expected seeds up to 4294967295, /,
      ],
      [{ settings: { folds: 3, seeds: 5 } }, /^trial\.json: settings\.seeds: expected no .* beside /],
    ] as const) {
      expect(refusalOf(document as unknown as Json)).toMatch(refusal);
      expect(isValid(document)).toBe(true);
    }
  });

  it("of any settings and variants", () => {
    const junk = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.double({ noNaN: true }), fc.integer());
    const values = {
      hiddenLayers: fc.array(fc.integer({ min: -1, max: 5000 }), { maxLength: 3 }),
      activation: fc.constantFrom("relu", "tanh", "sigmoid", "Relu"),
      learningRate: fc.double({ min: -0.1, max: 2, noNaN: true }),
      iterations: fc.integer({ min: -1, max: 1e9 + 1 }),
      lambda: fc.double({ min: -0.1, max: 2, noNaN: true }),
      keepProbability: fc.double({ min: -0.1, max: 1.1, noNaN: true }),
      rng: fc.constantFrom("counter", "numpy", ""),
      mask: fc.constantFrom("fresh", "frozen", "none"),
      costInterval: fc.integer({ min: -1, max: 10 }),
      seed: fc.oneof(fc.integer({ min: -1, max: 2 ** 31 }), fc.constant(2 ** 32)),
      folds: fc.integer({ min: 0, max: 10_001 }),
    };
    const sloppy = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        fc.oneof({ weight: 12, arbitrary: value as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: junk }),
      ]),
    );
    const settings = fc.record(sloppy, { requiredKeys: [] });
    const { seed: _, folds: __, ...own } = sloppy;
    const name = fc.oneof(fc.stringMatching(/^[\w+-]{1,41}$/), fc.constantFrom("a b", "", 3));
    const variant = fc.record({ name, ...own }, { requiredKeys: ["name"] });
    const document = fc.record(
      { settings, variants: fc.array(variant, { maxLength: 2 }) },
      { requiredKeys: [] },
    );
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(document, (made) => {
        const read = JSON.parse(JSON.stringify(made)) as { variants?: { name: unknown }[] };
        const names = read.variants?.map((each) => String(each.name).toLowerCase()) ?? [];
        fc.pre(new Set(names).size === names.length);
        const isTaken = refusalOf(read as Json) === "";
        verdicts.add(isTaken);
        expect(isValid(read), JSON.stringify(read)).toBe(isTaken);
      }),
      { numRuns: 500 },
    );
    expect(verdicts.size).toBe(2);
  });
});

describe("what inspect --json prints", () => {
  const { run, write } = useCliFolder();

  it("is what its schema says, prepared or not, whatever is known of where it comes from", async () => {
    const isValid = compileSchema("model-description.schema.json");
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 9},${"pqr"[i % 3]},${i % 2 === 0 ? "a" : "b"}`);
    await write("mixed.csv", ["u,letter,kind", ...rows].join("\n"));
    await run("train", "mixed.csv", "--iterations", "10", "-o", "mixed.wellfit");
    await run("train", "football", "--iterations", "10", "-o", "football.json");
    for (const file of ["mixed.wellfit", "football.json"]) {
      const document = JSON.parse((await run("inspect", file, "--json")).stdout) as Record<string, Json>;
      isValid(document);
      expect(isValid.errors, file).toBeNull();
      const { provenance: _, ...others } = document;
      expect(isValid(others)).toBe(true);
      expect(isValid({ ...document, provenance: { settings: {} } })).toBe(false);
    }
  });
});

it("every file in the documents is what its schema says, which is where it says, and what the program reads", async () => {
  const readers = new Map<string, (text: string, source: string) => unknown>([
    ["comparison-file.schema.json", parseComparisonFile],
    ["data-description.schema.json", parseDataDescription],
    ["search-file.schema.json", parseSearchFile],
  ]);
  const pages = (await readdir(join(ROOT, "docs"))).filter((page) => page.endsWith(".md"));
  const texts = await Promise.all(pages.map((page) => readFile(join(ROOT, "docs", page), "utf8")));
  const files = texts.flatMap((text) => [...text.matchAll(/^```json\n([\s\S]*?)^```/gm)]);
  const names = files.map(([, text]) => {
    const document = JSON.parse(text as string) as { $schema: string };
    const name = basename(document.$schema);
    const isValid = compileSchema(name);
    isValid(document);
    expect(isValid.errors).toBeNull();
    expect(existsSync(join(inject("project"), document.$schema)), document.$schema).toBe(true);
    readers.get(name)?.(text as string, name);
    return name;
  });
  expect(new Set(names)).toEqual(new Set(readers.keys()));
});
