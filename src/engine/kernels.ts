/** The kernels by name; the place in the list is the kernel's number in assembly/run.ts. */
export const KERNELS = [
  "denseForward",
  "inputGradients",
  "parameterGradients",
  "logisticGradient",
  "softmaxGradient",
  "logisticCost",
  "softmaxCost",
  "drawMask",
  "applyMask",
  "sumOfSquares",
  "multiply",
  "addPenaltyGradient",
  "descend",
  "areFinite",
  "elementwise",
  "momentum",
  "nesterov",
  "rmsprop",
  "adagrad",
  "adam",
  "lion",
  "addSignGradient",
  "sumOfMagnitudes",
  "decay",
  "average",
  "clipValues",
  "clipNorm",
  "limitRowNorms",
  "setRowNorms",
  "cutNegatives",
  "limitSpectralNorm",
  "squaredGradient",
  "huberGradient",
  "poissonGradient",
  "squaredCost",
  "huberCost",
  "poissonCost",
  "batchNormForward",
  "batchNormInference",
  "batchNormBackward",
  "layerNormForward",
  "layerNormBackward",
  "drawNormals",
  "multiplyByNoise",
  "addNoise",
  "replaceDropped",
  "maskWeights",
  "gatherExamples",
  "mixExamples",
  "activate",
  "multiplyByDerivative",
] as const;

/** A name of {@link KERNELS}. */
export type KernelName = (typeof KERNELS)[number];

/** The kernels that end a run where a number is not finite that must be: assembly/run.ts returns what they return. */
export const STOPPING_KERNELS: ReadonlySet<KernelName> = new Set<KernelName>([
  "logisticGradient",
  "softmaxGradient",
  "squaredGradient",
  "huberGradient",
  "poissonGradient",
  "batchNormForward",
  "areFinite",
  "descend",
]);

/**
 * One call of a kernel, bound to its addresses and sizes. The functions of this folder make them; the order of their
 * integers is that of the kernel's class in assembly/.
 */
export interface KernelCall {
  readonly kernel: KernelName;
  readonly integers: readonly number[];
  /** The kernel's last arguments, where it takes real numbers. */
  readonly reals?: readonly number[];
}

/** Bytes of a call in the engine's memory. */
export const CALL_BYTES = 64;

/** Writes a call as the kernels read it: the number of the kernel, the integers, then real numbers at their alignment. */
export function writeCall(
  memory: DataView,
  address: number,
  { kernel, integers, reals = [] }: KernelCall,
): void {
  const words = [KERNELS.indexOf(kernel), ...integers];
  for (const [index, word] of words.entries()) memory.setUint32(address + 4 * index, word, true);
  const first = address + 8 * Math.ceil(words.length / 2);
  for (const [index, real] of reals.entries()) memory.setFloat64(first + 8 * index, real, true);
}
