import type { RandomStream } from "../base/random-stream.ts";
import { type InitialiserName, initialisers } from "./initialisers.ts";
import { type LayoutEntry, type ParameterLayout, viewOf } from "./layout.ts";

/** What parameters that are not drawn begin as, by their kind. */
const FIRST_VALUES: Readonly<Record<Exclude<LayoutEntry["kind"], "weight">, number>> = {
  bias: 0,
  scale: 1,
  shift: 0,
  mean: 0,
  variance: 1,
};

/**
 * First parameters: weights are drawn, all others begin as one number each.
 *
 * @param randomFor the numbers of a layer's weights, drawn row after row; layers come in ascending order
 * @param initialiser how the weights are drawn; "article" by default
 */
export function createInitialParameters(
  layout: ParameterLayout,
  randomFor: (layer: number) => RandomStream,
  initialiser: InitialiserName = "article",
): Float64Array {
  const parameters = new Float64Array(layout.length);
  for (const entry of layout.entries) {
    const { kind, layer, rows, columns } = entry;
    const numbers = viewOf(parameters, entry);
    if (kind === "weight") numbers.set(initialisers[initialiser].draw(rows, columns, randomFor(layer)));
    else numbers.fill(FIRST_VALUES[kind]);
  }
  return parameters;
}
