/**
 * Optimizers against their formulas in plain loops, rounded after every operation, so that float64 and float32 are held
 * to the last bit, over so many steps that the rows of the step table come round again.
 */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Engine, startEngine } from "../../src/engine/engine.ts";
import { createMemoryPlan } from "../../src/engine/memory-plan.ts";
import { descend } from "../../src/engine/parameters.ts";
import { bytesOf, type Precision } from "../../src/engine/precision.ts";
import { bindStepTable, reserveStepTable, STEP_ROWS, type StepNumbers } from "../../src/engine/step-table.ts";
import {
  firstCorrection,
  OPTIMIZER_NAMES,
  type Optimizer,
  type OptimizerName,
  type OptimizerNumbers,
  optimizers,
  planWeightDecay,
} from "../../src/train/optimizers.ts";
import { createNumbers, PRECISIONS, rounderOf, seeds } from "../support/kernel-bench.ts";

/** The optimizers that are made of kernels. */
const names = OPTIMIZER_NAMES.filter((name) => !optimizers[name].isFullBatch);

/** Numbers unlike the defaults, so that none is built in. */
const NUMBERS = { momentum: 0.8, beta1: 0.7, beta2: 0.97, rho: 0.9, epsilon: 1e-5 };

/** One number of each state, and the direction that an optimizer takes for a gradient. */
interface Moved {
  readonly direction: number;
  readonly states: readonly number[];
}

/** What the oracles need: the numbers and corrections, rounded to the precision, and how to round. */
interface Rounded extends OptimizerNumbers {
  readonly round: (value: number) => number;
  readonly least: number;
  readonly corrections: readonly [number, number];
}

type Oracle = (g: number, states: readonly number[], given: Rounded) => Moved;

/** kept·mean + (1 − kept)·x, with 0 for what would be denormal. */
function blend(mean: number, kept: number, x: number, { round, least }: Rounded): number {
  return normal(round(round(round(kept) * mean) + round(round(1 - kept) * x)), least);
}

function normal(value: number, least: number): number {
  return Math.abs(value) < least ? 0 : value;
}

const adamOracle: Oracle = (g, [m0, v0], given) => {
  const { round, beta1, beta2, epsilon, corrections } = given;
  const m = blend(m0 as number, beta1, g, given);
  const v = blend(v0 as number, beta2, round(g * g), given);
  const root = round(round(corrections[1] * round(Math.sqrt(v))) + round(epsilon));
  return { direction: round(round(corrections[0] * m) / root), states: [m, v] };
};

const oracles: Readonly<Partial<Record<OptimizerName, Oracle>>> = {
  "gradient-descent": (g) => ({ direction: g, states: [] }),
  momentum: (g, [v0], { round, momentum, least }) => {
    const v = normal(round(g + round(round(momentum) * (v0 as number))), least);
    return { direction: v, states: [v] };
  },
  nesterov: (g, [v0], { round, momentum, least }) => {
    const v = normal(round(g + round(round(momentum) * (v0 as number))), least);
    return { direction: round(g + round(round(momentum) * v)), states: [v] };
  },
  rmsprop: (g, [v0], given) => {
    const { round, rho, epsilon } = given;
    const v = blend(v0 as number, rho, round(g * g), given);
    return { direction: round(g / round(round(Math.sqrt(v)) + round(epsilon))), states: [v] };
  },
  adagrad: (g, [s0], { round, epsilon }) => {
    const s = round((s0 as number) + round(g * g));
    return { direction: round(g / round(round(Math.sqrt(s)) + round(epsilon))), states: [s] };
  },
  adam: adamOracle,
  adamw: adamOracle,
  lion: (g, [m0], given) => {
    const c = blend(m0 as number, given.beta1, g, { ...given, least: 0 });
    return { direction: Math.sign(c) + 0, states: [blend(m0 as number, given.beta2, g, given)] };
  },
};

/** An optimizer in a memory of its own, with a number on either side of every array that it must not touch. */
interface Bench {
  readonly engine: Engine<"step">;
  readonly parameters: ArrayLike<number> & { set: (values: ArrayLike<number>) => void };
  readonly gradients: { set: (values: ArrayLike<number>) => void } & ArrayLike<number>;
  readonly states: readonly ArrayLike<number>[];
  readonly neighbours: () => readonly number[];
  readonly write: (iteration: number, numbers: StepNumbers) => void;
}

function createBench(
  name: OptimizerName,
  precision: Precision,
  { count, numbers, weightDecay }: { count: number; numbers: OptimizerNumbers; weightDecay: number },
): Bench {
  const plan = createMemoryPlan(precision);
  const optimizer: Optimizer = optimizers[name];
  const spaces = Array.from({ length: 2 + optimizer.states }, () => plan.reserveNumbers(count + 2));
  const [parameters, gradients, ...states] = spaces.map((space) => space + bytesOf(precision)) as [
    number,
    number,
    ...number[],
  ];
  const table = reserveStepTable(plan);
  const range = { address: parameters, count };
  const arrays = { gradients: { address: gradients, count }, states, table };
  const engine = startEngine(plan, {
    step: [
      ...optimizer.plan(arrays, numbers),
      ...planWeightDecay([range], table, weightDecay),
      descend(range, gradients, table),
    ],
  });
  return {
    engine,
    parameters: engine.numbers(parameters, count),
    gradients: engine.numbers(gradients, count),
    states: states.map((state) => engine.numbers(state, count)),
    neighbours: () =>
      spaces.flatMap((space) => [0, count + 1].map((i) => engine.numbers(space, count + 2)[i] as number)),
    write: bindStepTable(engine, table),
  };
}

const runs = fc.record({
  seed: seeds,
  count: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 40 })),
  first: fc.constantFrom(0, STEP_ROWS - 10),
});

describe.each(PRECISIONS)("optimizers in %s", (precision) => {
  const round = rounderOf(precision);
  const least = precision === "f64" ? 2 ** -1022 : 2 ** -126;
  const numbers: OptimizerNumbers = NUMBERS;

  it.each(names)("%s follows its formula for 24 steps, to the last bit", (name) => {
    const oracle = oracles[name] as Oracle;
    fc.assert(
      fc.property(runs, ({ seed, count, first }) => {
        const random = createNumbers(seed, precision);
        const bench = createBench(name, precision, { count, numbers, weightDecay: 0 });
        const expected = Array.from(random.list(count));
        bench.parameters.set(expected);
        const states = expected.map((): readonly number[] => bench.states.map(() => 0));
        for (let step = first; step < first + 24; step++) {
          const corrections = [1 + 1 / (step + 1), 1 + 2 / (step + 1)] as const;
          const learningRate = 0.1 / (step + 1);
          const [firstOfStep, secondOfStep] = corrections;
          bench.write(step, {
            learningRate,
            firstCorrection: firstOfStep,
            secondCorrection: secondOfStep,
          });
          // A gradient of 0 now and then, as of a unit that is not active.
          const gradients = random.list(count).map((g) => (Math.abs(g) < 0.2 ? 0 : g));
          bench.gradients.set(gradients);
          expect(bench.engine.run("step", step)).toBe(step + 1);
          const given = { ...numbers, round, least, corrections: [round(firstOfStep), round(secondOfStep)] };
          const moved = Array.from(gradients, (g, i) =>
            oracle(g, states[i] as readonly number[], given as unknown as Rounded),
          );
          for (const [i, { direction, states: next }] of moved.entries()) {
            states[i] = next;
            expected[i] = round((expected[i] as number) - round(round(learningRate) * direction));
          }
          expect(Array.from(bench.gradients, withoutSign)).toEqual(
            moved.map(({ direction }) => withoutSign(direction)),
          );
          for (const [place, state] of bench.states.entries()) {
            expect(Array.from(state, withoutSign)).toEqual(
              states.map((all) => withoutSign(all[place] as number)),
            );
          }
          expect(Array.from(bench.parameters)).toEqual(expected);
        }
        expect(bench.neighbours().every((number) => number === 0)).toBe(true);
      }),
      { numRuns: 25, seed: 5 },
    );
  });

  it.each(["momentum", "nesterov"] as const)("%s of 0 is gradient descent", (name) => {
    const gradients = createNumbers(1, precision).list(11);
    const results = ([name, "gradient-descent"] as const).map((optimizer) => {
      const bench = createBench(optimizer, precision, {
        count: 11,
        numbers: { ...NUMBERS, momentum: 0 },
        weightDecay: 0,
      });
      for (let step = 0; step < 5; step++) {
        bench.write(step, { learningRate: 0.3 });
        bench.gradients.set(gradients.map((g) => round(g * (step - 2))));
        bench.engine.run("step", step);
      }
      return Array.from(bench.parameters);
    });
    expect(results[0]).toEqual(results[1]);
  });

  it("the first step of Adam is its learning rate long in every parameter, whatever the gradient", () => {
    const bench = createBench("adam", precision, { count: 3, numbers, weightDecay: 0 });
    bench.write(0, {
      learningRate: 0.01,
      firstCorrection: firstCorrection(NUMBERS.beta1, 1),
      secondCorrection: 1 / Math.sqrt(1 - NUMBERS.beta2),
    });
    bench.gradients.set([1e4, -30, 5]);
    bench.engine.run("step", 0);
    for (const [i, sign] of [-1, 1, -1].entries()) expect(bench.parameters[i]).toBeCloseTo(0.01 * sign, 7);
  });

  it("decoupled decay comes before the step, and leaves the direction alone", () => {
    const bench = createBench("lion", precision, { count: 2, numbers, weightDecay: 0.25 });
    bench.parameters.set([8, -8]);
    bench.gradients.set([1, 1]);
    bench.write(0, { learningRate: 0.5 });
    bench.engine.run("step", 0);
    expect(Array.from(bench.parameters)).toEqual([8 * 0.875 - 0.5, -8 * 0.875 - 0.5]);
  });

  it.each(names.filter((name) => name !== "gradient-descent"))(
    "%s does not hide a gradient that is not finite",
    (name) => {
      for (const count of [1, 3, 4, 7]) {
        for (let place = 0; place < count; place++) {
          for (const bad of [Number.NaN, Infinity, -Infinity]) {
            const bench = createBench(name, precision, { count, numbers, weightDecay: 0 });
            bench.write(0, { learningRate: 0.1, firstCorrection: 2, secondCorrection: 2 });
            bench.gradients.set(new Float64Array(count).fill(1).with(place, bad));
            expect(bench.engine.run("step", 0)).toBe(0);
            expect(Array.from(bench.parameters)).toEqual(Array.from({ length: count }, () => 0));
          }
        }
      }
    },
  );

  it.each(["rmsprop", "adagrad", "adam"] as const)(
    "%s refuses a step where a square overflows, and does not stand still",
    (name) => {
      const bench = createBench(name, precision, { count: 1, numbers, weightDecay: 0 });
      bench.write(0, { learningRate: 0.1, firstCorrection: 2, secondCorrection: 2 });
      bench.gradients.set([precision === "f64" ? 1e200 : 1e30]);
      expect(bench.engine.run("step", 0)).toBe(0);
    },
  );

  it.each(names.filter((name) => name !== "gradient-descent" && name !== "adagrad"))(
    "%s forgets a gradient wholly, and is not left with denormal numbers",
    (name) => {
      const bench = createBench(name, precision, { count: 5, numbers, weightDecay: 0 });
      for (let row = 0; row < STEP_ROWS; row++) {
        bench.write(row, { learningRate: 0, firstCorrection: 1, secondCorrection: 1 });
      }
      bench.gradients.set([1, -1, 0.5, 2, 3]);
      bench.engine.run("step", 0);
      for (let step = 1; step < 30_000; step++) {
        bench.gradients.set([0, 0, 0, 0, 0]);
        bench.engine.run("step", step);
      }
      for (const state of bench.states) expect(Array.from(state, Math.abs)).toEqual([0, 0, 0, 0, 0]);
    },
  );
});

/** 0 for −0: a cut-off denormal and an added 0 have no sign. */
function withoutSign(value: number): number {
  return value === 0 ? 0 : value;
}
