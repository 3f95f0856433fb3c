import type { ActivationName } from "../../network/activations.ts";
import { LAST_TAIL, NORMAL_DENSITY, NORMAL_TAIL, TAIL_SHIFT } from "../normal-tail.ts";
import type { ArrayName, Graph } from "./graph.ts";

/** What adds the nodes of an activation to a graph. */
export type ActivationNodes = (graph: Graph, z: ArrayName) => ArrayName;

/**
 * The activations by name, in the same steps for both precisions: onnxruntime has no Elu, Selu, Softplus and Erf in
 * float64, and ONNX keeps the slope of LeakyRelu in float32.
 */
export const activationNodes: Readonly<Record<ActivationName, ActivationNodes>> = {
  relu: (graph, z) => graph.add("Relu", [z]),
  "leaky-relu": (graph, z) => graph.add("Max", [z, times(graph, z, 0.01)]),
  elu: (graph, z) => graph.add("Add", [graph.add("Relu", [z]), expm1OfNegative(graph, z)]),
  selu: (graph, z) => {
    const above = times(graph, graph.add("Relu", [z]), 1.0507009873554805);
    return graph.add("Add", [above, times(graph, expm1OfNegative(graph, z), 1.7580993408473768)]);
  },
  gelu: (graph, z) => {
    const size = graph.add("Abs", [z]);
    const below = graph.add("Mul", [size, normalTail(graph, size)]);
    return graph.add("Sub", [graph.add("Relu", [z]), below]);
  },
  // Not z·σ(z), of which onnxruntime makes a node that it lacks in float64.
  swish: (graph, z) => graph.add("Div", [z, onePlusPowerOfMinus(graph, z)]),
  softplus: (graph, z) => {
    const t = graph.add("Exp", [graph.add("Neg", [graph.add("Abs", [z])])]);
    return graph.add("Add", [graph.add("Relu", [z]), log1p(graph, t)]);
  },
  tanh: (graph, z) => graph.add("Tanh", [z]),
  sigmoid: addLogistic,
  linear: (_, z) => z,
};

/**
 * The logistic function of an array. In float64 it is 1/(1 + e^−z), since onnxruntime's own node is not relatively
 * accurate there where it is small.
 */
export function addLogistic(graph: Graph, z: ArrayName): ArrayName {
  return graph.precision === "f32"
    ? graph.add("Sigmoid", [z])
    : graph.add("Div", [graph.constant(1), onePlusPowerOfMinus(graph, z)]);
}

function onePlusPowerOfMinus(graph: Graph, z: ArrayName): ArrayName {
  return plus(graph, graph.add("Exp", [graph.add("Neg", [z])]), 1);
}

function times(graph: Graph, x: ArrayName, factor: number): ArrayName {
  return graph.add("Mul", [x, graph.constant(factor)]);
}

function plus(graph: Graph, x: ArrayName, term: number): ArrayName {
  return graph.add("Add", [x, graph.constant(term)]);
}

/** e^x − 1 of x below 0, else 0: 2t/(1 − t) with t = tanh(x/2), which is accurate near 0. */
function expm1OfNegative(graph: Graph, x: ArrayName): ArrayName {
  const t = graph.add("Tanh", [times(graph, graph.add("Min", [x, graph.constant(0)]), 0.5)]);
  return graph.add("Div", [times(graph, t, 2), graph.add("Sub", [graph.constant(1), t])]);
}

/**
 * log(1 + t) for 0 ≤ t ≤ 1, accurate for small t, too: log(u)·t/(u − 1) with u = 1 + t rounded, where u is not 1
 * (Kahan; Goldberg, What every computer scientist should know about floating-point arithmetic, 1991, theorem 4).
 */
function log1p(graph: Graph, t: ArrayName): ArrayName {
  const u = plus(graph, t, 1);
  const rounded = graph.add("Sub", [u, graph.constant(1)]);
  const quotient = graph.add("Div", [graph.add("Mul", [graph.add("Log", [u]), t]), rounded]);
  return graph.add("Where", [graph.add("Greater", [rounded, graph.constant(0)]), quotient, t]);
}

/** The chance that a normal number lies beyond u ≥ 0, with the polynomial of the kernels. */
function normalTail(graph: Graph, size: ArrayName): ArrayName {
  const u = graph.add("Min", [size, graph.constant(LAST_TAIL)]);
  const bottom = plus(graph, u, TAIL_SHIFT);
  const inverse = graph.add("Div", [graph.constant(1), bottom]);
  const v = graph.add("Mul", [plus(graph, u, -TAIL_SHIFT), inverse]);
  const [last, ...others] = NORMAL_TAIL.toReversed() as [number, ...number[]];
  let series = graph.constant(last);
  for (const coefficient of others) series = plus(graph, graph.add("Mul", [series, v]), coefficient);
  const curve = times(graph, graph.add("Mul", [inverse, series]), TAIL_SHIFT * TAIL_SHIFT);
  const part = graph.add("Mul", [u, plus(graph, curve, NORMAL_DENSITY)]);
  const scaled = graph.add("Mul", [graph.add("Mul", [plus(graph, part, 2 * TAIL_SHIFT), inverse]), inverse]);
  const density = graph.add("Exp", [times(graph, graph.add("Mul", [u, u]), -0.5)]);
  return graph.add("Mul", [density, scaled]);
}
