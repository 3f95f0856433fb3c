import { describe, expect, it, vi } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { checkMemory } from "./check-memory.ts";
import { checkGradients } from "./gradient-check.ts";
import type { TrainOptions } from "./options.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { createStep } from "./step.ts";
import { train } from "./train.ts";

// The real functions, watched: what a step asks for can be seen without filling the memory.
vi.mock(import("./check-memory.ts"), { spy: true });

const GIB = 2 ** 30;

function createExamples(count: number): Dataset {
  const rows = Array.from({ length: count }, (_, i) => [i % 2]);
  return Dataset.fromRows({ name: "d", rows, labels: rows.map(([value]) => value as number) });
}

it("a run whose arrays do not fit one memory is refused, with what it would have taken", () => {
  const check = (bytes: number, hiddenLayers: number[], examples: number) => () =>
    checkMemory(bytes, { hiddenLayers }, examples);
  expect(check(4 * GIB, [4096], 1_000_000)).not.toThrow();
  expect(check(61.1 * GIB, [4096, 3], 1_000_000)).toThrow(
    "hiddenLayers: expected arrays of at most 4.0 GiB for one run, " +
      "got 61.1 GiB for hidden layers [4096, 3] and 1 000 000 examples. Take fewer units or fewer examples.",
  );
  expect(check(64 * GIB, [], 2 ** 31)).toThrow(
    "got 64.0 GiB for hidden layers [] and 2 147 483 648 examples. Take fewer examples.",
  );
});

describe("the bytes of a run", () => {
  // So many that the step table, of the same size in both precisions, does not count.
  const EXAMPLES = 10_000;
  const UNITS = 50;
  const data = createExamples(EXAMPLES);
  const bytesOf = (options: TrainOptions, development?: Dataset): number => {
    createStep(data, resolveSettings({ hiddenLayers: [UNITS], ...options }), development);
    return vi.mocked(checkMemory).mock.lastCall?.[0] as number;
  };
  const plain = bytesOf({});

  it("are at least those of the activations and their derivatives", () => {
    expect(plain).toBeGreaterThan(2 * 8 * UNITS * EXAMPLES);
    expect(plain).toBeLessThan(3 * 8 * UNITS * EXAMPLES);
  });

  it("become more by masks, by the pass without dropout, and by development examples", () => {
    const dropout = bytesOf({ keepProbability: 0.9 });
    expect(dropout - plain).toBeGreaterThan((1 + 8) * UNITS * EXAMPLES);
    expect(bytesOf({}, data) - plain).toBeGreaterThan(8 * UNITS * EXAMPLES);
    expect(vi.mocked(checkMemory).mock.lastCall?.[2]).toBe(2 * EXAMPLES);
  });

  it("are half as many in float32", () => {
    expect(bytesOf({ precision: "f32" }) / plain).toBeCloseTo(0.5, 2);
  });
});

it("training and the gradient check refuse such a run before its arrays are made", async () => {
  const data = createExamples(20_000);
  const options = { hiddenLayers: [4096, 4096, 4096], keepProbability: 0.5 };
  const refusal = "hiddenLayers: expected arrays of at most 4.0 GiB for one run, got ";
  await expect(train(data, options)).rejects.toThrow(refusal);
  expect(() => checkGradients(data, options)).toThrow(refusal);
});
