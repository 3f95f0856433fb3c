import type { Dataset } from "../data/dataset.ts";
import type { EngineMemory } from "../engine/engine.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import { type PanelMatrix, writeRows } from "../engine/panels.ts";

/** Where the examples of a data set of two classes lie in the engine's memory. */
export interface PlannedExamples {
  /** Features × examples. */
  readonly features: PanelMatrix;
  /** The class index of every example: one row. */
  readonly targets: PanelMatrix;
  /** Writes them there. */
  readonly write: (engine: EngineMemory) => void;
}

/** Plans the arrays of a data set. */
export function planExamples(plan: MemoryPlan, dataset: Dataset): PlannedExamples {
  const features = plan.reservePanels(dataset.features.length, dataset.examples);
  const targets = plan.reservePanels(1, dataset.examples);
  return {
    features,
    targets,
    write: (engine) => {
      const { data } = dataset.toMatrices().X;
      writeRows(engine.panels(features), data, dataset.examples);
      engine.numbers(targets.address, dataset.examples).set(dataset.target.values);
    },
  };
}
