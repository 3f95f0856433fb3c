import { describe, expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { viewOf } from "../network/layout.ts";
import { diagnoseDivergence } from "./divergence.ts";
import { likelyCause } from "./divergence-causes.ts";
import type { TrainOptions } from "./options.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { createStep } from "./step.ts";

/** Examples of one feature, the classes in turn. */
const examplesOf = (...values: number[]): Dataset =>
  Dataset.fromRows({ name: "d", rows: values.map((value) => [value]), labels: values.map((_, i) => i % 2) });

/** What is found of an iteration from the given weights, which stand in every place of their layer; biases are 0. */
function diagnose(dataset: Dataset, weights: readonly number[], options: TrainOptions) {
  const settings = resolveSettings({ hiddenLayers: weights.slice(1).map(() => 1), ...options });
  const step = createStep(dataset, settings);
  for (const entry of step.layout.entries) {
    if (entry.kind === "weight") viewOf(step.parameters, entry).fill(weights[entry.layer - 1] as number);
  }
  const isFinite = step.forward(0);
  step.backward();
  expect(isFinite && step.descend() && Number.isFinite(step.dataCost() + step.penalty())).toBe(false);
  const { layer, place } = diagnoseDivergence(step, 0, settings, dataset);
  return { layer, place };
}

describe("where a run left the finite range", () => {
  it("on the way up: the first layer whose sums are not finite", () => {
    expect(diagnose(examplesOf(1, 2), [1e200, 1e200, 1], {})).toEqual({ layer: 2, place: "sums" });
  });

  it("in the data cost, which is the last layer's", () => {
    expect(diagnose(examplesOf(1, 1, 1), [1e308, 1], {})).toEqual({ layer: 2, place: "cost" });
  });

  it("in the penalty, which is that of the layer with the largest weights", () => {
    expect(diagnose(examplesOf(0, 0), [1, 1e200, 1], { lambda: 1 })).toEqual({ layer: 2, place: "cost" });
  });

  it("on the way down: a layer's derivatives by its sums", () => {
    const found = diagnose(examplesOf(0, 0, 0), [1, 1e200, 1e200], { activation: "tanh" });
    expect(found).toEqual({ layer: 1, place: "gradients" });
  });

  it("on the way down: those by its weights, before the layer below is reached", () => {
    const found = diagnose(examplesOf(1e308, 1, 1e308, 1, 1e308, 1, 1e308, 1), [1, 1e-308], {});
    expect(found).toEqual({ layer: 2, place: "gradients" });
  });

  it("in the step: the layer whose parameters it would throw out of the range", () => {
    const found = diagnose(examplesOf(100, 1, 100), [1, 0], { learningRate: 1e307 });
    expect(found).toEqual({ layer: 2, place: "parameters" });
  });

  it("in the step: the layer whose weights decay would throw out of it", () => {
    const found = diagnose(examplesOf(0, 0), [1, 1e300], { weightDecay: 1e10 });
    expect(found).toEqual({ layer: 2, place: "parameters" });
  });

  it("in float32, whose range ends earlier", () => {
    const precision = "f32";
    expect(diagnose(examplesOf(1, 2), [1e20, 1e20, 1], { precision })).toEqual({ layer: 2, place: "sums" });
    const onTheWayDown = diagnose(examplesOf(0, 0, 0), [1, 1e20, 1e20], { activation: "tanh", precision });
    expect(onTheWayDown).toEqual({ layer: 1, place: "gradients" });
    const inTheStep = diagnose(examplesOf(100, 1, 100), [1, 0], { learningRate: 1e38, precision });
    expect(inTheStep).toEqual({ layer: 2, place: "parameters" });
    expect(diagnose(examplesOf(1e39, 1), [1], { precision })).toEqual({ layer: 1, place: "sums" });
  });
});

describe("the likely cause", () => {
  const causeOf = (dataset: Dataset, options: TrainOptions): string =>
    likelyCause(resolveSettings(options), dataset);
  const four = examplesOf(1, 2, 3, 4);

  it("is the penalty where learning rate × λ / m is above 2, and not below", () => {
    expect(causeOf(four, { learningRate: 1, lambda: 8.4 })).toBe(
      "learning rate × λ / m is 2.10: above 2 the penalty alone throws every weight further past 0 in each step. " +
        "Take a smaller λ or learning rate.",
    );
    expect(causeOf(four, { learningRate: 1, lambda: 7.6 })).not.toContain("penalty");
  });

  it("is a feature that is not scaled, by its name", () => {
    expect(causeOf(examplesOf(1, -10.5), {})).toBe(
      'feature "x1" reaches 10.5. Scale the features to about −1 … 1, or take a smaller learning rate.',
    );
    expect(causeOf(examplesOf(1, 10), {})).not.toContain("feature");
  });

  it("is a keep probability that leaves less than one unit of the smallest layer", () => {
    expect(causeOf(four, { keepProbability: 0.3 })).toBe(
      "a keep probability of 0.3 leaves most examples no unit of a layer of 3 units. Take a larger one, or more units.",
    );
    expect(causeOf(four, { keepProbability: 0.34 })).not.toContain("keep");
    expect(causeOf(four, { keepProbability: 0.3, hiddenLayers: [] })).not.toContain("keep");
  });

  it("is the learning rate otherwise, with what to try", () => {
    expect(causeOf(four, { learningRate: 1.5 })).toBe(
      "the learning rate 1.5 is too large for this network. Try 0.3 or less.",
    );
    expect(causeOf(four, { learningRate: 1 })).toBe(
      "the learning rate 1 is too large for this network. Try a tenth of it, or clip gradients (global-norm, limit 1).",
    );
  });
});
