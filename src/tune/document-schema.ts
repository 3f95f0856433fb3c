/** What `wellfit tune --json` prints, as a schema: the types of its document and the published JSON Schema come from it. */

import * as v from "valibot";
import { datasetDocument, runDocument, settingsDocument } from "../compare/document-schema.ts";
import { searchDesignOptions } from "./options.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const values = v.pipe(
  v.record(v.string(), v.unknown()),
  v.description("what the search chose, by the names of the settings"),
);
const mean = v.nullable(v.pipe(v.number(), v.description("of the objective; null where a run diverged")));
const ends = {
  low: v.nullable(v.pipe(v.number(), v.description("of the 95 % interval; null where there is none"))),
  high: v.nullable(v.number()),
};

const standing = v.strictObject({
  mean,
  standardError: v.nullable(v.number()),
  ...ends,
  runs: count,
});

const advantage = v.nullable(
  v.strictObject({
    mean: v.pipe(v.number(), v.description("positive where the winner is better")),
    ...ends,
    pValue: v.nullable(v.number()),
    runs: v.pipe(count, v.description("pairs of runs with the same seed and fold, which no choice had seen")),
  }),
);

const { nested, ...entries } = searchDesignOptions.entries;
const designEntries = Object.fromEntries(
  Object.entries(entries).map(([name, { wrapped }]) => [name, wrapped]),
) as { readonly [Name in keyof typeof entries]: (typeof entries)[Name]["wrapped"] };

const dimension = v.variant("kind", [
  v.strictObject({
    kind: v.literal("range"),
    option: v.string(),
    low: v.number(),
    high: v.number(),
    scale: v.picklist(["linear", "log"]),
    isInteger: v.boolean(),
  }),
  v.strictObject({ kind: v.literal("choice"), option: v.string(), values: v.array(v.unknown()) }),
]);

const trialRun = v.strictObject({
  repeat: count,
  fold: count,
  seed: count,
  outcome: v.picklist(["finished", "stoppedEarly", "diverged", "failed"]),
  value: mean,
  fingerprint: v.string(),
});

const trial = v.strictObject({
  number: v.pipe(count, v.description("counted from 1")),
  state: v.picklist(["complete", "pruned", "diverged"]),
  values,
  rungs: v.pipe(v.array(v.number()), v.description("the mean of the objective at the end of each rung")),
  runs: v.array(trialRun),
});

/** A whole study. */
export const studyDocument = v.strictObject({
  dataset: datasetDocument,
  space: v.array(dimension),
  design: v.strictObject({ ...designEntries, nested: v.optional(nested.wrapped) }),
  given: v.strictObject({ settings: settingsDocument, standing }),
  trials: v.pipe(v.array(trial), v.description("in their order")),
  ranking: v.pipe(
    v.array(v.strictObject({ number: count, standing })),
    v.description("the complete trials, the best first; leaders have more runs"),
  ),
  importance: v.pipe(
    v.array(v.strictObject({ option: v.string(), share: v.number() })),
    v.description("the share of the variance that each setting explains by itself; empty with few trials"),
  ),
  winner: v.nullable(v.strictObject({ number: count, values })),
  ending: v.nullable(
    v.strictObject({
      overRunnerUp: advantage,
      overGiven: advantage,
      settings: v.pipe(settingsDocument, v.description("of the final model, complete")),
      final: runDocument,
      testValue: v.nullable(v.pipe(v.number(), v.description("the objective on the test examples"))),
    }),
  ),
  nested: v.nullable(
    v.strictObject({
      folds: v.pipe(
        v.array(v.strictObject({ promised: v.number(), kept: v.number() })),
        v.description(
          "of each outer fold: what its search found of its winner, and the winner on the fold itself",
        ),
      ),
      optimism: v.pipe(
        v.number(),
        v.description("the mean loss from promise to fold; positive where searches promise too much"),
      ),
    }),
  ),
  runs: v.pipe(count, v.description("how many were made, but for those of nested searches")),
  isStopped: v.boolean(),
  command: v.optional(v.pipe(v.string(), v.description("trains the winner; the command line tells it"))),
  seconds: v.optional(v.pipe(v.number(), v.description("how long it took; the command line tells it"))),
});
