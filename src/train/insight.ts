import { readMask } from "../engine/dropout.ts";
import type { Engine, Programs } from "../engine/engine.ts";
import { readWeightMask } from "../engine/masked.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import type { Numbers } from "../engine/precision.ts";
import { type ParameterLayout, weightsOf } from "../network/layout.ts";
import type { BatchPass } from "./batch-pass.ts";
import { type ExamplePass, planExamplePass } from "./example-pass.ts";
import type { TrainSettings } from "./options.ts";
import type { PlannedPenalties } from "./penalties.ts";
import type { Task } from "./task.ts";
import type { BatchMembers, TrainingBatches } from "./training-batches.ts";

/** What of an iteration its own programs do not leave to be read: for runs that are looked into. */
export interface Insight {
  /** The examples of an iteration's batch, after its forward pass. */
  readonly members: (iteration: number) => BatchMembers;
  /** The way up of an example of the batch, by its place in it, after the forward pass and before a step. */
  readonly passOf: (place: number) => ExamplePass;
  /** Which units of a layer, 0 for the features, stay for that example; undefined where none can drop out. */
  readonly maskOf: (layer: number, place: number) => Uint8Array | undefined;
  /** Which weights of a layer stay; undefined without DropConnect. */
  readonly weightMaskOf: (layer: number) => Uint8Array | undefined;
  /** What the outputs of a layer, 0 for the features, lack: standard dropout's 1/keepProbability, else 1. */
  readonly scaleOf: (layer: number) => number;
  /** What the derivatives by a layer's sums lack to be those of the examples' losses. */
  readonly gradientScaleOf: (layer: number) => number;
  /** The derivatives of the penalties alone, flat; the gradients are overwritten by them. */
  readonly penaltyGradients: () => Float64Array;
}

/** The programs of an insight. */
export type InsightProgram = "examplePass" | "penaltyGradients";

/** Those of a step that is not looked into. */
export const NO_INSIGHT: Programs<InsightProgram> = { examplePass: [], penaltyGradients: [] };

/** An insight whose programs are planned. */
export interface PlannedInsight {
  readonly programs: Programs<InsightProgram>;
  /** @param gradients the flat gradients */
  readonly bind: (engine: Engine<InsightProgram>, gradients: Numbers) => Insight;
}

/** What an insight is planned from. */
export interface InsightInput {
  readonly layout: ParameterLayout;
  /** The address of the flat parameters. */
  readonly parameters: number;
  readonly task: Task;
  readonly settings: TrainSettings;
  readonly batches: TrainingBatches;
  readonly penalties: PlannedPenalties;
  /** Of a full batch: a shorter one lies in the same places. */
  readonly pass: BatchPass;
}

/** Plans how iterations are looked into. */
export function planInsight(plan: MemoryPlan, input: InsightInput): PlannedInsight {
  const { layout, batches, penalties, pass } = input;
  const { layers } = pass.forwardPass;
  const examplePass = planExamplePass(plan, input);
  return {
    programs: {
      examplePass: examplePass.calls,
      penaltyGradients: weightsOf(layout).flatMap(({ layer }) => penalties.gradients(layer)),
    },
    bind: (engine, gradients) => ({
      members: batches.bindMembers(engine),
      passOf: examplePass.bind(engine),
      maskOf: (layer, place) => {
        const filled = pass.noise?.masks.find((mask) => mask.layer === layer);
        return filled && readMask(engine, filled.mask, place);
      },
      weightMaskOf: (layer) => {
        const mask = pass.noise?.weightMasks.get(layer);
        return mask && readWeightMask(engine, mask);
      },
      scaleOf: (layer) => layers[layer]?.inputScale ?? 1,
      // Noisy weights bring the scale of their inputs with them on the way down.
      gradientScaleOf: (layer) =>
        layers
          .slice(layer)
          .reduce((scale, above) => (above.weightNoise === undefined ? scale * above.inputScale : scale), 1),
      penaltyGradients: () => {
        gradients.fill(0);
        engine.run("penaltyGradients");
        return Float64Array.from(gradients);
      },
    }),
  };
}
