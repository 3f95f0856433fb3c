/** What a study says, in sentences. */

import {
  formatAlike,
  formatCount,
  formatNumber,
  formatPercent,
  formatPlural,
} from "../base/number-format.ts";
import { describeOption, formatValue, type OptionNaming } from "../base/options.ts";
import type { FigureUnit } from "../plot/figure-units.ts";
import { unitOf } from "../plot/figure-units.ts";
import { trainOptions } from "../train/options.ts";
import { FRESH_REPEATS } from "./conclude.ts";
import { type ObjectiveName, titleOfObjective } from "./objective.ts";
import type { Advantage, Standing, Study } from "./study.ts";
import type { Trial } from "./trial.ts";
import type { TrialValues } from "./trial-settings.ts";

/** Objectives that are shares of examples, and are read in per cent. */
const IN_PER_CENT: readonly ObjectiveName[] = [
  "accuracy",
  "balancedAccuracy",
  "subsetAccuracy",
  "hammingAccuracy",
];

function unitOfObjective(objective: ObjectiveName): FigureUnit {
  return IN_PER_CENT.includes(objective) ? "share" : "number";
}

/** A value of the objective: "0.1820", "93.2 %". */
export function formatObjective(value: number, objective: ObjectiveName): string {
  return unitOf(unitOfObjective(objective)).format([value]).join("");
}

/** TrialValues as people read them: "lambda 0.79, hidden 20,3". @param nameOf how to call a setting */
export function describeValues(values: TrialValues, nameOf: OptionNaming): string {
  return Object.entries(values)
    .map(([name, value]) => `${nameOf(describeOption(trainOptions, name))} ${formatSetting(value)}`)
    .join(", ");
}

/** A setting's value in a table: "0.79", "20,3", "none" for an empty list. */
export function formatSetting(value: unknown): string {
  if (Array.isArray(value) && value.length === 0) return "none";
  return typeof value === "number" ? formatNumber(value) : formatValue(value);
}

/** "95 complete, 100 pruned and 5 diverged". */
export function describeStates(trials: readonly Trial[]): string {
  const states = (["complete", "pruned", "diverged"] as const).map((state) => ({
    state,
    count: trials.filter((trial) => trial.state === state).length,
  }));
  const told = states.filter(({ count, state }) => count > 0 || state === "complete");
  const parts = told.map(({ state, count }) => `${formatCount(count)} ${state}`);
  return parts.length === 1 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/**
 * How sure the choice is: the winner beside the given settings and beside the runner-up, with what the figures rest on.
 * Empty where there is no ending.
 */
export function describeChoice({ ending, winner, ranking, design }: Study): readonly string[] {
  if (ending === undefined || winner === undefined) return [];
  const name = `trial ${winner.number}`;
  const [, second] = ranking;
  const runs = FRESH_REPEATS * design.folds;
  const basis =
    design.folds === 1
      ? `${formatPlural(runs, "run")} with seeds that no choice had seen`
      : `${FRESH_REPEATS} fresh divisions into ${design.folds} folds`;
  return [
    ending.overBaseline === undefined
      ? `The given settings have no value beside ${name}: they diverged.`
      : `${describeAdvantage(name, "the given settings", ending.overBaseline, design.objective)}.`,
    ...(second === undefined
      ? []
      : ending.overRunnerUp === undefined
        ? [`trial ${second.number}, the runner-up, has no value beside ${name}.`]
        : [
            `${describeAdvantage(name, `the runner-up, trial ${second.number},`, ending.overRunnerUp, design.objective)}.`,
          ]),
    `Both rest on ${basis}.`,
  ];
}

/** "trial 12 beats the given settings by 0.0392 in cost (0.0120 to 0.0664)", or that nothing can be told. */
function describeAdvantage(winner: string, other: string, gain: Advantage, objective: ObjectiveName): string {
  const { mean, interval } = gain;
  const title = titleOfObjective(objective);
  const isShare = unitOfObjective(objective) === "share";
  const unit = unitOf(unitOfObjective(objective));
  const by = (written: string): string => (isShare ? `${written} points` : `${written} in ${title}`);
  if (interval === undefined) {
    const [size = ""] = unit.formatDifferences([Math.abs(mean)]);
    if (mean === 0) return `${winner} and ${other} do equally well`;
    return `${winner} is ${mean > 0 ? "ahead of" : "behind"} ${other} by ${by(size)}, of which chance is not known`;
  }
  const isAhead = mean >= 0;
  const [low, high] = isAhead ? [interval.low, interval.high] : [-interval.high, -interval.low];
  const [size = "", from, to] = unit.formatDifferences([Math.abs(mean), low, high]);
  if (interval.low > 0) return `${winner} beats ${other} by ${by(size)} (${from} to ${to})`;
  if (interval.high < 0) return `${winner} falls behind ${other} by ${by(size)} (${from} to ${to})`;
  const lead = `${isAhead ? "leads" : "lies behind"} by ${by(size)} (${from} to ${to})`;
  return `${winner} and ${other} cannot be told apart: the first ${lead}`;
}

/** "lambda 45 %, learning-rate 24 %, and 13 % by several together"; undefined where nothing is known. */
export function describeImportance({ importance }: Study, nameOf: OptionNaming): string | undefined {
  if (importance.length === 0) return undefined;
  const rest = 1 - importance.reduce((sum, { share }) => sum + share, 0);
  const parts = importance.map(
    ({ option, share }) => `${nameOf(describeOption(trainOptions, option))} ${formatPercent(share)}`,
  );
  return `${parts.join(", ")}; several together ${formatPercent(Math.max(0, rest))}`;
}

/** A mean with its interval on the little room of a bar: "0.192 (0.128 to 0.256)", "93.2 % (91.0 to 95.1)". */
export function formatBriefly({ mean, interval }: Standing, objective: ObjectiveName): string {
  if (mean === undefined) return "none";
  if (interval === undefined) return formatObjective(mean, objective);
  const { low, high } = interval;
  if (unitOfObjective(objective) === "share") return unitOf("share").formatInterval(mean, low, high);
  const [value, from, to] = formatAlike([mean, low, high], 3);
  return `${value} (${from} to ${to})`;
}

/** What nested cross-validation says; undefined where there is none. */
export function describeOptimism({ nested, design }: Study): string | undefined {
  if (nested === undefined) return undefined;
  const meanOf = (name: "promised" | "kept"): string =>
    formatObjective(
      nested.folds.reduce((sum, fold) => sum + fold[name], 0) / nested.folds.length,
      design.objective,
    );
  const [size = ""] = unitOf(unitOfObjective(design.objective)).formatDifferences([
    Math.abs(nested.optimism),
  ]);
  const gap = unitOfObjective(design.objective) === "share" ? `${size} points` : size;
  const verdict = nested.optimism > 0 ? `too good by ${gap}` : `kept, with ${gap} to spare`;
  return (
    `Nested cross-validation in ${formatPlural(nested.folds.length, "outer fold")}: searches like this one promised ` +
    `${meanOf("promised")} (${titleOfObjective(design.objective)}), and their winners came to ${meanOf("kept")} on examples ` +
    `that the search had not seen. The promise is ${verdict}.`
  );
}

/** The mean and the ends of the interval of one row, alike. */
export function formatEstimate(
  { mean, interval }: Standing,
  objective: ObjectiveName,
): readonly [mean: string, interval: string] {
  if (mean === undefined) return ["none", "unknown"];
  if (interval === undefined) return [formatObjective(mean, objective), "unknown"];
  const written =
    unitOfObjective(objective) === "share"
      ? unitOf("share").format([mean, interval.low, interval.high])
      : formatAlike([mean, interval.low, interval.high]);
  return [written[0] as string, `${written[1]} to ${written[2]}`];
}
