import { describe, expect, it } from "vitest";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { resolveDesign } from "./options.ts";
import { examplesFor, type PlannedRun, planRuns } from "./planned-runs.ts";
import { resolveVariants } from "./variants.ts";

const data = splitDataset(datasets.moons({ examples: 60 }));
const variants = resolveVariants({ iterations: 5 }, [{ name: "a" }, { name: "b", lambda: 1 }]);
const plan = (options: object): readonly PlannedRun[] =>
  planRuns(resolveDesign({ seed: 7, ...options }), variants, data);

describe("the runs of a comparison", () => {
  it("are planned seed by seed, and within a seed variant by variant", () => {
    const runs = plan({ seeds: 3 });
    expect(runs.map(({ seed, variant }) => `${seed} ${variant.name}`)).toEqual([
      "7 a",
      "7 b",
      "8 a",
      "8 b",
      "9 a",
      "9 b",
    ]);
    expect(runs.every(({ seed, settings }) => settings.seed === seed)).toBe(true);
    expect(runs.every(({ variant, settings }) => settings.lambda === variant.settings.lambda)).toBe(true);
    expect(runs.every((run) => run.data() === data && run.place === undefined)).toBe(true);
  });

  it("of a cross-validation are planned repeat by repeat, fold by fold, variant by variant", () => {
    const runs = plan({ folds: 2, repeats: 2 });
    expect(
      runs.map(({ seed, place, variant }) => `${seed} ${place?.repeat} ${place?.fold} ${variant.name}`),
    ).toEqual(["7 1 1 a", "7 1 1 b", "7 1 2 a", "7 1 2 b", "8 2 1 a", "8 2 1 b", "8 2 2 a", "8 2 2 b"]);
  });

  it("have the same folds for every variant, and others in every repeat", () => {
    const heldOut = plan({ folds: 3, repeats: 2 }).map((run) => run.data().development);
    heldOut.forEach((part, index) => {
      if (index % 2 === 1) expect(part).toBe(heldOut[index - 1]);
    });
    expect(heldOut[0]?.hash).not.toBe(heldOut[6]?.hash);
  });

  it("of a cross-validation train on all but the test examples, and never open those", () => {
    const runs = plan({ folds: 3 });
    const examples = examplesFor({ kind: "folds", folds: 3, seeds: [7] }, data);
    expect(examples.name).toBe("moons (training and development)");
    expect(examples.examples).toBe(data.training.examples + (data.development?.examples ?? 0));
    for (const run of runs) {
      const { training, development, test } = run.data();
      expect(test).toBeUndefined();
      expect(training.examples + (development?.examples ?? 0)).toBe(examples.examples);
    }
  });

  it("train on the training examples alone without folds, and with folds where nothing else is there", () => {
    expect(examplesFor(resolveDesign({ seed: 0 }), data)).toBe(data.training);
    const { name, training, test } = data;
    expect(examplesFor({ kind: "folds", folds: 2, seeds: [0] }, { name, training, test })).toBe(training);
  });
});
