import type { ActivationName, HeadName, InspectedLayer, InspectedOutputs, Inspection } from "wellfit";
import { claim, type Equation, type Factor } from "./equation.ts";
import type { NetworkPlace } from "./inside.ts";
import { layerAt, sumEquation } from "./layer-sums.ts";
import { called, matrixName, unitName } from "./notation.ts";

/** What of a network decides how its numbers follow from each other. */
export interface NetworkKind {
  readonly head: HeadName;
  /** Of each hidden layer. */
  readonly activations: readonly ActivationName[];
}

/** How predictions are written as functions of the sums of the output layer. */
const LINKS: Readonly<Record<HeadName, string | undefined>> = {
  binary: "σ",
  multiclass: "exp",
  multilabel: "σ",
  regression: undefined,
  count: "exp",
};

/** From the inputs of a parameter's unit to its output, and the last layer. @param output the unit of the output layer */
export function forwardEquations(
  inspection: Inspection,
  { layer, unit, input }: NetworkPlace,
  kind: NetworkKind,
  output: number,
): readonly Equation[] {
  const last = inspection.layers.length;
  const isLast = layer === last;
  return [
    sumEquation(inspection, layer, unit, input),
    ...(isLast ? [] : activationEquations(inspection, layer, unit, kind)),
    ...(isLast ? [] : [sumEquation(inspection, last, output, layer === last - 1 ? unit : undefined)]),
    ...predictionEquation(inspection, isLast ? unit : output, kind),
  ];
}

function activationEquations(
  inspection: Inspection,
  layer: number,
  unit: number,
  { activations }: NetworkKind,
): readonly Equation[] {
  const inspected = layerAt(inspection, layer);
  const name = unitName("A", layer, unit);
  const activated = inspected.activations[unit] as number;
  const sum = (inspected.normalized ?? inspected.sums)[unit] as number;
  const letter = inspected.normalized === undefined ? "Z" : "Ẑ";
  const applied = { function: activations[layer - 1] ?? "", argument: sum };
  const argument = unitName(letter, layer, unit);
  const factor: Factor = { name: argument, value: activated, applied };
  return [
    ...normalizedEquation(inspected, unit),
    {
      rule: `${matrixName("A", layer)} = ${applied.function}(${matrixName(letter, layer)})`,
      name,
      terms: [{ factors: [factor] }],
      result: activated,
    },
    ...maskedEquation(inspected, layer, unit),
  ];
}

function normalizedEquation({ layer, normalized }: InspectedLayer, unit: number): readonly Equation[] {
  if (normalized === undefined) return [];
  return [
    {
      rule: `${matrixName("Ẑ", layer)} = γ (${matrixName("Z", layer)} − μ)/σ + β`,
      name: unitName("Ẑ", layer, unit),
      terms: [],
      result: normalized[unit] as number,
    },
  ];
}

/** The factors by which a mask and its scale change what a unit hands on; none where nothing can drop out. */
export function maskFactors(outputs: InspectedOutputs, layer: number, unit: number): readonly Factor[] {
  const { mask, scale } = outputs;
  if (mask === undefined) return [];
  const bit = { name: unitName("D", layer, unit), value: mask[unit] as number };
  return scale === 1 ? [bit] : [bit, called("1/p", scale)];
}

/** What noise makes of what a unit hands on; nothing where there is none. */
function maskedEquation(inspected: InspectedLayer, layer: number, unit: number): readonly Equation[] {
  const factors = maskFactors(inspected, layer, unit);
  const name = unitName("A", layer, unit);
  const [value, result] = [inspected.activations[unit] as number, inspected.outputs[unit] as number];
  if (factors.length === 0 && value === result) return [];
  const [before, matrix] = [{ name, value }, matrixName("A", layer)];
  return [
    claim({
      ...(factors.length === 0 ? {} : { rule: `${matrix} := ${matrix} ∘ ${matrixName("D", layer)} / p` }),
      name,
      isAssigned: true,
      terms: factors.length === 0 ? [] : [{ factors: [before, ...factors] }],
      result,
    }),
  ];
}

function predictionEquation(
  inspection: Inspection,
  output: number,
  { head }: NetworkKind,
): readonly Equation[] {
  const link = LINKS[head];
  const last = inspection.layers.length;
  const { sums } = layerAt(inspection, last);
  const sum = sums[output] as number;
  const result = inspection.example.predictions[output] as number;
  const name = unitName("Z", last, output);
  const [matrix, below] = [matrixName("A", last), matrixName("Z", last)];
  if (link === undefined) {
    const terms = [{ factors: [{ name, value: sum }] }];
    return [claim({ rule: `${matrix} = ${below}`, name: unitName("A", last, output), terms, result })];
  }
  const applied = { function: link, argument: sum };
  if (head !== "multiclass") {
    const rule = `${matrix} = ${link}(${below})`;
    const factors = [{ name, value: result, applied }];
    return [{ rule, name: unitName("A", last, output), terms: [{ factors }], result }];
  }
  const all = sums.reduce((total, each) => total + Math.exp(each), 0);
  const factors = [{ name, value: Math.exp(sum), applied }, called(`1/Σ exp(${below})`, 1 / all)];
  return [
    claim({
      rule: `${matrix} = softmax(${below})`,
      name: unitName("A", last, output),
      terms: [{ factors }],
      result,
    }),
  ];
}
