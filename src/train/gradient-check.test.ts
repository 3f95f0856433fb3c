import { describe, expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { moons } from "../data/generators.ts";
import type { ActivationGradientKernel, ActivationKernel } from "../engine/activations.ts";
import {
  ACTIVATION_NAMES,
  type Activation,
  type ActivationName,
  activations,
} from "../network/activations.ts";
import { checkGradients } from "./gradient-check.ts";
import type { TrainOptions } from "./options.ts";

const { training } = datasets.football();

/** Written out, so that a looser tolerance of the check is noticed. */
const TOLERANCE = 1e-7;

/** The same examples with features that are `factor` times as large. */
function scaled(dataset: Dataset, factor: number): Dataset {
  const { name, target, examples } = dataset;
  return Dataset.fromRows({
    name,
    rows: Array.from({ length: examples }, (_, i) => dataset.row(i).map((value) => factor * value)),
    labels: Array.from(target.values, (value) => target.classNames[value] as string),
  });
}

/** What `run` gives while an activation has other kernels. */
function withKernels<Result>(name: ActivationName, kernels: Partial<Activation>, run: () => Result): Result {
  const { forward, gradient } = activations[name];
  try {
    Object.assign(activations[name], kernels);
    return run();
  } finally {
    Object.assign(activations[name], { forward, gradient });
  }
}

describe("checkGradients", () => {
  const combinations = ACTIVATION_NAMES.flatMap((activation) =>
    [0, 0.7].flatMap((lambda) =>
      [1, 0.86].map((keepProbability) => ({ activation, lambda, keepProbability })),
    ),
  );

  it("refuses what is no data set", () => {
    expect(() => checkGradients(datasets.football() as never)).toThrow(
      "checkGradients: expected a Dataset, got an object with name, training and test.",
    );
  });

  it.each(combinations)("finds the gradients right for %j", (options) => {
    const check = checkGradients(training, options);
    expect(check.worst).toBeLessThan(TOLERANCE);
    expect(check.isCorrect).toBe(true);
    expect(check.blocks.map(({ name }) => name)).toEqual(["W1", "b1", "W2", "b2", "W3", "b3"]);
  });

  it.each(["frozen", "fresh", "stream"] as const)("freezes %s masks for the check", (mask) => {
    const options = { rng: "numpy", mask, keepProbability: 0.5, hiddenLayers: [6, 5, 4] } as const;
    expect(checkGradients(moons({ examples: 60 }), options).isCorrect).toBe(true);
  });

  describe.each(ACTIVATION_NAMES)("with %s", (activation) => {
    it.each<[string, TrainOptions, number]>([
      ["a penalty that dwarfs the cost", { lambda: 1e6 }, 1],
      ["features of millions, so a cost of millions", {}, 1e6],
      ["both of them and dropout", { lambda: 1e6, keepProbability: 0.5 }, 1e6],
      ["features and gradients of millionths", {}, 1e-6],
    ])("raises no false alarm for %s", (_, options, factor) => {
      const check = checkGradients(scaled(training, factor), { activation, ...options });
      // Beside costs of millions and gradients of millionths, rounding may be larger than the tolerance.
      expect(factor === 1 ? ["right"] : ["right", "unclear"]).toContain(check.verdict);
    });
  });

  it.each<[string, TrainOptions, number]>([
    ["plain", {}, 1],
    ["beside a penalty that dwarfs the cost", { lambda: 1e6 }, 1],
    ["with features of hundreds", {}, 100],
    ["with features of millionths", {}, 1e-6],
  ])("notices gradients that are wrong by a hundred-thousandth, %s", (_, options, factor) => {
    const { gradient } = activations.tanh;
    const slightlyWrong: ActivationGradientKernel = (gradients, values) => {
      gradient(gradients, values);
      for (let i = 0; i < gradients.length; i++) gradients[i] = (gradients[i] as number) * (1 + 1e-5);
    };
    const check = withKernels("tanh", { gradient: slightlyWrong }, () =>
      checkGradients(scaled(training, factor), { activation: "tanh", ...options }),
    );
    expect(check.isCorrect).toBe(false);
    expect(check.worst).toBeGreaterThan(TOLERANCE);
  });

  it("names the blocks whose gradient is wrong", () => {
    const check = withKernels("tanh", { gradient: (gradients) => void gradients.fill(0) }, () =>
      checkGradients(training, { activation: "tanh" }),
    );
    expect(check.isCorrect).toBe(false);
    expect(check.blocks.filter(({ relativeError }) => relativeError > 0.1).map(({ name }) => name)).toEqual([
      "W1",
      "b1",
      "W2",
      "b2",
    ]);
  });

  it("is not satisfied by blocks of which nothing could be checked", () => {
    let passes = 0;
    const flickering: ActivationKernel = (values) => void values.fill(passes++ % 2);
    const check = withKernels("relu", { forward: flickering }, () =>
      checkGradients(training, { hiddenLayers: [1] }),
    );
    expect(check.blocks.every(({ parameters, skipped }) => parameters === skipped)).toBe(true);
    expect(check).toMatchObject({ worst: 0, verdict: "unclear", isCorrect: false });
  });

  it("calls no gradient right whose error is above the tolerance, though rounding might explain it", () => {
    const { gradient } = activations.sigmoid;
    const wrong: ActivationGradientKernel = (gradients, values) => {
      gradient(gradients, values);
      for (let i = 0; i < gradients.length; i++) gradients[i] = (gradients[i] as number) * (1 + 2e-4);
    };
    const options = { activation: "sigmoid", hiddenLayers: Array.from({ length: 7 }, () => 4) } as const;
    const check = withKernels("sigmoid", { gradient: wrong }, () =>
      checkGradients(moons({ examples: 100 }), options),
    );
    for (const { relativeError, verdict } of check.blocks)
      expect(verdict === "right").toBe(relativeError < TOLERANCE);
    expect(check.blocks[0]?.verdict).not.toBe("right");
  });

  it("calls gradients unclear that drown in rounding, right or wrong", () => {
    const options = { activation: "sigmoid", hiddenLayers: Array.from({ length: 16 }, () => 4) } as const;
    const check = checkGradients(moons({ examples: 100 }), options);
    expect(check).toMatchObject({ verdict: "unclear", isCorrect: false });
    expect(check.blocks[0]).toMatchObject({ name: "W1", verdict: "unclear" });
    expect(check.blocks.at(-1)).toMatchObject({ name: "b17", verdict: "right" });
    const zeroed = withKernels("sigmoid", { gradient: (gradients) => void gradients.fill(0) }, () =>
      checkGradients(moons({ examples: 100 }), options),
    );
    expect(zeroed.verdict).toBe("wrong");
    expect(zeroed.blocks[0]?.verdict).toBe("unclear");
  });

  it("needs two classes, as training does", () => {
    const one = training.select(
      "home",
      [...training.target.values.keys()].filter((i) => training.target.values[i] === 1),
    );
    expect(() => checkGradients(one)).toThrow("expected examples of exactly two classes");
  });
});
