import { MEASURE_NAMES, type MeasureName, measureOf } from "../compare/measures.ts";
import type { RunSummary } from "./stored-run.ts";

/** Which of some runs stay: the newest, the best, or both; with neither, none. */
export interface PruneRule {
  readonly keepNewest?: number | undefined;
  /** On each data set, and by each measure. */
  readonly keepBest?: number | undefined;
}

/**
 * The runs that a rule does not keep. The best are so on development examples or those held out, never on test examples;
 * where a data set has none, nothing says which is best, and all its runs stay.
 *
 * @param runs the newest first
 */
export function runsToPrune(
  runs: readonly RunSummary[],
  { keepNewest = 0, keepBest }: PruneRule,
): readonly RunSummary[] {
  const kept = new Set(runs.slice(0, keepNewest));
  if (keepBest !== undefined) {
    const groups = Map.groupBy(runs, ({ data, measure }) => `${data.hash} ${measure}`);
    for (const group of groups.values()) {
      for (const run of bestOf(group, keepBest)) kept.add(run);
    }
  }
  return runs.filter((run) => !kept.has(run));
}

function bestOf(group: readonly RunSummary[], count: number): readonly RunSummary[] {
  const name = group[0]?.measure as MeasureName;
  if (!MEASURE_NAMES.includes(name) || group.every(({ development }) => development === null)) return group;
  const sign = measureOf(name).isLowerBetter ? 1 : -1;
  const lossOf = ({ development }: RunSummary): number =>
    development === null ? Infinity : sign * development;
  // Of equals the newest comes first, as in the list.
  return group.toSorted((a, b) => compareNumbers(lossOf(a), lossOf(b))).slice(0, count);
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
