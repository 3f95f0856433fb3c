import { formatCount, formatFeature, formatNumber } from "wellfit";
import type { InsideLayer, NetworkPlace } from "../../inside/inside.ts";
import type { ShownData } from "../../session/protocol.ts";
import type { InsideWords } from "../../words/inside-words.ts";

/** Digits of a weight where it is told in passing. */
const DIGITS = 3;

/** What the names of places are made with. */
export interface Naming {
  readonly words: InsideWords;
  readonly data: Pick<ShownData, "featureNames" | "classNames">;
  /** From the features to the output layer. */
  readonly layers: readonly InsideLayer[];
}

/** A layer as a heading has it. */
export function nameLayer(layer: number, { words, layers }: Naming): string {
  if (layer === 0) return words.features;
  return layer === layers.length - 1 ? words.output : words.layer(String(layer));
}

/** How many units of a layer are drawn. */
export function countUnits(layer: number, { words, layers }: Naming): string {
  const { size, units } = layers[layer] as InsideLayer;
  if (units.length < size) return words.someUnits(formatCount(units.length), formatCount(size));
  return layer === 0 ? words.allFeatures(formatCount(size)) : words.allUnits(formatCount(size));
}

/** A unit or a feature within a sentence. */
export function nameUnit({ layer, unit }: NetworkPlace, { words, data, layers }: Naming): string {
  if (layer === 0) return formatFeature(data.featureNames[unit] ?? String(unit + 1));
  if (layer < layers.length - 1) return words.unit(String(unit + 1), String(layer));
  if (layers[layer]?.size === 1) return words.theOutput;
  return words.outputOf(data.classNames[unit] ?? String(unit + 1));
}

/** A place with its number: "weight from x₁ to unit 3 of layer 1: −0.42". */
export function describePlace(place: NetworkPlace, value: number, naming: Naming): string {
  const { layer, input } = place;
  const { words } = naming;
  const name = nameUnit(place, naming);
  const number = formatNumber(value, DIGITS);
  if (input !== undefined) {
    return words.weight(nameUnit({ layer: layer - 1, unit: input }, naming), name, number);
  }
  return layer === 0 ? words.feature(name) : words.bias(name, number);
}
