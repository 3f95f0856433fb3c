import { describe, expect, it } from "vitest";
import { Matrix } from "../base/matrix.ts";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { moons } from "../data/generators.ts";
import * as textbook from "../textbook/index.ts";
import type { InspectedBlock, InspectedLayer } from "./inspection.ts";
import { presets, type TrainOptions } from "./options.ts";
import { train } from "./train.ts";
import { startTraining, type Training } from "./training.ts";

const { training: football, test } = datasets.football();
const small = moons({ examples: 24 });
const SMALL: TrainOptions = { hiddenLayers: [3], iterations: 100 };

/** The textbook's pass and gradients at the present parameters, with the article's frozen masks. */
function followTextbook(training: Training, lambda: number, keepProbability: number) {
  const { X, Y } = football.toMatrices();
  const parameters = training.model().toTextbook();
  const { AL, cache } = textbook.forwardPropagationWithDropout(X, parameters, keepProbability);
  const gradients = textbook.addPenaltyGradients(
    textbook.backwardPropagationWithDropout(X, Y, cache, keepProbability),
    cache,
    lambda / X.columns,
  );
  return {
    cache,
    gradients,
    cost: textbook.computeCostWithRegularization(AL, Y, parameters, lambda),
    updated: textbook.updateParameters(parameters, gradients, 0.3),
  };
}

describe("an inspection beside the textbook", () => {
  const [lambda, keepProbability] = [0.7, 0.86];
  const training = startTraining(football, { ...presets.article, lambda, keepProbability });

  it.each([0, 1, 250])(
    "has its Z, A, D, dZ, dW and db, its cost and its next W after %i more steps",
    (steps) => {
      training.advance(steps);
      const expected = followTextbook(training, lambda, keepProbability);
      for (const example of [0, 7, football.examples - 1]) {
        const seen = training.inspect(example);
        expect(seen.cost).toBeCloseTo(expected.cost, 12);
        expect(seen.features.activations).toEqual(Float64Array.from(football.row(example)));
        for (const layer of seen.layers) {
          const columnOf = (name: "Z" | "A" | "D", from = expected.cache): number[] =>
            column(from[`${name}${layer.layer}`], example);
          expectClose(layer.sums, columnOf("Z"));
          expectClose(layer.sumGradients, column(expected.gradients[`dZ${layer.layer}`], example));
          const isOutput = layer.layer === seen.layers.length;
          expectClose(isOutput ? seen.example.predictions : layer.outputs, columnOf("A"));
          expect(layer.scale).toBe(isOutput ? 1 : 1 / keepProbability);
          if (!isOutput) expect(Array.from(layer.mask ?? [])).toEqual(columnOf("D"));
          else expect(layer.mask).toBeUndefined();
          for (const [kind, name] of [
            ["weight", "W"],
            ["bias", "b"],
          ] as const) {
            const block = blockOf(layer, kind);
            expect(block.name).toBe(`${name}${layer.layer}`);
            expectClose(block.gradients, flat(expected.gradients[`d${name}${layer.layer}`]));
            expectClose(block.updated, flat(expected.updated[`${name}${layer.layer}`]));
          }
        }
      }
    },
  );

  it("has the slopes of its cost", () => {
    const { layers } = training.inspect();
    const { X, Y } = football.toMatrices();
    const parameters = training.model().toTextbook();
    const costWith = (name: "W1" | "W2" | "W3" | "b2", place: number, shift: number): number => {
      const { rows, columns, data } = parameters[name];
      const moved = data.map((value, index) => (index === place ? value + shift : value));
      const shifted = { ...parameters, [name]: new Matrix(rows, columns, moved) };
      const { AL } = textbook.forwardPropagationWithDropout(X, shifted, keepProbability);
      return textbook.computeCostWithRegularization(AL, Y, shifted, lambda);
    };
    const step = 1e-6;
    for (const name of ["W1", "W2", "W3", "b2"] as const) {
      const block = layers
        .flatMap(({ blocks }) => blocks)
        .find((each) => each.name === name) as InspectedBlock;
      for (const place of [0, block.values.length - 1]) {
        const slope = (costWith(name, place, step) - costWith(name, place, -step)) / (2 * step);
        expect(block.gradients[place]).toBeCloseTo(slope, 8);
      }
    }
  });
});

describe("an inspection", () => {
  it("is of an example of the batch, the first unless told, and names those that there are", () => {
    const training = startTraining(small, { ...SMALL, batchSize: 5, mixup: 0.4 });
    training.advance(3);
    const { batch, example, share } = training.inspect();
    expect([batch.length, share, example.index]).toEqual([5, 0.2, batch[0]]);
    expect(example.mixedWith?.share).toBeGreaterThan(0);
    const last = batch[4] as number;
    expect(training.inspect(last).example.index).toBe(last);
    const other = Array.from({ length: 24 }, (_, index) => index).find((index) => !batch.includes(index));
    expect(() => training.inspect(other)).toThrow(
      `inspect: example: expected one of the batch of iteration 3: ${batch.join(", ")}, got ${other}.`,
    );
    training.advance(1);
    // The last batch of an epoch has what is left.
    expect(training.inspect().batch).toHaveLength(4);
    const whole = startTraining(small, SMALL);
    expect(() => whole.inspect(24)).toThrow(
      "inspect: example: expected a whole number from 0 to 23, got 24.",
    );
    expect(() => whole.inspect(0.5)).toThrow(
      "inspect: example: expected a whole number from 0 to 23, got 0.5.",
    );
  });

  it("shows the values that hold now, and what a change makes of the step", () => {
    const training = startTraining(small, { ...SMALL, learningRate: 0.1 });
    training.advance(5);
    const before = training.inspect();
    training.change({ lambda: 2, learningRate: 0.05 });
    const after = training.inspect();
    expect([before.learningRate, after.learningRate]).toEqual([0.1, 0.05]);
    const [plain, shrunk] = [before, after].map(({ layers }) =>
      blockOf(layers[0] as InspectedLayer, "weight"),
    );
    expect(layerOf(after).lambda).toBe(2);
    expect(plain?.penaltyGradients.every((value) => value === 0)).toBe(true);
    expectClose(
      shrunk?.penaltyGradients as Float64Array,
      Array.from(shrunk?.values ?? [], (w) => (2 / 24) * w),
    );
    expect(after.penalty).toBeGreaterThan(0);
  });

  it("after the end is of the step that would have followed, but for a run that diverged", () => {
    const training = startTraining(small, { ...SMALL, iterations: 10 });
    training.advance(Infinity);
    const parameters = training.parameters();
    expect(training.inspect().iteration).toBe(10);
    expect(training.parameters()).toEqual(parameters);
    const diverged = startTraining(small, { ...SMALL, learningRate: 1e300 });
    diverged.advance(Infinity);
    expect(() => diverged.inspect()).toThrow(
      "inspect: expected a run whose numbers are finite, got one that diverged at iteration 1: ",
    );
  });

  it("finds the divergence that the next step would have found", () => {
    const options = { ...SMALL, learningRate: 1e300 };
    const [seen, blind] = [startTraining(small, options), startTraining(small, options)];
    expect(seen.advance(1)).toBeUndefined();
    expect(seen.inspect).toThrow("got one that diverged at iteration 1: ");
    expect(blind.advance(Infinity)).toEqual(seen.outcome);
    expect(seen.stop()).toEqual(blind.stop());
  });

  it("tells of a step that would leave the finite range: it is not taken", () => {
    const rows = Array.from({ length: small.examples }, (_, i) => small.row(i).map((value) => value * 1e306));
    const labels = Array.from(small.target.values);
    const scaled = Dataset.fromRows({ name: "scaled", rows, labels });
    const training = startTraining(scaled, { hiddenLayers: [], learningRate: 1e10, iterations: 10 });
    const { isTaken, layers } = training.inspect();
    const { values, updated } = blockOf(layers[0] as InspectedLayer, "weight");
    expect([isTaken, updated]).toEqual([false, values]);
    expect(training.advance(1)).toMatchObject({ kind: "diverged", iteration: 0, place: "parameters" });
  });
});

function layerOf({ layers }: { readonly layers: readonly InspectedLayer[] }): InspectedLayer {
  return layers[0] as InspectedLayer;
}

describe("a run that goes on as far as it is told", () => {
  it("starts with a record, and has one wherever it rests at an iteration that is recorded", () => {
    const training = startTraining(small, { ...SMALL, costInterval: 10, development: small });
    const { history } = training;
    expect(history.iteration).toEqual([0]);
    expect([training.iteration, training.iterations, training.outcome]).toEqual([0, 100, undefined]);
    expect(training.advance(0)).toBeUndefined();
    expect(training.advance(10)).toBeUndefined();
    expect(history.iteration).toEqual([0, 10]);
    expect(history.developmentCost.at(-1)).toBe(training.model().evaluate(small).dataCost);
    expect(training.advance()).toBeUndefined();
    expect([training.iteration, history.iteration.length]).toEqual([11, 2]);
    expect(training.advance(Infinity)).toEqual({ kind: "finished" });
    expect(training.history).toBe(history);
    expect(history.iteration).toHaveLength(11);
    expect(training.advance(5)).toEqual({ kind: "finished" });
    expect(training.iteration).toBe(100);
  });

  it("gives copies: what is done with them does not reach the run", () => {
    const training = startTraining(small, SMALL);
    const whole = startTraining(small, SMALL);
    const model = training.model();
    training.parameters().fill(Number.NaN);
    training.advance(Infinity);
    whole.advance(Infinity);
    expect(training.parameters()).toEqual(whole.parameters());
    expect(model.fingerprint).toBe(startTraining(small, SMALL).model().fingerprint);
    expect(model.spec).toEqual(training.spec);
  });

  it("has the same model before and after a look, which moves no running statistics", () => {
    const options = { ...SMALL, normalization: "batch" } as const;
    const training = startTraining(small, options);
    for (const steps of [3, 7, 20]) {
      training.advance(steps);
      const { fingerprint } = training.model();
      training.inspect();
      expect(training.model().fingerprint).toBe(fingerprint);
    }
    const other = startTraining(small, options);
    other.advance(30);
    expect(training.stop()).toEqual(other.stop());
  });

  it("is stopped where it is, as an abort stops train, and stopped once", () => {
    const training = startTraining(small, SMALL);
    training.advance(42);
    const run = training.stop();
    expect([run.outcome, run.iterations]).toEqual([{ kind: "stopped", iteration: 42 }, 42]);
    expect(run.history.iteration).toEqual([0, 42]);
    expect(run).not.toHaveProperty("changes");
    expect(training.advance(10)).toBe(run.outcome);
    expect(training.stop().history.iteration).toEqual([0, 42]);
  });

  it("takes the best parameters where early stopping restores them", async () => {
    const options = { ...SMALL, iterations: 2000, learningRate: 2, patience: 2, development: test };
    const training = startTraining(football, options);
    expect(training.advance(Infinity)?.kind).toBe("stoppedEarly");
    const run = training.stop();
    expect(run.modelIteration).toBeLessThan(run.iterations);
    expect(run).toEqual(await train(football, options));
  });

  it("keeps 50,000 records for little: reading them copies nothing", () => {
    const training = startTraining(moons({ examples: 4 }), {
      hiddenLayers: [],
      learningRate: 1e-3,
      iterations: 50_000,
      costInterval: 1,
    });
    while (training.outcome === undefined) {
      const { cost } = training.history;
      training.advance(1);
      expect(training.history.cost === cost && cost.length === training.iteration + 1).toBe(true);
    }
    expect(training.history.iteration).toHaveLength(50_001);
  });

  it.each([-1, 0.5, Number.NaN, "3"])("refuses to advance by %j", (count) => {
    expect(() => startTraining(small, SMALL).advance(count as number)).toThrow(
      "advance: expected a whole number of iterations, or Infinity for all that are left, got ",
    );
  });

  it("refuses what train refuses", () => {
    expect(() => startTraining([] as never)).toThrow("startTraining: expected a Dataset, got []");
    expect(() => startTraining(small, { development: 3 as never })).toThrow(
      "development: expected a Dataset, got 3.",
    );
    expect(() => startTraining(small, { monitor: "accuracy" })).toThrow("monitor: ");
    expect(() => startTraining(small, { lamda: 1 } as never)).toThrow(
      /expected one of hiddenLayers, .*, got "lamda"/,
    );
  });
});

describe("a change", () => {
  it("is recorded when it changes something, one for each moment", () => {
    const training = startTraining(small, { ...SMALL, lambda: 0.5 });
    training.change({ lambda: 0.5 });
    expect(training.changes).toEqual([]);
    training.change({ lambda: 1 });
    training.change({ learningRate: 0.2 });
    training.change({ lambda: [1, 2] });
    training.advance(7);
    training.change({ learningRate: 0.1, lambda: [1, 2] });
    const changes = [
      { iteration: 0, lambda: [1, 2], learningRate: 0.2 },
      { iteration: 7, learningRate: 0.1 },
    ];
    expect(training.changes).toEqual(changes);
    const run = training.stop();
    expect(run.changes).toEqual(changes);
    expect(run.settings).toMatchObject({ lambda: 0.5, learningRate: 0.3 });
  });

  it("is part of what a divergence is put down to", () => {
    const training = startTraining(football, { iterations: 1000 });
    training.advance(10);
    training.change({ learningRate: 1e155 });
    expect(training.advance(Infinity)).toMatchObject({
      kind: "diverged",
      iteration: 11,
      cause: "the learning rate 1e+155 is too large for this network. Try 0.3 or less.",
    });
  });

  it("is refused where it is wrong, does nothing, or comes too late", () => {
    const training = startTraining(small, SMALL);
    const change = (changed: object) => () => training.change(changed);
    expect(change({})).toThrow("change: expected lambda, learningRate or both, got neither.");
    expect(change({ lambda: -1 })).toThrow("change: lambda: expected ");
    expect(change({ learningRate: 0 })).toThrow(
      "change: learningRate: expected a finite number greater than 0, got 0.",
    );
    expect(change({ lambda: [1, 2, 3] })).toThrow(
      "change: lambda: expected one value, or one for each of 2 layers, got 3 values. The output layer comes last.",
    );
    expect(change({ keepProbability: 0.5 })).toThrow(
      'change: expected one of lambda, learningRate, got "keepProbability".',
    );
    expect(training.changes).toEqual([]);
    training.stop();
    expect(change({ lambda: 1 })).toThrow(
      "change: expected a run that goes on, got one that has ended: stopped after 0 iterations.",
    );
    const lbfgs = startTraining(small, { ...SMALL, optimizer: "lbfgs" });
    expect(() => lbfgs.change({ lambda: 1 })).toThrow(
      "change: lambda: expected no change beside optimizer lbfgs, which needs the same cost in every evaluation, got 1. " +
        "Start another run.",
    );
  });

  it("of a run that is repeated is checked before it starts", () => {
    const starts = (changes: unknown) => () => startTraining(small, { ...SMALL, changes: changes as never });
    expect(starts(3)).toThrow("changes: expected a list of changes, got 3.");
    expect(starts([3])).toThrow("changes: entry 1: expected an object of options, got 3.");
    expect(starts([{ iteration: 5 }])).toThrow(
      "changes: entry 1: expected lambda, learningRate or both, got neither.",
    );
    expect(starts([{ iteration: 5, lambda: "a" }])).toThrow("changes: entry 1: lambda: expected ");
    const late = "expected a whole number from 5 to 99, in ascending order, got ";
    const first = { iteration: 5, lambda: 1 };
    expect(starts([first, { iteration: 4, lambda: 2 }])).toThrow(`changes: entry 2: iteration: ${late}4.`);
    expect(starts([first, { iteration: 100, lambda: 2 }])).toThrow(
      `changes: entry 2: iteration: ${late}100.`,
    );
    expect(starts([first, { lambda: 2 }])).toThrow(`changes: entry 2: iteration: ${late}nothing.`);
  });
});

function blockOf({ blocks }: InspectedLayer, kind: InspectedBlock["kind"]): InspectedBlock {
  return blocks.find((block) => block.kind === kind) as InspectedBlock;
}

function column(matrix: Matrix | undefined, place: number): number[] {
  const { data, columns } = matrix as Matrix;
  return Array.from(data).filter((_, index) => index % columns === place);
}

function flat(matrix: Matrix | undefined): number[] {
  return Array.from((matrix as Matrix).data);
}

function expectClose(found: Float64Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) {
    expect(Math.abs((found[index] as number) - value)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)));
  }
}
