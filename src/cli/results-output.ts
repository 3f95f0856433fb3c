import type { Comparison } from "../compare/comparison.ts";
import { countPlanned, toResultsTable } from "../compare/results.ts";
import { toMetricsTable } from "../report/metrics-table.ts";
import { summarize } from "../report/summary.ts";
import { hasActingDropout } from "../train/regularizers.ts";
import type { Output } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";
import { toTextTable } from "./text-table.ts";

/** Why the last cost of a model with dropout is not the data cost of the table. */
const COST_REMARK =
  "The data cost is that of the whole network; the costs above, with dropout, are those of the thinned one.";

/** Prints the table of results, which models can be told apart, and how sure all of it is and what to mind. */
export function tellResults(output: Output, comparison: Comparison): void {
  const { variants, design } = comparison;
  const { verdicts, endings, remarks } = summarize(comparison);
  output.print();
  output.print(toTextTable(toResultsTable(comparison), output));
  output.print();
  const measured = toMetricsTable(comparison);
  if (measured.rows.length > 0) {
    output.print(toTextTable(measured, output));
    output.print();
  }
  for (const verdict of verdicts) output.printText(output.colors.bold(toPlainLine(verdict)));
  if (verdicts.length > 0) output.print();
  const hasCosts = countPlanned(design) === 1;
  if (hasCosts && variants.some(({ settings }) => hasActingDropout(settings))) output.printText(COST_REMARK);
  // With one run each, its own lines have told how it ended.
  for (const ending of hasCosts ? [] : endings) output.printText(toPlainLine(ending));
  for (const remark of remarks) output.printText(toPlainLine(remark));
}
