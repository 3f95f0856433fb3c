import type { ClassTally } from "./class-scores.ts";
import { sumOf, weightedMean, weightOf } from "./weights.ts";

/** Which labels examples have and which were predicted: examples × labels numbers, 0 or 1, row after row. */
export interface LabelledExamples {
  readonly labels: number;
  readonly predicted: ArrayLike<number>;
  readonly actual: ArrayLike<number>;
  /** What each example counts; 1 by default. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** The share of examples all of whose labels are right. */
export function subsetAccuracy({ labels, predicted, actual, weights }: LabelledExamples): number {
  return weightedMean(actual.length / labels, weights, (example) => {
    for (let place = example * labels; place < (example + 1) * labels; place++) {
      if (predicted[place] !== actual[place]) return 0;
    }
    return 1;
  });
}

/** The share of all labels that are right: 1 − the Hamming loss. */
export function hammingAccuracy({ labels, predicted, actual, weights }: LabelledExamples): number {
  return weightedMean(actual.length / labels, weights, (example) => {
    const right = sumOf(labels, (label) => {
      const place = example * labels + label;
      return predicted[place] === actual[place] ? 1 : 0;
    });
    return right / labels;
  });
}

/** Hits, answers and examples of every label: what F1 is made of. */
export function labelTallies({
  labels,
  predicted,
  actual,
  weights,
}: LabelledExamples): readonly ClassTally[] {
  const examples = actual.length / labels;
  return Array.from({ length: labels }, (_, label) => {
    const count = (isCounted: (place: number) => boolean): number =>
      sumOf(examples, (example) => (isCounted(example * labels + label) ? weightOf(weights, example) : 0));
    return {
      hits: count((place) => predicted[place] === 1 && actual[place] === 1),
      predicted: count((place) => predicted[place] === 1),
      actual: count((place) => actual[place] === 1),
    };
  });
}
