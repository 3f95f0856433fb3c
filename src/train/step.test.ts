import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { moons } from "../data/generators.ts";
import type { TrainOptions } from "./options.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { createStep, type Step } from "./step.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const CHUNK = 10_000;
const CHUNKS = 100;
const MEBIBYTE = 2 ** 20;

/** What a run of a hundred chunks of iterations did to the memory. */
interface MemoryUse {
  /** Bytes of objects made per iteration, most of which nothing holds any more. */
  readonly madePerIteration: number;
  /** Bytes by which the memory has grown after garbage is collected. */
  readonly growth: {
    readonly heap: number;
    readonly arrays: number;
    readonly external: number;
    readonly process: number;
  };
}

/** Measures a million calls of `takeSteps`, a chunk each; the first warms up and is not counted. */
function measureMemory(takeSteps: (from: number, end: number) => void): MemoryUse {
  takeSteps(0, CHUNK);
  collectGarbage();
  const before = process.memoryUsage();
  const made = Array.from({ length: CHUNKS - 1 }, () => 0).map((_, index) => {
    const start = process.memoryUsage().heapUsed;
    takeSteps((index + 1) * CHUNK, (index + 2) * CHUNK);
    return process.memoryUsage().heapUsed - start;
  });
  collectGarbage();
  const after = process.memoryUsage();
  // The median, since the heap shrinks in a chunk in which garbage happens to be collected.
  const median = made.toSorted((a, b) => a - b)[Math.floor(made.length / 2)] as number;
  return {
    madePerIteration: median / CHUNK,
    growth: {
      heap: after.heapUsed - before.heapUsed,
      arrays: after.arrayBuffers - before.arrayBuffers,
      external: after.external - before.external,
      process: after.rss - before.rss,
    },
  };
}

function createSmallStep(options: TrainOptions): Step {
  const data = moons({ examples: 5 });
  return createStep(data, resolveSettings({ hiddenLayers: [3], learningRate: 1e-3, ...options }), data);
}

describe("iterations in one call", () => {
  const options: readonly TrainOptions[] = [
    {},
    { lambda: 0.7, activation: "tanh", precision: "f32" },
    { keepProbability: 0.8, activation: "sigmoid" },
    { keepProbability: 0.8, mask: "frozen" },
    { keepProbability: 0.8, mask: "stream", rng: "numpy" },
  ];

  it.each(options)("are those of their parts, one after another, to the last bit: %j", (given) => {
    const [whole, parts] = [createSmallStep(given), createSmallStep(given)];
    expect(whole.iterate(0, 30)).toBe(30);
    for (let iteration = 0; iteration < 30; iteration++) {
      expect(parts.forward(iteration)).toBe(true);
      parts.backward();
      expect(parts.descend()).toBe(true);
    }
    expect(whole.parameters).toEqual(parts.parameters);
  });

  it("end with the iteration that cannot be finished, and the last finite parameters", () => {
    const given = { learningRate: 1e60 };
    const [whole, parts] = [createSmallStep(given), createSmallStep(given)];
    const reached = whole.iterate(0, 1000);
    expect(reached).toBeGreaterThan(0);
    expect(reached).toBeLessThan(1000);
    expect(parts.iterate(0, reached)).toBe(reached);
    expect(whole.parameters).toEqual(parts.parameters);
    expect(whole.parameters.every(Number.isFinite)).toBe(true);
    const isFinite = parts.forward(reached);
    parts.backward();
    expect(isFinite && parts.descend()).toBe(false);
    expect(whole.iterate(reached, 1000)).toBe(reached);
  });
});

describe("a million iterations", () => {
  const runs: readonly TrainOptions[] = [
    {},
    { lambda: 0.7, activation: "tanh" },
    { keepProbability: 0.8, precision: "f32" },
    { keepProbability: 0.8, lambda: 0.1, mask: "frozen", rng: "numpy" },
    { keepProbability: 0.8, mask: "stream", rng: "numpy" },
  ];

  it.each(runs)("do not let the memory grow: %j", (options) => {
    const step = createSmallStep(options);
    const { growth } = measureMemory((from, end) => expect(step.iterate(from, end)).toBe(end));
    expect(growth.arrays).toBeLessThanOrEqual(0);
    expect(growth.heap).toBeLessThan(MEBIBYTE);
    expect(growth.external).toBeLessThan(MEBIBYTE);
    expect(growth.process).toBeLessThan(64 * MEBIBYTE);
  });

  it.each(runs.filter(({ mask }) => mask !== "stream"))(
    "make no object, in one call or in many: %j",
    (options) => {
      const step = createSmallStep(options);
      const { madePerIteration } = measureMemory((from, end) => {
        const middle = (from + end) / 2;
        step.iterate(from, middle);
        for (let iteration = middle; iteration < end; iteration++) {
          step.forward(iteration);
          step.backward();
          step.descend();
        }
      });
      expect(madePerIteration).toBeLessThan(1);
    },
  );

  it("would be noticed if each made one small object, or kept one number", () => {
    const step = createSmallStep({});
    const kept: number[] = [];
    let last = {};
    const objects = measureMemory((from, end) => {
      for (let iteration = from; iteration < end; iteration++) {
        step.iterate(iteration, iteration + 1);
        last = { iteration };
      }
    });
    expect(objects.madePerIteration).toBeGreaterThan(8);
    const numbers = measureMemory((from, end) => {
      for (let iteration = from; iteration < end; iteration++) {
        step.iterate(iteration, iteration + 1);
        kept.push(iteration + 0.5);
      }
    });
    expect(numbers.growth.heap).toBeGreaterThan(7 * MEBIBYTE);
    expect([last, kept.length]).toEqual([{ iteration: CHUNK * CHUNKS - 1 }, CHUNK * CHUNKS]);
  });
});
