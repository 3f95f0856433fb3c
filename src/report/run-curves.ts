import { ascending, quantileSorted } from "d3-array";
import { formatCost, formatCount } from "../base/number-format.ts";
import type { VariantResult } from "../compare/comparison.ts";
import { soundOrAll } from "../compare/results.ts";
import type { History } from "../train/history.ts";
import type { CaptionedTable } from "./picture.ts";

/** The share of runs below a band, and above it. */
const OUTSIDE = 0.1;

/** What a band is, in words. */
export const BAND_EXPLANATION = "the lines are medians of the runs, the bands hold the middle 80 % of them";

/** The records of all runs of a variant as one curve. */
export interface RunCurve {
  readonly iterations: readonly number[];
  /** Medians over the runs. */
  readonly costs: readonly number[];
  /** Of several runs, between which their middle 80 % lie. */
  readonly band?: { readonly low: readonly number[]; readonly high: readonly number[] };
}

/**
 * A column of the records of all runs of a variant as one curve; of runs that diverged, if there are no others, the first
 * alone.
 */
export function toRunCurve(variant: VariantResult, column: keyof History): RunCurve {
  const runs = soundOrAll(variant).map(({ run }) => run);
  const [first] = runs as [(typeof runs)[number], ...typeof runs];
  const iterations = first.history.iteration;
  const alike = runs.filter(({ history }) => history.iteration.length === iterations.length);
  if (alike.length === 1 || first.outcome.kind === "diverged") {
    return { iterations, costs: first.history[column] };
  }
  const sorted = first.history[column].map((_, index) =>
    alike.map(({ history }) => history[column][index] as number).toSorted(ascending),
  );
  const at = (share: number): number[] => sorted.map((values) => quantileSorted(values, share) as number);
  return { iterations, costs: at(0.5), band: { low: at(OUTSIDE), high: at(1 - OUTSIDE) } };
}

/** Rows of a table of curves, at most. */
const MOST_ROWS = 11;

/** Curves as numbers: a row for some of the iterations, evenly spread, the first and the last among them. */
export function tabulateCurves(
  caption: string,
  curves: readonly (RunCurve & { readonly name: string })[],
): CaptionedTable {
  const longest = curves.reduce<readonly number[]>(
    (most, { iterations }) => (iterations.length > most.length ? iterations : most),
    [],
  );
  const step = Math.max(1, Math.ceil((longest.length - 1) / (MOST_ROWS - 1)));
  const shown = longest.filter((_, index) => index % step === 0 || index === longest.length - 1);
  const rows = shown.map((iteration) => [
    formatCount(iteration),
    ...curves.map(({ iterations, costs, band }) => {
      const index = iterations.indexOf(iteration);
      if (index < 0 || costs[index] === undefined) return "";
      const range =
        band === undefined
          ? ""
          : ` (${formatCost(band.low[index] as number)} to ${formatCost(band.high[index] as number)})`;
      return `${formatCost(costs[index])}${range}`;
    }),
  ]);
  return { caption, columns: ["iteration", ...curves.map(({ name }) => name)], rows };
}
