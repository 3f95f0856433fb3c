/**
 * Writes test/golden/tuning-table.json: a table of real runs that samplers search in the tests. Each cell is a setting of a
 * small network on noisy moons, with the mean development cost over some seeds and the standard error of that mean, which is
 * the noise that a search meets.
 *
 * Run:  node test/golden/make-tuning-table.ts
 */

import { writeFile } from "node:fs/promises";
import { datasets } from "../../src/data/datasets.ts";
import { splitDataset } from "../../src/data/split.ts";
import { train } from "../../src/train/train.ts";

const SEEDS = 5;
/** The levels of each axis, the last running fastest in the list of cells. */
const LEVELS = {
  hiddenLayers: [[3], [12], [20, 3], [16, 8, 4]],
  lambda: [0.001, 0.01, 0.1, 0.3, 1, 3, 10],
  keepProbability: [0.5, 0.65, 0.8, 0.9, 1],
  learningRate: [0.01, 0.03, 0.1, 0.3, 1, 3],
};

const data = splitDataset(datasets.moons({ examples: 150, noise: 0.3, seed: 5 }), {
  development: 0.5,
  test: 0.2,
});

async function judge(settings: object): Promise<{ readonly mean: number; readonly error: number }> {
  const costs: number[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const run = await train(data.training, { iterations: 400, ...settings, seed });
    costs.push(run.model.evaluate(data.development ?? data.test).dataCost);
  }
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / SEEDS;
  const squares = costs.reduce((sum, cost) => sum + (cost - mean) * (cost - mean), 0);
  return { mean, error: Math.sqrt(squares / (SEEDS - 1) / SEEDS) };
}

const cells: { readonly mean: number; readonly error: number }[] = [];
for (const hiddenLayers of LEVELS.hiddenLayers)
  for (const lambda of LEVELS.lambda)
    for (const keepProbability of LEVELS.keepProbability)
      for (const learningRate of LEVELS.learningRate)
        cells.push(await judge({ hiddenLayers, lambda, keepProbability, learningRate }));

const round = (value: number): number => Number(value.toPrecision(5));
const table = {
  levels: LEVELS,
  means: cells.map(({ mean }) => round(mean)),
  errors: cells.map(({ error }) => round(error)),
};
await writeFile(new URL("tuning-table.json", import.meta.url), `${JSON.stringify(table)}\n`);
