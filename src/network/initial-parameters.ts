import type { RandomStream } from "../base/random-stream.ts";
import { type ParameterLayout, viewOf } from "./layout.ts";

/**
 * First parameters as in the article: weights are normal numbers divided by √(units below), biases are 0.
 *
 * @param randomFor the numbers of a layer's weights, drawn row after row; layers come in ascending order
 */
export function createInitialParameters(
  layout: ParameterLayout,
  randomFor: (layer: number) => RandomStream,
): Float64Array {
  const parameters = new Float64Array(layout.length);
  for (const entry of layout.entries) {
    if (entry.kind === "bias") continue;
    const random = randomFor(entry.layer);
    const deviation = Math.sqrt(entry.columns);
    const weights = viewOf(parameters, entry);
    for (let i = 0; i < weights.length; i++) weights[i] = random.randn() / deviation;
  }
  return parameters;
}
