import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../base/fingerprint.ts";
import type { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import type { TrainOptions, TrainSettings } from "../train/options.ts";
import { type TrainContext, train } from "../train/train.ts";
import type { TrainingPool } from "./training-pool.ts";
import * as node from "./training-pool-node.ts";
import * as web from "./training-pool-web.ts";

const { name, features, target } = datasets.football().training;
const training = { name, features, target };
const SEEDS = [3, 4, 5, 6, 7];

const fingerprintsWith = async (workers: number, settings: TrainSettings): Promise<readonly string[]> => {
  await using pool = node.createTrainingPool({ workers });
  const runs = SEEDS.map((seed) => pool.run("train", { settings: { ...settings, seed }, training }));
  return (await Promise.all(runs)).map(({ parameters }) => fingerprint(parameters));
};

describe("a pool for training in Node", () => {
  it.each([
    ["L2", { lambda: 0.7 }],
    ["dropout", { keepProbability: 0.86 }],
  ])("ends with the same bits as this thread, with 1 worker and with 3: %s", async (_, strength) => {
    const runs = [];
    for (const seed of SEEDS) {
      runs.push(await train(datasets.football().training, { iterations: 300, ...strength, seed }));
    }
    const expected = runs.map((run) => run.fingerprint);
    expect(new Set(expected).size).toBe(SEEDS.length);
    const { settings } = runs[0] as (typeof runs)[number];
    expect(await fingerprintsWith(1, settings)).toEqual(expected);
    expect(await fingerprintsWith(3, settings)).toEqual(expected);
  });

  it("has as many workers as the machine has cores, unless said", () => {
    expect(node.createTrainingPool().size).toBe(availableParallelism());
    expect(node.createTrainingPool({ workers: 1 }).size).toBe(1);
    expect(node.createTrainingPool({ workers: 1024 }).size).toBe(1024);
  });

  it("fails a task with the error that this thread would have thrown", async () => {
    await using pool = node.createTrainingPool({ workers: 1 });
    const settings = { iterations: -1 } as TrainSettings;
    await expect(pool.run("train", { settings, training })).rejects.toThrow(
      "iterations: expected a whole number from 1 to 1000000000, got -1.",
    );
  });
});

/** A pool whose workers have all started, so that they can help at once. */
async function startPool(workers: number): Promise<TrainingPool> {
  const pool = node.createTrainingPool({ workers });
  const { settings } = await train(datasets.moons(), { iterations: 1 });
  await Promise.all(Array.from({ length: workers }, () => pool.run("train", { settings, training })));
  return pool;
}

describe("a pool that helps with one run", () => {
  const { training: moons, development } = splitDataset(datasets.moons({ examples: 150 }));
  const three = datasets.blobs({ examples: 90, centers: 3 });
  const cases: readonly (readonly [string, Dataset, TrainOptions & TrainContext])[] = [
    ["full batches", moons, { hiddenLayers: [20, 9], lambda: 0.3 }],
    [
      "mini-batches with dropout, Adam and a short last batch",
      three,
      { hiddenLayers: [32, 16], keepProbability: 0.8, optimizer: "adam", batchSize: 40, precision: "f32" },
    ],
    ["batch normalization", moons, { hiddenLayers: [12], normalization: "batch", activation: "gelu" }],
    ["L-BFGS", moons, { hiddenLayers: [8], optimizer: "lbfgs", iterations: 20 }],
    ["early stopping", moons, { hiddenLayers: [30], development, patience: 20, learningRate: 2 }],
    ["divergence", moons, { hiddenLayers: [10], activation: "linear", learningRate: 1e200 }],
  ];

  it.each(cases)("ends it with the same bits, history and outcome: %s", async (_, data, options) => {
    const given = { iterations: 400, costInterval: 10, ...options };
    const alone = await train(data, given);
    for (const workers of [1, 3]) {
      await using pool = await startPool(workers);
      const helped = await train(data, { ...given, pool });
      expect(helped.fingerprint).toBe(alone.fingerprint);
      expect(helped.history).toEqual(alone.history);
      expect(helped.outcome).toEqual(alone.outcome);
    }
  });

  it("is free for other tasks afterwards", async () => {
    await using pool = node.createTrainingPool({ workers: 2 });
    const options = { hiddenLayers: [16], iterations: 50 };
    const alone = await train(moons, options);
    for (let run = 0; run < 3; run++) {
      expect((await train(moons, { ...options, pool })).fingerprint).toBe(alone.fingerprint);
    }
    const { parameters } = await pool.run("train", { settings: alone.settings, training: moons });
    expect(fingerprint(parameters)).toBe(alone.fingerprint);
  });

  it("hears of a stop between two stretches", async () => {
    await using pool = node.createTrainingPool({ workers: 1 });
    const controller = new AbortController();
    const { outcome } = await train(moons, {
      hiddenLayers: [64, 64],
      iterations: 1e6,
      pool,
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === "progress") controller.abort();
      },
    });
    expect(outcome.kind).toBe("stopped");
  });

  it("fails the run where it was closed before, or is closed meanwhile, and where it is none", async () => {
    const closed = node.createTrainingPool({ workers: 1 });
    await closed.close();
    await expect(train(moons, { iterations: 5, pool: closed })).rejects.toThrow(
      "pool: expected an open pool of workers, got one that was closed.",
    );
    const pool = node.createTrainingPool({ workers: 1 });
    const onEvent = (): void => void pool.close();
    await expect(train(moons, { iterations: 1e6, pool, onEvent })).rejects.toThrow(
      "The pool of workers was closed before the task was done.",
    );
    await expect(train(moons, { pool: 7 as never })).rejects.toThrow(
      "train: pool: expected a pool made by createTrainingPool, got 7.",
    );
    await expect(train(moons, { pool: { run: () => 1 } as never })).rejects.toThrow(
      "train: pool: expected a pool made by createTrainingPool, got an object with run.",
    );
  });
});

describe("a pool for training in a browser", () => {
  const startWorker = () => {
    throw new Error("no worker here");
  };

  it("needs web workers, and says where Node's pool is", () => {
    expect(() => web.createTrainingPool()).toThrow(
      "A pool of web workers where there are none is not supported. In Node, import createTrainingPool from wellfit/node.",
    );
  });

  it("takes its workers from the page where that says how", async () => {
    const pool = web.createTrainingPool({ workers: 2, startWorker });
    expect(pool.size).toBe(2);
    const task = { settings: {} as TrainSettings, training };
    await expect(pool.run("train", task)).rejects.toThrow("could not be started: no worker here.");
    expect(web.createTrainingPool({ startWorker }).size).toBeGreaterThan(0);
  });

  it.each([1, "a", null])("refuses %j as the way to start them", (wrong) => {
    expect(() => web.createTrainingPool({ startWorker: wrong as never })).toThrow(
      `startWorker: expected a function, got ${JSON.stringify(wrong)}.`,
    );
  });
});

describe.each([
  ["Node", (options: object) => node.createTrainingPool(options as never)],
  [
    "a browser",
    (options: object) => web.createTrainingPool({ ...options, startWorker: () => ({}) as never }),
  ],
])("the size of a pool in %s", (_, create) => {
  it.each([
    [0, "0"],
    [1025, "1025"],
    [1.5, "1.5"],
    [Number.NaN, "NaN"],
    ["2", '"2"'],
    [null, "null"],
  ])("is refused when it is %s", (workers, told) => {
    expect(() => create({ workers })).toThrow(
      `workers: expected a whole number from 1 to 1024, got ${told}.`,
    );
  });

  it("is called workers", () => {
    expect(() => create({ worker: 2 })).toThrow(
      'options: expected one of workers, got "worker". Did you mean "workers"?',
    );
  });
});
