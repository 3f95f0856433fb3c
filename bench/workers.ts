/** How many runs of the exercise a pool of one worker makes per second, and one of as many as there are cores. */

import { compare } from "../src/compare/compare.ts";
import { createTrainingPool } from "../src/compare/training-pool-node.ts";
import { datasets } from "../src/data/datasets.ts";
import { countCores } from "../src/parallel/node-worker.ts";
import { presets } from "../src/train/options.ts";
import type { WorkerThroughput } from "./results.ts";
import { spreadOf } from "./spread.ts";

/** Enough for workers to be at work nearly all the time. */
const RUNS_PER_WORKER = 10;

/**
 * Times comparisons with one seed per run, in turn with one worker and with all, and how long many runs take.
 *
 * @param repetitions how often each
 * @param longRuns how many runs the long comparison makes
 */
export async function measureWorkers(repetitions: number, longRuns: number): Promise<WorkerThroughput> {
  const cores = countCores();
  console.log(`  1 and ${cores} workers`);
  const rates = { one: [] as number[], all: [] as number[] };
  const pools = { one: createTrainingPool({ workers: 1 }), all: createTrainingPool({ workers: cores }) };
  for (let repetition = -1; repetition < repetitions; repetition++) {
    for (const name of ["one", "all"] as const) {
      const pool = pools[name];
      const rate = await measureRate(pool, RUNS_PER_WORKER * pool.size);
      // The first of each starts the workers and warms up.
      if (repetition >= 0) rates[name].push(rate);
    }
  }
  const seconds = longRuns / (await measureRate(pools.all, longRuns));
  await Promise.all([pools.one.close(), pools.all.close()]);
  const speedups = rates.all.map((rate, index) => rate / (rates.one[index] as number));
  const peakBytes = 1024 * process.resourceUsage().maxRSS;
  const long = { runs: longRuns, seconds, peakBytes };
  return {
    workers: cores,
    one: spreadOf(rates.one),
    all: spreadOf(rates.all),
    speedup: spreadOf(speedups),
    long,
  };
}

/** Runs per second, from the first task to the last result. */
async function measureRate(pool: ReturnType<typeof createTrainingPool>, runs: number): Promise<number> {
  const { mask: _, ...settings } = presets.article;
  let end = 0;
  const start = performance.now();
  await compare(datasets.football(), {
    ...settings,
    seeds: runs,
    variants: [{ name: "none" }],
    pool,
    onEvent: ({ type }) => {
      if (type === "run") end = performance.now();
    },
  });
  return runs / ((end - start) / 1000);
}
