import { describe, expect, it } from "vitest";
import { counterRandom } from "../base/counter-random.ts";
import { Dataset } from "../data/dataset.ts";
import { splitDataset } from "../data/split.ts";
import { train } from "../train/train.ts";
import { compare, toComparison } from "./compare.ts";
import { toResultsTable } from "./results.ts";

const random = counterRandom(1, "data");
const rows = Array.from({ length: 120 }, () => [random.randn(), random.randn()]);
const planeOf = ([a = 0, b = 0]: readonly number[]): number => 2 * a - b;
/** A plane with a little noise. */
const plane = splitDataset(
  Dataset.fromRows({
    name: "plane",
    rows,
    targets: rows.map((row) => planeOf(row) + 0.1 * random.randn()),
  }),
);
/** Counts whose mean rises along a feature. */
const counts = splitDataset(
  Dataset.fromRows({
    name: "counts",
    rows,
    targets: rows.map(([a = 0]) => Math.max(0, Math.round(3 + 2 * a + random.randn()))),
  }),
);
const shared = { hiddenLayers: [6], activation: "tanh", optimizer: "adam", learningRate: 0.02 } as const;

describe("a comparison of models of numbers", () => {
  it("goes by RMSE on test examples: a huge λ is worse, and the development examples say so too", async () => {
    const comparison = await compare(plane, {
      ...shared,
      iterations: 300,
      seeds: 5,
      variants: [{ name: "plain" }, { name: "flat", lambda: 1000 }],
    });
    const { measure, pairs, choice, variants, testLooks } = comparison;
    expect([measure, choice?.variant, choice?.measure, testLooks]).toEqual(["rmse", "plain", "rmse", 10]);
    const [plain, flat] = variants.map(({ estimates }) => estimates.test?.rmse?.mean ?? Number.NaN);
    expect(plain).toBeLessThan(0.5);
    expect(pairs[0]?.verdict.kind).toBe("worse");
    expect(pairs[0]?.verdict.text).toMatch(/^plain beats flat by [\d.]+ in RMSE \([\d.]+ to [\d.]+\)$/);
    expect(pairs[0]?.figures?.difference).toBeCloseTo((flat as number) - (plain as number), 12);
    expect(toResultsTable(comparison).columns.slice(0, 6)).toEqual([
      "model",
      "training RMSE",
      "development RMSE",
      "test RMSE",
      "95 % interval",
      "data cost",
    ]);
  });

  it("has each run's RMSE as the metric has it", async () => {
    const run = await train(plane.training, { ...shared, iterations: 50 });
    const { variants, measure } = toComparison("plain", run, plane);
    expect(measure).toBe("rmse");
    const { value = 0 } = run.model.measure(plane.test).rmse ?? {};
    expect(variants[0]?.estimates.test?.rmse?.mean).toBeCloseTo(value, 12);
  });

  it("cannot tell a variant from itself", async () => {
    const { pairs } = await compare(plane, {
      ...shared,
      iterations: 20,
      seeds: 3,
      variants: [{ name: "one" }, { name: "other" }],
    });
    expect(pairs[0]?.verdict).toEqual({
      kind: "alike",
      text: "other and one err equally on every test example",
    });
  });

  it("takes folds, and never opens the test examples", async () => {
    const { pairs, testLooks, variants } = await compare(plane, { ...shared, iterations: 100, folds: 4 });
    expect(testLooks).toBe(0);
    expect(variants[0]?.estimates.development?.rmse?.method).toBe("corrected resampled t");
    expect(pairs[0]).toMatchObject({ part: "development", runs: 4 });
  });

  it("goes by Poisson deviance where all models predict counts, and by RMSE where only some do", async () => {
    const options = { ...shared, iterations: 100, seeds: 2 } as const;
    const all = await compare(counts, { ...options, loss: "poisson" });
    expect(all.measure).toBe("poissonDeviance");
    const [{ runs, estimates }] = all.variants as [(typeof all.variants)[number]];
    const deviances = runs.map(({ run }) => run.model.measure(counts.test).poissonDeviance?.value ?? 0);
    const [first = 0, second = 0] = deviances;
    expect(estimates.test?.poissonDeviance?.mean).toBeCloseTo((first + second) / 2, 12);
    const mixed = await compare(counts, {
      ...options,
      variants: [{ name: "numbers" }, { name: "robust", loss: "huber" }, { name: "counts", loss: "poisson" }],
    });
    expect(mixed.measure).toBe("rmse");
    expect(mixed.pairs.map(({ figures }) => typeof figures?.difference)).toEqual([
      "number",
      "number",
      "number",
    ]);
    expect(mixed.variants.map(({ estimates: found }) => "poissonDeviance" in (found.test ?? {}))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it("keeps Poisson's loss, which can be negative, within its interval", async () => {
    const many = Dataset.fromRows({
      name: "many",
      rows,
      targets: rows.map(([a = 0]) => Math.round(60 + 9 * a)),
    });
    const { variants } = await compare(splitDataset(many), {
      ...shared,
      iterations: 400,
      seeds: 2,
      loss: "poisson",
      variants: [{ name: "counts" }],
    });
    const { mean = 0, interval } = variants[0]?.estimates.test?.dataCost ?? {};
    expect(mean).toBeLessThan(0);
    expect(interval?.low).toBeLessThan(mean);
    expect(interval?.high).toBeGreaterThan(mean);
  });
});
