import * as v from "valibot";
import type { WithReadonlyLists } from "../base/options.ts";
import { METRIC_NAMES } from "../metrics/metrics.ts";
import { DEVELOPMENT_COST } from "../train/early-stopping.ts";
import { trainOptions } from "../train/options.ts";
import { PRUNER_NAMES } from "./pruners.ts";
import { SAMPLER_NAMES } from "./samplers/samplers.ts";

const MAX_TRIALS = 100_000;
const MAX_REPEATS = 100;

/** How a search goes, beside what its trials are. */
export const searchDesignOptions = v.strictObject({
  trials: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(MAX_TRIALS),
      v.description("how many points of the space are tried"),
      v.metadata({ flag: "trials", placeholder: "n" }),
    ),
    100,
  ),
  objective: v.optional(
    v.pipe(
      v.picklist([DEVELOPMENT_COST, ...METRIC_NAMES]),
      v.description("what settings are chosen by, on examples that were held out: their cost or a metric"),
      v.metadata({ flag: "objective" }),
    ),
    DEVELOPMENT_COST,
  ),
  folds: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(1000),
      v.description(
        "each trial is judged by cross-validation in so many folds of the examples that are not for testing; 1 judges it " +
          "on the development examples as they are",
      ),
      v.metadata({ flag: "folds", placeholder: "k" }),
    ),
    5,
  ),
  repeats: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(MAX_REPEATS),
      v.description(
        "how often a trial is judged anew, each time with the next seed and other folds; the leaders are judged more often",
      ),
      v.metadata({ flag: "repeats", placeholder: "n" }),
    ),
    1,
  ),
  sampler: v.optional(
    v.pipe(
      v.picklist(SAMPLER_NAMES),
      v.description(
        "how points are chosen: by what was found (tpe), spread evenly (halton, grid), or drawn (random)",
      ),
      v.metadata({ flag: "sampler" }),
    ),
    "tpe",
  ),
  levels: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(2),
      v.maxValue(1000),
      v.description("how many values of each range the sampler grid tries, both ends included"),
      v.metadata({ flag: "levels", placeholder: "n" }),
    ),
    5,
  ),
  pruner: v.optional(
    v.pipe(
      v.picklist(PRUNER_NAMES),
      v.description("which trials are stopped after a part of their runs"),
      v.metadata({ flag: "pruner" }),
    ),
    "median",
  ),
  lag: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(1000),
      v.description(
        "how many trials are at work while the next is proposed: what they find is not known to it, with any number of " +
          "workers",
      ),
      v.metadata({ flag: "lag", placeholder: "n" }),
    ),
    4,
  ),
  nested: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(2),
      v.maxValue(100),
      v.description(
        "the whole search again in so many outer folds, each winner judged on what its search has not seen: how much better a " +
          "choice looks than it is",
      ),
      v.metadata({ flag: "nested", placeholder: "k", defaultInWords: "not done" }),
    ),
  ),
});

/** The settings of a search: those that all trials share, and how it goes. */
export const tuneOptions = v.strictObject({ ...trainOptions.entries, ...searchDesignOptions.entries });

/** The settings as a caller may give them: everything has a default. */
export type TuneOptions = WithReadonlyLists<v.InferInput<typeof tuneOptions>>;

/** How a search goes, complete. */
export type SearchDesign = v.InferOutput<typeof searchDesignOptions>;
