/** What `wellfit runs` prints with --json, and what a store keeps, as schemas: types and published JSON Schemas come from them. */

import * as v from "valibot";
import { comparisonDocument, datasetDocument, variantDocument } from "../compare/document-schema.ts";
import { MEASURE_NAMES } from "../compare/measures.ts";
import { machineDocument } from "./machine.ts";

/** What a run came from. */
export const RUN_KINDS = ["train", "compare", "tune"] as const;
/** Where a trial stands. */
export const TRIAL_STATES = ["waiting", "running", "finished", "diverged", "pruned", "failed"] as const;

/** How a run of a trial can end. */
const TRIAL_RUN_OUTCOMES = ["finished", "stoppedEarly", "diverged", "failed"] as const;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const figure = v.nullable(v.number());
const id = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{6}-\d+$/),
  v.description("the first part is equal for the same settings, seeds and data, the second counts them"),
);

/** What a list says of a run. */
const summaryEntries = {
  id,
  kind: v.picklist(RUN_KINDS),
  time: v.pipe(v.string(), v.description("when it was recorded, in UTC")),
  version: v.pipe(v.string(), v.description("of wellfit")),
  machine: machineDocument,
};

/** A run in a list. */
export const runSummaryDocument = v.strictObject({
  ...summaryEntries,
  data: v.strictObject({ name: v.string(), hash: v.string() }),
  name: v.string(),
  runs: v.pipe(count, v.description("with how many seeds or folds; of a study, how many trials are done")),
  outcome: v.picklist(["finished", "stopped", "diverged", "study"]),
  measure: v.pipe(v.string(), v.description("what models are compared by")),
  development: v.pipe(figure, v.description("its mean on development examples, or on those held out")),
  test: v.pipe(figure, v.description("its mean on test examples")),
});

/** All runs that a list shows. */
export const runListDocument = v.array(runSummaryDocument);

const partFigures = v.strictObject({
  training: v.optional(figure),
  development: v.optional(figure),
  test: v.optional(figure),
});

const { design } = comparisonDocument.entries;

/** A run with all that is known of it. */
export const storedRunDocument = v.strictObject({
  ...summaryEntries,
  kind: v.picklist(["train", "compare"]),
  dataset: datasetDocument,
  design,
  measure: v.picklist(MEASURE_NAMES),
  ...variantDocument.entries,
  figures: v.pipe(
    v.record(v.string(), partFigures),
    v.description("over all runs that did not diverge; null where none is left"),
  ),
  metrics: v.optional(
    v.pipe(
      v.record(v.string(), v.record(v.string(), figure)),
      v.description("of the model that train made, by part of the data; null where one has no value"),
    ),
  ),
});

const trialRun = v.strictObject({
  repeat: v.pipe(count, v.description("counted from 1")),
  fold: v.pipe(count, v.description("the one held out, counted from 1")),
  seed: count,
  outcome: v.picklist(TRIAL_RUN_OUTCOMES),
  value: v.pipe(figure, v.description("of what is optimized; null where the run has none")),
  modelIteration: count,
  fingerprint: v.pipe(v.string(), v.description("of the parameters: the same on every machine")),
  version: v.pipe(v.string(), v.description("of wellfit")),
  machine: machineDocument,
});

/** A trial of a study. */
export const trialDocument = v.strictObject({
  number: v.pipe(count, v.description("of its proposal; of wellfit tune, 0 is the given settings")),
  state: v.picklist(TRIAL_STATES),
  settings: v.record(v.string(), v.unknown()),
  objective: figure,
  standardError: figure,
  cause: v.nullable(v.pipe(v.string(), v.description("why it failed"))),
  claims: v.pipe(count, v.description("how often somebody began it")),
  runs: v.pipe(v.array(trialRun), v.description("in the order of repeats and folds")),
});

/** A study with all its trials. */
export const studyDocument = v.strictObject({
  ...summaryEntries,
  kind: v.literal("tune"),
  name: v.string(),
  data: v.strictObject({ name: v.string(), hash: v.string() }),
  measure: v.string(),
  definition: v.pipe(
    v.record(v.string(), v.unknown()),
    v.description("what is searched, how, and from what seed"),
  ),
  settings: v.pipe(
    v.record(v.string(), v.unknown()),
    v.description("what all trials share but for what varies"),
  ),
  trials: v.array(trialDocument),
});

/** A run or a study. */
export const storedDocument = v.variant("kind", [storedRunDocument, studyDocument]);

/** What export writes. */
export const exportDocument = v.strictObject({
  wellfit: v.pipe(v.string(), v.description("the version that wrote this")),
  runs: v.array(storedDocument),
});
