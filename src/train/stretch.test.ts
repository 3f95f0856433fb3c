import { expect, it } from "vitest";
import { iterationsPerStretch, type StretchWork } from "./stretch.ts";

const run = (changes: Partial<StretchWork> = {}): number =>
  iterationsPerStretch({
    spec: { inputs: 2, hiddenLayers: [20, 3], activation: "relu" },
    settings: { keepProbability: 1, costInterval: 100 },
    examples: 211,
    developmentExamples: 0,
    ...changes,
  });

it("a stretch gets shorter with everything that an iteration has to do", () => {
  const plain = run();
  expect(run({ examples: 422 })).toBeLessThan(0.6 * plain);
  expect(run({ spec: { inputs: 2, hiddenLayers: [20, 30], activation: "relu" } })).toBeLessThan(0.5 * plain);
  expect(run({ settings: { keepProbability: 0.9, costInterval: 100 } })).toBeLessThan(0.9 * plain);
  const frequent = { keepProbability: 1, costInterval: 1 };
  expect(run({ settings: frequent, developmentExamples: 50_000 })).toBeLessThan(0.05 * plain);
});

it("a stretch is never endless, however small the network, nor empty, however large", () => {
  const tiny = { inputs: 1, hiddenLayers: [], activation: "relu" } as const;
  expect(run({ spec: tiny, examples: 2 })).toBeLessThan(100_000);
  expect(run({ examples: 1e9 })).toBe(1);
});
