import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import type { EngineMemory } from "../engine/engine.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import { type PanelMatrix, writeRows } from "../engine/panels.ts";
import type { Answers } from "./answers.ts";

/** Where some examples lie in the engine's memory. */
export interface ExampleArrays {
  /** Features × examples. */
  readonly features: PanelMatrix;
  /** Outputs × examples: what the loss compares the logits with. */
  readonly targets: PanelMatrix;
  /** One row: what each example counts; undefined where all count the same. */
  readonly weights: PanelMatrix | undefined;
}

/** The examples of a data set, in places of their own. */
export interface PlannedExamples extends ExampleArrays {
  /** Writes them there. */
  readonly write: (engine: EngineMemory) => void;
}

/** Plans the arrays of all examples of a data set. */
export function planExamples(
  plan: MemoryPlan,
  dataset: Dataset<TargetColumn>,
  answers: Answers,
): PlannedExamples {
  const { features, targets, weights } = reserveExamples(plan, {
    features: dataset.features.length,
    outputs: answers.targets.length / dataset.examples,
    examples: dataset.examples,
    hasWeights: answers.weights !== undefined,
  });
  return {
    features,
    targets,
    weights,
    write: (engine) => {
      writeRows(engine.panels(features), dataset.toMatrices().X.data, dataset.examples);
      writeRows(engine.panels(targets), answers.targets, dataset.examples);
      if (weights !== undefined) {
        writeRows(engine.panels(weights), answers.weights as Float64Array, dataset.examples);
      }
    },
  };
}

/** The sizes of some examples' arrays. */
export interface ExampleSizes {
  readonly features: number;
  readonly outputs: number;
  readonly examples: number;
  readonly hasWeights: boolean;
}

/** Plans arrays for examples without any in them. */
export function reserveExamples(
  plan: MemoryPlan,
  { features, outputs, examples, hasWeights }: ExampleSizes,
): ExampleArrays {
  return {
    features: plan.reservePanels(features, examples),
    targets: plan.reservePanels(outputs, examples),
    weights: hasWeights ? plan.reservePanels(1, examples) : undefined,
  };
}
