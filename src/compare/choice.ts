import { ascending, least, mean } from "d3-array";
import { type Choice, isSound, type VariantResult } from "./comparison.ts";
import { type MeasureName, meanOf, measureOf } from "./measures.ts";
import type { RunResult } from "./perform-runs.ts";
import { runKey } from "./run-name.ts";

/**
 * The variant that is best on development examples by what models are compared by, of equals the one with the lowest
 * mean cost there: the choice that test examples must not make. Figures are over the seeds and folds that all variants
 * have a result of. Undefined where there are none, without development examples, or with one variant alone.
 */
export function choose(
  variants: readonly VariantResult[],
  measure: MeasureName = "accuracy",
): Choice | undefined {
  const sound = variants.map(({ name, runs }) => ({ name, runs: runs.filter(isSound) }));
  const judged = sound.filter(({ runs }) => runs.some(({ development }) => development !== undefined));
  if (variants.length < 2) return undefined;
  const { ofMean, isLowerBetter } = measureOf(measure);
  const isCommon = (run: RunResult): boolean =>
    judged.every(({ runs }) => runs.some((other) => runKey(other) === runKey(run)));
  const candidates = judged.flatMap(({ name, runs }) => {
    const common = runs.filter(isCommon);
    const average = mean(common, (run) => meanOf(run, "development", measure));
    const cost = mean(common, ({ development }) => development?.dataCost) ?? 0;
    return average === undefined ? [] : [{ variant: name, measure, value: ofMean(average), cost }];
  });
  const best = least(
    candidates,
    (a, b) => (isLowerBetter ? 1 : -1) * ascending(a.value, b.value) || ascending(a.cost, b.cost),
  );
  return best && { variant: best.variant, measure, value: best.value };
}
