import type { Engine } from "../engine/engine.ts";
import type { KernelCall } from "../engine/kernels.ts";
import { logisticCost } from "../engine/losses.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import type { PanelMatrix } from "../engine/panels.ts";
import { sumOfSquares } from "../engine/parameters.ts";
import { planForwardPass } from "../network/forward-pass.ts";
import { type ParameterLayout, rangeOf } from "../network/layout.ts";
import type { NetworkSpec } from "../network/spec.ts";
import type { PlannedExamples } from "./examples.ts";

/** What the costs of a step are taken from. */
export interface CostInput {
  readonly spec: NetworkSpec;
  readonly layout: ParameterLayout;
  /** The address of the flat parameters. */
  readonly parameters: number;
  readonly training: PlannedExamples;
  readonly development: PlannedExamples | undefined;
  /** The logits of the training examples as an iteration computes them. */
  readonly logits: PanelMatrix;
  /** Whether those are of a thinned network. */
  readonly hasDropout: boolean;
  readonly lambda: number;
}

/** The costs at the present parameters, as functions. */
export interface Costs {
  /** The mean cross-entropy of the last forward pass. */
  readonly dataCost: () => number;
  /** λ/(2m)·Σw². */
  readonly penalty: () => number;
  /** The mean cross-entropy of the whole network on the training examples. */
  readonly wholeCost: () => number;
  /** The same on the development examples; undefined where there are none. */
  readonly developmentCost: (() => number) | undefined;
}

/** The programs of {@link planCosts}. */
export type CostProgram = "dataCost" | "penalty" | "wholeCost" | "developmentCost";

/** The programs that compute the costs, and how to read their results once the engine has been started. */
export interface PlannedCosts {
  readonly programs: Readonly<Record<CostProgram, readonly KernelCall[]>>;
  readonly bind: (engine: Engine<CostProgram>) => Costs;
}

/** Plans the costs of a step. */
export function planCosts(plan: MemoryPlan, input: CostInput): PlannedCosts {
  const { layout, parameters, training, development, hasDropout } = input;
  const result = plan.reserve(Float64Array.BYTES_PER_ELEMENT);
  const dataCost = [logisticCost({ logits: input.logits, targets: training.targets, result })];
  const wholeCost = hasDropout ? evaluation(plan, input, training, result) : dataCost;
  const weights = layout.entries.filter(({ kind }) => kind === "weight");
  const squares = weights.map(() => plan.reserve(Float64Array.BYTES_PER_ELEMENT));
  const programs = {
    dataCost,
    wholeCost,
    developmentCost: development ? evaluation(plan, input, development, result) : [],
    penalty: weights.map((entry, index) =>
      sumOfSquares(rangeOf(parameters, entry, plan.precision), squares[index] as number),
    ),
  };
  const m = training.targets.examples;
  return {
    programs,
    bind: (engine) => {
      const costOf = (program: CostProgram) => (): number => {
        engine.run(program);
        return engine.result(result);
      };
      return {
        dataCost: costOf("dataCost"),
        wholeCost: costOf("wholeCost"),
        developmentCost: development && costOf("developmentCost"),
        penalty: () => {
          if (input.lambda === 0) return 0;
          engine.run("penalty");
          const sum = squares.reduce((total, place) => total + engine.result(place), 0);
          return (sum / m / 2) * input.lambda;
        },
      };
    },
  };
}

/** The calls that compute the mean cross-entropy of the whole network on some examples. */
function evaluation(
  plan: MemoryPlan,
  { spec, parameters }: CostInput,
  { features, targets }: PlannedExamples,
  result: number,
): readonly KernelCall[] {
  const { calls, logits } = planForwardPass(plan, { spec, parameters }, features);
  return [...calls, logisticCost({ logits, targets, result })];
}
