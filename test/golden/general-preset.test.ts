import { describe, expect, it } from "vitest";
import { divideIntoFolds } from "../../src/data/folds.ts";
import { presets } from "../../src/train/options.ts";
import {
  COMPARISON_DIVISION,
  estimateDifference,
  FOLDS,
  prepareFolds,
  REAL_DATA_NAMES,
  type RealDataName,
  realData,
  scoreFolds,
} from "../support/real-folds.ts";
import measured from "./preset-scores.json" with { type: "json" };
import sklearn from "./sklearn-scores.json" with { type: "json" };

/** All seeds would take a minute for the digits. */
const SEEDS: Readonly<Record<RealDataName, number>> = { iris: 5, wine: 5, "breast cancer": 5, digits: 1 };

it("its scores are those of the present settings", () => {
  expect(measured.settings).toEqual(presets.general);
});

/**
 * "Within one standard error": of each fold, the mean over our seeds less the mean over scikit-learn's random states; their
 * mean over the five folds is not below 0 by more than its standard error, the deviation of the five by √5.
 */
describe.each(REAL_DATA_NAMES)("the preset general on %s, 5 folds", (name) => {
  const theirs = sklearn.dataSets[name];
  const ours = measured.comparison.scores[name];

  it("is judged on the examples that scikit-learn's was", async () => {
    const folds = divideIntoFolds(await realData[name].load(), FOLDS, COMPARISON_DIVISION);
    expect(folds.map(({ heldOut }) => heldOut.hash)).toEqual(theirs.hashes);
  });

  it("is no more than one standard error less accurate than scikit-learn's MLPClassifier", () => {
    const { mean, standardError } = estimateDifference(ours.accuracy, theirs.accuracy);
    expect(standardError).toBeGreaterThan(0);
    expect(mean).toBeGreaterThanOrEqual(-standardError);
  });

  it("has these scores when it is trained anew", async () => {
    const folds = await prepareFolds(name, COMPARISON_DIVISION);
    const scores = await scoreFolds(
      folds,
      { settings: presets.general },
      measured.comparison.seeds.slice(0, SEEDS[name]),
    );
    expect(scores).toEqual({
      accuracy: ours.accuracy.map((fold) => fold.slice(0, SEEDS[name])),
      logLoss: ours.logLoss.map((fold) => fold.slice(0, SEEDS[name])),
    });
  });
});
