/**
 * A fully connected layer: sums forward, gradients backward. Matrices lie in flat arrays, one row per feature or unit,
 * examples along the row. Every sum runs in ascending order of its index, whatever the blocking.
 *
 * A kernel is bound to its arrays once and then called without arguments: a call creates no array and no object.
 */

/** The sizes that all kernels of a layer share. */
export interface DenseShape {
  /** Rows of the input: features, or units of the layer below. */
  readonly inputs: number;
  readonly units: number;
  readonly examples: number;
}

/** The arrays of {@link bindDenseForward}. */
export interface DenseForward extends DenseShape {
  /** units × inputs. */
  readonly weights: Float64Array;
  /** One per unit. */
  readonly biases: Float64Array;
  /** inputs × examples. */
  readonly input: Float64Array;
  /** units × examples: receives W·A + b. */
  readonly output: Float64Array;
}

/** Z = W·A + b: the bias first, then the inputs in ascending order. */
export function bindDenseForward(call: DenseForward): () => void {
  const { inputs, units, examples, weights, biases, input, output } = call;
  const rows: RowSum = { count: inputs, examples, factors: weights, step: 1, input, output };
  return () => {
    for (let unit = 0; unit < units; unit++) {
      const row = unit * examples;
      const bias = biases[unit] as number;
      for (let e = row; e < row + examples; e++) output[e] = bias;
      addRows(rows, row, unit * inputs);
    }
  };
}

/** The arrays of {@link bindDenseInputGradients}. */
export interface DenseInputGradients extends DenseShape {
  /** units × inputs. */
  readonly weights: Float64Array;
  /** units × examples: the derivatives of the cost by Z. */
  readonly sumGradients: Float64Array;
  /** inputs × examples: receives Wᵀ·dZ, the derivatives by the layer's input. */
  readonly inputGradients: Float64Array;
}

/** dA = Wᵀ·dZ: the units in ascending order. */
export function bindDenseInputGradients(call: DenseInputGradients): () => void {
  const { inputs, units, examples, weights, sumGradients: input, inputGradients: output } = call;
  const rows: RowSum = { count: units, examples, factors: weights, step: inputs, input, output };
  return () => {
    output.fill(0);
    for (let k = 0; k < inputs; k++) addRows(rows, k * examples, k);
  };
}

/** A weighted sum of rows: `count` rows of the input, the factors `step` apart. */
interface RowSum {
  readonly count: number;
  readonly examples: number;
  readonly factors: Float64Array;
  readonly step: number;
  readonly input: Float64Array;
  readonly output: Float64Array;
}

/** Adds factor·row for all rows of the input to the output's row at `row`: four rows a pass, to spare memory traffic. */
function addRows(
  { count, examples, factors, step, input, output }: RowSum,
  row: number,
  first: number,
): void {
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const f0 = factors[first + k * step] as number;
    const f1 = factors[first + (k + 1) * step] as number;
    const f2 = factors[first + (k + 2) * step] as number;
    const f3 = factors[first + (k + 3) * step] as number;
    const r0 = k * examples;
    const r1 = r0 + examples;
    const r2 = r1 + examples;
    const r3 = r2 + examples;
    for (let e = 0; e < examples; e++) {
      let sum = (output[row + e] as number) + f0 * (input[r0 + e] as number);
      sum += f1 * (input[r1 + e] as number);
      sum += f2 * (input[r2 + e] as number);
      output[row + e] = sum + f3 * (input[r3 + e] as number);
    }
  }
  for (; k < count; k++) {
    const factor = factors[first + k * step] as number;
    const source = k * examples;
    for (let e = 0; e < examples; e++) {
      output[row + e] = (output[row + e] as number) + factor * (input[source + e] as number);
    }
  }
}

/** The arrays of {@link bindDenseParameterGradients}. */
export interface DenseParameterGradients extends DenseShape {
  /** inputs × examples. */
  readonly input: Float64Array;
  /** units × examples: the derivatives of the cost by Z, summed over examples, not yet averaged. */
  readonly sumGradients: Float64Array;
  /** units × inputs: receives 1/m·dZ·Aᵀ. */
  readonly weightGradients: Float64Array;
  /** One per unit: receives 1/m·Σ dZ. */
  readonly biasGradients: Float64Array;
}

/** dW = 1/m·dZ·Aᵀ and db = 1/m·Σ dZ: the examples in ascending order. */
export function bindDenseParameterGradients(call: DenseParameterGradients): () => void {
  const { units, examples, sumGradients, biasGradients } = call;
  return () => {
    for (let unit = 0; unit < units; unit++) {
      fillWeightGradients(call, unit);
      let total = 0;
      for (let e = 0; e < examples; e++) total += sumGradients[unit * examples + e] as number;
      biasGradients[unit] = (1 / examples) * total;
    }
  };
}

/** One unit's row of dW: four inputs a pass, so that four sums run beside each other. */
function fillWeightGradients(call: DenseParameterGradients, unit: number): void {
  const { inputs, examples, input, sumGradients, weightGradients } = call;
  const share = 1 / examples;
  const row = unit * examples;
  let k = 0;
  for (; k + 4 <= inputs; k += 4) {
    const r0 = k * examples;
    const r1 = r0 + examples;
    const r2 = r1 + examples;
    const r3 = r2 + examples;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let e = 0; e < examples; e++) {
      const gradient = sumGradients[row + e] as number;
      s0 += gradient * (input[r0 + e] as number);
      s1 += gradient * (input[r1 + e] as number);
      s2 += gradient * (input[r2 + e] as number);
      s3 += gradient * (input[r3 + e] as number);
    }
    const target = unit * inputs + k;
    weightGradients[target] = share * s0;
    weightGradients[target + 1] = share * s1;
    weightGradients[target + 2] = share * s2;
    weightGradients[target + 3] = share * s3;
  }
  for (; k < inputs; k++) {
    let sum = 0;
    for (let e = 0; e < examples; e++) {
      sum += (sumGradients[row + e] as number) * (input[k * examples + e] as number);
    }
    weightGradients[unit * inputs + k] = share * sum;
  }
}
