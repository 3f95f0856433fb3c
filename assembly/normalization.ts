/**
 * Normalized sums x̂ = (z − μ)/√(v + ε) and what the layer makes of them, γ·x̂ + β. Batch normalization takes mean μ and
 * variance v of each unit over the examples (Ioffe and Szegedy, 2015), layer normalization of each example over the units
 * (Ba, Kiros and Hinton, 2016). Variances are taken in a second pass, from the mean.
 */

import { clearPadding, multiplyAdd, panelsOf, ROW, VECTOR, zeros } from "./panels";
import { Products, SquaredDistances, sumUnits, UnitsCall, Values } from "./unit-sums";

@unmanaged
export class BatchNormCall extends UnitsCall {
  /** units × examples: z. */
  input: usize;
  /** Receives x̂; may be the input. */
  normalized: usize;
  /** Receives γ·x̂ + β. */
  output: usize;
  /** γ, β, and the running mean and variance: one number per unit each. */
  scale: usize;
  shift: usize;
  mean: usize;
  variance: usize;
  /** Room for three numbers per unit. The first receive 1/√(v + ε), for the way back. */
  statistics: usize;
  /** The share of a batch in the running mean and variance. */
  momentum: f64;
  epsilon: f64;
}

@unmanaged
export class LayerNormCall extends UnitsCall {
  input: usize;
  normalized: usize;
  output: usize;
  scale: usize;
  shift: usize;
  /** One number per example, one after the other: receives 1/√(v + ε), for the way back. */
  statistics: usize;
  epsilon: f64;
}

/** The way back through either. */
@unmanaged
export class NormBackwardCall extends UnitsCall {
  /** units × examples: the derivatives by γ·x̂ + β, which become those by z; 0 in padding. */
  gradients: usize;
  normalized: usize;
  scale: usize;
  /** Receive the derivatives by γ and β. */
  scaleGradients: usize;
  shiftGradients: usize;
  /** As the way up has left them. */
  statistics: usize;
  /** What the derivatives by γ and β are multiplied by, 1/m for a mean. */
  share: f64;
}

/**
 * Batch normalization of a training step. A mean or variance that is not finite reaches no running one.
 *
 * @returns whether all means and variances are finite
 */
export function batchNormForward<T>(call: BatchNormCall): bool {
  const count = <T>call.examples;
  const bytes = <usize>call.units * sizeof<T>();
  const inverses = call.statistics, means = inverses + bytes, variances = means + bytes;
  sumUnits<T, Values>(call, call.input, 0, means);
  divide<T>(means, bytes, count);
  sumUnits<T, SquaredDistances>(call, call.input, means, variances);
  divide<T>(variances, bytes, count);
  if (!areFiniteAt<T>(means, 2 * bytes)) return false;
  // One example alone has no variance to tell of others.
  const unbiased = <T>(count / max<T>(count - 1, 1));
  const taken = <T>call.momentum, kept = <T>(1 - call.momentum);
  for (let place: usize = 0; place < bytes; place += sizeof<T>()) {
    const variance = load<T>(variances + place);
    store<T>(call.mean + place, <T>(kept * load<T>(call.mean + place) + taken * load<T>(means + place)));
    if (call.examples > 1) {
      const running = <T>(kept * load<T>(call.variance + place) + taken * <T>(unbiased * variance));
      store<T>(call.variance + place, running);
    }
    store<T>(inverses + place, inverseRoot<T>(variance, call.epsilon));
  }
  normalizeUnits<T>(call, means);
  return true;
}

/** Batch normalization by the running mean and variance. */
export function batchNormInference<T>(call: BatchNormCall): void {
  const bytes = <usize>call.units * sizeof<T>();
  for (let place: usize = 0; place < bytes; place += sizeof<T>()) {
    store<T>(call.statistics + place, inverseRoot<T>(load<T>(call.variance + place), call.epsilon));
  }
  normalizeUnits<T>(call, call.mean);
}

/** 1/√(v + ε). */
// @ts-ignore: decorator
@inline
function inverseRoot<T>(variance: T, epsilon: f64): T {
  return <T>(<T>1 / sqrt<T>(<T>(variance + <T>epsilon)));
}

/** Divides numbers one after the other. */
// @ts-ignore: decorator
@inline
function divide<T>(values: usize, bytes: usize, by: T): void {
  for (let place = values; place < values + bytes; place += sizeof<T>()) store<T>(place, <T>(load<T>(place) / by));
}

/** Whether numbers one after the other are finite: ∞ − ∞ and NaN − NaN are NaN. */
// @ts-ignore: decorator
@inline
function areFiniteAt<T>(values: usize, bytes: usize): bool {
  let probe: T = 0;
  for (let place = values; place < values + bytes; place += sizeof<T>()) probe += <T>(load<T>(place) - load<T>(place));
  return probe == 0;
}

/** x̂ and γ·x̂ + β with one mean and one 1/√(v + ε) per unit. */
// @ts-ignore: decorator
@inline
function normalizeUnits<T>(call: BatchNormCall, means: usize): void {
  const input = call.input, normalized = call.normalized, output = call.output;
  const inverses = call.statistics, scales = call.scale, shifts = call.shift;
  const pitch = call.pitch;
  const bytes = <usize>panelsOf<T>(call.examples) * pitch;
  for (let panel: usize = 0; panel < bytes; panel += pitch) {
    let unit: usize = 0;
    for (let place = panel; place < panel + pitch; place += ROW, unit += sizeof<T>()) {
      const mean = v128.load_splat<T>(means + unit);
      const inverse = v128.load_splat<T>(inverses + unit);
      const scale = v128.load_splat<T>(scales + unit);
      const shift = v128.load_splat<T>(shifts + unit);
      const first = normalizedOf<T>(input + place, mean, inverse);
      const second = normalizedOf<T>(input + place + VECTOR, mean, inverse);
      writeRow<T>(normalized + place, first, second);
      writeRow<T>(output + place, multiplyAdd<T>(shift, scale, first), multiplyAdd<T>(shift, scale, second));
    }
  }
}

// @ts-ignore: decorator
@inline
function normalizedOf<T>(input: usize, mean: v128, inverse: v128): v128 {
  return v128.mul<T>(v128.sub<T>(v128.load(input), mean), inverse);
}

/** Writes one row of a panel. */
// @ts-ignore: decorator
@inline
function writeRow<T>(place: usize, first: v128, second: v128): void {
  v128.store(place, first);
  v128.store(place, second, VECTOR);
}

/** dz = γ/√(v + ε)·(dy − mean(dy) − x̂·mean(dy·x̂)), the means over the examples. */
export function batchNormBackward<T>(call: NormBackwardCall): void {
  const bytes = <usize>call.units * sizeof<T>();
  const means = call.statistics + bytes, products = means + bytes;
  sumUnits<T, Values>(call, call.gradients, 0, means);
  sumUnits<T, Products>(call, call.gradients, call.normalized, products);
  writeShares<T>(call, means, products);
  divide<T>(means, 2 * bytes, <T>call.examples);
  const gradients = call.gradients, normalized = call.normalized;
  const inverses = call.statistics, scales = call.scale;
  const pitch = call.pitch;
  const panels = <usize>panelsOf<T>(call.examples) * pitch;
  for (let panel: usize = 0; panel < panels; panel += pitch) {
    let unit: usize = 0;
    for (let place = panel; place < panel + pitch; place += ROW, unit += sizeof<T>()) {
      const mean = v128.load_splat<T>(means + unit);
      const product = v128.load_splat<T>(products + unit);
      const factor = v128.mul<T>(v128.load_splat<T>(scales + unit), v128.load_splat<T>(inverses + unit));
      const d = gradients + place, x = normalized + place;
      const first = centered<T>(v128.load(d), x, mean, product);
      const second = centered<T>(v128.load(d, VECTOR), x + VECTOR, mean, product);
      writeRow<T>(d, v128.mul<T>(factor, first), v128.mul<T>(factor, second));
    }
  }
  clearPadding<T>(gradients, pitch, call.units, call.examples);
}

/** d − mean − x̂·product. */
// @ts-ignore: decorator
@inline
function centered<T>(d: v128, normalized: usize, mean: v128, product: v128): v128 {
  return v128.sub<T>(v128.sub<T>(d, mean), v128.mul<T>(v128.load(normalized), product));
}

/** dβ = share·Σ dy and dγ = share·Σ dy·x̂, from the sums. */
// @ts-ignore: decorator
@inline
function writeShares<T>(call: NormBackwardCall, sums: usize, products: usize): void {
  const share = <T>call.share;
  for (let place: usize = 0; place < <usize>call.units * sizeof<T>(); place += sizeof<T>()) {
    store<T>(call.shiftGradients + place, <T>(share * load<T>(sums + place)));
    store<T>(call.scaleGradients + place, <T>(share * load<T>(products + place)));
  }
}

/**
 * Layer normalization. Sums are in ascending order of the units. Of an example whose mean or variance is not finite, all
 * results are NaN.
 */
export function layerNormForward<T>(call: LayerNormCall): void {
  const input = call.input, normalized = call.normalized, output = call.output;
  const scales = call.scale, shifts = call.shift;
  const count = v128.splat<T>(<T>call.units), epsilon = v128.splat<T>(<T>call.epsilon);
  const pitch = call.pitch;
  let statistics = call.statistics;
  const panels = <usize>panelsOf<T>(call.examples) * pitch;
  for (let panel: usize = 0; panel < panels; panel += pitch, statistics += ROW) {
    const end = panel + pitch;
    let a = zeros(), b = zeros();
    for (let place = panel; place < end; place += ROW) {
      a = v128.add<T>(a, v128.load(input + place));
      b = v128.add<T>(b, v128.load(input + place, VECTOR));
    }
    const meanA = v128.div<T>(a, count), meanB = v128.div<T>(b, count);
    a = zeros();
    b = zeros();
    for (let place = panel; place < end; place += ROW) {
      const x = v128.sub<T>(v128.load(input + place), meanA);
      const y = v128.sub<T>(v128.load(input + place, VECTOR), meanB);
      a = multiplyAdd<T>(a, x, x);
      b = multiplyAdd<T>(b, y, y);
    }
    const inverseA = inverseRoots<T>(v128.div<T>(a, count), epsilon);
    const inverseB = inverseRoots<T>(v128.div<T>(b, count), epsilon);
    writeRow<T>(statistics, inverseA, inverseB);
    let unit: usize = 0;
    for (let place = panel; place < end; place += ROW, unit += sizeof<T>()) {
      const scale = v128.load_splat<T>(scales + unit);
      const shift = v128.load_splat<T>(shifts + unit);
      const first = normalizedOf<T>(input + place, meanA, inverseA);
      const second = normalizedOf<T>(input + place + VECTOR, meanB, inverseB);
      writeRow<T>(normalized + place, first, second);
      writeRow<T>(output + place, multiplyAdd<T>(shift, scale, first), multiplyAdd<T>(shift, scale, second));
    }
  }
}

/** 1/√(v + ε); NaN for an infinite v, whose 0 would hide that a sum has overflowed. */
// @ts-ignore: decorator
@inline
function inverseRoots<T>(variance: v128, epsilon: v128): v128 {
  const root = v128.sqrt<T>(v128.add<T>(variance, epsilon));
  return v128.add<T>(v128.div<T>(v128.splat<T>(<T>1), root), v128.sub<T>(variance, variance));
}

/** dz = (γ·dy − mean(γ·dy) − x̂·mean(γ·dy·x̂))/√(v + ε), the means over the units, in ascending order. */
export function layerNormBackward<T>(call: NormBackwardCall): void {
  sumUnits<T, Values>(call, call.gradients, 0, call.shiftGradients);
  sumUnits<T, Products>(call, call.gradients, call.normalized, call.scaleGradients);
  writeShares<T>(call, call.shiftGradients, call.scaleGradients);
  const pitch = call.pitch;
  const end = call.gradients + <usize>panelsOf<T>(call.examples) * pitch;
  let x = call.normalized, statistics = call.statistics;
  for (let d = call.gradients; d < end; d += pitch, x += pitch, statistics += ROW) {
    layerNormBackwardOf<T>(d, x, pitch, call.scale, call.units, statistics);
  }
  clearPadding<T>(call.gradients, pitch, call.units, call.examples);
}

/** One panel: derivatives d, in place, and x̂. */
// @ts-ignore: decorator
@inline
function layerNormBackwardOf<T>(d: usize, x: usize, pitch: usize, scales: usize, units: i32, inverses: usize): void {
  let a = zeros(), b = zeros(), productsA = zeros(), productsB = zeros();
  let scale = scales;
  for (let row: usize = 0; row < pitch; row += ROW, scale += sizeof<T>()) {
    const factor = v128.load_splat<T>(scale);
    const first = v128.mul<T>(factor, v128.load(d + row)), second = v128.mul<T>(factor, v128.load(d + row, VECTOR));
    a = v128.add<T>(a, first);
    b = v128.add<T>(b, second);
    productsA = multiplyAdd<T>(productsA, first, v128.load(x + row));
    productsB = multiplyAdd<T>(productsB, second, v128.load(x + row, VECTOR));
  }
  const count = v128.splat<T>(<T>units);
  a = v128.div<T>(a, count);
  b = v128.div<T>(b, count);
  productsA = v128.div<T>(productsA, count);
  productsB = v128.div<T>(productsB, count);
  const inverseA = v128.load(inverses), inverseB = v128.load(inverses, VECTOR);
  scale = scales;
  for (let row: usize = 0; row < pitch; row += ROW, scale += sizeof<T>()) {
    const factor = v128.load_splat<T>(scale);
    const first = v128.mul<T>(factor, v128.load(d + row)), second = v128.mul<T>(factor, v128.load(d + row, VECTOR));
    const centeredA = centered<T>(first, x + row, a, productsA);
    const centeredB = centered<T>(second, x + row + VECTOR, b, productsB);
    writeRow<T>(d + row, v128.mul<T>(inverseA, centeredA), v128.mul<T>(inverseB, centeredB));
  }
}
