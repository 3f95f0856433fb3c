import { describe, expect, it } from "vitest";
import { Dataset } from "../../src/data/dataset.ts";
import { viewOf, weightsOf } from "../../src/network/layout.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import type { Step } from "../../src/train/step.ts";
import { distance, gradientsAt, linearData, normOf, stepOf, takeStep } from "../support/steps.ts";

const weightsIn = (step: Step): number[] =>
  weightsOf(step.layout).flatMap((entry) => Array.from(viewOf(step.parameters, entry)));

/** The weights and the data cost of a linear regression after many steps. */
function fit(options: TrainOptions): { readonly weights: readonly number[]; readonly cost: number } {
  const step = stepOf(linearData(40, 12), {
    hiddenLayers: [],
    learningRate: 0.02,
    iterations: 3000,
    ...options,
  });
  step.iterate(0, 3000);
  step.forward(0);
  return { weights: weightsIn(step), cost: step.dataCost() };
}

/** The fit with the strength at which its data cost is the given one: it grows with the strength. */
function fitTo(cost: number, optionsOf: (strength: number) => TrainOptions): ReturnType<typeof fit> {
  let [low, high] = [0, 1000];
  for (let halving = 0; halving < 24; halving++) {
    const middle = (low + high) / 2;
    if (fit(optionsOf(middle)).cost < cost) low = middle;
    else high = middle;
  }
  return fit(optionsOf(low));
}

const countNearZero = (weights: readonly number[]): number =>
  weights.filter((weight) => Math.abs(weight) < 0.02).length;

describe("penalties", () => {
  it("L2 and L1: the stronger, the smaller the norm that each of them is about", () => {
    const strengths = [0, 0.3, 1, 3, 10, 30];
    const squares = strengths.map((lambda) => normOf(fit({ lambda }).weights));
    const magnitudes = strengths.map((lambda1) =>
      fit({ lambda1 }).weights.reduce((sum, weight) => sum + Math.abs(weight), 0),
    );
    for (const norms of [squares, magnitudes]) {
      norms.slice(1).forEach((norm, index) => expect(norm).toBeLessThan(norms[index] as number));
    }
  });

  it("L1 leaves more weights near 0 than L2 at the same fit, the elastic net is between them", () => {
    const l1 = fit({ lambda1: 10 });
    const l2 = fitTo(l1.cost, (lambda) => ({ lambda }));
    const net = fitTo(l1.cost, (lambda) => ({ lambda, lambda1: 4 }));
    for (const { cost } of [l2, net]) expect(cost).toBeCloseTo(l1.cost, 3);
    const [most, middle, fewest] = [l1, net, l2].map(({ weights }) => countNearZero(weights)) as [
      number,
      number,
      number,
    ];
    expect(most).toBeGreaterThan(middle);
    expect(middle).toBeGreaterThan(fewest);
  });

  it.each(["gradient-descent", "momentum", "adam", "adamw"] as const)(
    "decoupled decay shrinks weights by 1 − rate·decay where no gradient acts, under %s",
    (optimizer) => {
      const rows = [
        [0, 0],
        [0, 0],
        [0, 0],
      ];
      const dataset = Dataset.fromRows({ name: "nothing", rows, targets: [0, 0, 0] });
      const options = { hiddenLayers: [], learningRate: 0.1, weightDecay: 0.5 } as const;
      const step = stepOf(dataset, { ...options, optimizer });
      const before = weightsIn(step);
      for (let iteration = 0; iteration < 5; iteration++) takeStep(step, iteration);
      expect(
        distance(
          weightsIn(step),
          before.map((weight) => weight * 0.95 ** 5),
        ),
      ).toBeLessThan(1e-14);
    },
  );

  it("λ means the same for any batch size: the penalty's part of a gradient is λ/m·w + λ₁/m·sign(w)", () => {
    const dataset = linearData(37, 3);
    for (const batchSize of [undefined, 1, 5, 32, 37]) {
      const options = { hiddenLayers: [4], activation: "tanh", ...(batchSize && { batchSize }) } as const;
      const plain = stepOf(dataset, options);
      const step = stepOf(dataset, { ...options, lambda: [3, 0.5], lambda1: [0.25, 2] });
      const [with_, without] = [gradientsAt(step, 1), gradientsAt(plain, 1)];
      for (const entry of weightsOf(step.layout)) {
        const [lambda, lambda1] = entry.layer === 1 ? [3, 0.25] : [0.5, 2];
        const places = Array.from({ length: entry.length }, (_, i) => entry.offset + i);
        const found = places.map((place) => (with_[place] as number) - (without[place] as number));
        const expected = places.map((place) => {
          const weight = step.parameters[place] as number;
          return (lambda * weight + lambda1 * Math.sign(weight)) / 37;
        });
        expect(distance(found, expected)).toBeLessThan(1e-12);
      }
    }
  });
});
