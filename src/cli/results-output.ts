import type { Comparison } from "../compare/compare.ts";
import { toResultsTable } from "../compare/results.ts";
import { summarize } from "../report/summary.ts";
import { hasActingDropout } from "../train/options.ts";
import type { Output } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";
import { toTextTable } from "./text-table.ts";

/** Why the last cost of a model with dropout is not the data cost of the table. */
const COST_REMARK =
  "The data cost is that of the whole network; the costs above, with dropout, are those of the thinned one.";

/** Prints the table of results, and below it how sure they are and what to mind. */
export function tellResults(output: Output, comparison: Comparison): void {
  output.print();
  output.print(toTextTable(toResultsTable(comparison), output));
  output.print();
  if (comparison.variants.some(({ run }) => hasActingDropout(run.settings))) output.printText(COST_REMARK);
  for (const remark of summarize(comparison).remarks) output.printText(toPlainLine(remark));
}
