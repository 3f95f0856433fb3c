import { describe, expect, it } from "vitest";
import { datasets } from "../data/datasets.ts";
import { type CompareContext, type CompareEvent, compare } from "./compare.ts";
import type { Comparison } from "./comparison.ts";
import { toComparisonDocument } from "./documents.ts";
import type { CompareOptions } from "./options.ts";
import type { TrainingPool } from "./training-pool.ts";
import { createTrainingPool } from "./training-pool-node.ts";
import { performTraining, type TrainingTask } from "./training-task.ts";

const football = datasets.football();
const SEEDS = { iterations: 60, seeds: 3 } as const;

/** A pool that makes its runs in this thread, each when it is asked for it, unless that refuses. */
function fakePool(size: number, refuse: (task: TrainingTask) => unknown = () => undefined): TrainingPool {
  const run: TrainingPool["run"] = async (_, task, { signal, onProgress = () => undefined } = {}) => {
    const cause = refuse(task as TrainingTask);
    if (cause !== undefined) throw cause;
    return (await performTraining(task as TrainingTask, { signal, onProgress })) as never;
  };
  return { size, run, close: async () => undefined, [Symbol.asyncDispose]: async () => undefined };
}

/** The same pool, with something around each of its runs. */
function around(
  pool: TrainingPool,
  perform: (run: () => Promise<unknown>) => Promise<unknown>,
): TrainingPool {
  const run = (...given: Parameters<TrainingPool["run"]>) => perform(() => pool.run(...given));
  return { ...pool, run: run as TrainingPool["run"] };
}

/** A comparison with the names of the runs that were told as finished, in the order in which they were. */
async function compareWith(
  options: CompareOptions & CompareContext,
): Promise<{ comparison: Comparison; events: CompareEvent[]; told: string[] }> {
  const events: CompareEvent[] = [];
  const { onEvent, ...others } = options;
  const comparison = await compare(football, {
    ...others,
    onEvent: (event) => {
      events.push(event);
      onEvent?.(event);
    },
  });
  const told = events.flatMap((event) =>
    event.type === "run" ? [`${event.result.seed} ${event.variant}`] : [],
  );
  return { comparison, events, told };
}

const seedsOf = ({ variants }: Comparison): Record<string, number[]> =>
  Object.fromEntries(variants.map(({ name, runs }) => [name, runs.map(({ seed }) => seed)]));

describe("workers", () => {
  it.each<[string, CompareOptions]>([
    ["seeds", { iterations: 60, seeds: 3 }],
    ["folds", { iterations: 60, folds: 3, repeats: 2 }],
  ])("do not change the results by a bit, none, one or two of them: %s", async (_, options) => {
    const alone = await compare(football, options);
    for (const workers of [1, 2]) {
      await using pool = createTrainingPool({ workers });
      const shared = await compare(football, { ...options, pool });
      expect(shared).toEqual(alone);
      expect(JSON.stringify(toComparisonDocument(shared))).toBe(JSON.stringify(toComparisonDocument(alone)));
    }
  });

  it("do not change the order of the results, whichever is done first", async () => {
    let turn = 0;
    const pool = around(fakePool(3), async (run) => {
      // The first of every three runs waits for several rounds of the others.
      const rounds = turn++ % 3 === 0 ? 20 : 0;
      const made = await run();
      for (let round = 0; round < rounds; round++) await new Promise((resolve) => setImmediate(resolve));
      return made;
    });
    const { comparison, told } = await compareWith({ ...SEEDS, pool });
    expect(told.indexOf("3 none")).toBeGreaterThan(told.indexOf("3 l2"));
    expect(comparison).toEqual(await compare(football, SEEDS));
  });

  it("are asked for no more runs at once than there are workers", async () => {
    let [atWork, most] = [0, 0];
    const pool = around(fakePool(2), async (run) => {
      most = Math.max(most, ++atWork);
      const made = await run();
      atWork--;
      return made;
    });
    await compare(football, { ...SEEDS, pool });
    expect(most).toBe(2);
  });
});

describe("progress", () => {
  it("is told from none to all runs, and never falls", async () => {
    const { events } = await compareWith({ iterations: 3000, seeds: 1 });
    expect(events[0]).toMatchObject({ type: "started", runs: 3 });
    const done = events.flatMap((event) => (event.type === "progress" ? [event.done] : []));
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBe(3);
    expect(done.some((share) => !Number.isInteger(share))).toBe(true);
    expect(events.every((event) => event.type !== "progress" || event.runs === 3)).toBe(true);
  });
});

describe("a stop", () => {
  it("keeps the runs that are finished, which are those of the first seeds", async () => {
    const controller = new AbortController();
    let runs = 0;
    const { comparison } = await compareWith({
      ...SEEDS,
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === "run" && ++runs === 5) controller.abort();
      },
    });
    expect(seedsOf(comparison)).toEqual({ none: [3, 4], l2: [3, 4], dropout: [3] });
    expect([comparison.planned, comparison.testLooks, comparison.failures]).toEqual([9, 5, []]);
    expect(comparison.pairs.map(({ runs: common }) => common)).toEqual([2, 1, 1]);
  });

  it("keeps nothing of the run at work", async () => {
    const controller = new AbortController();
    const { comparison, told } = await compareWith({
      iterations: 30_000,
      seeds: 2,
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === "progress" && event.done > 0) controller.abort();
      },
    });
    expect([told, comparison.variants, comparison.pairs]).toEqual([[], [], []]);
    expect(comparison).not.toHaveProperty("choice");
  });

  it("before the first run makes none", async () => {
    const { comparison, told } = await compareWith({ ...SEEDS, signal: AbortSignal.abort() });
    expect([told, comparison.variants, comparison.testLooks, comparison.planned]).toEqual([[], [], 0, 9]);
  });

  it("of workers keeps what is finished: no variant is ahead by more runs than there are workers", async () => {
    await using pool = createTrainingPool({ workers: 2 });
    const controller = new AbortController();
    let runs = 0;
    const { comparison, told } = await compareWith({
      iterations: 300,
      seeds: 6,
      pool,
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === "run" && ++runs === 8) controller.abort();
      },
    });
    const finished = Object.values(seedsOf(comparison));
    expect(finished.flat()).toHaveLength(told.length);
    expect(told.length).toBeGreaterThanOrEqual(8);
    expect(told.length).toBeLessThanOrEqual(9);
    const counts = ["none", "l2", "dropout"].map((name) => seedsOf(comparison)[name]?.length ?? 0);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
    expect(comparison.failures).toEqual([]);
    const whole = await compare(football, { iterations: 300, seeds: 6 });
    for (const { name, runs: kept } of comparison.variants) {
      const all = whole.variants.find((variant) => variant.name === name)?.runs ?? [];
      expect(kept).toEqual(all.filter(({ seed }) => kept.some((run) => run.seed === seed)));
    }
  });
});

describe("a worker that dies", () => {
  const death = new Error("The worker died.");
  const without =
    (seed: number, lambda: number) =>
    ({ settings }: TrainingTask): unknown =>
      settings.seed === seed && settings.lambda === lambda ? death : undefined;

  it("loses its run alone, which the result names with the cause", async () => {
    const { comparison, events } = await compareWith({ ...SEEDS, pool: fakePool(2, without(4, 0.7)) });
    expect(comparison.failures).toEqual([{ variant: "l2", seed: 4, cause: death }]);
    expect(events.filter(({ type }) => type === "failed")).toEqual([
      { type: "failed", variant: "l2", seed: 4, cause: death },
    ]);
    expect(seedsOf(comparison)).toEqual({ none: [3, 4, 5], l2: [3, 5], dropout: [3, 4, 5] });
    expect([comparison.planned, comparison.testLooks]).toEqual([9, 8]);
    expect(events.at(-1)).toEqual({ type: "progress", done: 9, runs: 9 });
  });

  it("is left out of all figures: they are those of the other seeds", async () => {
    const { variants, pairs } = await compare(football, { ...SEEDS, pool: fakePool(1, without(3, 0)) });
    // Without λ both none and dropout lose seed 3; l2 has all three.
    expect(pairs.map(({ first, second, runs }) => [first, second, runs])).toEqual([
      ["none", "l2", 2],
      ["none", "dropout", 2],
      ["l2", "dropout", 2],
    ]);
    const others = await compare(football, { iterations: 60, seed: 4, seeds: 2 });
    for (const name of ["none", "dropout"]) {
      const find = (comparison: Pick<Comparison, "variants">) =>
        comparison.variants.find((variant) => variant.name === name)?.estimates;
      expect(find({ variants })).toEqual(find(others));
    }
    expect(pairs[1]?.figures).toMatchObject({ difference: others.pairs[1]?.figures?.difference });
  });

  it("names the fold that it lost", async () => {
    let tasks = 0;
    const pool = fakePool(1, () => (++tasks === 6 ? death : undefined));
    const { failures, variants } = await compare(football, { iterations: 5, folds: 2, repeats: 2, pool });
    expect(failures).toEqual([{ variant: "dropout", seed: 3, place: { repeat: 1, fold: 2 }, cause: death }]);
    expect(variants.map(({ runs }) => runs.length)).toEqual([4, 4, 3]);
  });

  it("with all runs of a variant leaves that variant out", async () => {
    const pool = fakePool(2, ({ settings }) => (settings.lambda !== 0 ? death : undefined));
    const { variants, pairs, failures } = await compare(football, { ...SEEDS, pool });
    expect(variants.map(({ name }) => name)).toEqual(["none", "dropout"]);
    expect(pairs.map(({ first, second }) => [first, second])).toEqual([["none", "dropout"]]);
    expect(failures.map(({ variant, seed }) => [variant, seed])).toEqual([
      ["l2", 3],
      ["l2", 4],
      ["l2", 5],
    ]);
  });

  it("because of a stop is no failure", async () => {
    const controller = new AbortController();
    const pool = fakePool(2, () => {
      controller.abort();
      return controller.signal.reason;
    });
    const { comparison, events } = await compareWith({ ...SEEDS, pool, signal: controller.signal });
    expect([comparison.variants, comparison.failures]).toEqual([[], []]);
    expect(events.map(({ type }) => type)).toEqual(["started"]);
  });
});

describe("a listener that throws", () => {
  it.each(["progress", "run"])(
    "at a %s event ends the comparison with its error, with workers too",
    async (type) => {
      const pool = createTrainingPool({ workers: 2 });
      for (const context of [{}, { pool }]) {
        let told = 0;
        const onEvent = (event: CompareEvent): void => {
          told++;
          if (event.type === type) throw new RangeError("no more, please");
        };
        const options = { ...context, seeds: 40, iterations: 300, onEvent };
        await expect(compare(football, options)).rejects.toThrow(new RangeError("no more, please"));
        const before = told;
        await new Promise((resolve) => void setImmediate(resolve));
        expect(told).toBe(before);
      }
      await pool.close();
    },
  );
});
