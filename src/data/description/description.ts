/** What a description of a table says; schemas/description.schema.json is made from this. */

import * as v from "valibot";
import { COLUMN_TYPES } from "../preparation/column-types.ts";
import { FINDING_NAMES } from "../preparation/findings.ts";
import { ASSOCIATIONS } from "./association.ts";
import { MOST_COUNTED_CLASSES } from "./class-counts.ts";
import { MOST_BINS } from "./histogram.ts";
import { CLOSE, MOST_PAIRS } from "./related-features.ts";
import { WARNING_NAMES } from "./warning-kinds.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const category = { name: v.string(), count, share };

const OF_CLASSES =
  `by the classes of the target, in their order, where it has from 2 to ${MOST_COUNTED_CLASSES}; null for the target itself, and ` +
  "without such a target";

const counts = v.pipe(v.array(count), v.maxLength(MOST_BINS));

const histogram = {
  edges: v.pipe(v.array(v.number()), v.description("in ascending order, one more than there are counts")),
  counts: v.pipe(
    counts,
    v.description(
      "how many values lie from each edge to before the next; the last holds its upper edge, too",
    ),
  ),
  byClass: v.nullable(v.pipe(v.array(counts), v.description(`the counts ${OF_CLASSES}`))),
};

const measure = {
  measure: v.picklist(ASSOCIATIONS),
  value: v.pipe(v.number(), v.minValue(-1), v.maxValue(1)),
  chance: v.pipe(
    v.number(),
    v.minValue(0),
    v.description("the root mean square of the measure where one column's values are dealt to the rows anew"),
  ),
};

const numbers = v.strictObject({
  min: v.number(),
  lowerQuartile: v.number(),
  median: v.number(),
  upperQuartile: v.number(),
  max: v.number(),
  mean: v.number(),
  deviation: v.pipe(v.number(), v.description("the root of the mean squared distance from the mean")),
  histogram: v.pipe(
    v.strictObject(histogram),
    v.description(
      `bins of equal width, as NumPy's rule "auto" has them, but at most ${MOST_BINS}; of whole numbers, each holds the ` +
        "same number of these",
    ),
  ),
});

const dates = v.strictObject({
  first: v.string(),
  median: v.string(),
  last: v.string(),
  histogram: v.pipe(
    v.strictObject({
      step: v.pipe(v.string(), v.description('how long each bin is: "day", "5 years"')),
      edges: v.array(v.string()),
      counts: histogram.counts,
      byClass: histogram.byClass,
    }),
    v.description("bins of the calendar: days, weeks from Monday, months, years"),
  ),
});

const column = v.strictObject({
  name: v.string(),
  type: v.picklist(COLUMN_TYPES),
  isGiven: v.pipe(v.boolean(), v.description("whether a person said the type")),
  use: v.picklist(["feature", "target", "dropped"]),
  features: v.pipe(count, v.description("how many features the column becomes")),
  treatment: v.pipe(v.string(), v.description("what preparing does about the column, in words")),
  finding: v.nullable(
    v.pipe(
      v.strictObject({ kind: v.picklist(FINDING_NAMES), reason: v.string() }),
      v.description("what speaks against the column as a feature, whether or not that decided"),
    ),
  ),
  note: v.nullable(v.string()),
  missing: v.strictObject({ count, share }),
  unread: v.pipe(count, v.description("how many of the missing hold something that is nothing of the type")),
  distinct: v.pipe(count, v.description("how many different values there are")),
  numbers: v.nullable(numbers),
  dates: v.nullable(v.pipe(dates, v.description("in ISO 8601 and UTC"))),
  categories: v.nullable(
    v.pipe(
      v.array(
        v.strictObject({
          ...category,
          byClass: v.nullable(v.pipe(v.array(count), v.description(`the count ${OF_CLASSES}`))),
        }),
      ),
      v.description("the most frequent; shares are of the rows that have a value"),
    ),
  ),
  association: v.nullable(
    v.pipe(v.strictObject(measure), v.description("how closely a feature goes together with the target")),
  ),
});

/** The schema of a {@link TableDescription}. */
export const descriptionDocument = v.strictObject({
  source: v.pipe(v.string(), v.description("the file's name")),
  origin: v.pipe(v.string(), v.description("what it was read as")),
  rows: count,
  repeatedRows: v.pipe(
    count,
    v.description("rows that repeat an earlier one in all features and the target"),
  ),
  completeRows: v.pipe(count, v.description("rows with a value in every feature and the target")),
  columns: v.array(column),
  target: v.nullable(
    v.strictObject({
      name: v.string(),
      task: v.picklist(["number", "category"]),
      classes: v.nullable(
        v.pipe(v.array(v.strictObject(category)), v.description("every class, in the order of its index")),
      ),
    }),
  ),
  related: v.pipe(
    v.array(v.strictObject({ first: v.string(), second: v.string(), ...measure })),
    v.maxLength(MOST_PAIRS),
    v.description(
      `pairs of features with an association of ${CLOSE} or more, twice what chance makes of it at least; the closest first`,
    ),
  ),
  warnings: v.array(
    v.strictObject({ kind: v.picklist(WARNING_NAMES), column: v.nullable(v.string()), text: v.string() }),
  ),
});

/** What there is in a table, column by column, what is done about it, and what a person should know. */
export type TableDescription = v.InferOutput<typeof descriptionDocument>;

/** One column of a description. */
export type ColumnDescription = TableDescription["columns"][number];
