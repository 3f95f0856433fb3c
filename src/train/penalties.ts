import type { EngineMemory } from "../engine/engine.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import {
  addPenaltyGradient,
  addSignGradient,
  type NumberRange,
  sumOfMagnitudes,
  sumOfSquares,
} from "../engine/parameters.ts";
import { entryOf, type ParameterLayout, rangeOf, weightsOf } from "../network/layout.ts";
import { type WeightRegularizers, type WeightSettings, weightRegularizers } from "./regularizers.ts";

/** What the penalties of a run are planned from. */
export interface PenaltyInput {
  readonly layout: ParameterLayout;
  /** The addresses of the flat parameters, and of their derivatives. */
  readonly parameters: number;
  readonly gradients: number;
  readonly settings: WeightSettings;
  /** m, the number of training examples, whatever the size of a batch. */
  readonly examples: number;
  /** Whether λ may be changed while the run goes on: its calls are then there for a λ of 0, too. */
  readonly isLive: boolean;
}

/** The penalties of a run. */
export interface PlannedPenalties {
  /** The calls that add the derivatives of a layer's penalties to those by its weights. */
  readonly gradients: (layer: number) => readonly KernelCall[];
  /** The calls that sum up squares and magnitudes of all weights. */
  readonly sums: readonly KernelCall[];
  /** λ/(2m)·Σw² + λ₁/m·Σ|w| from those sums. */
  readonly bind: (engine: EngineMemory) => () => number;
  /** Gives the calls another λ, where the penalties are live: they are then to be written anew. */
  readonly change: (settings: WeightSettings) => void;
}

/** One kind of penalty. */
interface PenaltyKind {
  readonly strength: "lambda" | "lambda1";
  /** What multiplies strength/m·Σ in the cost. */
  readonly share: number;
  readonly sum: (weights: NumberRange, result: number) => KernelCall;
  readonly gradient: (weights: NumberRange, gradients: number, rate: number) => KernelCall;
}

const KINDS: readonly PenaltyKind[] = [
  { strength: "lambda", share: 1 / 2, sum: sumOfSquares, gradient: addPenaltyGradient },
  { strength: "lambda1", share: 1, sum: sumOfMagnitudes, gradient: addSignGradient },
];

/** One kind of penalty on the weights of one layer. */
interface PenaltyTerm {
  readonly kind: PenaltyKind;
  readonly layer: number;
  readonly weights: NumberRange;
  /** The address of the derivatives by these weights. */
  readonly gradients: number;
  /** The address of the float64 that receives the sum. */
  readonly place: number;
  /** The call that adds the derivatives: an object of its own, which a change fills anew. */
  readonly call: KernelCall;
}

/** Plans the penalties of all layers: L2, L1, and both together, the elastic net. */
export function planPenalties(plan: MemoryPlan, input: PenaltyInput): PlannedPenalties {
  const { layout, examples, isLive } = input;
  let strengths = weightRegularizers(input.settings);
  const strengthOf = ({ kind, layer }: Pick<PenaltyTerm, "kind" | "layer">): number =>
    (strengths[layer - 1] as WeightRegularizers)[kind.strength];
  const terms = weightsOf(layout)
    .flatMap(({ layer }) => KINDS.map((kind) => ({ kind, layer })))
    .filter((term) => strengthOf(term) > 0 || (isLive && term.kind.strength === "lambda"))
    .map((term) => planTerm(plan, input, { ...term, rate: strengthOf(term) / examples }));
  return {
    gradients: (layer) => terms.filter((term) => term.layer === layer).map(({ call }) => call),
    sums: terms.map(({ kind, weights, place }) => kind.sum(weights, place)),
    bind: (engine) => () =>
      terms.reduce((total, term) => {
        const strength = strengthOf(term);
        // Squares that overflow are no penalty where there is none.
        if (strength === 0) return total;
        return total + (engine.result(term.place) / examples) * (strength * term.kind.share);
      }, 0),
    change: (settings) => {
      strengths = weightRegularizers(settings);
      for (const term of terms) Object.assign(term.call, gradientCall(term, strengthOf(term) / examples));
    },
  };
}

function planTerm(
  plan: MemoryPlan,
  { layout, parameters, gradients }: PenaltyInput,
  { kind, layer, rate }: Pick<PenaltyTerm, "kind" | "layer"> & { readonly rate: number },
): PenaltyTerm {
  const entry = entryOf(layout, "weight", layer);
  const weights = rangeOf(parameters, entry, plan.precision);
  const { address } = rangeOf(gradients, entry, plan.precision);
  const place = plan.reserve(Float64Array.BYTES_PER_ELEMENT);
  const term = { kind, layer, weights, gradients: address, place };
  return { ...term, call: gradientCall(term, rate) };
}

/** A rate of 0 goes over no weight: 0·w would change the sign of a derivative of −0. */
function gradientCall({ kind, weights, gradients }: Omit<PenaltyTerm, "call">, rate: number): KernelCall {
  return kind.gradient(rate === 0 ? { ...weights, count: 0 } : weights, gradients, rate);
}
