import { expect, it } from "vitest";
import { compare, toComparison } from "../compare/compare.ts";
import type { Comparison } from "../compare/comparison.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { train } from "../train/train.ts";
import { calibrate } from "../uncertainty/calibrated-model.ts";
import { drawCalibration } from "./calibration-pictures.ts";
import { judgeModels } from "./judged-models.ts";

const moons = splitDataset(datasets.moons({ examples: 150, noise: 0.4, seed: 3 }));
const drawOf = (comparison: Comparison) => drawCalibration(comparison, judgeModels(comparison));

it("a lone model has its curve with a temperature in the same picture, judged on the test examples", async () => {
  const run = await train(moons.training, { iterations: 800 });
  const [picture, ...others] = drawOf(toComparison("none", run, moons));
  expect(others).toEqual([]);
  const { fitted, compare: change } = calibrate(run.model, moons.development as typeof moons.test);
  const [, ...figures] = picture?.tables.at(-1)?.rows[0] ?? [];
  const [temperature, error, after, loss, lossAfter] = figures.map(Number);
  expect(temperature).toBeCloseTo(fitted.temperature, 2);
  const onTest = change(moons.test);
  expect(error).toBeCloseTo(onTest.expectedErrorBefore, 3);
  expect(after).toBeCloseTo(onTest.expectedErrorAfter, 3);
  expect(loss).toBeCloseTo(onTest.logLossBefore, 3);
  expect(lossAfter).toBeCloseTo(onTest.logLossAfter, 3);
  expect(picture?.svg).toMatch(/>no regularization, temperature \d/);
  expect(picture?.explanation).toContain(
    "fitted on the development examples, so that the examples of this picture had no part in it.",
  );
});

it("several models have a second picture, with a temperature each", async () => {
  const pictures = drawOf(await compare(moons, { iterations: 300, seeds: 1 }));
  expect(pictures.map(({ name }) => name)).toEqual(["calibration", "calibration-temperature"]);
  expect(pictures[0]?.svg).not.toContain("temperature");
  expect(pictures[1]?.tables.at(-1)?.rows).toHaveLength(3);
});

it("there is no temperature in cross-validation, without development examples, or where these set it no bound", async () => {
  const { training, test } = moons;
  const folds = await compare(moons, { iterations: 40, folds: 3 });
  const undeveloped = await compare({ name: "d", training, test }, { iterations: 40, seeds: 1 });
  const easy = splitDataset(datasets.blobs({ examples: 60, deviation: 0.1 }));
  const right = await compare(easy, { iterations: 400, seeds: 1 });
  expect(right.variants[0]?.runs.map((run) => run.development?.accuracy)).toEqual([1]);
  for (const comparison of [folds, undeveloped, right]) {
    const pictures = drawOf(comparison);
    expect(pictures.map(({ name }) => name)).toEqual(["calibration"]);
    expect(JSON.stringify(pictures)).not.toContain("temperature");
  }
});
