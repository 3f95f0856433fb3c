import { describeValue, InvalidInputError } from "../base/errors.ts";
import { VERSION } from "../base/version.ts";
import { checkDataset } from "../data/check-dataset.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import type { Provenance } from "../model/provenance.ts";
import type { TrainingRun } from "./training-run.ts";

/**
 * Where the model of a run comes from, for `model.withProvenance`: a file of it then tells which data and settings make it
 * again.
 *
 * @param training the examples that it was trained on; hashing them takes longer than all the rest, which is why `train`
 *   leaves it to those who save
 * @throws InvalidInputError for what is no run of training, or no Dataset
 */
export function provenanceOf(run: TrainingRun, training: Dataset<TargetColumn>): Provenance {
  checkDataset(training, "provenanceOf");
  checkRun(run);
  const { settings, changes, outcome, iterations, modelIteration } = run;
  return {
    wellfit: VERSION,
    data: { name: training.name, hash: training.hash, examples: training.examples },
    settings: toPlain(settings),
    ...(changes === undefined ? {} : { changes: changes.map(toPlain) }),
    outcome: outcome.kind,
    iterations,
    modelIteration,
  };
}

/** Settings as JSON holds them: those that say nothing are left out. */
function toPlain(settings: object): Provenance["settings"] {
  return JSON.parse(JSON.stringify(settings)) as Provenance["settings"];
}

/** Callers without types may pass the model. */
function checkRun(run: unknown): void {
  const { settings, outcome } = (run ?? {}) as Partial<TrainingRun>;
  if (typeof settings === "object" && typeof outcome === "object") return;
  throw new InvalidInputError({
    source: "data",
    where: "provenanceOf",
    expected: "a run, as train gives it",
    received: describeValue(run),
  });
}
