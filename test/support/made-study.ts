import type { Circumstances } from "../../src/store/machine.ts";
import type { StudyPlan } from "../../src/store/study-log.ts";
import type { TrainSettings } from "../../src/train/options.ts";
import { resolveSettings } from "../../src/train/resolve-settings.ts";
import type { TrialRun } from "../../src/tune/trial.ts";

/** When and where the runs of tests were made. */
export const circumstances: Circumstances = {
  time: "2026-03-01T12:00:00.000Z",
  machine: { platform: "linux", arch: "x64", node: "24.0.0" },
};

/** What the trials of {@link studyPlan} share. */
export const sharedSettings: TrainSettings = resolveSettings({ seed: 5 });

/** A study whose trials were never trained. */
export const studyPlan: StudyPlan = {
  name: "strengths",
  data: { name: "moons", hash: "13e067d16e52014e" },
  measure: "accuracy",
  settings: sharedSettings,
  definition: { sampler: "random", seed: 5 },
};

/** The settings of a trial. */
export function settingsOf(trial: number): TrainSettings {
  return { ...sharedSettings, lambda: trial / 7, hiddenLayers: [trial] };
}

/** A run of a trial that was never made: all of it follows from the number. */
export function madeRun(trial: number, more: Partial<TrialRun> = {}): TrialRun {
  return {
    trial,
    place: { repeat: 1, fold: 1 },
    settings: settingsOf(trial),
    outcome: "finished",
    value: 1 / trial,
    modelIteration: 10 * trial,
    fingerprint: trial.toString(16).padStart(16, "0"),
    ...more,
  };
}
