import { describe, expect, it } from "vitest";
import { formatPercent } from "../base/number-format.ts";
import { type Comparison, compare } from "../compare/compare.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
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

  it("speak of boundaries only where two features show them", async () => {
    const flat = await compare(football, { iterations: 20 });
    const deep = await compare(splitDataset(datasets.blobs({ features: 3, examples: 60 })), {
      iterations: 20,
    });
    expect(explain(flat).weights).toContain("its boundary smoother");
    expect(explain(deep).weights).not.toContain("boundary");
  });

  it("speak of L2 and dropout only where they act", async () => {
    const { data, variants } = await compare(football, { iterations: 20 });
    const none = explain({ data, variants: variants.slice(0, 1) });
    expect(Object.values(none).join(" ").replace("without dropout. The data cost", "")).not.toMatch(
      /L2 draws|dropout|the penalty/,
    );
  });

  it("speak of dropout only where there are hidden units that can drop out", async () => {
    const comparison = await compare(football, { iterations: 20, mask: "frozen", hiddenLayers: [] });
    const explanations = explain(comparison);
    expect(explanations.cost).not.toContain("thinned");
    expect(explanations["cost-parts"]).not.toMatch(/without dropout|frozen/);
    expect(explanations.weights).not.toContain("smoother");
    expect(toHtml(comparison, drawPictures(comparison), "x")).not.toContain("Dropout(");
  });

  it("stand for themselves, and name the data in their titles", async () => {
    const pictures = drawPictures(await compare(football, { iterations: 20 }));
    expect(pictures.filter(({ title }) => !title.includes("football"))).toEqual([]);
    expect(pictures.filter(({ svg }) => svg.includes("next picture"))).toEqual([]);
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
