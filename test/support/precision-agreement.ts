/** How far runs in float32 lie from those in float64: for the test that bounds it and for the document that tells it. */

import { datasets } from "../../src/data/datasets.ts";
import type { Precision } from "../../src/engine/precision.ts";
import { presets, type TrainOptions } from "../../src/train/options.ts";
import { resolveSettings } from "../../src/train/resolve-settings.ts";
import { createStep } from "../../src/train/step.ts";
import { train } from "../../src/train/train.ts";
import type { TrainingRun } from "../../src/train/training-run.ts";

/** The article's three variants, and its dropout with masks that change. */
const VARIANTS = {
  "without regularization": {},
  "L2, λ 0.7": { lambda: 0.7 },
  "dropout, keep probability 0.86, frozen mask": { keepProbability: 0.86 },
  "dropout, keep probability 0.86, fresh masks": { keepProbability: 0.86, mask: "fresh" },
} as const satisfies Record<string, TrainOptions>;

/** After how many iterations costs are compared; the last are those of the article's runs. */
const COMPARED_ITERATIONS = [100, 1000, 10_000, 30_000];

/** The cost of one moment of both runs: data cost and penalty, with the masks of that iteration. */
export interface ComparedCost {
  readonly iteration: number;
  readonly f64: number;
  readonly f32: number;
  /** |f32/f64 − 1|. */
  readonly relativeDifference: number;
  /**
   * The relative difference that a run in float64 has whose first weights are rounded to float32: how far rounding at
   * the start alone leads astray. Runs of many iterations are chaotic where units switch on and off.
   */
  readonly differenceByRoundedWeights: number;
}

/** Shares of examples that a finished run classifies correctly, and how many there are. */
export interface ComparedAccuracy {
  readonly examples: number;
  readonly f64: number;
  readonly f32: number;
}

/** One variant of the article's run on football in both precisions. */
export interface PrecisionComparison {
  readonly name: string;
  readonly costs: readonly ComparedCost[];
  readonly training: ComparedAccuracy;
  readonly test: ComparedAccuracy;
}

/** Trains every variant in both precisions, from the same weights and with the same masks: some seconds of work. */
export async function comparePrecisions(): Promise<readonly PrecisionComparison[]> {
  const comparisons: PrecisionComparison[] = [];
  for (const [name, options] of Object.entries(VARIANTS)) comparisons.push(await compare(name, options));
  return comparisons;
}

async function compare(name: string, options: TrainOptions): Promise<PrecisionComparison> {
  const { training, test } = datasets.football();
  const run = (precision: Precision): Promise<TrainingRun> =>
    train(training, { ...presets.article, ...options, precision });
  const [f64, f32] = [await run("f64"), await run("f32")];
  const rounded = costsFromRoundedWeights(options);
  const accuracyOn = (dataset: typeof training): ComparedAccuracy => ({
    examples: dataset.examples,
    f64: f64.model.evaluate(dataset).accuracy,
    f32: f32.model.evaluate(dataset).accuracy,
  });
  return {
    name,
    costs: COMPARED_ITERATIONS.map((iteration, index) => {
      const [inF64, inF32] = [costAt(f64, iteration), costAt(f32, iteration)];
      return {
        iteration,
        f64: inF64,
        f32: inF32,
        relativeDifference: differenceOf(inF32, inF64),
        differenceByRoundedWeights: differenceOf(rounded[index] as number, inF64),
      };
    }),
    training: accuracyOn(training),
    test: accuracyOn(test),
  };
}

/** The costs of a run in float64 from first weights that are rounded to float32. */
function costsFromRoundedWeights(options: TrainOptions): readonly number[] {
  const settings = resolveSettings({ ...presets.article, ...options });
  const step = createStep(datasets.football().training, settings);
  step.parameters.set(step.parameters.map(Math.fround));
  let taken = 0;
  return COMPARED_ITERATIONS.map((iteration) => {
    taken = step.iterate(taken, iteration);
    step.forward(iteration);
    return step.dataCost() + step.penalty();
  });
}

function differenceOf(cost: number, reference: number): number {
  return Math.abs(cost / reference - 1);
}

function costAt({ history }: TrainingRun, iteration: number): number {
  return history.cost[history.iteration.indexOf(iteration)] as number;
}
