/** What masks do beside setting units to 0, as calls of kernels: alpha dropout, and dropout of weights. */

import { type Mask, reserveMask } from "./dropout.ts";
import type { EngineMemory } from "./engine.ts";
import type { KernelCall } from "./kernels.ts";
import type { MemoryPlan } from "./memory-plan.ts";
import { type PanelMatrix, pitchOf } from "./panels.ts";
import type { NumberRange } from "./parameters.ts";

/** α′: what SELU tends to for small arguments, −λα. */
const SATURATION = -1.7580993408473766;

/** Alpha dropout of a matrix. */
export interface AlphaDropout {
  readonly mask: Mask;
  readonly keepProbability: number;
  /** units × examples. */
  readonly values: PanelMatrix;
  /** units × examples: receives the result; the values by default. */
  readonly output?: PanelMatrix;
}

/**
 * output := a·(the value where it stays, else α′) + b, which keeps a mean of 0 and a variance of 1.
 *
 * Source: G. Klambauer, T. Unterthiner, A. Mayr and S. Hochreiter, Self-normalizing neural networks (2017):
 * α′ = −λα of SELU, a = (p·(1 + α′²(1 − p)))^−½ and b = −a·α′·(1 − p) with p the keep probability.
 */
export function alphaDropout({ mask, keepProbability, values, output }: AlphaDropout): KernelCall {
  const scale = alphaScale(keepProbability);
  const reals = [SATURATION, scale, -scale * SATURATION * (1 - keepProbability)];
  return replaceDropped(mask, [values, output ?? values], reals);
}

/** The derivatives behind {@link alphaDropout}: a times that of its output where a unit stays, 0 where it drops out. */
export function alphaDropoutGradient({ mask, keepProbability, values, output }: AlphaDropout): KernelCall {
  return replaceDropped(mask, [values, output ?? values], [0, alphaScale(keepProbability), 0]);
}

function alphaScale(keepProbability: number): number {
  return 1 / Math.sqrt(keepProbability * (1 + SATURATION * SATURATION * (1 - keepProbability)));
}

/** The arguments of ReplaceDroppedCall in assembly/masked.ts. */
function replaceDropped(
  { address, units, examples }: Mask,
  [values, output]: readonly [PanelMatrix, PanelMatrix],
  reals: readonly number[],
): KernelCall {
  const integers = [units, examples, address, values.address, output.address, pitchOf(values)];
  return { kernel: "replaceDropped", integers, reals };
}

/** Plans a mask of weights: a byte for each, in their order, so that it is drawn as that of one unit. */
export function reserveWeightMask(plan: MemoryPlan, weights: number): Mask {
  return reserveMask(plan, 1, weights);
}

/** Which weights stay: 1 for those, 0 for the others, in their order. */
export function readWeightMask(engine: EngineMemory, { address, examples }: Mask): Uint8Array {
  return engine.bytes(address, examples).map((byte) => (byte === 0 ? 0 : 1));
}

/**
 * Writes scale·weight where the mask keeps a weight, else 0: DropConnect with scale 1/keepProbability. In place on the
 * derivatives by what it has written, it gives those by the weights.
 *
 * Source: L. Wan, M. Zeiler, S. Zhang, Y. LeCun and R. Fergus, Regularization of neural networks using DropConnect (2013).
 *
 * @param mask planned by {@link reserveWeightMask}
 * @param output the address of the result, which may be that of the weights
 */
export function maskWeights(
  mask: Mask,
  { address, count }: NumberRange,
  output: number,
  scale: number,
): KernelCall {
  return { kernel: "maskWeights", integers: [count, mask.address, address, output], reals: [scale] };
}
