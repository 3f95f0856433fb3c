import { type Engine, startEngine } from "../engine/engine.ts";
import { createMemoryPlan } from "../engine/memory-plan.ts";
import { copyExamples, type PanelMatrix, readExamples, writeRows } from "../engine/panels.ts";
import { planForwardPass } from "./forward-pass.ts";
import { DEFAULT_HUBER_DELTA, DEFAULT_LOSSES, type LossOfHead, lossOfHead } from "./losses.ts";
import type { NetworkSpec } from "./spec.ts";

/** A network and the examples that it is to be evaluated on. */
export interface NetworkInput {
  readonly spec: NetworkSpec;
  /** Flat, as the layout says. */
  readonly parameters: Float64Array;
  /** Features × examples, one row per feature; at least one example. */
  readonly features: Float64Array;
}

/** An engine that evaluates a network, and where its memory holds what. */
interface PreparedEngine {
  readonly engine: Engine<"evaluate">;
  /** Features × examples. */
  readonly input: PanelMatrix;
  /** Outputs × examples, as the targets are. */
  readonly logits: PanelMatrix;
  readonly answers: PanelMatrix;
  /** The address of the cost. */
  readonly result: number;
}

/** So many examples are computed at once: what lies between the layers then stays in the processor's caches. */
const BLOCK_EXAMPLES = 1024;

/**
 * The logits of every example, in float64 and without any noise: examples × outputs, row after row.
 *
 * @throws InvalidInputError when the platform does not give the memory
 */
export function computeLogits({ spec, parameters, features }: NetworkInput): Float64Array {
  const examples = features.length / spec.inputs;
  const { engine, input, logits } = prepareEngine(spec, parameters, Math.min(examples, BLOCK_EXAMPLES));
  const all = new Float64Array(examples * logits.rows);
  for (let first = 0; first < examples; first += BLOCK_EXAMPLES) {
    writeRows(engine.panels(input), features, examples, first);
    engine.run("evaluate");
    copyExamples(engine.panels(logits), logits, all.subarray(first * logits.rows));
  }
  return all;
}

/**
 * What every layer hands on, in float64 and without any noise: from the first hidden one to the logits, examples × units,
 * row after row.
 *
 * @throws InvalidInputError when the platform does not give the memory
 */
export function computeActivations({ spec, parameters, features }: NetworkInput): readonly Float64Array[] {
  const plan = createMemoryPlan("f64");
  const examples = features.length / spec.inputs;
  const address = plan.reserveNumbers(parameters.length);
  const input = plan.reservePanels(spec.inputs, examples);
  const { calls, layers } = planForwardPass(plan, { spec, parameters: address }, input);
  const engine = startEngine(plan, { evaluate: calls });
  engine.numbers(address, parameters.length).set(parameters);
  writeRows(engine.panels(input), features, examples);
  engine.run("evaluate");
  return layers.map(({ output }) => readExamples(engine.panels(output), output));
}

/**
 * Logits and the mean of the head's usual loss, in float64 and without any noise.
 *
 * @param targets outputs × examples, row after row
 * @throws InvalidInputError when the platform does not give the memory
 */
export function evaluateNetwork(
  { spec, parameters, features }: NetworkInput,
  targets: Float64Array,
): { logits: Float64Array; dataCost: number } {
  const examples = features.length / spec.inputs;
  const prepared = prepareEngine(spec, parameters, examples, usualCost(spec));
  const { engine, input, logits, answers, result } = prepared;
  writeRows(engine.panels(input), features, examples);
  writeRows(engine.panels(answers), targets, examples);
  engine.run("evaluate");
  return { logits: readExamples(engine.panels(logits), logits), dataCost: engine.result(result) };
}

/** A network on an engine with room for some examples; the cost is computed where one is given. */
function prepareEngine(
  spec: NetworkSpec,
  parameters: Float64Array,
  examples: number,
  costOf?: LossOfHead["cost"],
): PreparedEngine {
  const plan = createMemoryPlan("f64");
  const address = plan.reserveNumbers(parameters.length);
  const input = plan.reservePanels(spec.inputs, examples);
  const { calls, logits } = planForwardPass(plan, { spec, parameters: address }, input);
  const answers = plan.reservePanels(logits.rows, examples);
  const result = plan.reserve(Float64Array.BYTES_PER_ELEMENT);
  const cost =
    costOf === undefined ? [] : [costOf({ logits, targets: answers, result }, DEFAULT_HUBER_DELTA)];
  const engine = startEngine(plan, { evaluate: [...calls, ...cost] });
  engine.numbers(address, parameters.length).set(parameters);
  return { engine, input, logits, answers, result };
}

function usualCost({ head = "binary" }: NetworkSpec): LossOfHead["cost"] {
  return (lossOfHead(DEFAULT_LOSSES[head], head) as LossOfHead).cost;
}
