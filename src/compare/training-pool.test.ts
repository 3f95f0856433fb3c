import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../base/fingerprint.ts";
import { datasets } from "../data/datasets.ts";
import type { TrainSettings } from "../train/options.ts";
import { train } from "../train/train.ts";
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
