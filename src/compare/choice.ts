import { ascending, greatest, mean } from "d3-array";
import { type Choice, isSound, type VariantResult } from "./comparison.ts";
import type { RunResult } from "./perform-runs.ts";
import { runKey } from "./run-name.ts";

/**
 * The variant with the highest mean accuracy on development examples, of equals the one with the lowest mean cost there:
 * the choice that test examples must not make. Means are over the seeds and folds that all variants have a result of.
 * Undefined where there are none, without development examples, or with one variant alone.
 */
export function choose(variants: readonly VariantResult[]): Choice | undefined {
  const sound = variants.map(({ name, runs }) => ({ name, runs: runs.filter(isSound) }));
  const judged = sound.filter(({ runs }) => runs.some(({ development }) => development !== undefined));
  if (variants.length < 2) return undefined;
  const isCommon = (run: RunResult): boolean =>
    judged.every(({ runs }) => runs.some((other) => runKey(other) === runKey(run)));
  const candidates = judged.flatMap(({ name, runs }) => {
    const common = runs.filter(isCommon);
    const accuracy = mean(common, ({ development }) => development?.accuracy);
    const cost = mean(common, ({ development }) => development?.dataCost);
    return accuracy === undefined ? [] : [{ variant: name, accuracy, cost }];
  });
  const best = greatest(
    candidates,
    (a, b) => ascending(a.accuracy, b.accuracy) || ascending(b.cost ?? 0, a.cost ?? 0),
  );
  return best && { variant: best.variant, accuracy: best.accuracy };
}
