import * as v from "valibot";
import { describeValue } from "../base/errors.ts";
import type { Matrix } from "../base/matrix.ts";
import { parseJson } from "../base/parse-json.ts";
import { createLayout, nameOf, viewOf } from "../network/layout.ts";
import type { NetworkSpec } from "../network/spec.ts";
import type { Model } from "./model.ts";
import {
  describeIssue,
  fromEntries,
  invalidModel,
  MODEL_FORMAT,
  modelEntries,
  toEntries,
} from "./model-entries.ts";

/** The version of JSON documents. */
export const DOCUMENT_VERSION = 1;

const modelSchema = v.strictObject({
  format: v.literal(MODEL_FORMAT),
  version: v.literal(DOCUMENT_VERSION),
  ...modelEntries,
  parameters: v.record(v.string(), v.array(v.array(v.pipe(v.number(), v.finite())))),
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
  const { fingerprint, checksum, ...entries } = toEntries(model);
  const matrices = Object.entries<Matrix>(model.toTextbook());
  return {
    format: MODEL_FORMAT,
    version: DOCUMENT_VERSION,
    ...entries,
    parameters: Object.fromEntries(matrices.map(([name, matrix]) => [name, matrix.toRows()])),
    fingerprint,
    checksum,
  };
}

/**
 * The model of a JSON text that {@link toModelDocument} made.
 *
 * @param source the file's name, for messages; "the model" by default
 * @throws InvalidInputError when it is no such document, does not fit itself, or was damaged or edited
 */
export function parseModel(text: string, source = "the model"): Model {
  if (typeof text !== "string")
    throw invalidModel(source, "the text of a model's document", describeValue(text));
  const document = parseJson(text, source, "a model of wellfit");
  const result = v.safeParse(modelSchema, document);
  if (!result.success) {
    throw invalidModel(
      source,
      `a model of wellfit, version ${DOCUMENT_VERSION}`,
      describeIssue(result.issues[0]),
    );
  }
  const { parameters, ...entries } = result.output;
  const toParameters = (network: NetworkSpec): Float64Array => {
    checkParameterNames(network, (document as ModelDocument).parameters, source);
    return flatten(network, parameters, source);
  };
  return fromEntries(entries, toParameters, source);
}

/**
 * Refuses parameters that the network has not.
 *
 * @param named as they stand in the document: valibot drops names that every object has, such as "constructor"
 */
function checkParameterNames(spec: NetworkSpec, named: ModelDocument["parameters"], source: string): void {
  const names = createLayout(spec).entries.map(nameOf);
  const stray = Object.keys(named).find((name) => !names.includes(name));
  if (stray !== undefined)
    throw invalidModel(source, `the parameters ${names.join(", ")}`, describeValue(stray));
}

/** The named matrices in their places in one flat array, which is made only when all of them are there. */
function flatten(spec: NetworkSpec, named: ModelDocument["parameters"], source: string): Float64Array {
  const layout = createLayout(spec);
  const blocks = layout.entries.map((entry) => {
    const rows = named[nameOf(entry)] ?? [];
    if (rows.length === entry.rows && rows.every((row) => row.length === entry.columns))
      return { entry, rows };
    const expected = `${nameOf(entry)} of ${entry.rows}×${entry.columns} numbers`;
    throw invalidModel(source, expected, describeShape(rows, entry.columns));
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
