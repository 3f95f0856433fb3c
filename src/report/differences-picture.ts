import { formatCount, formatPoints } from "../base/number-format.ts";
import type { Comparison } from "../compare/comparison.ts";
import type { PairResult } from "../compare/pair-result.ts";
import { judgedPart, namePart } from "../compare/results.ts";
import { plotDifferences } from "../plot/forest-plot.ts";
import type { DifferenceRow } from "../plot/forest-row.ts";
import type { CaptionedTable, Picture } from "./picture.ts";

/** The differences between models on the same seeds and the same examples, with verdicts; none of a lone model. */
export function drawDifferences(comparison: Comparison): Picture[] {
  const { data, design, pairs } = comparison;
  if (pairs.length === 0) return [];
  const title = `Differences in ${namePart(judgedPart(design), design)} accuracy on ${data.name}`;
  const explanation = explainDifferences(comparison);
  const svg = plotDifferences({
    title,
    description: explanation,
    xLabel: "difference in percentage points",
    rows: pairs.map(toRow),
  });
  return [{ name: "differences", title, explanation, svg, tables: [tabulatePairs(pairs)] }];
}

function toRow({ first, second, figures, verdict: { kind, text } }: PairResult): DifferenceRow {
  return {
    names: [second, first],
    figures,
    isDecided: kind === "better" || kind === "worse",
    verdict: text,
  };
}

function explainDifferences({ design, pairs }: Comparison): string {
  const same = design.kind === "folds" ? "the same folds" : "the same seeds and the same test examples";
  const correction =
    pairs.length === 1
      ? "the verdict goes by its p-value"
      : `the verdicts go by p-values that are corrected for ${formatCount(pairs.length)} comparisons (Holm)`;
  return (
    `How much more often the one model is right than the other, on ${same}, with the 95 % interval. ` +
    `Where the bar crosses 0, chance alone may have made the difference; ${correction}.`
  );
}

function tabulatePairs(pairs: readonly PairResult[]): CaptionedTable {
  const columns = ["pair", "points", "95 % interval", "p", "p after Holm", "runs", "method", "verdict"];
  const rows = pairs.map(({ first, second, runs, figures, verdict }) => [
    `${second} − ${first}`,
    ...(figures === undefined
      ? ["", "", "", ""]
      : [
          formatPoints(figures.difference),
          `${formatPoints(figures.interval.low)} to ${formatPoints(figures.interval.high)}`,
          formatP(figures.pValue),
          formatP(figures.adjustedPValue),
        ]),
    formatCount(runs),
    figures?.method ?? "",
    verdict.text,
  ]);
  return { caption: "Differences", columns, rows };
}

/** "0.031", "< 0.0001". */
function formatP(pValue: number): string {
  return pValue < 1e-4 ? "< 0.0001" : pValue.toPrecision(2);
}
