import * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { hashBytes, toLittleEndian } from "../base/fingerprint.ts";
import { type Preparation, parsePreparation, preparationSchema } from "../data/preparation/preparation.ts";
import { checkPerLayer, type NetworkSpec, networkSpecSchema } from "../network/spec.ts";
import { checkLabels } from "./check-labels.ts";
import { Model } from "./model.ts";
import { canonicalText, provenanceSchema } from "./provenance.ts";

/** What every file of a model is called within itself. */
export const MODEL_FORMAT = "wellfit-model";

/**
 * What every file of a model says beside its parameters. A further part of a model is one more entry here and in
 * {@link toEntries}, covered by the checksum, and raises the version of wellfit that its files need.
 */
export const modelEntries = {
  network: networkSpecSchema,
  featureNames: v.array(v.string()),
  targetName: v.string(),
  classNames: v.array(v.string()),
  targetType: v.optional(v.picklist(["category", "number", "labels"])),
  temperature: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0))),
  preparation: v.optional(preparationSchema),
  provenance: v.optional(provenanceSchema),
  fingerprint: v.string(),
  checksum: v.string(),
};

const modelEntriesSchema = v.strictObject(modelEntries);

/** The entries of one model. */
export type ModelEntries = v.InferOutput<typeof modelEntriesSchema>;

/**
 * What a file of a model says beside its parameters.
 *
 * @throws InvalidInputError for anything but a Model
 */
export function toEntries(model: Model): ModelEntries {
  checkModel(model);
  const { targetType, preparation } = model.labels;
  const { provenance } = model;
  return {
    network: structuredClone(model.spec) as ModelEntries["network"],
    featureNames: [...model.labels.featureNames],
    targetName: model.labels.targetName,
    classNames: [...model.labels.classNames],
    ...(targetType === undefined ? {} : { targetType }),
    ...(model.temperature === 1 ? {} : { temperature: model.temperature }),
    ...(preparation === undefined ? {} : { preparation: inOrder(preparation) }),
    ...(provenance === undefined ? {} : { provenance: structuredClone(provenance) }),
    fingerprint: model.fingerprint,
    checksum: checksumOf(model),
  };
}

/** Checks that a value is a model. Callers without types often pass the whole run. */
export function checkModel(value: unknown): asserts value is Model {
  if (value instanceof Model) return;
  const hint =
    (value as { model?: unknown } | undefined)?.model instanceof Model ? "Pass its model." : undefined;
  throw new InvalidInputError({
    source: "data",
    where: "model",
    expected: "a Model",
    received: describeValue(value),
    hint,
  });
}

/** Covers all that a file says, whatever the order and the spelling of it: nothing in it can change unseen. */
function checksumOf({ spec, labels, parameters, temperature, provenance }: Model): string {
  const { inputs, hiddenLayers, activation, normalization, head, outputs } = spec;
  const { featureNames, targetName, classNames, targetType, preparation } = labels;
  const network = [inputs, hiddenLayers, activation, normalization, head, outputs];
  const named = [network, featureNames, targetName, classNames, targetType];
  const further = [temperature, preparation && inOrder(preparation), provenance && canonicalText(provenance)];
  // Files without one of these keep the checksums that they had before there was any.
  const last = further.findLastIndex((part) => part !== undefined && part !== 1);
  const text = JSON.stringify([...named, ...further.slice(0, last + 1)]);
  return hashBytes(new TextEncoder().encode(text), toLittleEndian(parameters));
}

/**
 * The model that a file describes.
 *
 * @param parametersOf gives its parameters, flat, once the names fit the network
 * @param source the file's name, for messages
 * @throws InvalidInputError when entries do not fit each other, or the file was damaged or edited
 */
export function fromEntries(
  entries: ModelEntries,
  parametersOf: (spec: NetworkSpec) => Float64Array,
  source: string,
): Model {
  const { network, featureNames, classNames, targetName, targetType, temperature } = entries;
  const preparation = entries.preparation && parsePreparation(entries.preparation, source);
  const labels = { featureNames, classNames, targetName, targetType, preparation };
  checkLabels(labels, network, { source: "file", where: source });
  for (const name of ["activation", "normalization"] as const) {
    const words = { source: "file", where: `${source}: ${name}` } as const;
    checkPerLayer(network[name], network.hiddenLayers.length, words);
  }
  checkHasClasses(network, temperature, source);
  const { provenance } = entries;
  const model = new Model(network, parametersOf(network), labels, { temperature, provenance });
  if (model.fingerprint === entries.fingerprint && checksumOf(model) === entries.checksum) return model;
  throw invalidModel(source, "a model that matches its checksum", "a damaged or edited document");
}

/** A preparation with its entries in the order of the schema, in which they are written and summed up. */
function inOrder(preparation: Preparation): Preparation {
  return parsePreparation(preparation, "the model's preparation");
}

/** Refuses a temperature of a network that has no use for it. */
function checkHasClasses({ head = "binary" }: NetworkSpec, temperature: unknown, source: string): void {
  if (temperature === undefined || head === "binary" || head === "multiclass") return;
  throw invalidModel(source, `no temperature in a model of ${head}`, describeValue(temperature));
}

/** What is wrong with a document, in words that follow "got". */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  if (path === null) return describeValue(issue.input);
  if (issue.expected === "never") return `one with "${path}", which is unknown`;
  return issue.input === undefined ? `one without "${path}"` : `${describeValue(issue.input)} as "${path}"`;
}

/** The error for a file that is no model. */
export function invalidModel(where: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "file", where, expected, received });
}
