import type { TrainSettings } from "wellfit";

/**
 * Makes ready what training in a precision needs. Here that is all there; in the built page, where `lab/lazy-kernels.ts`
 * puts another function in place of this one, the kernels of f32 come when they are first asked for.
 */
export async function preparePrecision(_precision: TrainSettings["precision"]): Promise<void> {
  // Nothing is missing.
}
