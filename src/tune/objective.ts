import type { RunResult } from "../compare/perform-runs.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import { type MetricName, metrics } from "../metrics/metrics.ts";
import { DEVELOPMENT_COST } from "../train/early-stopping.ts";
import type { SearchDesign } from "./options.ts";

/** What settings are chosen by. */
export type ObjectiveName = SearchDesign["objective"];

/** 1 where a smaller value is better, −1 where a larger one is. */
export function signOf(objective: ObjectiveName): 1 | -1 {
  return objective === DEVELOPMENT_COST || metrics[objective].better === "lower" ? 1 : -1;
}

/** What it is called in tables and sentences: "cost", "accuracy". */
export function titleOfObjective(objective: ObjectiveName): string {
  return objective === DEVELOPMENT_COST ? "cost" : metrics[objective].title;
}

/**
 * The objective of a run on the examples that it was judged on; null where it has no finite one.
 *
 * @param part which part of the run's data these were
 */
export function judgeRun(
  objective: ObjectiveName,
  result: RunResult,
  examples: Dataset<TargetColumn>,
  part: "development" | "test" = "development",
): number | null {
  const evaluation = result[part];
  if (result.run.outcome.kind === "diverged" || evaluation === undefined) return null;
  // Sums that overflow on some examples make the cost infinite, and predictions impossible.
  if (!Number.isFinite(evaluation.dataCost)) return null;
  const value = objective === DEVELOPMENT_COST ? evaluation.dataCost : measure(objective, result, examples);
  return Number.isFinite(value) ? value : null;
}

function measure(name: MetricName, { run }: RunResult, examples: Dataset<TargetColumn>): number {
  return run.model.measure(examples, [name])[name]?.value ?? Number.NaN;
}
