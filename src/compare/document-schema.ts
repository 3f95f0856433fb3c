/** What `wellfit compare --json` prints, as a schema: the types of its document and the published JSON Schema come from it. */

import * as v from "valibot";
import { preparationSchema } from "../data/preparation/preparation.ts";
import { type LeakName, leakKinds } from "../data/split/leak-kinds.ts";
import { trainOptions } from "../train/options.ts";
import { INTERVAL_METHODS, PARTS } from "./estimates.ts";
import { FIGURE_NAMES, MEASURE_NAMES } from "./measures.ts";
import { INTERVALS } from "./options.ts";
import { PAIR_METHODS, VERDICT_KINDS } from "./pair-result.ts";

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** JSON has no word for a number that is not finite. */
const cost = v.nullable(v.pipe(v.number(), v.description("null where sums overflowed")));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const part = v.picklist(PARTS);

/** The data of a comparison. */
export const datasetDocument = v.strictObject({
  name: v.string(),
  hash: v.pipe(hash, v.description("of all parts together: equal for equal data")),
  training: count,
  development: v.optional(count),
  test: count,
  features: count,
  preparation: v.optional(
    v.pipe(
      preparationSchema,
      v.description("how features were made of the columns of a table, where they were"),
    ),
  ),
  reading: v.optional(
    v.pipe(
      v.strictObject({
        leftOut: v.pipe(
          v.strictObject({ target: count, group: count, time: count }),
          v.description("how many rows are in no part, by what they lack"),
        ),
        surprises: v.pipe(
          v.array(
            v.strictObject({
              column: v.string(),
              kind: v.picklist(["unknown category", "unreadable", "missing"]),
              count,
              firstRow: v.pipe(count, v.description("counted from 0")),
            }),
          ),
          v.description(
            "cells that training rows had nothing like, or that are nothing of their column's type",
          ),
        ),
        leaks: v.pipe(
          v.array(
            v.strictObject({
              kind: v.picklist(Object.keys(leakKinds) as [LeakName, ...LeakName[]]),
              column: v.nullable(v.string()),
              text: v.string(),
            }),
          ),
          v.description("by what scores may come out better than they will be on new rows"),
        ),
      }),
      v.description("what there is to say of the rows of a table"),
    ),
  ),
});

const divergence = v.strictObject({
  iteration: count,
  layer: count,
  place: v.picklist(["sums", "cost", "gradients", "parameters"]),
  cause: v.string(),
});

const partNumbers = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.strictObject({ training: schema, development: v.optional(schema), test: v.optional(schema) });

/** One run. */
export const runDocument = v.strictObject({
  seed: count,
  repeat: v.optional(v.pipe(count, v.description("in cross-validation, counted from 1"))),
  fold: v.optional(v.pipe(count, v.description("in cross-validation, the one held out, counted from 1"))),
  outcome: v.picklist(["finished", "stoppedEarly", "stopped", "diverged"]),
  divergence: v.optional(divergence),
  iterations: count,
  epochs: v.pipe(v.number(), v.minValue(0), v.description("how often the run has gone through its examples")),
  modelIteration: v.pipe(
    count,
    v.description("the one whose parameters the model has; early stopping can go back"),
  ),
  fingerprint: v.pipe(hash, v.description("of the parameters: the same on every machine")),
  changes: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          iteration: v.pipe(count, v.description("how many steps had been taken")),
          lambda: v.optional(v.union([v.number(), v.array(v.number())])),
          learningRate: v.optional(v.number()),
        }),
      ),
      v.description(
        "of settings on the way, where there were any: settings and changes together repeat the run",
      ),
    ),
  ),
  accuracy: v.optional(
    v.pipe(
      partNumbers(share),
      v.description(
        "of labels, all must be right; absent where the target is numbers; in cross-validation, development is the fold " +
          "held out",
      ),
    ),
  ),
  rmse: v.optional(
    v.pipe(
      partNumbers(cost),
      v.description("the root of the mean squared error, where the target is numbers"),
    ),
  ),
  poissonDeviance: v.optional(
    v.pipe(partNumbers(cost), v.description("the mean Poisson deviance, where counts are predicted")),
  ),
  dataCost: partNumbers(cost),
  weightNorms: v.pipe(v.array(v.number()), v.description("√Σw² of every layer")),
  costs: v.pipe(
    v.array(
      v.strictObject({
        iteration: count,
        cost: v.number(),
        dataCost: v.number(),
        penalty: v.number(),
        dataCostWithoutDropout: cost,
        developmentCost: v.optional(cost),
      }),
    ),
    v.description("the records of the run, in ascending order of iterations"),
  ),
});

const { dropoutRate: _, ...settings } = trainOptions.entries;

/** Settings as they are printed: what may be left out when it is given is there. */
const settingEntries = Object.fromEntries(
  Object.entries(settings).map(([name, { wrapped, default: usual }]) => [
    name,
    // What has no default is there only where it was given, or decided.
    usual === undefined ? v.optional(wrapped as v.GenericSchema) : (wrapped as v.GenericSchema),
  ]),
) as unknown as {
  [Name in keyof typeof settings]: (typeof settings)[Name] extends { readonly default: undefined }
    ? v.OptionalSchema<(typeof settings)[Name]["wrapped"], undefined>
    : (typeof settings)[Name]["wrapped"];
};

/** A variant with its runs. */
export const variantDocument = v.strictObject({
  name: v.string(),
  title: v.string(),
  settings: v.pipe(
    v.strictObject(settingEntries),
    v.description("complete; every run has a seed of its own"),
  ),
  runs: v.array(runDocument),
});

const intervalDocument = v.strictObject({
  variant: v.string(),
  part: v.pipe(part, v.description("in cross-validation, development is what was held out")),
  measure: v.picklist(FIGURE_NAMES),
  runs: v.pipe(count, v.description("those that did not diverge")),
  mean: cost,
  standardDeviation: v.nullable(v.pipe(v.number(), v.description("over the runs; null with one"))),
  low: v.nullable(v.pipe(v.number(), v.description("of the 95 % interval; null where there is none"))),
  high: v.nullable(v.number()),
  method: v.nullable(v.picklist(INTERVAL_METHODS)),
});

const needed = v.strictObject({ seeds: count, examples: count });

const pairDocument = v.strictObject({
  first: v.string(),
  second: v.string(),
  part,
  runs: v.pipe(count, v.description("those that both variants finished")),
  examples: count,
  difference: v.nullable(
    v.pipe(
      v.number(),
      v.description(
        "the second less the first, in the measure: accuracies as shares, errors in units of the target; null where not " +
          "compared",
      ),
    ),
  ),
  low: v.nullable(v.pipe(v.number(), v.description("of the 95 % interval, for this pair alone"))),
  high: v.nullable(v.number()),
  pValue: v.nullable(share),
  adjustedPValue: v.nullable(v.pipe(share, v.description("corrected for the number of pairs after Holm"))),
  method: v.nullable(v.picklist(PAIR_METHODS)),
  needed: v.nullable(v.pipe(needed, v.description("about so many would settle a difference of this size"))),
});

const verdictDocument = v.strictObject({
  first: v.string(),
  second: v.string(),
  kind: v.pipe(
    v.picklist(VERDICT_KINDS),
    v.description("whether the second is better or worse than the first"),
  ),
  text: v.string(),
});

/** A whole comparison. */
export const comparisonDocument = v.strictObject({
  dataset: datasetDocument,
  design: v.strictObject({
    kind: v.picklist(["seeds", "folds"]),
    intervals: v.optional(v.picklist(INTERVALS)),
    folds: v.optional(count),
    repeats: v.optional(count),
  }),
  measure: v.pipe(
    v.picklist(MEASURE_NAMES),
    v.description("what models are compared by: more accuracy is better, less of the others"),
  ),
  seeds: v.pipe(
    v.array(count),
    v.description("one for each run of a variant; in cross-validation, for each repeat"),
  ),
  variants: v.array(variantDocument),
  intervals: v.array(intervalDocument),
  pairs: v.array(pairDocument),
  verdicts: v.pipe(v.array(verdictDocument), v.description("in the order of the pairs")),
  testLooks: v.pipe(count, v.description("how often a model was judged on the test examples")),
  choice: v.nullable(
    v.pipe(
      v.strictObject({ variant: v.string(), measure: v.picklist(MEASURE_NAMES), value: cost }),
      v.description("the variant that development examples speak for; null without any"),
    ),
  ),
  planned: v.pipe(count, v.description("how many runs were asked for")),
  failures: v.array(
    v.strictObject({
      variant: v.string(),
      seed: count,
      repeat: v.optional(count),
      fold: v.optional(count),
      cause: v.string(),
    }),
  ),
  seconds: v.optional(v.pipe(v.number(), v.description("how long the runs took; the command line tells it"))),
});
