import { describe, expect, it } from "vitest";
import { moons } from "../data/generators.ts";
import { checkIdle, idleSettings, withoutIdleSettings } from "./idle-settings.ts";
import type { TrainOptions } from "./options.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { createStep } from "./step.ts";
import { train } from "./train.ts";

const data = moons({ examples: 30 });
const short = { iterations: 12, costInterval: 3 } as const;

/** Each does nothing beside the others. */
const idle: readonly [TrainOptions, string][] = [
  [
    { hiddenLayers: [], keepProbability: 0.5 },
    "keepProbability: expected hidden layers beside it, got 0.5 without. Give hiddenLayers, or leave keepProbability out: inputKeepProbability acts on the features.",
  ],
  [
    { hiddenLayers: [], dropoutRate: 0.5 },
    "keepProbability: expected hidden layers beside it, got 0.5 without. Give hiddenLayers,",
  ],
  [
    { hiddenLayers: [], noise: 0.1 },
    "noise: expected hidden layers beside it, got 0.1 without. Give hiddenLayers, or leave noise out: inputNoise acts on the features.",
  ],
  [
    { hiddenLayers: [], normalization: "batch" },
    "normalization: expected hidden layers beside it, got batch without. Give hiddenLayers, or leave normalization out.",
  ],
  [
    { hiddenLayers: [], activation: "tanh" },
    "activation: expected hidden layers beside it, got tanh without.",
  ],
  [
    { dropoutKind: "gaussian" },
    "dropoutKind: expected keepProbability or inputKeepProbability below 1 beside it, got gaussian without. Give one of them, or leave dropoutKind out.",
  ],
  [
    { minChange: 0.1 },
    "minChange: expected patience beside it, got 0.1 without. Give patience, or leave minChange out.",
  ],
  [{ restoreBest: false }, "restoreBest: expected patience beside it, got false without."],
  [
    { monitor: "accuracy" },
    "monitor: expected patience or schedule plateau beside it, got accuracy without. Give one of them, or leave monitor out.",
  ],
];

describe("a setting that does nothing beside the others", () => {
  it.each(idle)("is refused by train: %j", async (options, message) => {
    await expect(train(data, { ...short, ...options, development: data })).rejects.toThrow(message);
  });

  it.each(idle)("changes no parameter: %j", (options) => {
    const settings = resolveSettings({ ...short, ...options });
    const acting = withoutIdleSettings(settings);
    expect(acting).not.toEqual(settings);
    expect(idleSettings(acting)).toEqual([]);
    const [left, right] = [settings, acting].map((given) => {
      const step = createStep(data, given, data);
      step.iterate(0, 12);
      return step.parameters;
    });
    expect(left).toEqual(right);
  });

  it("is called as its caller calls it", () => {
    const settings = resolveSettings({ hiddenLayers: [], keepProbability: 0.5 });
    expect(() => checkIdle(settings, ({ flag }) => `--${flag}`)).toThrow(
      "--keep-prob: expected hidden layers beside it, got 0.5 without. Give --hidden, or leave --keep-prob out: --input-keep-prob acts on the features.",
    );
    expect(() => checkIdle(settings, undefined, ["noise"])).not.toThrow();
  });
});

describe("a setting that does something is taken", () => {
  it.each<TrainOptions>([
    { hiddenLayers: [], keepProbability: 1, activation: "relu", noise: 0, normalization: "none" },
    { hiddenLayers: [], inputKeepProbability: 0.5, dropoutKind: "gaussian" },
    { keepProbability: [1, 0.5], dropoutKind: "alpha" },
    { patience: 3, monitor: "accuracy", minChange: 0.1, restoreBest: false },
    { schedule: "plateau", monitor: "accuracy" },
    { mask: "frozen" },
  ])("%j", (options) => {
    expect(idleSettings(resolveSettings(options))).toEqual([]);
  });
});
