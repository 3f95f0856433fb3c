import type { InspectedBlock, InspectedLayer, Inspection } from "wellfit";
import { claim, type Equation, type Term, termValue } from "./equation.ts";
import { matrixName, parameterName, unitName } from "./notation.ts";

/** More summands than these are not written one by one. */
const MOST_TERMS = 4;

/** The block of a layer's weights or biases, which every layer has. */
export function blockOf({ blocks }: InspectedLayer, kind: "weight" | "bias"): InspectedBlock {
  return blocks.find((block) => block.kind === kind) as InspectedBlock;
}

/** A layer of an inspection, by its number from 1. */
export function layerAt({ layers }: Inspection, layer: number): InspectedLayer {
  return layers[layer - 1] as InspectedLayer;
}

/** What a layer takes: what the one below, or the features, hand on. */
export function inputsOf({ features, layers }: Inspection, layer: number): Float64Array {
  return (layer === 1 ? features : (layers[layer - 2] as InspectedLayer)).outputs;
}

/**
 * How a unit's sum comes about: Z = W·A + b.
 *
 * @param input one that is written in any case
 */
export function sumEquation(inspection: Inspection, layer: number, unit: number, input?: number): Equation {
  const inspected = layerAt(inspection, layer);
  const [weights, biases] = [blockOf(inspected, "weight"), blockOf(inspected, "bias")];
  const products = Array.from(inputsOf(inspection, layer), (value, from): Term => {
    const weight = weights.values[unit * weights.columns + from] as number;
    const factors = [
      { name: parameterName({ layer, unit, input: from }), value: weight },
      { name: unitName("A", layer - 1, from), value },
    ];
    return { factors };
  });
  const bias = { factors: [{ name: parameterName({ layer, unit }), value: biases.values[unit] as number }] };
  return claim({
    rule: `${matrixName("Z", layer)} = ${matrixName("W", layer)}${matrixName("A", layer - 1)} + ${matrixName("b", layer)}`,
    name: unitName("Z", layer, unit),
    terms: [...shorten(products, input), bias],
    result: inspected.sums[unit] as number,
  });
}

/**
 * What comes down to a unit from the layer above: dA = Wᵀ·dZ. Undefined where noise on the weights above comes between.
 */
export function returnEquation(inspection: Inspection, layer: number, unit: number): Equation | undefined {
  const above = layer + 1;
  const { sumGradients } = layerAt(inspection, above);
  // Sums that plain weights do not give were made with others.
  if (sumEquation(inspection, above, 0).terms.length === 0) return undefined;
  const weights = blockOf(layerAt(inspection, above), "weight");
  const products = Array.from(sumGradients, (value, to): Term => {
    const weight = weights.values[to * weights.columns + unit] as number;
    const factors = [
      { name: parameterName({ layer: above, unit: to, input: unit }), value: weight },
      { name: unitName("dZ", above, to), value },
    ];
    return { factors };
  });
  return {
    rule: `${matrixName("dA", layer)} = ${matrixName("W", above)}ᵀ ${matrixName("dZ", above)}`,
    name: unitName("dA", layer, unit),
    terms: shorten(products),
    result: products.reduce((sum, term) => sum + termValue(term), 0),
  };
}

/** The largest summands in their order, and the others together. */
function shorten(terms: readonly Term[], always?: number): readonly Term[] {
  if (terms.length <= MOST_TERMS) return terms;
  const sizeOf = (place: number): number =>
    place === always ? Infinity : Math.abs(termValue(terms[place] as Term));
  const places = Array.from(terms, (_, place) => place).toSorted((one, other) => sizeOf(other) - sizeOf(one));
  const kept = places.slice(0, MOST_TERMS - 1).toSorted((one, other) => one - other);
  const others = places.slice(MOST_TERMS - 1).map((place) => terms[place] as Term);
  const value = others.reduce((sum, term) => sum + termValue(term), 0);
  return [
    ...kept.map((place) => terms[place] as Term),
    { others: others.length, factors: [{ name: { letter: "" }, value }] },
  ];
}
