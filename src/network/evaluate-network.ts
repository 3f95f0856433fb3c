import { startEngine } from "../engine/engine.ts";
import { logisticCost } from "../engine/losses.ts";
import { createMemoryPlan } from "../engine/memory-plan.ts";
import { writeRows } from "../engine/panels.ts";
import { planForwardPass } from "./forward-pass.ts";
import type { NetworkSpec } from "./spec.ts";

/** A network and the examples that it is to be evaluated on. */
export interface NetworkInput {
  readonly spec: NetworkSpec;
  /** Flat, as the layout says. */
  readonly parameters: Float64Array;
  /** Features × examples, one row per feature; at least one example. */
  readonly features: Float64Array;
}

/**
 * The logit of class 1 for every example, in float64 and without dropout.
 *
 * @throws InvalidInputError when the platform does not give the memory
 */
export function computeLogits(network: NetworkInput): Float64Array {
  return evaluate(network, undefined).logits;
}

/**
 * Logits and the mean cross-entropy, in float64 and without dropout.
 *
 * @param targets the class index of every example
 * @throws InvalidInputError when the platform does not give the memory
 */
export function evaluateNetwork(
  network: NetworkInput,
  targets: Float64Array,
): { logits: Float64Array; dataCost: number } {
  return evaluate(network, targets);
}

function evaluate(
  { spec, parameters, features }: NetworkInput,
  targets: Float64Array | undefined,
): { logits: Float64Array; dataCost: number } {
  const plan = createMemoryPlan("f64");
  const examples = features.length / spec.inputs;
  const address = plan.reserveNumbers(parameters.length);
  const input = plan.reservePanels(spec.inputs, examples);
  const { calls, logits } = planForwardPass(plan, { spec, parameters: address }, input);
  const classes = plan.reservePanels(1, examples);
  const result = plan.reserve(Float64Array.BYTES_PER_ELEMENT);
  const cost = targets === undefined ? [] : [logisticCost({ logits, targets: classes, result })];
  const engine = startEngine(plan, { evaluate: [...calls, ...cost] });
  engine.numbers(address, parameters.length).set(parameters);
  writeRows(engine.panels(input), features, examples);
  if (targets !== undefined) engine.numbers(classes.address, examples).set(targets);
  engine.run("evaluate");
  return {
    logits: Float64Array.from(engine.numbers(logits.address, examples)),
    dataCost: engine.result(result),
  };
}
