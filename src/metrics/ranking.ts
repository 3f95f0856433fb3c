import { checkFinite, checkLength, checkOutcomes, checkWeights } from "./checks.ts";
import { weightOf } from "./weights.ts";

/** Examples that either are of a class or are not, with how sure a model is that they are. */
export interface ScoredExamples {
  /** For each example a number that is larger the surer the model is: a probability, or a logit where one may do. */
  readonly scores: ArrayLike<number>;
  /** 1 for each example of the class, 0 for the others. */
  readonly outcomes: ArrayLike<number>;
  /** What each example counts, at least 0; 1 by default. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** What a threshold finds, for every threshold that finds something else: those with equal scores come together. */
export interface Ranking {
  /** Every score that occurs, from the largest on. */
  readonly thresholds: Float64Array;
  /** The weight of the examples of the class whose score is at least the threshold. */
  readonly truePositives: Float64Array;
  /** The weight of the others whose score is. */
  readonly falsePositives: Float64Array;
}

/** Throws unless scores, outcomes and weights fit each other. @param where what to call them in messages */
export function checkScoredExamples({ scores, outcomes, weights }: ScoredExamples, where: string): void {
  checkLength(outcomes, scores.length, `${where}: outcomes`);
  checkFinite(scores, `${where}: scores`);
  checkOutcomes(outcomes, `${where}: outcomes`);
  checkWeights(weights, scores.length, `${where}: weights`);
}

/** Examples from the surest on, summed up wherever the score changes. Those that count 0 are left out. */
export function rankExamples({ scores, outcomes, weights }: ScoredExamples): Ranking {
  const order = Uint32Array.from({ length: scores.length }, (_, example) => example)
    .filter((example) => weightOf(weights, example) > 0)
    .toSorted((i, j) => (scores[j] as number) - (scores[i] as number) || i - j);
  const thresholds: number[] = [];
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  let positives = 0;
  let negatives = 0;
  order.forEach((example, rank) => {
    const score = scores[example] as number;
    if (outcomes[example] === 1) positives += weightOf(weights, example);
    else negatives += weightOf(weights, example);
    const next = order[rank + 1];
    if (next !== undefined && scores[next] === score) return;
    thresholds.push(score);
    truePositives.push(positives);
    falsePositives.push(negatives);
  });
  return {
    thresholds: Float64Array.from(thresholds),
    truePositives: Float64Array.from(truePositives),
    falsePositives: Float64Array.from(falsePositives),
  };
}

/** Numbers with another before the first: a point of a curve that no threshold gives. They may be very many. */
export function withFirst(first: number, numbers: Float64Array): Float64Array {
  const all = new Float64Array(numbers.length + 1);
  all[0] = first;
  all.set(numbers, 1);
  return all;
}
