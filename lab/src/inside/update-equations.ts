import type { InspectedBlock, Inspection } from "wellfit";
import { claim, type Equation, type Factor, type Name, type Term } from "./equation.ts";
import type { NetworkPlace } from "./inside.ts";
import { blockOf, layerAt } from "./layer-sums.ts";
import { called, matrixName, parameterName } from "./notation.ts";

/** A parameter in an inspection: its block, and its place there. */
export function findParameter(
  inspection: Inspection,
  { layer, unit, input }: NetworkPlace,
): { readonly block: InspectedBlock; readonly place: number } {
  const block = blockOf(layerAt(inspection, layer), input === undefined ? "bias" : "weight");
  return { block, place: unit * block.columns + (input ?? 0) };
}

/**
 * The derivative of the cost by a parameter, and the step against it.
 *
 * @param examples how many all training examples are: m of the penalties
 */
export function updateEquations(
  inspection: Inspection,
  parameter: NetworkPlace,
  examples: number,
): readonly Equation[] {
  const { block, place } = findParameter(inspection, parameter);
  const derivative = block.gradients[place] as number;
  const direction = block.directions?.[place];
  const isPlain = direction === derivative;
  const slope = parameterName(parameter, "d");
  const turned: Name = { ...slope, letter: `${slope.letter}′` };
  return [
    derivativeEquation(inspection, parameter, examples),
    ...(isPlain || direction === undefined ? [] : [{ name: turned, terms: [], result: direction }]),
    stepEquation(
      inspection,
      parameter,
      direction === undefined ? undefined : { name: isPlain ? slope : turned, value: direction },
    ),
  ];
}

/** dW = (1/m) Σ dZ·A + (λ/m) W. */
function derivativeEquation(inspection: Inspection, parameter: NetworkPlace, examples: number): Equation {
  const { layer, input } = parameter;
  const { block, place } = findParameter(inspection, parameter);
  const { lambda, lambda1 } = layerAt(inspection, layer);
  const [result, penalty] = [block.gradients[place] as number, block.penaltyGradients[place] as number];
  const isWeight = input !== undefined;
  const weight = block.values[place] as number;
  const sum = called(isWeight ? "Σ dZ A" : "Σ dZ", (result - penalty) / inspection.share);
  const terms: readonly Term[] = [
    { factors: [called("(1/m)", inspection.share), sum] },
    ...(isWeight && lambda > 0
      ? [{ factors: [called("(λ/m)", lambda / examples), { name: parameterName(parameter), value: weight }] }]
      : []),
    ...(isWeight && lambda1 > 0
      ? [{ factors: [called("(λ₁/m)", lambda1 / examples), called("sign W", Math.sign(weight))] }]
      : []),
  ];
  const [slopes, below] = [matrixName("dZ", layer), matrixName("A", layer - 1)];
  const mean = isWeight ? `(1/m) ${slopes} ${below}ᵀ` : `(1/m) Σ ${slopes}`;
  const penalties = terms.length > 1 && lambda > 0 ? ` + (λ/m) ${matrixName("W", layer)}` : "";
  return claim({
    rule: `${matrixName(isWeight ? "dW" : "db", layer)} = ${mean}${penalties}`,
    name: parameterName(parameter, "d"),
    terms,
    result,
  });
}

/** W := W − α dW, with decoupled weight decay where there is any. */
function stepEquation(
  inspection: Inspection,
  parameter: NetworkPlace,
  against: Factor | undefined,
): Equation {
  const { learningRate, weightDecay } = inspection;
  const { block, place } = findParameter(inspection, parameter);
  const own = { name: parameterName(parameter), value: block.values[place] as number };
  const result = block.updated[place] as number;
  const rate = called("α", learningRate);
  const decay = called("decay", weightDecay);
  const letter = matrixName(parameter.input === undefined ? "b" : "W", parameter.layer);
  const terms: readonly Term[] =
    against === undefined
      ? []
      : [
          { factors: [own] },
          { isNegative: true, factors: [rate, against] },
          ...(weightDecay > 0 && parameter.input !== undefined
            ? [{ isNegative: true, factors: [rate, decay, own] }]
            : []),
        ];
  const slope = against === undefined ? undefined : against.name.letter.replace(/^d[Wb]/, `d${letter}`);
  return claim({
    ...(slope === undefined ? {} : { rule: `${letter} := ${letter} − α ${slope}` }),
    name: own.name,
    isAssigned: true,
    terms,
    result,
    isStep: true,
  });
}
