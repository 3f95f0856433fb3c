import type { FoldPlace } from "./planned-runs.ts";

/** What tells a run from the others of its variant. */
export interface RunIdentity {
  readonly seed: number;
  readonly place?: FoldPlace | undefined;
}

/** Equal for runs of different variants that are paired: they have the same seed and, in cross-validation, the same fold. */
export function runKey({ seed, place }: RunIdentity): string {
  return `${seed} ${place?.fold ?? ""}`;
}

/** "3", in cross-validation "3, fold 1": each repeat has a seed of its own. */
export function nameRun({ seed, place }: RunIdentity): string {
  return place === undefined ? String(seed) : `${seed}, fold ${place.fold}`;
}
