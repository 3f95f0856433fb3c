import { describe, expect, it } from "vitest";
import { formatPercent } from "../base/number-format.ts";
import { type Comparison, compare, evaluateVariant } from "../compare/compare.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { train } from "../train/train.ts";
import { toHtml } from "./html.ts";
import { drawPictures } from "./pictures.ts";

const football = datasets.football();
const explain = (comparison: Comparison): Readonly<Record<string, string>> =>
  Object.fromEntries(drawPictures(comparison).map(({ name, explanation }) => [name, explanation]));

describe("explanations", () => {
  it("of a single boundary carry its own accuracies", async () => {
    const comparison = await compare(football, { iterations: 300 });
    const explanations = explain(comparison);
    for (const { name, training, test } of comparison.variants) {
      expect(explanations[`boundary-${name}`]).toBe(
        "The shading is the probability of home; on the line it is 0.5. " +
          `The model is right on ${formatPercent(training.accuracy)} of the training examples (filled) and ` +
          `${formatPercent(test.accuracy)} of the test examples (hollow).`,
      );
    }
  });

  it("speak of a line only where there is one", async () => {
    const explanations = explain(await compare(football, { iterations: 300, lambda: 500 }));
    expect(explanations["boundary-l2"]).toContain("there is no line of 0.5 in what is shown.");
    expect(explanations.boundaries).toContain("on the line it is 0.5, where a panel has one.");
  });

  it("speak of development examples only where there are some", async () => {
    const moons = splitDataset(datasets.moons({ examples: 60 }));
    expect(explain(await compare(moons, { iterations: 20 }))["cost-parts"]).toContain("development");
    expect(explain(await compare(football, { iterations: 20 }))["cost-parts"]).not.toContain("development");
  });

  it("of weights claim of L2 what holds for any number of features and layers", async () => {
    const deep = splitDataset(datasets.blobs({ features: 3, examples: 60 }));
    const comparisons = [
      await compare(football, { iterations: 20 }),
      await compare(football, { iterations: 20, hiddenLayers: [] }),
      await compare(deep, { iterations: 20 }),
    ];
    for (const comparison of comparisons) {
      expect(explain(comparison).weights).toBe(
        "How many weights of each layer have which value; a column has one scale, so compare downwards. " +
          "L2 draws all weights towards 0; where weights are smaller, the probability changes more slowly.",
      );
    }
  });

  it("of costs leave it open whether they fall, and choose no model by the test examples", async () => {
    const { data, variants } = await compare(football, { iterations: 20 });
    expect(explain({ data, variants }).cost).toBe(
      "Each curve is the cost that gradient descent works on: the data cost plus, with L2, the penalty; with dropout, " +
        "the cost of the thinned network. " +
        "A lower curve is not yet a better model: only examples that were not trained on can tell.",
    );
    expect(explain({ data, variants: variants.slice(0, 1) }).cost).toBe(
      "The curve is the cost that gradient descent works on: the data cost. " +
        "Where it is flat, training no longer changes the cost.",
    );
  });

  it("speak of L2 and dropout only where they act", async () => {
    const { data, variants } = await compare(football, { iterations: 20 });
    const none = explain({ data, variants: variants.slice(0, 1) });
    const { results: _, ...others } = none;
    expect(Object.values(others).join(" ")).not.toMatch(/L2 draws|dropout|the penalty/);
  });

  it("speak of dropout only where there are hidden units that can drop out", async () => {
    const settings = { iterations: 20, lambda: 0.7, keepProbability: 0.86, mask: "frozen" } as const;
    const idle = await train(football.training, { ...settings, hiddenLayers: [] });
    const comparison = { data: football, variants: [evaluateVariant("l2+dropout", idle, football)] };
    const explanations = explain(comparison);
    expect(explanations.cost).not.toContain("thinned");
    expect(explanations["cost-parts"]).toContain("without penalty");
    expect(explanations["cost-parts"]).not.toMatch(/without dropout|frozen/);
    expect(toHtml(comparison, drawPictures(comparison), "x")).not.toContain("Dropout(");
  });

  it("stand below titles that name the data", async () => {
    const pictures = drawPictures(await compare(football, { iterations: 20 }));
    expect(pictures.filter(({ title }) => !title.includes("football"))).toEqual([]);
  });

  it("of a frozen mask tell why the cost of the whole network can rise", async () => {
    const explanations = explain(await compare(football, { iterations: 20, mask: "frozen" }));
    expect(explanations["cost-parts"]).toContain(
      "with the frozen mask the cost of one thinned network falls, while that of the whole network can rise",
    );
  });

  it("say of runs that diverged that they are left out of the scales", async () => {
    const comparison = await compare(football, { iterations: 100, learningRate: 1000, lambda: 1 });
    expect(comparison.variants.map(({ run }) => run.outcome.kind)).toEqual([
      "finished",
      "diverged",
      "finished",
    ]);
    const explanations = explain(comparison);
    expect(explanations.cost).toContain("a run that diverged is left out of the scale and cut");
    expect(explanations.weights).toContain("a run that diverged is left out of the scale");
    expect(explanations["boundary-l2"]).toContain("The run diverged");
    const [picture] = drawPictures(comparison);
    expect(picture?.svg).toMatch(/class="wf-note">diverged</);
  });
});
