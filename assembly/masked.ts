/** What masks do beside setting units to 0: dropout that keeps mean and variance, and dropout of weights. */

import { examplesPerPanel, panelsOf, ROW, VECTOR } from "./panels";

/** Examples of a unit that lie side by side in a mask: see dropout.ts. */
const EXAMPLES_PER_BLOCK: i32 = 16;

/** The bytes of a mask's next examples as masks of numbers, for the first or the second vector of a row. */
// @ts-ignore: decorator
@inline
function widen<T>(bytes: v128, isSecond: bool): v128 {
  if (sizeof<T>() == 4) {
    if (isSecond) return i8x16.shuffle(bytes, bytes, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7);
    return i8x16.shuffle(bytes, bytes, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
  }
  if (isSecond) return i8x16.shuffle(bytes, bytes, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3);
  return i8x16.shuffle(bytes, bytes, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
}

@unmanaged
export class ReplaceDroppedCall {
  kernel: i32;
  units: i32;
  examples: i32;
  mask: usize;
  /** units × examples. */
  values: usize;
  /** units × examples: receives the result; may be the values. */
  output: usize;
  pitch: usize;
  /** What stands in for what drops out. */
  replacement: f64;
  scale: f64;
  shift: f64;
}

/** output := scale·(what stays, or the replacement) + shift. */
export function replaceDropped<T>(call: ReplaceDroppedCall): void {
  const perPanel = examplesPerPanel<T>();
  const panels = panelsOf<T>(call.examples);
  const replacements = v128.splat<T>(<T>call.replacement);
  const scales = v128.splat<T>(<T>call.scale);
  const shifts = v128.splat<T>(<T>call.shift);
  for (let panel = 0; panel < panels; panel++) {
    const example = panel * perPanel;
    const block = (example / EXAMPLES_PER_BLOCK) * call.units * EXAMPLES_PER_BLOCK;
    let mask = call.mask + <usize>(block + (example % EXAMPLES_PER_BLOCK));
    let place = <usize>panel * call.pitch;
    const end = place + <usize>call.units * ROW;
    for (; place < end; place += ROW, mask += EXAMPLES_PER_BLOCK) {
      const bytes = v128.load64_zero(mask);
      const first = v128.bitselect(v128.load(call.values + place), replacements, widen<T>(bytes, false));
      v128.store(call.output + place, v128.add<T>(v128.mul<T>(scales, first), shifts));
      const rest = v128.load(call.values + place, VECTOR);
      const second = v128.bitselect(rest, replacements, widen<T>(bytes, true));
      v128.store(call.output + place, v128.add<T>(v128.mul<T>(scales, second), shifts), VECTOR);
    }
  }
}

@unmanaged
export class MaskWeightsCall {
  kernel: i32;
  count: i32;
  /** A byte for every number, in the same order. */
  mask: usize;
  values: usize;
  /** Receives the result; may be the values. */
  output: usize;
  scale: f64;
}

/** output := scale·values where the mask keeps them, 0 where it drops them. */
export function maskWeights<T>(call: MaskWeightsCall): void {
  const mask = call.mask,
    values = call.values,
    output = call.output;
  const scale = <T>call.scale;
  const scales = v128.splat<T>(scale);
  const perRow = examplesPerPanel<T>();
  let i = 0;
  for (; i + perRow <= call.count; i += perRow) {
    const place = <usize>i * sizeof<T>();
    const bytes = v128.load64_zero(mask + <usize>i);
    const first = v128.mul<T>(scales, v128.load(values + place));
    v128.store(output + place, v128.and(first, widen<T>(bytes, false)));
    const second = v128.mul<T>(scales, v128.load(values + place, VECTOR));
    v128.store(output + place, v128.and(second, widen<T>(bytes, true)), VECTOR);
  }
  for (; i < call.count; i++) {
    const place = <usize>i * sizeof<T>();
    const value = <T>(scale * load<T>(values + place));
    store<T>(output + place, load<u8>(mask + <usize>i) != 0 ? value : <T>0);
  }
}
