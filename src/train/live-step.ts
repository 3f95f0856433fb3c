import type { Engine } from "../engine/engine.ts";
import type { Numbers } from "../engine/precision.ts";
import type { Insight } from "./insight.ts";
import type { TrainSettings } from "./options.ts";
import type { RunNumbers } from "./step-numbers.ts";
import type { StepPlan, StepProgram } from "./step-plan.ts";

/** What a step has for runs that are changed and looked into while they go on. */
export interface LiveStep {
  /** Goes on with another learning rate and, where the step is live, another λ, from the next `backward` or `iterate` on. */
  readonly change: (settings: Pick<TrainSettings, "lambda" | "learningRate">) => void;
  /**
   * Remembers all that a backward pass and a step change.
   *
   * @returns a function that puts it back, once, so that the iteration stands where it did
   */
  readonly save: () => () => void;
  /** The learning rate that an iteration takes, after its forward pass. */
  readonly preparedRate: (iteration: number) => number;
  /** How iterations are looked into; undefined where the step is not live. */
  readonly insight: Insight | undefined;
}

/** What it is bound to. */
export interface LiveStepInput {
  readonly engine: Engine<StepProgram>;
  readonly planned: StepPlan;
  readonly settings: TrainSettings;
  readonly numbers: RunNumbers;
  readonly gradients: Numbers;
}

/** Binds what live runs need to the memory of a step. */
export function bindLiveStep({ engine, planned, settings, numbers, gradients }: LiveStepInput): LiveStep {
  const state = engine.bytes(planned.state.address, planned.state.bytes);
  return {
    change: ({ lambda, learningRate }) => {
      numbers.changeRate(learningRate);
      planned.changePenalties({ ...settings, lambda });
      engine.rewrite();
    },
    save: () => {
      const kept = state.slice();
      return () => state.set(kept);
    },
    preparedRate: numbers.preparedRate,
    insight: planned.insight?.bind(engine, gradients),
  };
}
