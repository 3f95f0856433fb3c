/** What `wellfit inspect --json` prints: the document of a model's file, and its schema. */

import * as v from "valibot";
import { targetTypeOf } from "../data/align.ts";
import { preparationSchema } from "../data/preparation/preparation.ts";
import type { Model } from "../model/model.ts";
import type { ModelFacts } from "../model/model-bytes.ts";
import { provenanceSchema } from "../model/provenance.ts";
import { createLayout } from "../network/layout.ts";
import { networkSpecSchema } from "../network/spec.ts";
import { describeNetwork } from "./facts.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The document of `wellfit inspect --json`. */
export const modelDescription = v.strictObject({
  file: v.strictObject({
    form: v.picklist(["wellfit", "json"]),
    version: v.pipe(count, v.description("of the form")),
    needs: v.pipe(v.string(), v.description("the oldest wellfit that reads it")),
    precision: v.pipe(v.picklist(["f64", "f32"]), v.description("what the parameters need")),
    bytes: count,
  }),
  network: networkSpecSchema,
  layers: v.array(
    v.strictObject({
      layer: v.pipe(count, v.description("from 1; the last is the output layer")),
      inputs: count,
      units: count,
      normalization: v.string(),
      activation: v.string(),
      trained: v.pipe(count, v.description("parameters that steps change")),
      measured: v.pipe(count, v.description("running statistics")),
      weightNorm: v.pipe(v.number(), v.description("‖W‖")),
    }),
  ),
  parameters: v.strictObject({ trained: count, measured: count }),
  featureNames: v.array(v.string()),
  targetName: v.string(),
  classNames: v.pipe(v.array(v.string()), v.description("none where numbers are predicted")),
  targetType: v.picklist(["category", "number", "labels"]),
  preparation: v.optional(preparationSchema),
  temperature: v.pipe(v.number(), v.description("1 unless the model was calibrated")),
  provenance: v.optional(provenanceSchema),
  fingerprint: v.pipe(v.string(), v.description("of the parameters: the same on every machine")),
});

/** The type of {@link modelDescription}. */
export type ModelDescription = v.InferOutput<typeof modelDescription>;

/** How many parameters a model has that steps changed, and that were measured. */
export function countParameters({ spec }: Model): ModelDescription["parameters"] {
  const { length, trained } = createLayout(spec);
  return { trained, measured: length - trained };
}

/** A model and its file, for machines. */
export function toModelDescription(model: Model, facts: ModelFacts): ModelDescription {
  const { spec, labels, fingerprint, weightNorms, temperature, provenance } = model;
  return v.parse(modelDescription, {
    file: facts,
    network: spec,
    layers: describeNetwork(spec).map((layer, index) => ({ ...layer, weightNorm: weightNorms[index] })),
    parameters: countParameters(model),
    ...labels,
    targetType: targetTypeOf(labels),
    temperature,
    ...(provenance === undefined ? {} : { provenance }),
    fingerprint,
  });
}
