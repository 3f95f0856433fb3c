/** What is said of settings that contradict each other or do not fit the data: one line, and what to do instead. */

import { describe, expect, it } from "vitest";
import type { TargetColumn } from "../data/columns.ts";
import { Dataset } from "../data/dataset.ts";
import { moons } from "../data/generators.ts";
import type { TrainOptions } from "./options.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { checkTrainable } from "./step.ts";

const rows = [[1], [2], [3]];
const classes = moons({ examples: 30 });
const numbers = Dataset.fromRows({ name: "sizes", rows, targets: [1, -2, 0.5] });
const labels = Dataset.fromRows({ name: "films", rows, labelSets: [["crime"], ["drama"], []] });

function refusal(
  dataset: Dataset<TargetColumn>,
  options: TrainOptions,
  development?: Dataset<TargetColumn>,
): string {
  try {
    checkTrainable(dataset, resolveSettings(options), development);
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing";
}

describe("labels that do not fit the loss", () => {
  it.each<[Dataset<TargetColumn>, TrainOptions, string]>([
    [
      classes,
      { loss: "squared" },
      'loss: expected cross-entropy for classes, which "y" of data set "moons" has, got squared.',
    ],
    [
      labels,
      { loss: "poisson" },
      'loss: expected cross-entropy for labels, which "y" of data set "films" has, got poisson.',
    ],
    [
      numbers,
      { loss: "cross-entropy" },
      'loss: expected squared, huber or poisson for numbers, which "y" of data set "sizes" has, got cross-entropy. ' +
        "Leave it out for the usual one.",
    ],
    [
      numbers,
      { loss: "poisson" },
      'data set "sizes": expected counts of at least 0 in "y" for loss poisson, got -2 in example 2. ' +
        "Take loss squared or huber for numbers that may be below 0.",
    ],
    [
      numbers,
      { labelSmoothing: 0.1 },
      'labelSmoothing: expected 0 for numbers in "y", got 0.1. Leave it out: it spreads targets over classes.',
    ],
    [numbers, { classWeights: "balanced" }, "Give the examples weights of their own instead."],
    [
      labels,
      { classWeights: "balanced" },
      'classWeights: expected a target of classes beside it, one for each example, got none in data set "films". ' +
        "Give the examples weights of their own instead.",
    ],
  ])("%# are refused", (dataset, options, message) => {
    expect(refusal(dataset, options)).toContain(message);
  });

  it("nor the metric that is watched", () => {
    expect(refusal(numbers, { monitor: "accuracy", patience: 3 }, numbers)).toBe(
      'monitor: expected one of development cost, r2, rmse, mae for "y", got accuracy. Leave it out for the development cost.',
    );
  });
});

describe("weights", () => {
  it("of the wrong number, negative, not finite or all 0 are refused", () => {
    const weighed = (weights: number[]) => () =>
      checkTrainable(
        Dataset.fromRows({ name: "sizes", rows, targets: [1, 2, 3], weights }),
        resolveSettings(),
      );
    expect(weighed([1, 2])).toThrow('data set "sizes": expected 3 weights, one per example, got 2.');
    expect(weighed([1, -2, 1])).toThrow(
      "expected weights that are finite and not negative, got -2 in example 2.",
    );
    expect(weighed([1, Number.NaN, 1])).toThrow("got NaN in example 2.");
    expect(weighed([0, 0, 0])).toThrow("expected a weight above 0 for some example, got 0 for all.");
    expect(refusal(classes, { classWeights: [1, 2, 3] })).toContain(
      "classWeights: expected 2 numbers, one for each of ",
    );
    expect(refusal(classes, { classWeights: [1, -1] })).toContain(
      "a list of finite numbers of at least 0, one per class, got [1, -1].",
    );
    expect(refusal(classes, { classWeights: [0, 0] })).toContain(
      "classWeights: expected some weight above 0",
    );
  });
});

describe("lists of one value per layer", () => {
  const hidden = "expected one value, or one for each of 2 hidden layers, got 3 values.";
  const noNoise = "It acts on hidden units: the output layer takes none.";
  const layers =
    "expected one value, or one for each of 3 layers, got 2 values. The output layer comes last.";

  it.each<[TrainOptions, string]>([
    // One for the output layer, too: there is no dropout of outputs.
    [{ keepProbability: [0.5, 0.5, 0.5] }, `keepProbability: ${hidden} ${noNoise}`],
    [{ dropoutRate: [0.5, 0.5, 0.5] }, `keepProbability: ${hidden} ${noNoise}`],
    [{ noise: [0.1, 0.1, 0.1] }, `noise: ${hidden} ${noNoise}`],
    [{ activation: ["relu", "relu", "relu"] }, `activation: ${hidden}`],
    [{ normalization: ["batch", "none", "none"] }, `normalization: ${hidden}`],
    [{ lambda: [1, 2] }, `lambda: ${layers}`],
    [{ lambda1: [1, 2] }, `lambda1: ${layers}`],
    [{ connectKeepProbability: [1, 0.5] }, `connectKeepProbability: ${layers}`],
    [
      { hiddenLayers: [], keepProbability: [0.5] },
      `keepProbability: expected one value: there is no hidden layer, got 1 value. ${noNoise}`,
    ],
    [
      { hiddenLayers: [], lambda: [1, 2] },
      "lambda: expected one value, or one for each of 1 layer, got 2 values.",
    ],
  ])("%j are refused", (options, message) => {
    expect(refusal(classes, options)).toContain(message);
  });
});

describe("regularizers and steps that make no sense", () => {
  it.each<[TrainOptions, string]>([
    [
      { constraint: "max-norm", constraintLimit: 0 },
      "constraintLimit: expected a finite number greater than 0, got 0. A limit of 0 would leave no weights.",
    ],
    [
      { constraint: "unit-norm", constraintLimit: 2 },
      "constraintLimit: expected constraint max-norm or spectral-norm beside it, got constraint unit-norm. Leave constraintLimit out.",
    ],
    [
      { clippingLimit: 2 },
      "clippingLimit: expected clipping value, norm or global-norm beside it, got clipping none.",
    ],
    [
      { batchSize: 31 },
      'batchSize: expected at most 30, as many as data set "moons" has examples to train on, got 31. ' +
        "Take 30 for all of them in every step.",
    ],
    [{ batchSize: 1, normalization: "batch" }, "got 1 example. Take a larger batch, or normalization layer."],
    [
      { batchSize: 1, mixup: 0.4 },
      "mixup: expected 0 beside a batch size of 1, which has no other example to mix with, got 0.4. " +
        "Take a larger batch, or leave mixup out.",
    ],
    [
      { patience: 3 },
      "patience: expected development data beside it, got none. Give development data, or leave patience out: ",
    ],
    [
      { iterations: 3, epochs: 2 },
      "epochs: expected only one of the two: iterations or epochs, got both. Leave one of them out.",
    ],
    [{ huberDelta: 2 }, "huberDelta: expected loss huber beside it, got another loss. Leave huberDelta out."],
    [
      { beta1: 0.5 },
      "beta1: expected optimizer adam, adamw or lion beside it, got optimizer gradient-descent. Leave beta1 out.",
    ],
    [
      { schedule: "step", decayInterval: 4, iterations: 4 },
      "decayInterval: expected fewer iterations than the run's 4, got 4. Take fewer of them, or a longer run.",
    ],
    [
      { schedule: "step", warmup: 700, iterations: 1000 },
      "decayInterval: expected fewer iterations than the 300 after the warm-up, got 334. Take fewer of them, or a longer run.",
    ],
    [
      { schedule: "step", warmup: 2, decayInterval: 3, iterations: 5 },
      "decayInterval: expected fewer iterations than the 3 after the warm-up, got 3.",
    ],
    [
      { averaging: "swa", averageStart: 0.5, averageInterval: 5, iterations: 10 },
      "averageInterval: expected fewer iterations than the 5 that are averaged over, got 5. " +
        "Take fewer of them, a longer run or an earlier start.",
    ],
    [
      { schedule: "plateau", monitor: "accuracy" },
      "monitor: expected development data beside it, got none. Give development data, or leave monitor out: ",
    ],
    [
      { warmup: 5, iterations: 4 },
      "warmup: expected fewer iterations than the run's 4, got 5. Take fewer of them, or a longer run.",
    ],
  ])("%j is refused", (options, message) => {
    expect(refusal(classes, options)).toContain(message);
  });
});

describe("L-BFGS", () => {
  const same = "beside optimizer lbfgs, which needs the same cost in every evaluation, got";

  it.each<[TrainOptions, string]>([
    [{ batchSize: 5 }, `batchSize: expected none ${same} 5. Leave batchSize out, or take optimizer adam.`],
    [{ mixup: 1 }, `mixup: expected none ${same} 1. Leave mixup out, or take optimizer adam.`],
    [
      { keepProbability: 0.5 },
      `keepProbability: expected none ${same} 0.5. Take mask frozen, which keeps the noise the same, or optimizer adam.`,
    ],
    [{ inputNoise: 0.1 }, `inputNoise: expected none ${same} 0.1. Take mask frozen,`],
    [{ noise: [0, 0.1] }, `noise: expected none ${same} 0,0.1. Take mask frozen,`],
    [{ connectKeepProbability: 0.5 }, `connectKeepProbability: expected none ${same} 0.5. Take mask frozen,`],
    [
      { inputKeepProbability: 0.5, rng: "numpy", mask: "stream" },
      `inputKeepProbability: expected none ${same} 0.5.`,
    ],
    [{ schedule: "cosine" }, `schedule: expected none ${same} cosine. Leave schedule out,`],
    [{ warmup: 3 }, `warmup: expected none ${same} 3. Leave warmup out,`],
    [{ clipping: "value" }, `clipping: expected none ${same} value.`],
    [{ constraint: "unit-norm" }, `constraint: expected none ${same} unit-norm.`],
    [{ averaging: "ema" }, `averaging: expected none ${same} ema.`],
    [{ weightDecay: 1 }, `weightDecay: expected none ${same} 1. Take lambda, which is part of the cost.`],
  ])("refuses %j", (options, message) => {
    expect(refusal(classes, { optimizer: "lbfgs", ...options })).toContain(message);
  });

  it("takes frozen noise and penalties", () => {
    const options = {
      optimizer: "lbfgs",
      mask: "frozen",
      keepProbability: 0.5,
      lambda: 1,
      noise: 0.1,
    } as const;
    expect(refusal(classes, options)).toBe("nothing");
  });
});
