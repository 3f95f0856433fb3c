import { describe, expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import type { TrainEvent } from "./events.ts";
import type { TrainOptions } from "./options.ts";
import { describeOutcome } from "./outcome.ts";
import { train } from "./train.ts";

const { training, test } = datasets.football();

describe("the same bits", () => {
  it("two runs with one seed are the same, another seed is another", async () => {
    const [first, second, other] = await Promise.all(
      [3, 3, 4].map((seed) => train(training, { seed, iterations: 50, keepProbability: 0.8 })),
    );
    expect(first?.fingerprint).toBe(second?.fingerprint);
    expect(first?.fingerprint).not.toBe(other?.fingerprint);
  });

  it("where a run pauses, whether costs are recorded and who listens change no bit", async () => {
    const plain = await train(training, { iterations: 300, keepProbability: 0.86 });
    const watched = await train(training, {
      iterations: 300,
      keepProbability: 0.86,
      costInterval: 7,
      development: test,
      onEvent: () => undefined,
    });
    expect(watched.fingerprint).toBe(plain.fingerprint);
  });
});

describe("history and events", () => {
  it("records data cost and penalty apart, on training and development examples", async () => {
    const { history } = await train(training, { lambda: 0.7, iterations: 250, development: test });
    expect(history.iteration).toEqual([0, 100, 200, 250]);
    history.cost.forEach((cost, i) => {
      expect(cost).toBe((history.dataCost[i] as number) + (history.penalty[i] as number));
      expect(history.penalty[i]).toBeGreaterThan(0);
    });
    expect(history.developmentCost).toHaveLength(4);
    expect(history.dataCostWithoutDropout).toEqual(history.dataCost);
  });

  it("the last record is that of the model that comes out", async () => {
    const run = await train(training, { keepProbability: 0.7, iterations: 250, development: test });
    expect(run.history.dataCostWithoutDropout.at(-1)).toBe(run.model.evaluate(training).dataCost);
    expect(run.history.developmentCost.at(-1)).toBe(run.model.evaluate(test).dataCost);
    expect(run.history.dataCost.at(-1)).not.toBe(run.history.dataCostWithoutDropout.at(-1));
  });

  it("tells costs, progress and the end", async () => {
    const events: TrainEvent[] = [];
    const run = await train(training, {
      iterations: 1000,
      costInterval: 500,
      onEvent: (event) => events.push(event),
    });
    const costs = events.filter((event) => event.type === "cost");
    expect(costs.map((event) => event.iteration)).toEqual([0, 500, 1000]);
    const progress = events.filter((event) => event.type === "progress");
    expect(progress.at(-1)).toEqual({ type: "progress", iteration: 1000, iterations: 1000 });
    expect(events.at(-1)).toEqual({ type: "finished", iterations: 1000, fingerprint: run.fingerprint });
  });
});

describe("stopping", () => {
  it.each<TrainOptions>([
    {},
    { hiddenLayers: [] },
    { hiddenLayers: [1], keepProbability: 0.5, precision: "f32", costInterval: 1_000_000 },
  ])("an abort from a timer ends a long run early, with the model of that moment: %j", async (options) => {
    const events: TrainEvent[] = [];
    const signal = AbortSignal.timeout(50);
    const onEvent = (event: TrainEvent) => events.push(event);
    const run = await train(training, { ...options, iterations: 1e9, signal, onEvent });
    expect(run.outcome.kind).toBe("stopped");
    expect(run.iterations).toBeGreaterThan(0);
    expect(run.iterations).toBeLessThan(1e9);
    const whole = await train(training, { ...options, iterations: run.iterations });
    expect(run.fingerprint).toBe(whole.fingerprint);
    expect(run.history.iteration.at(-1)).toBe(run.iterations);
    expect(events.at(-1)).toEqual({ type: "stopped", iteration: run.iterations });
    expect(describeOutcome(run.outcome)).toBe(`stopped after ${run.iterations} iterations`);
  });
});

describe("divergence", () => {
  const scaled = (factor: number): Dataset =>
    Dataset.fromRows({
      name: "scaled",
      rows: Array.from({ length: training.examples }, (_, i) =>
        training.row(i).map((value) => value * factor),
      ),
      labels: [...training.target.values],
    });

  it("ends the run, names iteration, layer and cause, and keeps the last finite parameters", async () => {
    const events: TrainEvent[] = [];
    const run = await train(training, { learningRate: 1e155, onEvent: (event) => events.push(event) });
    const cause = "the learning rate 1e+155 is too large for this network. Try 0.3 or less.";
    const details = { iteration: 1, layer: 3, place: "sums", cause };
    expect(run.outcome).toEqual({ kind: "diverged", ...details });
    expect(describeOutcome(run.outcome)).toBe(
      `diverged at iteration 1: the sums of layer 3 are not finite. Likely cause: ${cause}`,
    );
    expect(events.at(-1)).toEqual({ type: "diverged", ...details });
    expect(run.model.parameters.every(Number.isFinite)).toBe(true);
    const gentle = await train(training, { learningRate: 1e-155, iterations: 1 });
    const [large, small] = [run, gentle].map(({ model }) => model.weightNorms[0] as number);
    expect((large as number) / (small as number)).toBeGreaterThan(1e100);
  });

  it("is found where the last step led, too", async () => {
    const run = await train(training, { learningRate: 1e300, iterations: 1 });
    expect(run.outcome).toMatchObject({ kind: "diverged", iteration: 1, layer: 2, place: "sums" });
  });

  it("is a cost or a penalty that is not finite, though all sums are; none such is recorded", async () => {
    const options = { hiddenLayers: [], learningRate: 1000, lambda: 1, iterations: 400 };
    const run = await train(training, options);
    expect(run.outcome).toMatchObject({ kind: "diverged", iteration: 300, layer: 1, place: "cost" });
    expect(describeOutcome(run.outcome)).toContain(
      "iteration 300: the cost is not finite, because of layer 1.",
    );
    expect(run.history.iteration).toEqual([0, 100, 200]);
    expect([...run.history.cost, ...run.history.penalty].every(Number.isFinite)).toBe(true);
  });

  it("records every moment once, and the last finite one", async () => {
    const costs: number[] = [];
    const data = scaled(1e306);
    const run = await train(data, {
      hiddenLayers: [],
      learningRate: 1e10,
      costInterval: 1,
      onEvent: (event) => event.type === "cost" && costs.push(event.iteration),
    });
    expect(run.outcome).toMatchObject({ kind: "diverged", iteration: 0, layer: 1, place: "parameters" });
    expect([costs, run.history.iteration]).toEqual([[0], [0]]);
    const seldom = await train(training, { learningRate: 0.3, iterations: 250, costInterval: 250 });
    expect(seldom.history.iteration).toEqual([0, 250]);
  });

  it("suspects features that are not scaled", async () => {
    const run = await train(scaled(1e200), { iterations: 100 });
    expect(describeOutcome(run.outcome)).toContain(
      'feature "x2" reaches 6.80e+199. Scale the features to about −1 … 1',
    );
  });

  it("suspects a penalty that throws weights past 0", async () => {
    const run = await train(training, { lambda: 1e6, iterations: 10_000 });
    expect(describeOutcome(run.outcome)).toMatch(
      /learning rate × λ \/ m is 1\.42e\+3: above 2 the penalty alone/,
    );
  });
});

it.each([null, 7, "options", []])("refuses %j in place of options", async (options) => {
  await expect(train(training, options as never)).rejects.toThrow(
    "options: expected an object of options, got ",
  );
});

it("refuses a signal that could not stop it, and a listener that is no function", async () => {
  const run = (context: object): Promise<unknown> => train(training, { iterations: 1, ...context });
  await expect(run({ signal: new AbortController() })).rejects.toThrow(
    "train: signal: expected an AbortSignal, got an AbortController. Pass its signal.",
  );
  await expect(run({ signal: true })).rejects.toThrow("train: signal: expected an AbortSignal, got true.");
  await expect(run({ onEvent: 5 })).rejects.toThrow("train: onEvent: expected a function, got 5.");
});

it("refuses what is no data set, before it starts", async () => {
  const run = train as (...given: unknown[]) => Promise<unknown>;
  await expect(run(datasets.football())).rejects.toThrow(
    "train: expected a Dataset, got an object with name, training and test. Pass one of its parts",
  );
  await expect(run([[1, 2]], {})).rejects.toThrow("train: expected a Dataset, got [[1, 2]].");
  await expect(run()).rejects.toThrow("train: expected a Dataset, got nothing.");
  await expect(run(training, { development: 3 })).rejects.toThrow("development: expected a Dataset, got 3.");
  await expect(run(training, { development: null })).rejects.toThrow(
    "development: expected a Dataset, got null.",
  );
});

describe("data that cannot be trained on", () => {
  const labelled = (labels: string[]): Dataset =>
    Dataset.fromRows({ name: "d", rows: labels.map((_, i) => [i]), labels });

  it("one class only, and development data of another shape are refused", async () => {
    await expect(train(labelled(["a", "a"]))).rejects.toThrow(
      'data set "d": expected examples of at least two classes in "y", got only ["a"]. A classifier needs examples of both.',
    );
    await expect(train(training, { development: labelled(["a", "b"]) })).rejects.toThrow(
      'data set "d": expected the features x1, x2, got x1.',
    );
  });
});
