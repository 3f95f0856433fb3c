import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { gatherExamples, mixExamples } from "../engine/batches.ts";
import type { EngineMemory } from "../engine/engine.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import type { PanelMatrix } from "../engine/panels.ts";
import type { Numbers } from "../engine/precision.ts";
import type { StepTable } from "../engine/step-table.ts";
import type { Answers } from "./answers.ts";
import { type ExampleArrays, reserveExamples } from "./examples.ts";

/** All training examples, example after example, from which batches are gathered in whatever order. */
export interface ExampleSource {
  /** Addresses of examples × features, examples × outputs, and one weight per example. */
  readonly features: number;
  readonly targets: number;
  readonly weights: number | undefined;
  readonly examples: number;
  readonly rows: { readonly features: number; readonly outputs: number };
  /** Writes them there. */
  readonly write: (engine: EngineMemory) => void;
}

/** Plans the arrays of all examples. */
export function planExampleSource(
  plan: MemoryPlan,
  dataset: Dataset<TargetColumn>,
  { targets, weights }: Answers,
): ExampleSource {
  const { examples } = dataset;
  const rows = { features: dataset.features.length, outputs: targets.length / examples };
  const source = {
    features: plan.reserveNumbers(examples * rows.features),
    targets: plan.reserveNumbers(examples * rows.outputs),
    weights: weights && plan.reserveNumbers(examples),
  };
  return {
    ...source,
    examples,
    rows,
    write: (engine) => {
      const numbers = engine.numbers(source.features, examples * rows.features);
      dataset.features.forEach(({ values }, row) => writeColumn(numbers, values, row));
      writeTargets(engine.numbers(source.targets, examples * rows.outputs), targets, examples);
      if (source.weights !== undefined) engine.numbers(source.weights, examples).set(weights as Float64Array);
    },
  };
}

/** The same examples with other answers, without weights: their features are there once. */
export function planOtherAnswers(
  plan: MemoryPlan,
  source: ExampleSource,
  { targets }: Pick<Answers, "targets">,
): ExampleSource {
  const address = plan.reserveNumbers(targets.length);
  return {
    ...source,
    targets: address,
    weights: undefined,
    write: (engine) => writeTargets(engine.numbers(address, targets.length), targets, source.examples),
  };
}

/** Outputs × examples, example after example. */
function writeTargets(numbers: Numbers, targets: Float64Array, examples: number): void {
  for (let row = 0; row < targets.length / examples; row++) {
    writeColumn(numbers, targets.subarray(row * examples, (row + 1) * examples), row);
  }
}

/** Writes one number of every example to its place among those of the example. */
function writeColumn(numbers: Numbers, column: Float64Array, row: number): void {
  const width = numbers.length / column.length;
  for (const [example, value] of column.entries()) numbers[example * width + row] = value;
}

/** Which examples make which batch. */
export interface BatchOrder {
  /** Address of as many 32-bit numbers of examples as there are. */
  readonly order: number;
  readonly batchesPerEpoch: number;
  /** Examples of every batch but the last. */
  readonly batchSize: number;
}

/** Plans an order of the examples, which begins with zeros. */
export function reserveOrder(plan: MemoryPlan, examples: number): number {
  return plan.reserve(examples * Uint32Array.BYTES_PER_ELEMENT);
}

/** A batch: where its examples lie, and the calls that bring those of an iteration there. */
export interface GatheredBatch {
  readonly arrays: ExampleArrays;
  readonly calls: readonly KernelCall[];
}

/** Plans a batch of so many examples. */
export function planGatheredBatch(
  plan: MemoryPlan,
  source: ExampleSource,
  order: BatchOrder,
  examples: number,
): GatheredBatch {
  const hasWeights = source.weights !== undefined;
  const arrays = reserveExamples(plan, { ...source.rows, examples, hasWeights });
  const gather = (address: number, batch: PanelMatrix): KernelCall =>
    gatherExamples({ source: address, ...order }, batch);
  return {
    arrays,
    calls: [
      gather(source.features, arrays.features),
      gather(source.targets, arrays.targets),
      ...(arrays.weights === undefined ? [] : [gather(source.weights as number, arrays.weights)]),
    ],
  };
}

/** Plans a batch each of whose examples is mixed with a partner, which a second order chooses. */
export function planMixedBatch(
  plan: MemoryPlan,
  source: ExampleSource,
  orders: { readonly own: BatchOrder; readonly partners: BatchOrder; readonly table: StepTable },
  examples: number,
): GatheredBatch {
  const own = planGatheredBatch(plan, source, orders.own, examples);
  const partners = planGatheredBatch(plan, source, orders.partners, examples);
  const mix = (batch: PanelMatrix | undefined, partner: PanelMatrix | undefined): readonly KernelCall[] =>
    batch === undefined || partner === undefined
      ? []
      : [mixExamples(batch, partner, orders.table.address, plan.precision)];
  return {
    arrays: own.arrays,
    calls: [
      ...own.calls,
      ...partners.calls,
      ...mix(own.arrays.features, partners.arrays.features),
      ...mix(own.arrays.targets, partners.arrays.targets),
      ...mix(own.arrays.weights, partners.arrays.weights),
    ],
  };
}
