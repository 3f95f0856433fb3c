/** Networks of given sizes with data from a generator, for what is timed without a data set: the same for every system. */

import { numpyRandom } from "../src/base/numpy-random.ts";

/** One batch of examples, first parameters and a learning rate. Everything is the same whenever it is made. */
export interface KernelJob {
  /** Units of every layer, from the features to the classes. */
  readonly sizes: readonly number[];
  readonly batch: number;
  readonly learningRate: number;
  /** features × batch, one row per feature: numbers from 0 to 1. */
  readonly features: Float64Array;
  /** classes × batch: 1 in the row of the example's class, else 0. */
  readonly targets: Float64Array;
  /** By layer, units × inputs, row after row: normal numbers of variance 2/inputs. */
  readonly weights: readonly Float64Array[];
  /** By layer, one per unit: zeros. */
  readonly biases: readonly Float64Array[];
}

/** One system's training step on a {@link KernelJob}, from the job's first parameters on. */
export interface KernelStep {
  /** Forward, backward and the update of all parameters: relu in hidden layers, softmax and cross-entropy at the end. */
  readonly step: () => void;
  /** The mean cross-entropy in the last step's forward pass, before its update. */
  readonly cost: () => number;
}

const SEED = 1;
const LEARNING_RATE = 0.05;

/**
 * The job of these sizes.
 *
 * @param sizes units of every layer, from the features to the classes
 * @param batch examples in a step
 */
export function createKernelJob(sizes: readonly number[], batch: number): KernelJob {
  const random = numpyRandom(SEED);
  const [inputs, classes] = [sizes[0] as number, sizes.at(-1) as number];
  const features = Float64Array.from({ length: inputs * batch }, () => random.rand());
  const targets = new Float64Array(classes * batch);
  for (let example = 0; example < batch; example++) {
    targets[Math.floor(classes * random.rand()) * batch + example] = 1;
  }
  const weights = sizes.slice(1).map((units, below) => {
    const fanIn = sizes[below] as number;
    const deviation = Math.sqrt(2 / fanIn);
    return Float64Array.from({ length: units * fanIn }, () => deviation * random.randn());
  });
  const biases = sizes.slice(1).map((units) => new Float64Array(units));
  return { sizes, batch, learningRate: LEARNING_RATE, features, targets, weights, biases };
}

/**
 * Floating-point operations of one training step: two for every product and sum of the forward pass, of the weights'
 * gradients and of the inputs' gradients, which the first layer does not need.
 */
export function operationsPerStep(sizes: readonly number[], batch: number): number {
  const perLayer = sizes.slice(1).map((units, below) => {
    const products = units * (sizes[below] as number);
    return below === 0 ? 2 * products : 3 * products;
  });
  return 2 * batch * perLayer.reduce((sum, products) => sum + products, 0);
}
