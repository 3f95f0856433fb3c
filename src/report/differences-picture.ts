import { formatCount } from "../base/number-format.ts";
import type { Comparison } from "../compare/comparison.ts";
import { type MeasureName, measureOf } from "../compare/measures.ts";
import type { PairFigures, PairResult } from "../compare/pair-result.ts";
import { judgedPart, namePart } from "../compare/results.ts";
import { unitOf } from "../plot/figure-units.ts";
import { plotDifferences } from "../plot/forest-plot.ts";
import type { DifferenceRow } from "../plot/forest-row.ts";
import type { CaptionedTable, Picture } from "./picture.ts";

/** The differences between models on the same seeds and the same examples, with verdicts; none of a lone model. */
export function drawDifferences(comparison: Comparison): Picture[] {
  const { data, design, measure, pairs } = comparison;
  if (pairs.length === 0) return [];
  const { title: what, difference, unit, isLowerBetter } = measureOf(measure);
  const title = `Differences in ${namePart(judgedPart(design), design)} ${what} on ${data.name}`;
  const explanation = explainDifferences(comparison);
  const svg = plotDifferences({
    title,
    description: explanation,
    xLabel: difference,
    unit,
    isLowerBetter,
    rows: pairs.map(toRow),
  });
  return [{ name: "differences", title, explanation, svg, tables: [tabulatePairs(pairs, measure)] }];
}

function toRow({ first, second, figures, verdict: { kind, text } }: PairResult): DifferenceRow {
  return {
    names: [second, first],
    figures,
    isDecided: kind === "better" || kind === "worse",
    verdict: text,
  };
}

function explainDifferences({ design, measure, pairs }: Comparison): string {
  const same = design.kind === "folds" ? "the same folds" : "the same seeds and the same test examples";
  const correction =
    pairs.length === 1
      ? "the verdict goes by its p-value"
      : `the verdicts go by p-values that are corrected for ${formatCount(pairs.length)} comparisons (Holm)`;
  return (
    `${measureOf(measure).differenceInWords}, on ${same}, with the 95 % interval. ` +
    `Where the bar crosses 0, chance alone may have made the difference; ${correction}.`
  );
}

function tabulatePairs(pairs: readonly PairResult[], measure: MeasureName): CaptionedTable {
  const { unit } = measureOf(measure);
  const { differenceHeading, formatDifferences } = unitOf(unit);
  const columns = [
    "pair",
    differenceHeading,
    "95 % interval",
    "p",
    "p after Holm",
    "runs",
    "method",
    "verdict",
  ];
  const rows = pairs.map(({ first, second, runs, figures, verdict }) => [
    `${second} − ${first}`,
    ...describeFigures(figures, formatDifferences),
    formatCount(runs),
    figures?.method ?? "",
    verdict.text,
  ]);
  return { caption: "Differences", columns, rows };
}

/** The difference, its interval and both p-values; empty where there are none. */
function describeFigures(
  figures: PairFigures | undefined,
  formatDifferences: (values: readonly number[]) => string[],
): readonly string[] {
  if (figures === undefined) return ["", "", "", ""];
  const { difference, interval, pValue, adjustedPValue } = figures;
  const [value = "", low, high] = formatDifferences([difference, interval.low, interval.high]);
  return [value, `${low} to ${high}`, formatP(pValue), formatP(adjustedPValue)];
}

/** "0.031", "< 0.0001". */
function formatP(pValue: number): string {
  return pValue < 1e-4 ? "< 0.0001" : pValue.toPrecision(2);
}
