import * as v from "valibot";
import { exp, log, log1p } from "../base/elementary.ts";
import type { KernelCall } from "../engine/kernels.ts";
import {
  type CostArrays,
  huberCost,
  huberGradient,
  type LossArrays,
  logisticCost,
  logisticGradient,
  poissonCost,
  poissonGradient,
  softmaxCost,
  softmaxGradient,
  squaredCost,
  squaredGradient,
} from "../engine/losses.ts";
import type { HeadName } from "./heads.ts";

/** A loss of one head: where it turns from logits and targets into numbers. */
export interface LossOfHead {
  /** The derivatives by the logits, as {@link LossGradient} describes them. `delta` is Huber's; the others have none. */
  readonly gradient: (arrays: LossArrays, delta: number) => KernelCall;
  /** The mean over examples, as {@link LossCost} describes it. */
  readonly cost: (arrays: CostArrays, delta: number) => KernelCall;
  /** The same of one example, without weight, from its logits and its targets; Infinity where it is not finite. */
  readonly costOf: (logits: Float64Array, targets: Float64Array, delta: number) => number;
}

/** One row of {@link losses}. */
export interface Loss {
  /** One line for help and docs. */
  readonly description: string;
  /** By head that it fits. */
  readonly heads: Partial<Readonly<Record<HeadName, LossOfHead>>>;
}

/** log(1 + e^z) − y·z. */
const logistic: LossOfHead = {
  gradient: logisticGradient,
  cost: logisticCost,
  costOf: meanOf((z, y) => Math.max(z, 0) - z * y + log1p(exp(-Math.abs(z)))),
};

/** The losses by name. A new one is a new row here, with its kernels in assembly/. */
export const losses = {
  "cross-entropy": {
    description:
      "−Σ y·log p, p the probability of a class; of labels the mean of −y·log p − (1 − y)·log(1 − p)",
    heads: {
      binary: logistic,
      multiclass: { gradient: softmaxGradient, cost: softmaxCost, costOf: softmaxCostOf },
      multilabel: logistic,
    },
  },
  squared: {
    description: "r², r = z − y",
    heads: {
      regression: {
        gradient: squaredGradient,
        cost: squaredCost,
        costOf: meanOf((z, y) => (z - y) * (z - y)),
      },
    },
  },
  huber: {
    description: "r²/2 for |r| ≤ δ, else δ·(|r| − δ/2), r = z − y",
    heads: { regression: { gradient: huberGradient, cost: huberCost, costOf: meanOf(huberOf) } },
  },
  poisson: {
    description: "e^z − y·z, e^z the mean of a count",
    heads: {
      count: {
        gradient: poissonGradient,
        cost: poissonCost,
        costOf: meanOf((z, y) => exp(z) - y * z),
      },
    },
  },
} as const satisfies Record<string, Loss>;

/** The name of a loss. */
export type LossName = keyof typeof losses;

/** All names, in the table's order. */
export const LOSS_NAMES: readonly LossName[] = Object.keys(losses) as LossName[];

/** The loss that a head is trained by unless another is asked for. */
export const DEFAULT_LOSSES: Readonly<Record<HeadName, LossName>> = {
  binary: "cross-entropy",
  multiclass: "cross-entropy",
  multilabel: "cross-entropy",
  regression: "squared",
  count: "poisson",
};

/** Huber's δ, as an option. */
export const huberDeltaOption = v.pipe(
  v.number(),
  v.finite(),
  v.gtValue(0),
  v.description("distance δ from which on Huber's loss grows in a line, in units of the target"),
  v.metadata({ flag: "huber-delta", placeholder: "δ" }),
);

/** Huber's δ unless another is asked for. */
export const DEFAULT_HUBER_DELTA = 1;

/** A loss as a head takes it; undefined where it does not fit the head. */
export function lossOfHead(loss: LossName, head: HeadName): LossOfHead | undefined {
  const row: Loss = losses[loss];
  return row.heads[head];
}

/** The names of the losses that fit a head, in the table's order. */
export function lossesOfHead(head: HeadName): readonly LossName[] {
  return LOSS_NAMES.filter((name) => lossOfHead(name, head) !== undefined);
}

/** The mean over an example's outputs, in ascending order. */
function meanOf(part: (z: number, y: number, delta: number) => number): LossOfHead["costOf"] {
  return (logits, targets, delta) => {
    const sum = logits.reduce((total, z, row) => total + part(z, targets[row] as number, delta), 0);
    return finiteOf(sum / logits.length);
  };
}

function huberOf(z: number, y: number, delta: number): number {
  const r = Math.abs(z - y);
  return r <= delta ? 0.5 * r * r : delta * (r - 0.5 * delta);
}

/** log Σ e^z − Σ y·z. */
function softmaxCostOf(logits: Float64Array, targets: Float64Array): number {
  const largest = logits.reduce((most, z) => Math.max(most, z), -Infinity);
  let powers = 0;
  let ofClass = 0;
  for (const [row, logit] of logits.entries()) {
    const z = logit - largest;
    powers += exp(z);
    ofClass += z * (targets[row] as number);
  }
  return finiteOf(log(powers) - ofClass);
}

/** A part of the sum was not finite where the cost is NaN. */
function finiteOf(cost: number): number {
  return Number.isNaN(cost) ? Infinity : cost;
}
