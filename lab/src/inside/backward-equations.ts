import type { ActivationName, Inspection } from "wellfit";
import { claim, type Equation, type Factor, termValue } from "./equation.ts";
import { maskFactors, type NetworkKind } from "./forward-equations.ts";
import type { NetworkPlace } from "./inside.ts";
import { inputsOf, layerAt, returnEquation } from "./layer-sums.ts";
import { called, matrixName, unitName } from "./notation.ts";

/** The derivatives of activations, where a formula of their result gives them. */
const DERIVATIVES: Readonly<Partial<Record<ActivationName, (activated: number) => number>>> = {
  relu: (a) => (a > 0 ? 1 : 0),
  tanh: (a) => 1 - a * a,
};

/** From the output layer down to a parameter's unit, and what the example adds to the derivative of the parameter. */
export function backwardEquations(
  inspection: Inspection,
  parameter: NetworkPlace,
  kind: NetworkKind,
  output: number,
): readonly Equation[] {
  const { layer, unit, input } = parameter;
  const last = inspection.layers.length;
  const isLast = layer === last;
  const slope = { name: unitName("dZ", layer, unit), value: slopeAt(inspection, layer, unit) };
  const taken =
    input === undefined
      ? []
      : [{ name: unitName("A", layer - 1, input), value: inputsOf(inspection, layer)[input] as number }];
  const product = { factors: [slope, ...taken] };
  return [
    outputEquation(inspection, isLast ? unit : output),
    ...(isLast ? [] : hiddenEquations(inspection, layer, unit, kind)),
    ...(input === undefined ? [] : [{ name: undefined, terms: [product], result: termValue(product) }]),
  ];
}

function slopeAt(inspection: Inspection, layer: number, unit: number): number {
  return layerAt(inspection, layer).sumGradients[unit] as number;
}

/** dZ of an output: its prediction minus its target; for squared errors, twice that. */
function outputEquation(inspection: Inspection, output: number): Equation {
  const { example, layers } = inspection;
  const last = layers.length;
  const [prediction, target] = [example.predictions[output] as number, example.targets[output] as number];
  const result = slopeAt(inspection, last, output);
  const ways = [1, 2].map((times) => {
    const before = [
      ...(times === 1 ? [] : [called("2", times)]),
      ...(example.weight === 1 ? [] : [called("weight", example.weight)]),
    ];
    const predicted = { name: unitName("A", last, output), value: prediction };
    const aim: Factor = { name: { letter: "Y", indices: [output + 1] }, value: target };
    return claim({
      rule: `${matrixName("dZ", last)} = ${times === 1 ? "" : times}${times === 1 ? "" : "("}${matrixName("A", last)} − Y${times === 1 ? "" : ")"}`,
      name: unitName("dZ", last, output),
      terms: [{ factors: [...before, predicted] }, { isNegative: true, factors: [...before, aim] }],
      result,
    });
  });
  const found = ways.find(({ terms }) => terms.length > 0);
  return found ?? { name: unitName("dZ", last, output), terms: [], result };
}

function hiddenEquations(
  inspection: Inspection,
  layer: number,
  unit: number,
  { activations }: NetworkKind,
): readonly Equation[] {
  const inspected = layerAt(inspection, layer);
  const result = slopeAt(inspection, layer, unit);
  const name = unitName("dZ", layer, unit);
  const arrived = returnEquation(inspection, layer, unit);
  if (arrived === undefined) return [{ name, terms: [], result }];
  const activation = activations[layer - 1] as ActivationName;
  const factors = maskFactors(inspected, layer, unit);
  const value = factors.reduce((product, factor) => product * factor.value, arrived.result);
  const derivative: Factor = {
    name: { letter: `${activation}′(${matrixName("Z", layer)})` },
    value: derivativeOf(activation, inspected.activations[unit] as number, result / value),
  };
  const [down, matrix] = [unitName("dA", layer, unit), matrixName("dA", layer)];
  const masked: Equation = {
    rule: `${matrix} := ${matrix} ∘ ${matrixName("D", layer)} / p`,
    name: down,
    isAssigned: true,
    terms: [{ factors: [{ name: down, value: arrived.result }, ...factors] }],
    result: value,
  };
  const slope = claim({
    rule: `${matrixName("dZ", layer)} = ${matrix} ∘ ${activation}′(${matrixName("Z", layer)})`,
    name,
    terms: [{ factors: [{ name: down, value }, derivative] }],
    result,
  });
  return [arrived, ...(factors.length === 0 ? [] : [masked]), slope];
}

/** @param ratio what it has to be, for activations without a formula here */
function derivativeOf(activation: ActivationName, activated: number, ratio: number): number {
  const derivative = DERIVATIVES[activation];
  if (derivative !== undefined) return derivative(activated);
  return Number.isFinite(ratio) ? ratio : 0;
}
