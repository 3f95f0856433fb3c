/**
 * Programs divided for several threads, run by one that takes the parts of every section from the last to the first: if a
 * part read what another writes, or a sum were divided, numbers would differ from those of the program in its own order.
 */

import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dividedBy } from "../../src/engine/division.ts";
import { KERNELS, type KernelName, STOPPING_KERNELS } from "../../src/engine/kernels.ts";
import { createMemoryPlan } from "../../src/engine/memory-plan.ts";
import { AVERAGING_NAMES } from "../../src/train/averaging.ts";
import { CLIPPING_NAMES } from "../../src/train/clipping.ts";
import { CONSTRAINT_NAMES } from "../../src/train/constraints.ts";
import { OPTIMIZER_NAMES } from "../../src/train/optimizers.ts";
import { resolveSettings } from "../../src/train/resolve-settings.ts";
import { createStep, type Step } from "../../src/train/step.ts";
import { planStep } from "../../src/train/step-plan.ts";
import { combinations } from "../support/random-combinations.ts";

const ITERATIONS = 12;
const RUNS = { numRuns: 250, seed: 1 };

/** Everything that changes the calls of an iteration. */
const runs = fc
  .record({
    combination: combinations,
    precision: fc.constantFrom("f64" as const, "f32" as const),
    threads: fc.integer({ min: 2, max: 5 }),
    optimizer: fc.constantFrom(...OPTIMIZER_NAMES.filter((name) => name !== "lbfgs")),
    clipping: fc.constantFrom(...CLIPPING_NAMES),
    constraint: fc.constantFrom(...CONSTRAINT_NAMES),
    averaging: fc.constantFrom(...AVERAGING_NAMES),
    weightDecay: fc.constantFrom(0, 0.1),
  })
  .map(({ combination: { dataset, options }, precision, threads, ...others }) => ({
    dataset,
    settings: resolveSettings({
      ...options,
      ...others,
      // More units than a part has, so that layers are divided.
      hiddenLayers: (options.hiddenLayers ?? []).map((units) => 5 * units),
      iterations: 2 * ITERATIONS,
      precision,
      learningRate: 0.01,
    }),
    threads,
  }));

/** All numbers that an iteration computes, as bytes. */
function bytesOf(step: Step): Buffer {
  const arrays = [
    step.parameters,
    step.modelParameters,
    step.gradients,
    ...[...step.outputs, ...step.sumGradients, ...step.activations].map(({ numbers }) => numbers),
  ];
  return Buffer.concat(
    arrays.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );
}

describe("a divided program", () => {
  const seen = new Set<KernelName>();

  it("computes the bits of the whole one, whatever the network, the noise and the optimizer", () => {
    fc.assert(
      fc.property(runs, ({ dataset, settings, threads }) => {
        const { programs } = planStep(createMemoryPlan(settings.precision), { dataset, settings });
        const { iterate, iterateOfLast, forward } = programs;
        for (const { kernel } of [...iterate, ...iterateOfLast, ...forward]) seen.add(kernel);
        const [whole, divided] = [
          createStep(dataset, settings),
          createStep(dataset, settings, dataset, { threads }),
        ];
        const reached = whole.iterate(0, ITERATIONS);
        expect(divided.iterate(0, ITERATIONS)).toBe(reached);
        expect(divided.forward(reached)).toBe(whole.forward(reached));
        expect(bytesOf(divided).equals(bytesOf(whole))).toBe(true);
        expect(divided.wholeCost()).toBe(whole.wholeCost());
      }),
      RUNS,
    );
  });

  it("is tried with every kernel that is divided", () => {
    const divided = KERNELS.filter((kernel) => dividedBy(kernel) !== undefined);
    expect(divided.filter((kernel) => !seen.has(kernel))).toEqual([]);
  });
});

it("the kernels that can end a run are those that assembly/run.ts asks whether to go on", async () => {
  const source = await readFile(new URL("../../assembly/run.ts", import.meta.url), "utf8");
  const asked = [...source.matchAll(/return (?!unreachable)([a-zA-Z]+)(?:<T>)?\(changetype/g)].map(
    ([, name]) => name,
  );
  expect(new Set(asked)).toEqual(STOPPING_KERNELS);
});
