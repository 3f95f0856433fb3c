import { describe, expect, it } from "vitest";
import { formatPercent } from "../base/number-format.ts";
import { compare } from "../compare/compare.ts";
import type { Comparison } from "../compare/comparison.ts";
import type { CompareOptions } from "../compare/options.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { drawPictures } from "./pictures.ts";

const football = datasets.football();
const explain = (comparison: Comparison): Readonly<Record<string, string>> =>
  Object.fromEntries(drawPictures(comparison).map(({ name, explanation }) => [name, explanation]));

/** A comparison of one seed. */
const compareOnce = (data: Parameters<typeof compare>[0], options: CompareOptions): Promise<Comparison> =>
  compare(data, { seeds: 1, ...options });

/** A comparison of the first variant alone. */
const firstOf = (comparison: Comparison): Comparison => ({
  ...comparison,
  variants: comparison.variants.slice(0, 1),
  pairs: [],
});

describe("explanations", () => {
  it("of a single boundary carry its own accuracies", async () => {
    const comparison = await compareOnce(football, { iterations: 300 });
    const explanations = explain(comparison);
    for (const { name, runs } of comparison.variants) {
      const { training, test } = runs[0] as (typeof runs)[number];
      expect(explanations[`boundary-${name}`]).toBe(
        "The shading is the probability of home; on the line it is 0.5. " +
          `The model is right on ${formatPercent(training.accuracy)} of the training examples (filled) and ` +
          `${formatPercent(test?.accuracy ?? 0)} of the test examples (hollow).`,
      );
    }
  });

  it("speak of a line only where there is one", async () => {
    const explanations = explain(await compareOnce(football, { iterations: 300, lambda: 500 }));
    expect(explanations["boundary-l2"]).toContain("there is no line of 0.5 in what is shown.");
    expect(explanations.boundaries).toContain("on the line it is 0.5, where a panel has one.");
  });

  it("speak of development examples only where there are some", async () => {
    const moons = splitDataset(datasets.moons({ examples: 60 }));
    expect(explain(await compareOnce(moons, { iterations: 20 }))["cost-parts"]).toContain("development");
    expect(explain(await compareOnce(football, { iterations: 20 }))["cost-parts"]).not.toContain(
      "development",
    );
  });

  it("of weights claim of L2 what holds for any number of features and layers", async () => {
    const deep = splitDataset(datasets.blobs({ features: 3, examples: 60 }));
    const comparisons = [
      await compareOnce(football, { iterations: 20 }),
      await compareOnce(football, { iterations: 20, hiddenLayers: [] }),
      await compareOnce(deep, { iterations: 20 }),
    ];
    for (const comparison of comparisons) {
      expect(explain(comparison).weights).toBe(
        "How many weights of each layer have which value; a column has one scale, so compare downwards. " +
          "L2 draws all weights towards 0; where weights are smaller, the probability changes more slowly.",
      );
    }
  });

  it("of costs leave it open whether they fall, and choose no model by the test examples", async () => {
    const comparison = await compareOnce(football, { iterations: 20 });
    expect(explain(comparison).cost).toBe(
      "Each curve is the cost that gradient descent works on: the data cost plus, with L2, the penalty; with dropout, " +
        "the cost of the thinned network. " +
        "A lower curve is not yet a better model: only examples that were not trained on can tell.",
    );
    expect(explain(firstOf(comparison)).cost).toBe(
      "The curve is the cost that gradient descent works on: the data cost. " +
        "Where it is flat, training no longer changes the cost.",
    );
  });

  it("speak of L2 and dropout only where they act", async () => {
    const none = explain(firstOf(await compareOnce(football, { iterations: 20 })));
    const { results: _, ...others } = none;
    expect(Object.values(others).join(" ")).not.toMatch(/L2 draws|dropout|the penalty/);
  });

  it("stand below titles that name the data", async () => {
    const pictures = drawPictures(await compareOnce(football, { iterations: 20 }));
    expect(pictures.filter(({ title }) => !title.includes("football"))).toEqual([]);
  });

  it("of a frozen mask tell why the cost of the whole network can rise", async () => {
    const explanations = explain(await compareOnce(football, { iterations: 20, mask: "frozen" }));
    expect(explanations["cost-parts"]).toContain(
      "with the frozen mask the cost of one thinned network falls, while that of the whole network can rise",
    );
  });

  it("say of runs that diverged that they are left out of the scales", async () => {
    const comparison = await compareOnce(football, { iterations: 100, learningRate: 1000, lambda: 1 });
    expect(comparison.variants.map(({ runs }) => runs[0]?.run.outcome.kind)).toEqual([
      "finished",
      "diverged",
      "finished",
    ]);
    const explanations = explain(comparison);
    expect(explanations.cost).toContain("a run that diverged is left out of the scale and cut");
    expect(explanations.weights).toContain("a run that diverged is left out of the scale");
    expect(explanations["boundary-l2"]).toContain("The run diverged");
    const picture = drawPictures(comparison).find(({ name }) => name === "boundaries");
    expect(picture?.svg).toMatch(/class="wf-note">diverged</);
  });
});

const moons = splitDataset(datasets.moons({ examples: 60 }));

describe("explanations of several runs", () => {
  it("of accuracies tell what dots and bars are, and what they are worth", async () => {
    const advice =
      "The dots show what a single run is worth: choose any one of them, and the order of the models may be another.";
    expect(explain(await compare(football, { iterations: 20, seeds: 2 })).accuracy).toBe(
      `Every dot is a seed, the mark is their mean, and the bar its 95 % interval. ${advice}`,
    );
    expect(explain(await compare(moons, { iterations: 20, folds: 2 })).accuracy).toBe(
      `Every dot is a fold that was held out, the mark is their mean, and the bar its 95 % interval. ${advice}`,
    );
    expect(explain(await compareOnce(football, { iterations: 20 })).accuracy).toBe(
      "The mark is the accuracy, and the bar its 95 % interval. " +
        "The bar covers other test examples alone, and not what another seed would give.",
    );
  });

  it("of differences tell on what they are, and for how many pairs verdicts are corrected", async () => {
    const lead = "Where the bar crosses 0, chance alone may have made the difference; ";
    expect(explain(await compare(football, { iterations: 20, seeds: 2 })).differences).toBe(
      "How much more often the one model is right than the other, on the same seeds and the same test examples, with " +
        `the 95 % interval. ${lead}the verdicts go by p-values that are corrected for 3 comparisons (Holm).`,
    );
    expect(explain(await compare(moons, { iterations: 20, folds: 2, lambda: 0 })).differences).toBe(
      "How much more often the one model is right than the other, on the same folds, with the 95 % interval. " +
        `${lead}the verdict goes by its p-value.`,
    );
  });

  it("of boundaries speak of a line for each seed, and of the mean probability", async () => {
    const explanations = explain(await compare(football, { iterations: 20, seeds: 2 }));
    expect(explanations.boundaries).toMatch(
      /^The shading is the mean probability over the runs of home; every line is where one run's is 0\.5\. /,
    );
    expect(explanations["boundary-none"]).toMatch(/^The shading is the probability of home; /);
  });

  it("of boundaries of very many runs say whose lines are drawn, and average them all", async () => {
    const comparison = await compare(football, { iterations: 5, seeds: 22, lambda: 0, keepProbability: 1 });
    const picture = drawPictures(comparison).find(({ name }) => name === "boundaries");
    expect(picture?.explanation).toContain("every line is where one run's is 0.5, of the first 20. ");
    expect(picture?.explanation).toContain("On average the models are right on ");
    const mean = comparison.variants[0]?.estimates.test?.accuracy?.mean ?? 0;
    expect(picture?.svg).toContain(`· ${(100 * mean).toFixed(1)} % test`);
    const folds = await compare(football, { iterations: 5, folds: 2, lambda: 0, keepProbability: 1 });
    const held = drawPictures(folds).find(({ name }) => name === "boundaries");
    expect(held?.explanation).toContain(
      "Each model was trained on most of these examples, and judged on the others.",
    );
    expect(held?.svg).toContain(">each trained on most of these examples</text>");
  });

  it("of single boundaries stand below the seed whose run they are, and the fold", async () => {
    const titlesOf = (comparison: Comparison): string[] =>
      drawPictures(comparison).flatMap(({ name, title }) => (name === "boundary-none" ? [title] : []));
    expect(titlesOf(await compare(football, { iterations: 5, seeds: 2 }))).toEqual([
      "Decision boundary on football: no regularization, seed 3",
    ]);
    expect(titlesOf(await compare(football, { iterations: 5, folds: 2 }))).toEqual([
      "Decision boundary on football: no regularization, seed 3, fold 1",
    ]);
    expect(titlesOf(await compareOnce(football, { iterations: 5 }))).toEqual([
      "Decision boundary on football: no regularization",
    ]);
  });

  it("of costs tell what lines and bands are, only where there are bands", async () => {
    const bands = "the lines are medians of the runs, the bands hold the middle 80 % of them";
    const several = explain(await compare(football, { iterations: 20, seeds: 2 }));
    expect(several.cost).toContain(bands);
    expect(several["cost-parts"]).toContain(bands);
    expect(several.weights).toContain(", all runs of a model together");
    const once = explain(await compareOnce(football, { iterations: 20 }));
    expect(Object.values(once).join(" ")).not.toMatch(/medians|all runs of a model/);
  });

  it("of a cross-validation speak of what was held out, never of test or development examples", async () => {
    const comparison = await compare(moons, { iterations: 20, folds: 2 });
    const { results: _, ...others } = explain(comparison);
    expect(Object.values(others).join(" ")).not.toMatch(/\btest\b|development/);
    expect(others["cost-parts"]).toContain(
      "the cost on held-out examples rises once a model begins to memorize",
    );
    for (const { name, svg } of drawPictures(comparison)) {
      expect(svg.replace(/<style>.*?<\/style>/gs, ""), name).not.toMatch(/\btest\b|development/);
    }
  });
});
