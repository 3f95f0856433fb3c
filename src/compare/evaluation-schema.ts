/** What `wellfit evaluate --json` prints, as a schema: the type of its document and the published JSON Schema come from it. */

import * as v from "valibot";
import { METRIC_NAMES, type MetricName } from "../metrics/metrics.ts";
import { HEAD_NAMES } from "../network/heads.ts";
import { METRIC_INTERVAL_METHODS } from "./metric-intervals.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const weight = v.pipe(v.number(), v.minValue(0));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));

const surprise = v.strictObject({
  column: v.string(),
  kind: v.picklist(["unknown category", "unreadable", "missing"]),
  count,
  first: v.pipe(v.string(), v.description("where the first of these cells stands in the file")),
});

const metric = v.strictObject({
  value: v.nullable(v.pipe(v.number(), v.description("null where the metric has none for these examples"))),
  remark: v.optional(v.string()),
  interval: v.nullable(
    v.pipe(
      v.strictObject({ low: v.number(), high: v.number(), method: v.picklist(METRIC_INTERVAL_METHODS) }),
      v.description("of 95 %; null where the examples tell none"),
    ),
  ),
});

const classScores = v.strictObject({
  name: v.string(),
  precision: share,
  recall: share,
  f1: share,
  support: v.pipe(weight, v.description("how many examples are of the class; the sum of their weights")),
});

const optionalMetrics = Object.fromEntries(METRIC_NAMES.map((name) => [name, v.optional(metric)])) as Record<
  MetricName,
  v.OptionalSchema<typeof metric, undefined>
>;

/** The document of `wellfit evaluate --json`. */
export const evaluationDocument = v.strictObject({
  model: v.strictObject({
    fingerprint: v.pipe(hash, v.description("of the parameters: the same on every machine")),
    head: v.picklist(HEAD_NAMES),
    target: v.string(),
  }),
  dataset: v.strictObject({
    name: v.string(),
    hash: v.pipe(hash, v.description("equal for equal data")),
    examples: v.pipe(count, v.description("that the model was judged by")),
    leftOut: v.pipe(
      count,
      v.description("rows without a target, or with a class that training did not have"),
    ),
    surprises: v.pipe(v.array(surprise), v.description("cells that training had nothing like")),
  }),
  metrics: v.pipe(v.strictObject(optionalMetrics), v.description("every metric that fits what is predicted")),
  confusion: v.nullable(
    v.pipe(
      v.strictObject({ classNames: v.array(v.string()), counts: v.array(v.array(weight)) }),
      v.description("rows are what examples are, columns what the model takes them for"),
    ),
  ),
  classes: v.pipe(
    v.array(classScores),
    v.description("by class or label; empty where numbers are predicted"),
  ),
});

/** The type of {@link evaluationDocument}. */
export type EvaluationDocument = v.InferOutput<typeof evaluationDocument>;
