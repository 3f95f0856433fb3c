import type { Model } from "../model/model.ts";
import type { SettingChange } from "./changes.ts";
import type { History } from "./history.ts";
import type { TrainSettings } from "./options.ts";
import type { Outcome } from "./outcome.ts";

/** A run that has ended, however it ended. */
export interface TrainingRun {
  readonly model: Model;
  readonly history: History;
  readonly outcome: Outcome;
  /** How many steps were taken. */
  readonly iterations: number;
  /** Passes through the training examples: a fraction, counted in batches, where the run ended within one. */
  readonly epochs: number;
  /**
   * After how many steps the model's parameters were those that it has: fewer than `iterations` where early stopping took
   * the best ones.
   */
  readonly modelIteration: number;
  /** The first 16 hex digits of the SHA-256 of the parameters: the same on every machine. */
  readonly fingerprint: string;
  /** The settings of the run, complete, as it began. */
  readonly settings: TrainSettings;
  /** What was changed on the way, where something was: settings and changes together repeat the run. */
  readonly changes?: readonly SettingChange[];
}
