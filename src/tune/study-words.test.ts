import { describe, expect, it } from "vitest";
import { datasets } from "../data/datasets.ts";
import type { Advantage, NestedResult, Study } from "./study.ts";
import {
  describeChoice,
  describeImportance,
  describeOptimism,
  describeStates,
  formatBriefly,
} from "./study-words.ts";
import { tune } from "./tune.ts";

const study = await tune(datasets.football(), {
  trials: 4,
  iterations: 5,
  folds: 2,
  hiddenLayers: [3],
  sampler: "halton",
});

/** The same study with another end. */
function endedWith(gains: { readonly overBaseline?: Advantage; readonly overRunnerUp?: Advantage }): Study {
  const {
    overBaseline: _,
    overRunnerUp: __,
    ...ending
  } = study.ending ?? ({} as NonNullable<Study["ending"]>);
  return { ...study, winner: { number: 3, values: {} }, ending: { ...ending, ...gains } };
}

const sure: Advantage = { mean: 0.0392, interval: { low: 0.012, high: 0.0664 }, pValue: 0.01, runs: 8 };
const unsure: Advantage = { mean: -0.0015, interval: { low: -0.01, high: 0.007 }, pValue: 0.6, runs: 8 };

describe("the words of a study", () => {
  it("say that a winner beats others only where the interval leaves out 0", () => {
    const second = study.ranking[1]?.number;
    expect(describeChoice(endedWith({ overBaseline: sure, overRunnerUp: unsure }))).toEqual([
      "trial 3 beats the given settings by 0.0392 in cost (0.0120 to 0.0664).",
      `trial 3 and the runner-up, trial ${second}, cannot be told apart: the first lies behind by 0.0015 in cost (−0.0070 to 0.0100).`,
      "Both rest on 4 fresh divisions into 2 folds.",
    ]);
  });

  it("say so where the winner falls behind, where chance is unknown, and where others diverged", () => {
    const worse = { ...sure, mean: -0.0392, interval: { low: -0.0664, high: -0.012 } };
    const [behind, unknown] = describeChoice(
      endedWith({ overBaseline: worse, overRunnerUp: { mean: 0.5, runs: 1 } }),
    );
    expect(behind).toBe("trial 3 falls behind the given settings by 0.0392 in cost (0.0120 to 0.0664).");
    expect(unknown).toMatch(
      /^trial 3 is ahead of the runner-up, trial \d, by 0\.500 in cost, of which chance is not known\.$/,
    );
    const [diverged, second] = describeChoice(endedWith({}));
    expect(diverged).toBe("The given settings have no value beside trial 3: they diverged.");
    expect(second).toMatch(/^trial \d, the runner-up, has no value beside trial 3\.$/);
  });

  it("give accuracies in points", () => {
    const { ending } = endedWith({ overBaseline: sure });
    const ofAccuracy = {
      ...study,
      design: { ...study.design, objective: "accuracy" as const },
      ...(ending ? { ending } : {}),
    };
    expect(describeChoice(ofAccuracy)[0]).toMatch(
      /^trial \d beats the given settings by 3\.9 points \(1\.2 to 6\.6\)\.$/,
    );
    expect(formatBriefly({ mean: 0.932, interval: { low: 0.91, high: 0.951 }, runs: 5 }, "accuracy")).toBe(
      "93.2 % (91.0 to 95.1)",
    );
    expect(
      formatBriefly({ mean: 0.1921, interval: { low: 0.1278, high: 0.25641 }, runs: 5 }, "development cost"),
    ).toBe("0.192 (0.128 to 0.256)");
  });

  it("tell what nested cross-validation found", () => {
    const nested: NestedResult = {
      folds: [
        { promised: 0.18, kept: 0.2 },
        { promised: 0.2, kept: 0.21 },
      ],
      optimism: 0.015,
    };
    expect(describeOptimism({ ...study, nested })).toBe(
      "Nested cross-validation in 2 outer folds: searches like this one promised 0.1900 (cost), and their winners came to 0.2050 on " +
        "examples that the search had not seen. The promise is too good by 0.0150.",
    );
    expect(describeOptimism(study)).toBeUndefined();
  });

  it("tell what mattered, and how trials ended", () => {
    const importance = [
      { option: "lambda", share: 0.452 },
      { option: "keepProbability", share: 0.4 },
    ] as const;
    expect(describeImportance({ ...study, importance }, ({ flag }) => flag ?? "")).toBe(
      "lambda 45.2 %, keep-prob 40.0 %; several together 14.8 %",
    );
    expect(describeImportance({ ...study, importance: [] }, ({ name }) => name)).toBeUndefined();
    const [first] = study.trials;
    const trials = (["complete", "pruned", "pruned", "diverged"] as const).flatMap((state) =>
      first ? [{ ...first, state }] : [],
    );
    expect(describeStates(trials)).toBe("1 complete, 2 pruned and 1 diverged");
    expect(describeStates(trials.slice(0, 1))).toBe("1 complete");
  });
});
