import * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { hashBytes, toLittleEndian } from "../base/fingerprint.ts";
import type { Matrix } from "../base/matrix.ts";
import { parseJson } from "../base/parse-json.ts";
import { createLayout, nameOf, viewOf } from "../network/layout.ts";
import { type NetworkSpec, networkSpecSchema } from "../network/spec.ts";
import { checkLabels } from "./check-labels.ts";
import { Model } from "./model.ts";

const FORMAT = "wellfit-model";
const VERSION = 1;

const modelSchema = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  network: networkSpecSchema,
  featureNames: v.array(v.string()),
  targetName: v.string(),
  classNames: v.array(v.string()),
  targetType: v.optional(v.picklist(["category", "number", "labels"])),
  temperature: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0))),
  parameters: v.record(v.string(), v.array(v.array(v.pipe(v.number(), v.finite())))),
  fingerprint: v.string(),
  checksum: v.string(),
});

/** A model as a JSON document. Numbers are written so that they are read back to the same bits. */
export type ModelDocument = v.InferOutput<typeof modelSchema>;

/**
 * The document of a model: its network, its names, its temperature where that is not 1, its parameters as W1, b1, …, their
 * fingerprint, and a checksum over all of these.
 *
 * @throws InvalidInputError for anything but a Model
 */
export function toModelDocument(model: Model): ModelDocument {
  checkModel(model);
  const matrices = Object.entries<Matrix>(model.toTextbook());
  return {
    format: FORMAT,
    version: VERSION,
    network: plainSpec(model.spec),
    featureNames: [...model.labels.featureNames],
    targetName: model.labels.targetName,
    classNames: [...model.labels.classNames],
    ...(model.labels.targetType === undefined ? {} : { targetType: model.labels.targetType }),
    ...(model.temperature === 1 ? {} : { temperature: model.temperature }),
    parameters: Object.fromEntries(matrices.map(([name, matrix]) => [name, matrix.toRows()])),
    fingerprint: model.fingerprint,
    checksum: checksumOf(model),
  };
}

/** A spec whose lists may be changed. */
function plainSpec(spec: NetworkSpec): ModelDocument["network"] {
  return structuredClone(spec) as ModelDocument["network"];
}

/** Callers without types often pass the whole run. */
function checkModel(value: unknown): asserts value is Model {
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

/** Covers all that a document says, whatever the order and the spelling of it: nothing in it can change unseen. */
function checksumOf({ spec, labels, parameters, temperature }: Model): string {
  const { inputs, hiddenLayers, activation, normalization, head, outputs } = spec;
  const { featureNames, targetName, classNames, targetType } = labels;
  const network = [inputs, hiddenLayers, activation, normalization, head, outputs];
  const named = [network, featureNames, targetName, classNames, targetType];
  // Documents without a temperature keep the checksums that they had before there was one.
  const text = JSON.stringify(temperature === 1 ? named : [...named, temperature]);
  return hashBytes(new TextEncoder().encode(text), toLittleEndian(parameters));
}

/**
 * The model of a JSON text that {@link toModelDocument} made.
 *
 * @param source the file's name, for messages; "the model" by default
 * @throws InvalidInputError when it is no such document, does not fit itself, or was damaged or edited
 */
export function parseModel(text: string, source = "the model"): Model {
  if (typeof text !== "string") throw invalid(source, "the text of a model's document", describeValue(text));
  const document = parseJson(text, source, "a model of wellfit");
  const result = v.safeParse(modelSchema, document);
  if (!result.success) {
    throw invalid(source, `a model of wellfit, version ${VERSION}`, describeIssue(result.issues[0]));
  }
  const stored = result.output;
  const { network, featureNames, classNames, targetName, targetType, temperature } = stored;
  const labels = { featureNames, classNames, targetName, targetType };
  checkLabels(labels, network, { source: "file", where: source });
  checkParameterNames(network, (document as ModelDocument).parameters, source);
  checkHasClasses(network, temperature, source);
  const model = new Model(network, flatten(network, stored.parameters, source), labels, temperature);
  if (model.fingerprint === stored.fingerprint && checksumOf(model) === stored.checksum) return model;
  throw invalid(source, "a model that matches its checksum", "a damaged or edited document");
}

/** What is wrong with a document, in words that follow "got". */
function describeIssue(issue: v.InferIssue<typeof modelSchema>): string {
  const path = v.getDotPath(issue);
  if (path === null) return describeValue(issue.input);
  if (issue.expected === "never") return `one with "${path}", which is unknown`;
  return issue.input === undefined ? `one without "${path}"` : `${describeValue(issue.input)} as "${path}"`;
}

/**
 * Refuses parameters that the network has not.
 *
 * @param named as they stand in the document: valibot drops names that every object has, such as "constructor"
 */
function checkParameterNames(spec: NetworkSpec, named: ModelDocument["parameters"], source: string): void {
  const names = createLayout(spec).entries.map(nameOf);
  const stray = Object.keys(named).find((name) => !names.includes(name));
  if (stray !== undefined) throw invalid(source, `the parameters ${names.join(", ")}`, describeValue(stray));
}

/** Refuses a temperature of a network that has no use for it. */
function checkHasClasses({ head = "binary" }: NetworkSpec, temperature: unknown, source: string): void {
  if (temperature === undefined || head === "binary" || head === "multiclass") return;
  throw invalid(source, `no temperature in a model of ${head}`, describeValue(temperature));
}

/** The named matrices in their places in one flat array, which is made only when all of them are there. */
function flatten(spec: NetworkSpec, named: ModelDocument["parameters"], source: string): Float64Array {
  const layout = createLayout(spec);
  const blocks = layout.entries.map((entry) => {
    const rows = named[nameOf(entry)] ?? [];
    if (rows.length === entry.rows && rows.every((row) => row.length === entry.columns))
      return { entry, rows };
    const expected = `${nameOf(entry)} of ${entry.rows}×${entry.columns} numbers`;
    throw invalid(source, expected, describeShape(rows, entry.columns));
  });
  const parameters = new Float64Array(layout.length);
  for (const { entry, rows } of blocks) viewOf(parameters, entry).set(rows.flat());
  return parameters;
}

/** The size of a matrix; where its rows differ in length, the first whose length is wrong. */
function describeShape(rows: readonly (readonly number[])[], columns: number): string {
  const first = rows[0]?.length ?? 0;
  if (rows.every((row) => row.length === first)) return `${rows.length}×${first}`;
  const wrong = rows.findIndex((row) => row.length !== columns);
  return `${rows[wrong]?.length} in row ${wrong + 1}`;
}

function invalid(where: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "file", where, expected, received });
}
