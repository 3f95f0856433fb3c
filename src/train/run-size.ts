import type { NetworkSpec } from "../network/spec.ts";
import { hasActingDropout, type TrainSettings } from "./options.ts";

/** What decides how much memory and time a run takes. */
export interface RunSize {
  readonly spec: NetworkSpec;
  readonly settings: Pick<TrainSettings, "hiddenLayers" | "keepProbability" | "costInterval">;
  /** The number of training examples. */
  readonly examples: number;
  /** The number of examples whose cost is recorded beside the training cost; 0 where there are none. */
  readonly developmentExamples: number;
}

/** How many examples the whole network is evaluated on for a record, beside the step's own forward pass. */
export function countEvaluated({ settings, examples, developmentExamples }: RunSize): number {
  return (hasActingDropout(settings) ? examples : 0) + developmentExamples;
}
