import * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import type { Matrix } from "../base/matrix.ts";
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
  parameters: v.record(v.string(), v.array(v.array(v.pipe(v.number(), v.finite())))),
  fingerprint: v.string(),
});

/** A model as a JSON document. Numbers are written so that they are read back to the same bits. */
export type ModelDocument = v.InferOutput<typeof modelSchema>;

/** The document of a model: its network, its names, its parameters as W1, b1, …, and their fingerprint. */
export function toModelDocument(model: Model): ModelDocument {
  const matrices = Object.entries<Matrix>(model.toTextbook());
  return {
    format: FORMAT,
    version: VERSION,
    network: { ...model.spec, hiddenLayers: [...model.spec.hiddenLayers] },
    featureNames: [...model.labels.featureNames],
    targetName: model.labels.targetName,
    classNames: [...model.labels.classNames],
    parameters: Object.fromEntries(matrices.map(([name, matrix]) => [name, matrix.toRows()])),
    fingerprint: model.fingerprint,
  };
}

/**
 * The model of a JSON text that {@link toModelDocument} made.
 *
 * @param source the file's name, for messages
 * @throws InvalidInputError when it is no such document, does not fit itself or does not match its fingerprint
 */
export function parseModel(text: string, source: string): Model {
  const result = v.safeParse(modelSchema, parseJson(text, source));
  if (!result.success) {
    throw invalid(source, `a model of wellfit, version ${VERSION}`, describeIssue(result.issues[0]));
  }
  const stored = result.output;
  const { network, featureNames, classNames, targetName } = stored;
  const labels = { featureNames, classNames, targetName };
  checkLabels(labels, network.inputs, { source: "file", where: source });
  const model = new Model(network, flatten(network, stored.parameters, source), labels);
  if (model.fingerprint === stored.fingerprint) return model;
  throw invalid(source, `parameters with the fingerprint ${stored.fingerprint}`, model.fingerprint);
}

/** The platforms' own messages differ; the place, where they tell it, does not. */
function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = /line (\d+) column (\d+)/.exec((error as SyntaxError).message);
    const where = place === null ? source : `${source}:${place[1]}:${place[2]}`;
    const received = text.trimStart().startsWith("{")
      ? "a document that is damaged or cut off"
      : `a text that begins with ${describeValue(text.slice(0, 30))}`;
    throw invalid(where, "a model of wellfit, which is JSON", received);
  }
}

/** What is wrong with a document, in words that follow "got". */
function describeIssue(issue: v.InferIssue<typeof modelSchema>): string {
  const path = v.getDotPath(issue);
  if (path === null) return describeValue(issue.input);
  if (issue.expected === "never") return `one with "${path}", which is unknown`;
  return issue.input === undefined ? `one without "${path}"` : `${describeValue(issue.input)} as "${path}"`;
}

/** The named matrices in their places in one flat array, which is made only when all of them are there. */
function flatten(spec: NetworkSpec, named: ModelDocument["parameters"], source: string): Float64Array {
  const layout = createLayout(spec);
  const names = layout.entries.map(nameOf);
  const stray = Object.keys(named).find((name) => !names.includes(name));
  if (stray !== undefined) throw invalid(source, `the parameters ${names.join(", ")}`, describeValue(stray));
  const blocks = layout.entries.map((entry) => {
    const rows = named[nameOf(entry)] ?? [];
    if (rows.length === entry.rows && rows.every((row) => row.length === entry.columns))
      return { entry, rows };
    const received = `${rows.length}×${rows[0]?.length ?? 0}`;
    throw invalid(source, `${nameOf(entry)} of ${entry.rows}×${entry.columns} numbers`, received);
  });
  const parameters = new Float64Array(layout.length);
  for (const { entry, rows } of blocks) viewOf(parameters, entry).set(rows.flat());
  return parameters;
}

function invalid(where: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "file", where, expected, received });
}
