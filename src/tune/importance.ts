import { growForest } from "./forest.ts";
import type { SearchedOption, SearchSpace } from "./space.ts";
import { toAxis } from "./space.ts";
import type { Trial } from "./trial.ts";

/** What a setting had to do with the objective. */
export interface Importance {
  readonly option: SearchedOption;
  /** The share of the variance over the space that the setting explains by itself, whatever the others are. */
  readonly share: number;
}

/** With fewer complete trials a forest would tell stories. */
const FEWEST_TRIALS = 16;

/**
 * What mattered, by functional analysis of variance: a forest of regression trees learns the objective from the trials that
 * were judged on all runs, and of its prediction each setting's main effect is taken — its mean over all values of the
 * others, exact, since trees are made of boxes. Diverged and pruned trials are left out, and the search has looked mostly
 * where it is good: it says what mattered there. Nothing is said of fewer than 16 trials.
 *
 * Source: F. Hutter, H. Hoos and K. Leyton-Brown, An efficient approach for assessing hyperparameter importance (2014).
 *
 * @returns the most important first; what is missing to 1 is due to settings together
 */
export function measureImportance(
  space: SearchSpace,
  trials: readonly Trial[],
  seed: number,
): readonly Importance[] {
  const complete = trials.filter(({ state }) => state === "complete");
  if (complete.length < FEWEST_TRIALS) return [];
  const axes = space.map(toAxis);
  const losses = complete.map(({ rungLosses }) => rungLosses.at(-1) as number);
  const points = complete.map(({ point }) => point);
  const shares = growForest({ axes, points, losses, seed }).mainEffects();
  return space
    .map(({ option }, axis) => ({ option, share: shares[axis] as number }))
    .toSorted((a, b) => b.share - a.share);
}
