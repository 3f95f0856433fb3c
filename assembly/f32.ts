/** The kernels in float32. */

import { runCalls } from "./run";

/** Runs the calls from `first` to before `end` for the iterations from `iteration` to before `lastIteration`. */
export function run(first: usize, end: usize, iteration: u32, lastIteration: u32): u32 {
  return runCalls<f32>(first, end, iteration, lastIteration);
}
