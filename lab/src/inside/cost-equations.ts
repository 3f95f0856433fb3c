import type { HeadName, Inspection } from "wellfit";
import { claim, type Equation, type Factor, type Term } from "./equation.ts";
import { called, unitName } from "./notation.ts";

/** The loss of the example at an output, and the cost that all examples of the batch make together. */
export function costEquations(inspection: Inspection, head: HeadName, output: number): readonly Equation[] {
  const { cost, dataCost, penalty, example, layers } = inspection;
  const hasOther = layers.some(({ lambda1 }) => lambda1 > 0);
  const summands: readonly Term[] = [
    { factors: [called("(1/m) Σ L", dataCost)] },
    ...(penalty === 0 ? [] : [{ factors: [called(hasOther ? "R" : "(λ/2m) Σ W²", penalty)] }]),
  ];
  return [
    claim({ name: { letter: "L" }, terms: lossTerms(inspection, head, output), result: example.loss }),
    claim({ name: { letter: "J" }, terms: summands, result: cost }),
  ];
}

/** What the losses of most heads are sums of; of those that are none, their value alone remains. */
function lossTerms({ example, layers }: Inspection, head: HeadName, output: number): readonly Term[] {
  const { targets, predictions } = example;
  const prediction = predictions[output] as number;
  const target: Factor = { name: { letter: "Y", indices: [output + 1] }, value: targets[output] as number };
  const predicted: Factor = {
    name: unitName("A", layers.length, output),
    value: Math.log(prediction),
    applied: { function: "log", argument: prediction },
  };
  if (head === "multiclass") return [{ isNegative: true, factors: [target, predicted] }];
  if (head === "regression") {
    const distance = called("(A − Y)", prediction - target.value);
    return [{ factors: [distance, distance] }];
  }
  if (head !== "binary") return [];
  const rest = 1 - prediction;
  const complement: Factor = {
    name: { letter: "1 − A" },
    value: Math.log(rest),
    applied: { function: "log", argument: rest },
  };
  return [
    { isNegative: true, factors: [{ ...target, name: { letter: "Y" } }, predicted] },
    { isNegative: true, factors: [called("(1 − Y)", 1 - target.value), complement] },
  ];
}
