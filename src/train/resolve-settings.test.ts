import { describe, expect, it } from "vitest";
import { presets, type TrainOptions } from "./options.ts";
import { checkMaskFitsGenerator, resolveSettings, withKeepProbability } from "./resolve-settings.ts";

describe("resolveSettings", () => {
  it("has the article's network and learning rate as defaults", () => {
    expect(resolveSettings()).toEqual({
      hiddenLayers: [20, 3],
      activation: "relu",
      normalization: "none",
      initialiser: "article",
      huberDelta: 1,
      labelSmoothing: 0,
      optimizer: "gradient-descent",
      learningRate: 0.3,
      iterations: 30_000,
      schedule: "constant",
      lambda: 0,
      lambda1: 0,
      keepProbability: 1,
      inputKeepProbability: 1,
      dropoutKind: "standard",
      connectKeepProbability: 1,
      noise: 0,
      inputNoise: 0,
      mixup: 0,
      constraint: "none",
      clipping: "none",
      averaging: "none",
      minChange: 0,
      restoreBest: true,
      monitor: "development cost",
      seed: 3,
      rng: "counter",
      mask: "fresh",
      precision: "f64",
    });
  });

  it("a dropout rate is another spelling of the keep probability", () => {
    expect(resolveSettings({ dropoutRate: 0.14 }).keepProbability).toBe(0.86);
    expect(resolveSettings({ dropoutRate: 0.14, keepProbability: 0.86 }).keepProbability).toBe(0.86);
    expect(resolveSettings({ dropoutRate: 0 }).keepProbability).toBe(1);
    expect(() => resolveSettings({ dropoutRate: 0.5, keepProbability: 0.86 })).toThrow(
      "keepProbability: expected 0.5 beside dropoutRate 0.5, or only one of the two, got 0.86.",
    );
  });

  it("both spellings may differ by rounding, by no more", () => {
    expect(1 - 0.9).not.toBe(0.1);
    expect(resolveSettings({ dropoutRate: 0.9, keepProbability: 1 - 0.9 }).keepProbability).toBe(0.1);
    expect(() => resolveSettings({ dropoutRate: 0.14, keepProbability: 0.860_001 })).toThrow(
      "keepProbability: expected 0.86 beside dropoutRate 0.14, or only one of the two, got 0.860001.",
    );
  });

  it.each<[TrainOptions, string]>([
    [
      { lambda: -1 },
      "lambda: expected a finite number of at least 0, or a list of such, one for each layer, got -1. 0 turns the penalty off.",
    ],
    [
      { keepProbability: 0 },
      "keepProbability: expected a number greater than 0 and at most 1, or a list of such, one for each layer, got 0. " +
        "1 keeps every unit; a dropout rate r is the keep probability 1 − r.",
    ],
    [
      { keepProbability: 1.5 },
      "keepProbability: expected a number greater than 0 and at most 1, or a list of such, one for each layer, got 1.5.",
    ],
    [
      { dropoutRate: 1 },
      "dropoutRate: expected a number of at least 0 and less than 1, or a list of such, one for each layer, got 1.",
    ],
    [
      { hiddenLayers: [20, 0] },
      "hiddenLayers: expected a list of at most 32 numbers, each a whole number from 1 to 4096, got [20, 0].",
    ],
    [{ learningRate: 0 }, "learningRate: expected a finite number greater than 0, got 0."],
    [{ learningRate: Infinity }, "learningRate: expected a finite number greater than 0, got Infinity."],
    [{ iterations: 0.5 }, "iterations: expected a whole number from 1 to 1000000000, got 0.5."],
    [{ seed: -1 }, "seed: expected a whole number from 0 to 4294967295, got -1."],
    [{ mask: "stream" }, 'mask: expected rng "numpy" beside mask "stream", got rng "counter".'],
    [{ mask: "frosen" as "frozen" }, 'mask: expected one of fresh, frozen, stream, got "frosen".'],
    [{ lamda: 1 } as TrainOptions, 'got "lamda". Did you mean "lambda"?'],
  ])("refuses %j", (options, message) => {
    expect(() => resolveSettings(options)).toThrow(message);
  });

  it("calls options that contradict each other as its caller calls them", () => {
    const flagOf = ({ flag }: { flag?: string }): string => `--${flag}`;
    expect(() => withKeepProbability({ dropoutRate: 0.5, keepProbability: 0.86 }, flagOf)).toThrow(
      "--keep-prob: expected 0.5 beside --dropout 0.5, or only one of the two, got 0.86.",
    );
    expect(() => checkMaskFitsGenerator({ mask: "stream", rng: "counter" }, flagOf)).toThrow(
      '--mask: expected --rng "numpy" beside --mask "stream", got --rng "counter".',
    );
  });

  it.each([null, 7, "x", []])("refuses %j in place of options", (options) => {
    expect(() => resolveSettings(options as never)).toThrow("options: expected an object of options, got ");
  });

  it("the article's preset is accepted as it is", () => {
    expect(resolveSettings(presets.article)).toMatchObject({ rng: "numpy", mask: "frozen", seed: 3 });
  });
});
