import { exp, sigmoid } from "../base/elementary.ts";

/** What a target column may be: one class, some labels, or a number per example. */
export type TargetType = "category" | "labels" | "number";

/** One row of {@link heads}. */
export interface Head {
  /** One line for help and docs. */
  readonly description: string;
  /** How predictions follow from logits, as a formula. */
  readonly link: string;
  /** The type of the target column that it takes. */
  readonly targetType: TargetType;
  /** How many logits an example has, from the number of classes or labels. */
  readonly outputs: (classes: number) => number;
  /** The predictions of some examples, examples × outputs, row after row, from their logits in the same shape. */
  readonly toPredictions: (logits: Float64Array, outputs: number) => Float64Array;
}

/** What a network predicts, by name. A new one is a new row here, with its losses in losses.ts. */
export const heads = {
  binary: {
    description: "the probability of the second of two classes",
    link: "1/(1 + e^−z)",
    targetType: "category",
    outputs: () => 1,
    toPredictions: (logits) => logits.map(sigmoid),
  },
  multiclass: {
    description: "the probability of each of several classes, their sum 1",
    link: "e^zₖ/Σⱼ e^zⱼ",
    targetType: "category",
    outputs: (classes) => classes,
    toPredictions: softmaxOfRows,
  },
  multilabel: {
    description: "the probability of each label, whatever the others",
    link: "1/(1 + e^−zₖ)",
    targetType: "labels",
    outputs: (labels) => labels,
    toPredictions: (logits) => logits.map(sigmoid),
  },
  regression: {
    description: "a number",
    link: "z",
    targetType: "number",
    outputs: () => 1,
    toPredictions: (logits) => logits.slice(),
  },
  count: {
    description: "the mean of a count",
    link: "e^z",
    targetType: "number",
    outputs: () => 1,
    toPredictions: (logits) => logits.map(exp),
  },
} as const satisfies Record<string, Head>;

/** The name of a head. */
export type HeadName = keyof typeof heads;

/** All names, in the table's order. */
export const HEAD_NAMES: readonly HeadName[] = Object.keys(heads) as HeadName[];

/**
 * Predictions from logits: probabilities, numbers, or means of counts. Not finite where a logit is not, and where e^z
 * overflows.
 *
 * @param logits examples × outputs, row after row
 * @param outputs logits of one example, as the head's `outputs` says
 * @returns a new array in the same shape
 */
export function toPredictions(head: HeadName, logits: Float64Array, outputs: number): Float64Array {
  const row: Head = heads[head];
  return row.toPredictions(logits, outputs);
}

/** The largest logit is taken off before exp, which changes no probability and lets none overflow. */
function softmaxOfRows(logits: Float64Array, outputs: number): Float64Array {
  const probabilities = new Float64Array(logits.length);
  for (let first = 0; first < logits.length; first += outputs) {
    let largest = -Infinity;
    for (let place = first; place < first + outputs; place++) {
      largest = Math.max(largest, logits[place] as number);
    }
    let sum = 0;
    for (let place = first; place < first + outputs; place++) {
      const power = exp((logits[place] as number) - largest);
      probabilities[place] = power;
      sum += power;
    }
    for (let place = first; place < first + outputs; place++) {
      probabilities[place] = (probabilities[place] as number) / sum;
    }
  }
  return probabilities;
}
