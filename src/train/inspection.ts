import type { ParameterKind } from "../network/layout.ts";

/**
 * One iteration as it looks to one of its examples: the way up, the cost, the way down and the step, in the numbers that
 * the run computes with. In the article's notation, layer l has Z, A, D (the mask), dZ, and W, b, dW, db.
 */
export interface Inspection {
  /** How many steps have been taken: this is the next one. */
  readonly iteration: number;
  /** The examples of its batch by their places in the training data, counted from 0: all of them without mini-batches. */
  readonly batch: Uint32Array;
  /** What sums over the batch are multiplied by to be means: 1/m for m examples in it; of labels, 1/(m·labels). */
  readonly share: number;
  /** The cost of the iteration: data cost, with this iteration's noise, plus penalty. */
  readonly cost: number;
  readonly dataCost: number;
  readonly penalty: number;
  readonly example: InspectedExample;
  /** What the first layer takes. */
  readonly features: InspectedOutputs;
  /** From the first hidden layer to the output layer. */
  readonly layers: readonly InspectedLayer[];
  /** The learning rate of this iteration, as its schedule has it. */
  readonly learningRate: number;
  /** Decoupled weight decay: before the step, weights lose learningRate·weightDecay of themselves; 0 without. */
  readonly weightDecay: number;
  /** Whether the step leads to finite numbers; else it is not taken, and the run ends there. */
  readonly isTaken: boolean;
}

/** The example itself, and what came out for it. */
export interface InspectedExample {
  /** Its place in the training data, counted from 0. */
  readonly index: number;
  /** Under mixup, the example that it is mixed with, and its own share in the mixture. */
  readonly mixedWith?: { readonly index: number; readonly share: number };
  /** What its outputs are compared with, smoothed and mixed as training does. */
  readonly targets: Float64Array;
  /** What its loss counts in the cost, 1 on average. */
  readonly weight: number;
  /** Probabilities, or numbers, as a model would predict from these logits. */
  readonly predictions: Float64Array;
  /** Without the weight. */
  readonly loss: number;
}

/** What a layer hands on. */
export interface InspectedOutputs {
  /** A, by unit, before any noise; of the output layer, the logits; of the features, their values. */
  readonly activations: Float64Array;
  /** D, by unit: 1 where it stays, 0 where it drops out. Undefined where none can. */
  readonly mask: Uint8Array | undefined;
  /** 1/keepProbability of standard dropout: what units that stay are multiplied by; else 1. */
  readonly scale: number;
  /** What the layer above takes: the activations with mask and scale, or with whatever noise there is. */
  readonly outputs: Float64Array;
}

/** A layer at work. */
export interface InspectedLayer extends InspectedOutputs {
  /** Counted from 1, as in W1. */
  readonly layer: number;
  /** Z, by unit: W·(outputs below) + b. */
  readonly sums: Float64Array;
  /** γ·x̂ + β, by unit, of which activations are computed then; undefined without normalization. */
  readonly normalized: Float64Array | undefined;
  /** dZ, by unit: the derivatives of this example's loss, times its weight. Times `share`, they are those of the cost. */
  readonly sumGradients: Float64Array;
  /** λ and λ₁ of its weights. */
  readonly lambda: number;
  readonly lambda1: number;
  /** Its W and b, then the scale γ and shift β of a normalization. */
  readonly blocks: readonly InspectedBlock[];
}

/** Parameters of one kind and layer, and what the iteration does to them: all arrays are flat, row after row. */
export interface InspectedBlock {
  /** W1, b1, gamma1, beta1. */
  readonly name: string;
  readonly kind: ParameterKind;
  /** Units. */
  readonly rows: number;
  /** Units or features below for weights, 1 for all others. */
  readonly columns: number;
  /** Before the step. */
  readonly values: Float64Array;
  /** Of weights under DropConnect: 1 for those that stay in this iteration. */
  readonly mask: Uint8Array | undefined;
  /** dW: the derivatives of the cost over the batch, the penalties' among them. */
  readonly gradients: Float64Array;
  /** The penalties' part of them: λ/m·w + λ₁/m·sign(w), m all training examples. */
  readonly penaltyGradients: Float64Array;
  /**
   * What the step goes against, times the learning rate: the gradients as clipping and the optimizer have made them.
   * Undefined beside L-BFGS, whose step a line search finds.
   */
  readonly directions: Float64Array | undefined;
  /** After the step, with weight decay and constraints. */
  readonly updated: Float64Array;
}
