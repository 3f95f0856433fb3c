import { expect, it } from "vitest";
import type { TrainOptions } from "./options.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { scheduleRun } from "./run-schedule.ts";
import { iterationsPerStretch, type RunSize } from "./stretch.ts";

const stretchOf = (options: TrainOptions, sizes: Partial<RunSize> = {}): number => {
  const settings = resolveSettings(options);
  const { hiddenLayers, activation } = settings;
  const spec = { inputs: 2, hiddenLayers, activation };
  const examples = sizes.examples ?? 211;
  const schedule = scheduleRun(settings, examples);
  return iterationsPerStretch({ spec, settings, schedule, examples, developmentExamples: 0, ...sizes });
};

it("a stretch gets shorter with everything that an iteration has to do", () => {
  const plain = stretchOf({});
  expect(stretchOf({}, { examples: 422 })).toBeLessThan(0.6 * plain);
  expect(stretchOf({ hiddenLayers: [20, 30] })).toBeLessThan(0.5 * plain);
  expect(stretchOf({ keepProbability: 0.9 })).toBeLessThan(0.9 * plain);
  expect(stretchOf({ costInterval: 1 }, { developmentExamples: 50_000 })).toBeLessThan(0.05 * plain);
});

it("dropout without hidden units is no work", () => {
  expect(stretchOf({ hiddenLayers: [], keepProbability: 0.5 })).toBe(stretchOf({ hiddenLayers: [] }));
});

it("a stretch is never endless, however small the network, nor empty, however large", () => {
  expect(stretchOf({ hiddenLayers: [] }, { examples: 2 })).toBeLessThan(100_000);
  expect(stretchOf({}, { examples: 1e9 })).toBe(1);
});
