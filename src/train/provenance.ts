import { VERSION } from "../base/version.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import type { Provenance } from "../model/provenance.ts";
import type { TrainingRun } from "./training-run.ts";

/**
 * Where the model of a run comes from, for `model.withProvenance`: a file of it then tells which data and settings make it
 * again.
 *
 * @param training the examples that it was trained on; hashing them takes longer than all the rest, which is why `train`
 *   leaves it to those who save
 */
export function provenanceOf(run: TrainingRun, training: Dataset<TargetColumn>): Provenance {
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
