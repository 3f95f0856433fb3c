/** A fully connected layer, as calls of kernels: sums and activations forward, gradients backward. */

import type { ActivationCode } from "./activations.ts";
import type { KernelCall } from "./kernels.ts";
import { countPanels, type PanelMatrix, pitchOf } from "./panels.ts";
import { bytesOf, type Precision } from "./precision.ts";

/** Where a layer's parameters, or their gradients, lie. */
export interface DenseParameters {
  /** Address of units × inputs numbers, row after row. */
  readonly weights: number;
  /** Address of one number per unit. */
  readonly biases: number;
}

/** What {@link denseForward} works on. */
export interface DenseForward extends DenseParameters {
  readonly activation: ActivationCode;
  /** inputs × examples. */
  readonly input: PanelMatrix;
  /** units × examples: receives the activations. */
  readonly output: PanelMatrix;
}

/** A = f(W·X + b): the bias first, then the inputs in ascending order. */
export function denseForward(call: DenseForward, precision: Precision): KernelCall {
  const { activation, weights, biases, input, output } = call;
  const bytes = bytesOf(precision);
  const sums = {
    activation,
    steps: [input.rows * bytes, bytes],
    places: [weights, biases, input.address, pitchOf(input), output.address, pitchOf(output), 0],
  } as const;
  return { kernel: "denseForward", integers: rowSums(sums, input, output, precision) };
}

/** What {@link inputGradients} works on. */
export interface InputGradients extends Pick<DenseParameters, "weights"> {
  /** Of the layer below. */
  readonly activation: ActivationCode;
  /** units × examples: the derivatives by the layer's sums. */
  readonly sumGradients: PanelMatrix;
  /** inputs × examples: what the layer below has handed on. */
  readonly activations: PanelMatrix;
  /** inputs × examples: receives the derivatives by the sums of the layer below. */
  readonly output: PanelMatrix;
}

/** dZ of the layer below = (Wᵀ·dZ) ∗ f′: the units in ascending order; 0 where relu was off. */
export function inputGradients(call: InputGradients, precision: Precision): KernelCall {
  const { activation, weights, sumGradients, activations, output } = call;
  const bytes = bytesOf(precision);
  const [from, to] = [sumGradients, output];
  const sums = {
    activation,
    steps: [bytes, output.rows * bytes],
    places: [weights, 0, from.address, pitchOf(from), to.address, pitchOf(to), activations.address],
  } as const;
  return { kernel: "inputGradients", integers: rowSums(sums, from, to, precision) };
}

/** The integers of RowSums in assembly/weighted-rows.ts. */
function rowSums(
  sums: {
    readonly activation: ActivationCode;
    /** Bytes from the weight of one row to that of the next, and of one term to that of the next. */
    readonly steps: readonly [number, number];
    readonly places: readonly number[];
  },
  from: PanelMatrix,
  to: PanelMatrix,
  precision: Precision,
): readonly number[] {
  const panels = countPanels(to.examples, precision);
  return [sums.activation, to.rows, from.rows, panels, ...sums.steps, ...sums.places];
}

/** What {@link parameterGradients} works on. */
export interface ParameterGradients {
  /** inputs × examples. */
  readonly input: PanelMatrix;
  /** units × examples: the derivatives of the cost by Z, summed over examples. */
  readonly sumGradients: PanelMatrix;
  /** Receive the derivatives. */
  readonly gradients: DenseParameters;
  /** What the sums are multiplied by, 1/m for a mean over m examples: those of weights, and those of biases. */
  readonly shares: readonly [weights: number, biases: number];
}

/** dW = share·dZ·Xᵀ and db = share·Σ dZ, each with its share: every lane of a vector in ascending order of its examples, the lanes last. */
export function parameterGradients(call: ParameterGradients, precision: Precision): KernelCall {
  const { input, sumGradients, gradients, shares } = call;
  const panels = countPanels(input.examples, precision);
  return {
    kernel: "parameterGradients",
    integers: [
      input.rows,
      sumGradients.rows,
      panels,
      input.address,
      pitchOf(input),
      sumGradients.address,
      pitchOf(sumGradients),
      gradients.weights,
      gradients.biases,
    ],
    reals: shares,
  };
}
