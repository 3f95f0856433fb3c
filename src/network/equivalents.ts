/** How another system says the same, and what to mind. */
export interface Equivalent {
  readonly system: string;
  /** In the system's own words, as they can be pasted into a program. */
  readonly setting: string;
}

/** Enough digits for 1e-9 of the value, and few enough that 1 − 0.86 reads 0.14. */
const DIGITS = 10;

/**
 * The L2 penalty λ/(2m)·Σw², whose gradient is (λ/m)·w, in the terms of other systems, for training on all m examples
 * at once. Each scales its penalty in its own way, as read from its source; b is its batch size, here m:
 *
 * - Keras, TensorFlow.js: cost + l2·Σw², so l2 = λ/(2m)
 * - PyTorch SGD: gradient + weight_decay·w, so weight_decay = λ/m
 * - PyTorch AdamW: w ← w − rate·weight_decay·w beside the gradient, so nothing is the same
 * - scikit-learn: cost + alpha/(2b)·Σw², so alpha = λ
 * - TensorFlow Playground: gradient + rate·w, so rate = λ/m
 * - ConvNetJS: (summed gradient + l2_decay·w)/b, so l2_decay = λ
 *
 * @param lambda λ
 * @param examples m, the number of training examples
 */
export function lambdaEquivalents(lambda: number, examples: number): readonly Equivalent[] {
  const [strength, rate, half] = [lambda, lambda / examples, lambda / (2 * examples)].map(toCode);
  return [
    { system: "Keras, TensorFlow.js", setting: `l2 = ${half} (λ/(2m))` },
    { system: "PyTorch SGD", setting: `weight_decay = ${rate} (λ/m), biases in a group without it` },
    {
      system: "PyTorch AdamW",
      setting: "no equal: its weight_decay shrinks weights beside the gradient; use SGD",
    },
    { system: "scikit-learn MLP", setting: `alpha = ${strength} with batch_size = ${examples}` },
    { system: "TensorFlow Playground", setting: `regularization rate ${rate} (λ/m)` },
    { system: "ConvNetJS", setting: `l2_decay = ${strength} with batch_size = ${examples}` },
  ];
}

/**
 * A chance to stay in the terms of systems that count the chance to drop out: rate = 1 − keep probability.
 *
 * @param keepProbability the chance of a hidden unit to stay
 */
export function dropoutEquivalents(keepProbability: number): readonly Equivalent[] {
  const rate = toCode(1 - keepProbability);
  return [
    { system: "Keras, TensorFlow.js", setting: `Dropout(rate = ${rate})` },
    { system: "PyTorch", setting: `Dropout(p = ${rate})` },
    { system: "ConvNetJS", setting: `drop_prob: ${rate}` },
    { system: "scikit-learn MLP", setting: "has no dropout" },
  ];
}

/** A number as every programming language reads it. */
function toCode(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}
