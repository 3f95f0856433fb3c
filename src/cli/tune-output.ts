import { formatPlural } from "../base/number-format.ts";
import { describeOption, type OptionNaming } from "../base/options.ts";
import type { Table } from "../plot/results-table.ts";
import { trainOptions } from "../train/options.ts";
import { signOf, titleOfObjective } from "../tune/objective.ts";
import { standingOf } from "../tune/standings.ts";
import type { RankedTrial, Standing, Study, StudyEnding } from "../tune/study.ts";
import {
  describeChoice,
  describeImportance,
  describeOptimism,
  describeStates,
  formatEstimate,
  formatObjective,
  formatSetting,
} from "../tune/study-words.ts";
import type { TrialRun } from "../tune/trial.ts";
import type { Output } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";
import { toTextTable } from "./text-table.ts";

/** The trials that the table shows. */
const SHOWN = 5;

/** Settings are called by their flags, without dashes. */
const bareFlag: OptionNaming = ({ flag, name }) => flag ?? name;

/** Prints the best trials, how sure the choice is, what mattered, and the winner on the test examples. */
export function tellStudy(output: Output, study: Study): void {
  const { ending, ranking, trials } = study;
  output.print();
  output.printText(`${formatPlural(trials.length, "trial")}: ${describeStates(trials)}`);
  if (ranking.length === 0) return;
  output.print();
  output.print(toTextTable(toTrialsTable(study), output));
  output.print();
  for (const sentence of describeChoice(study)) output.printText(toPlainLine(sentence));
  const importance = describeImportance(study, bareFlag);
  if (importance !== undefined) output.printText(`What mattered among complete trials: ${importance}.`);
  const optimism = describeOptimism(study);
  if (optimism !== undefined) output.printText(optimism);
  if (ending === undefined) return;
  output.printText(
    output.colors.bold(`Test examples, opened once, for the winner alone: ${describeTest(ending, study)}.`),
  );
}

/** "cost 0.2910 and accuracy 92.5 % on 200 examples". */
function describeTest({ testValue, final }: StudyEnding, { design: { objective } }: Study): string {
  if (testValue === null || final.test === undefined) return "the final model diverged";
  const { accuracy, examples } = final.test;
  const hasAccuracy = Number.isFinite(accuracy) && objective !== "accuracy";
  const beside = hasAccuracy ? ` and accuracy ${formatObjective(accuracy, "accuracy")}` : "";
  const value = `${titleOfObjective(objective)} ${formatObjective(testValue, objective)}`;
  return `${value}${beside} on ${formatPlural(examples, "example")}`;
}

/** The best trials by rank, each with the mean of the runs that all of them have, and what the search chose. */
function toTrialsTable({ ranking, design, baseline, space }: Study): Table {
  const shown = ranking.slice(0, SHOWN);
  const common = Math.min(...shown.map(({ runs }) => runs.length));
  const title = titleOfObjective(design.objective);
  const names = space.map(({ option }) => bareFlag(describeOption(trainOptions, option)));
  const toStanding = (runs: readonly TrialRun[]): Standing =>
    standingOf(runs.slice(0, common), { folds: design.folds, sign: signOf(design.objective) });
  const toRow = ({ number, runs, values }: RankedTrial): string[] => [
    `trial ${number}`,
    ...formatEstimate(toStanding(runs), design.objective),
    ...space.map(({ option }) => formatSetting(values[option])),
  ];
  const given = [
    "given",
    ...formatEstimate(toStanding(baseline.runs), design.objective),
    ...space.map(({ option }) =>
      formatSetting(baseline.settings[option as keyof typeof baseline.settings] ?? ""),
    ),
  ];
  return {
    columns: ["trial", `${title} of ${common} runs`, "95 % interval", ...names],
    rows: [...shown.map(toRow), ...(baseline.runs.length >= common ? [given] : [])],
  };
}
