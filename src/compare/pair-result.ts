import type { Interval } from "./statistics/interval.ts";
import type { Needed } from "./statistics/needed-examples.ts";

/** All kinds of verdicts, from the most to the least telling. */
export const VERDICT_KINDS = ["better", "worse", "undecided", "alike", "unknown"] as const;

/**
 * What a comparison of two variants says: the second is better or worse than the first, they cannot be told apart, they
 * answered all alike, or there is nothing to go by.
 */
export type VerdictKind = (typeof VERDICT_KINDS)[number];

/** A verdict on two variants. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** In words, without a full stop: "dropout beats none by 3.1 points (0.4 to 5.8)". */
  readonly text: string;
}

/** How a pair of variants can be compared. */
export const PAIR_METHODS = [
  "crossed bootstrap",
  "bootstrap over seeds",
  "bootstrap over examples",
  "exact McNemar",
  "corrected resampled t",
] as const;

/** How a pair of variants was compared. */
export type PairMethod = (typeof PAIR_METHODS)[number];

/** The numbers of a pair of variants. */
export interface PairFigures {
  /**
   * The figure of the second less that of the first, in what the comparison's models are compared by: above 0 where the
   * second has the higher accuracy, as shares, or the larger error, in units of the target.
   */
  readonly difference: number;
  /** Of 95 %, not corrected for the number of pairs. */
  readonly interval: Interval;
  /** The chance of a difference at least so large where there is none. */
  readonly pValue: number;
  /** The same corrected for the number of pairs (Holm). */
  readonly adjustedPValue: number;
  readonly method: PairMethod;
  /** Seeds and examples that would settle a difference of this size; absent where no number is known. */
  readonly needed?: Needed;
}

/** How two variants compare on the same seeds and the same examples. */
export interface PairResult {
  readonly first: string;
  readonly second: string;
  /** What they were compared on: test examples; in cross-validation, those that were held out. */
  readonly part: "test" | "development";
  /** How many runs of each were compared: seeds, or folds. */
  readonly runs: number;
  /** How many examples each run was judged on; in cross-validation, all that were divided. */
  readonly examples: number;
  /** Whether the two answered every example alike in every run. */
  readonly isAlike: boolean;
  /** Absent where there are too few runs that both finished, or where all show the same difference. */
  readonly figures?: PairFigures;
  readonly verdict: Verdict;
}
