import * as v from "valibot";
import { beforeEach, describe, expect, it } from "vitest";
import { evaluationDocument } from "../../src/compare/evaluation-schema.ts";
import { fitPreparation } from "../../src/data/preparation/fit-preparation.ts";
import { prepareDataset } from "../../src/data/preparation/prepare-dataset.ts";
import { toTable } from "../../src/data/table/to-table.ts";
import { Model } from "../../src/model/model.ts";
import { saveModel } from "../../src/model/model-file.ts";
import { useCliFolder } from "../support/cli.ts";

const { run, write, path } = useCliFolder();

const spec = { hiddenLayers: [], activation: "relu", normalization: "none", outputs: 1 } as const;
const plain = new Model({ ...spec, inputs: 1, head: "binary" }, Float64Array.of(1, 0), {
  featureNames: ["x"],
  targetName: "kind",
  classNames: ["small", "big"],
});
const people = toTable({
  age: ["20", "30", "40", "50"],
  town: ["Ulm", "Trier", "Ulm", "Trier"],
  paid: ["no", "no", "yes", "yes"],
});
const preparation = fitPreparation(people, undefined, { target: "paid", columns: { town: "category" } });
const prepared = Model.fromTraining(
  { ...spec, inputs: 3, head: "binary" },
  Float64Array.of(1, 0, 0, 0),
  prepareDataset(preparation, people).dataset,
);

beforeEach(async () => {
  await saveModel(plain, path("m.wellfit"));
  await saveModel(prepared, path("paid.wellfit"));
});

describe("wellfit evaluate", () => {
  it("tells every metric with its interval, and who was taken for what", async () => {
    await write("holdout.csv", "kind,x\nsmall,-1\nbig,2\nbig,-3\nsmall,-4\nbig,5\n");
    const { code, stdout, stderr } = await run("evaluate", "m.wellfit", "holdout.csv");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^holdout\.csv: 5 examples, 1 feature, hash [0-9a-f]{16}\nm\.wellfit: predicts kind, /,
    );
    expect(stdout).toContain("\naccuracy\t80.0 %\t37.6 % to 96.4 %\n");
    expect(stdout).toContain(
      "\nactual kind\ttaken for small\ttaken for big\nsmall\t2\t0\nbig\t1\t2\n\nclass\tprecision\trecall\tF1\texamples\n",
    );
    expect(stdout).toMatch(/\nIntervals take the examples for independent draws, .*\n$/);
  });

  it("takes raw rows where the model has a preparation, and says what it left out and had not seen", async () => {
    await write(
      "holdout.csv",
      "town,age,paid\nUlm,25,no\nRom,45,yes\nUlm,x,yes\nUlm,60,?\nTrier,70,perhaps\n",
    );
    const { code, stdout } = await run("evaluate", "paid.wellfit", "holdout.csv");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^holdout\.csv: 3 examples, 3 features,/);
    expect(stdout).toContain(
      "\n2 rows were left out, without a target or with a class that training did not have.\n",
    );
    expect(stdout).toContain(
      '\ncolumn "town": 1 cell holds a category that training did not have, at holdout.csv:3:1.\n',
    );
    const { stdout: json } = await run("evaluate", "paid.wellfit", "holdout.csv", "--json");
    const document = v.parse(evaluationDocument, JSON.parse(json));
    expect(document.dataset).toMatchObject({ examples: 3, leftOut: 2 });
    expect(document.dataset.surprises.map(({ first }) => first)).toEqual([
      "holdout.csv:4:2",
      "holdout.csv:3:1",
    ]);
    expect(document.confusion?.classNames).toEqual(["no", "yes"]);
    expect(await run("evaluate", "paid.wellfit", "holdout.csv", "--target-type", "labels")).toMatchObject({
      code: 2,
      stderr:
        "wellfit: --target-type: expected a model without a preparation beside it, got one with. " +
        "The model knows how its columns are read: leave it out.\n",
    });
  });

  it("finds the target of a prepared model under another name, as the message says where it is missing", async () => {
    const rows = "town,age,{}\nUlm,25,no\nTrier,45,yes\nUlm,70,yes\n";
    await write("holdout.csv", rows.replace("{}", "paid"));
    await write("renamed.csv", rows.replace("{}", "settled"));
    const missing = await run("evaluate", "paid.wellfit", "renamed.csv");
    expect(missing.stderr).toContain('name it: target "…" (--target).');
    const found = await run("evaluate", "paid.wellfit", "renamed.csv", "--target", "settled");
    const usual = await run("evaluate", "paid.wellfit", "holdout.csv");
    expect(found.stdout.replaceAll("renamed.csv", "holdout.csv")).toBe(usual.stdout);
  });

  it("prints a document that its schema describes, for numbers and for wellfit's own data", async () => {
    await run("train", "moons", "--iterations", "5", "-o", "moons.wellfit");
    const moons = v.parse(
      evaluationDocument,
      JSON.parse((await run("evaluate", "moons.wellfit", "moons", "--data-seed", "5", "--json")).stdout),
    );
    expect(moons.metrics.accuracy?.interval?.method).toBe("wilson");
    const lines = Array.from({ length: 20 }, (_, row) => `${row},${2 * row}`);
    await write("numbers.csv", ["x,y", ...lines].join("\n"));
    await run("train", "numbers.csv", "--target-type", "number", "--iterations", "5", "-o", "n.wellfit");
    const { stdout } = await run("evaluate", "n.wellfit", "numbers.csv", "--json");
    const numbers = v.parse(evaluationDocument, JSON.parse(stdout));
    expect(Object.keys(numbers.metrics)).toEqual(["r2", "rmse", "mae"]);
    expect([numbers.confusion, numbers.classes]).toEqual([null, []]);
  });
});
