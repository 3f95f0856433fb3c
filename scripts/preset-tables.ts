/** How the preset "general" was chosen and what it reaches, as tables and sentences of the documents. */

import { formatPlural } from "../src/base/number-format.ts";
import type { Table } from "../src/plot/results-table.ts";
import { presets } from "../src/train/options.ts";
import presetScores from "../test/golden/preset-scores.json" with { type: "json" };
import sklearnScores from "../test/golden/sklearn-scores.json" with { type: "json" };
import {
  estimateDifference,
  estimateOverFolds,
  type FoldScores,
  REAL_DATA_NAMES,
  type RealDataName,
  realData,
} from "../test/support/real-folds.ts";

type Estimate = ReturnType<typeof estimateOverFolds>;
type Scores = Readonly<Record<RealDataName, FoldScores>>;

const { seeds, scores: ours } = presetScores.comparison;
const { candidates } = presetScores.choice;
const preset = candidates[0]?.scores as Scores;

/** The preset's settings, as code. */
export function presetSettings(): string {
  const settings = Object.entries(presets.general).map(
    ([name, value]) => `${name}: ${JSON.stringify(value).replaceAll(",", ", ")}`,
  );
  return `\`${settings.join("`, `")}\``;
}

/** Accuracy and log-loss of the preset and of scikit-learn's classifier on each data set. */
export function comparisonTable(): Table {
  const columns = [
    "data",
    "size",
    "accuracy in %",
    `scikit-learn ${sklearnScores.sklearn}`,
    "difference",
    "log-loss",
    "scikit-learn",
  ];
  const rows = REAL_DATA_NAMES.map((name) => {
    const theirs = sklearnScores.dataSets[name];
    const { examples, features, classes } = theirs.size;
    return [
      name,
      `${examples} × ${features}, ${formatPlural(classes, "class", "classes")}`,
      percent(estimateOverFolds(ours[name].accuracy)),
      percent(estimateOverFolds(theirs.accuracy)),
      signed(percent(estimateDifference(ours[name].accuracy, theirs.accuracy))),
      cost(estimateOverFolds(ours[name].logLoss)),
      cost(estimateOverFolds(theirs.logLoss)),
    ];
  });
  return { columns, rows };
}

/** What the table of {@link comparisonTable} shows, and where the data are from. */
export function comparisonLegend(): string {
  const states = sklearnScores.randomStates.length;
  return (
    `Means over the held-out parts of 5 stratified folds, each the mean over ${seeds.length} seeds (${states} random ` +
    "states there), ± their standard error over the folds; that of the difference is of pairs, fold by fold. Both learn " +
    "from the same examples. scikit-learn's MLPClassifier has its defaults, but for max_iter " +
    `${sklearnScores.changed.max_iter} in place of 200, which lets every run converge. Features are standardized by the ` +
    "training examples of each fold; the grey values of the digits stay as they are, from 0 to 1."
  );
}

/** Where the data are from, a line for each data set. */
export function dataSources(): string {
  return REAL_DATA_NAMES.map((name) => `- ${name}: ${realData[name].source}.`).join("\n");
}

/** The preset with one thing changed, on another division into folds than that of {@link comparisonTable}. */
export function candidatesTable(): Table {
  const columns = [
    "change",
    ...REAL_DATA_NAMES,
    "accuracy, beside the preset",
    "log-loss, beside the preset",
  ];
  const rows = candidates.map(({ change, scores }, index) => [
    change,
    ...REAL_DATA_NAMES.map(
      (name) => percent(estimateOverFolds(scores[name].accuracy)).split(" ")[0] as string,
    ),
    index === 0 ? "" : signed(percent(differenceOf(scores, "accuracy"))),
    index === 0 ? "" : signed(cost(differenceOf(scores, "logLoss"))),
  ]);
  return { columns, rows };
}

/** What the table of {@link candidatesTable} shows, and which changes make it better by more than chance. */
export function candidatesLegend(): string {
  const namesOf = (found: (scores: Scores) => boolean): string => {
    const names = candidates.slice(1).filter(({ scores }) => found(scores));
    return names.length === 0 ? "none" : names.map(({ change }) => change).join(", ");
  };
  const isBeyond = ({ mean, standardError }: Estimate, sign: number): boolean =>
    sign * mean > 2 * standardError;
  const { length } = presetScores.choice.seeds;
  return (
    `Accuracies in %, means over 5 folds and ${length} seeds; the last two columns are mean differences over the folds of ` +
    "all four, ± their standard error. Better than the preset by more than two standard errors are, in accuracy: " +
    `${namesOf((scores) => isBeyond(differenceOf(scores, "accuracy"), 1))}; in log-loss: ` +
    `${namesOf((scores) => isBeyond(differenceOf(scores, "logLoss"), -1))}.`
  );
}

function differenceOf(scores: Scores, measure: keyof FoldScores): Estimate {
  const all = (from: Scores): readonly (readonly number[])[] =>
    REAL_DATA_NAMES.flatMap((name) => from[name][measure]);
  return estimateDifference(all(scores), all(preset));
}

function percent({ mean, standardError }: Estimate): string {
  return `${(100 * mean).toFixed(1)} ± ${(100 * standardError).toFixed(1)}`;
}

function cost({ mean, standardError }: Estimate): string {
  return `${mean.toFixed(3)} ± ${standardError.toFixed(3)}`;
}

/** With its sign, also where it is not negative; a true minus. */
function signed(text: string): string {
  return text.startsWith("-") ? `−${text.slice(1)}` : `+${text}`;
}
