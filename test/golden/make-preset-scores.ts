/**
 * Writes preset-scores.json: how the preset "general" does on the folds of real-folds.ts, beside itself with one thing
 * changed on the division that it was chosen by, and alone on the division that it is held against scikit-learn by. Takes
 * some minutes.
 *
 * Run:  node test/golden/make-preset-scores.ts
 */

import { writeFile } from "node:fs/promises";
import type { Fold } from "../../src/data/folds.ts";
import { presets, type TrainOptions } from "../../src/train/options.ts";
import {
  type Candidate,
  CHOICE_DIVISION,
  COMPARISON_DIVISION,
  type FoldScores,
  prepareFolds,
  REAL_DATA_NAMES,
  type RealDataName,
  scoreFolds,
} from "../support/real-folds.ts";

const CHOICE_SEEDS = [0, 1, 2];
const COMPARISON_SEEDS = [0, 1, 2, 3, 4];

const { general } = presets;

const change = (settings: TrainOptions): Candidate => ({ settings: { ...general, ...settings } });

/** What differs from the preset, in words, with the settings. */
const candidates: Readonly<Record<string, Candidate>> = {
  "the preset": { settings: general },
  "learning rate 0.001": change({ learningRate: 0.001 }),
  "learning rate 0.01": change({ learningRate: 0.01 }),
  "learning rate falls by half a cosine": change({ schedule: "cosine" }),
  "100 epochs": change({ epochs: 100 }),
  "400 epochs": change({ epochs: 400 }),
  "a fifth put aside to stop by": {
    settings: { ...general, epochs: 400, costInterval: 10, patience: 30 },
    development: 0.2,
  },
  "batches of 16": change({ batchSize: 16 }),
  "batches of 64": change({ batchSize: 64 }),
  "λ 0": change({ lambda: 0 }),
  "λ 0.1": change({ lambda: 0.1 }),
  "λ 3": change({ lambda: 3 }),
  "dropout 0.5": change({ dropoutRate: 0.5 }),
  "AdamW, no λ": change({ optimizer: "adamw", lambda: 0 }),
  "Nesterov, learning rate 0.03": change({ optimizer: "nesterov", learningRate: 0.03 }),
  "gradient descent, learning rate 0.3": change({ optimizer: "gradient-descent", learningRate: 0.3 }),
  "hidden 50": change({ hiddenLayers: [50] }),
  "hidden 100, 100": change({ hiddenLayers: [100, 100] }),
  "hidden 20, 3": change({ hiddenLayers: [20, 3] }),
  "batch normalization": change({ normalization: "batch" }),
  "tanh, Xavier": change({ activation: "tanh", initialiser: "xavier-uniform" }),
  "relu, Xavier": change({ initialiser: "xavier-uniform" }),
};

type Scores = Record<RealDataName, FoldScores>;

async function scoreAll(division: number, seeds: readonly number[], candidate: Candidate): Promise<Scores> {
  const scores = {} as Scores;
  for (const name of REAL_DATA_NAMES) {
    scores[name] = await scoreFolds(await foldsOf(name, division), candidate, seeds);
  }
  return scores;
}

const prepared = new Map<string, Promise<readonly Fold[]>>();

function foldsOf(name: RealDataName, division: number): Promise<readonly Fold[]> {
  const key = `${name} ${division}`;
  const folds = prepared.get(key) ?? prepareFolds(name, division);
  prepared.set(key, folds);
  return folds;
}

const choice = [];
for (const [name, candidate] of Object.entries(candidates)) {
  choice.push({ change: name, scores: await scoreAll(CHOICE_DIVISION, CHOICE_SEEDS, candidate) });
}
const document = {
  settings: general,
  choice: { seeds: CHOICE_SEEDS, candidates: choice },
  comparison: {
    seeds: COMPARISON_SEEDS,
    scores: await scoreAll(COMPARISON_DIVISION, COMPARISON_SEEDS, { settings: general }),
  },
};
await writeFile(new URL("preset-scores.json", import.meta.url), `${JSON.stringify(document)}\n`);
