/**
 * Model files, `.wellfit`: safetensors files whose metadata hold a model's entries as JSON under "wellfit". So the whole
 * of a model is one file, and every reader of safetensors opens its parameters: W1, b1, … by the names of the layout.
 */

import * as v from "valibot";
import { describeValue, UnsupportedError } from "../base/errors.ts";
import { listNames } from "../base/names.ts";
import { parseJson } from "../base/parse-json.ts";
import { VERSION } from "../base/version.ts";
import { checkBytes } from "../data/check-bytes.ts";
import { createLayout, type LayoutEntry, nameOf, viewOf } from "../network/layout.ts";
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
import { DOCUMENT_VERSION, parseModel } from "./model-json.ts";
import { looksLikeSafetensors, readSafetensors, type Tensor, writeSafetensors } from "./safetensors.ts";

/** Versions count on from the JSON documents. */
const FILE_VERSION = DOCUMENT_VERSION + 1;
/** The oldest wellfit that reads what is written here. */
const NEEDED_VERSION = "0.1.0";
const METADATA_NAME = "wellfit";
/** The longest text that every JavaScript engine holds. */
const MAX_TEXT_BYTES = 2 ** 29 - 24;

const headerSchema = v.strictObject({
  format: v.literal(MODEL_FORMAT),
  version: v.literal(FILE_VERSION),
  needs: v.string(),
  ...modelEntries,
});

/** What the headers of all versions have. */
const anyVersionSchema = v.object({
  format: v.literal(MODEL_FORMAT),
  version: v.number(),
  needs: v.pipe(v.string(), v.regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/)),
});

/**
 * A model as the bytes of a `.wellfit` file. Parameters are stored as float64, or as float32 where that keeps the bits of
 * every one of them, as it does after a training run in float32.
 *
 * @throws InvalidInputError for anything but a Model
 * @throws UnsupportedError when its names are too long for a header
 */
export function toModelBytes(model: Model): Uint8Array {
  const header = {
    format: MODEL_FORMAT,
    version: FILE_VERSION,
    needs: NEEDED_VERSION,
    ...toEntries(model),
  };
  const { entries } = createLayout(model.spec);
  const tensors = entries.map((entry): [string, Tensor] => [
    nameOf(entry),
    { shape: shapeOf(entry), values: viewOf(model.parameters, entry) },
  ]);
  const metadata = new Map([[METADATA_NAME, JSON.stringify(header)]]);
  return writeSafetensors(
    { tensors: new Map(tensors), metadata },
    storedPrecision(model) === "f32" ? "F32" : "F64",
  );
}

/** In which precision a model's parameters are stored: "f32" where every one of them is a float32. */
export function storedPrecision({ parameters }: Model): "f64" | "f32" {
  return parameters.every((value) => Math.fround(value) === value) ? "f32" : "f64";
}

/** What a model's file is. */
export interface ModelFacts {
  readonly form: "wellfit" | "json";
  /** Of the form. */
  readonly version: number;
  /** The oldest wellfit that reads it. */
  readonly needs: string;
  /** How many bits each parameter needs: of JSON it does not tell how they are written. */
  readonly precision: "f64" | "f32";
  readonly bytes: number;
}

/** What the bytes are that a model was read from. */
export function factsOf(bytes: Uint8Array, model: Model): ModelFacts {
  const isFile = looksLikeSafetensors(bytes);
  return {
    form: isFile ? "wellfit" : "json",
    version: isFile ? FILE_VERSION : DOCUMENT_VERSION,
    needs: NEEDED_VERSION,
    precision: storedPrecision(model),
    bytes: bytes.length,
  };
}

/**
 * The model of a file's bytes: a `.wellfit` file, or the JSON that `toModelDocument` makes. Nothing in it is run or
 * trusted: every name, size, place and number is checked.
 *
 * @param source the file's name, for messages; "the model" by default
 * @throws InvalidInputError when it is no model, does not fit itself, or was damaged or edited
 * @throws UnsupportedError when it needs a newer wellfit, which the message names
 */
export function parseModelBytes(bytes: Uint8Array, source = "the model"): Model {
  checkBytes(bytes, source);
  if (!looksLikeSafetensors(bytes)) return parseDocument(toText(bytes, source), source);
  const { tensors, metadata } = readSafetensors(bytes, source);
  const text = metadata.get(METADATA_NAME);
  if (text === undefined || metadata.size > 1) {
    const names = listNames(Array.from(metadata.keys(), describeValue));
    throw invalidModel(source, `a model of wellfit: metadata "${METADATA_NAME}" alone`, names || "none");
  }
  const { format: _, version: _version, needs: _needs, ...entries } = parseHeader(text, source);
  return fromEntries(entries, (network) => flatten(network, tensors, source), source);
}

/** The model of a JSON text. What does not even begin as one may be meant to be either form. */
function parseDocument(text: string, source: string): Model {
  if (text.trimStart().startsWith("{")) return parseModel(text, source);
  const received = `a file that begins with ${describeValue(text.slice(0, 30))}`;
  throw invalidModel(source, "a model of wellfit, a .wellfit file or its JSON", received);
}

function toText(bytes: Uint8Array, source: string): string {
  if (bytes.length <= MAX_TEXT_BYTES) return new TextDecoder().decode(bytes);
  throw new UnsupportedError(
    `${source}, a text of ${bytes.length} bytes,`,
    "Save the model as a .wellfit file.",
  );
}

function parseHeader(text: string, source: string): v.InferOutput<typeof headerSchema> {
  const document = parseJson(text, source, "a model of wellfit");
  const known = v.safeParse(anyVersionSchema, document, { abortEarly: true });
  if (!known.success) throw invalidModel(source, "a model of wellfit", describeIssue(known.issues[0]));
  const { version, needs } = known.output;
  if (isNewer(needs, VERSION)) {
    throw new UnsupportedError(
      `${source}, a model file of version ${version},`,
      `It needs wellfit ${needs} or newer; this is wellfit ${VERSION}.`,
    );
  }
  const result = v.safeParse(headerSchema, document, { abortEarly: true });
  if (result.success) return result.output;
  const expected = `a model of wellfit, version ${FILE_VERSION}`;
  throw invalidModel(source, expected, describeIssue(result.issues[0]));
}

/** Whether a version of wellfit, three numbers, is newer than another. */
function isNewer(version: string, than: string): boolean {
  const [own, other] = [version, than].map((text) => text.split(".").map(Number)) as [number[], number[]];
  const place = own.findIndex((part, index) => part !== other[index]);
  return place >= 0 && (own[place] as number) > (other[place] as number);
}

/** Rows and columns of weights; one size of all others. */
function shapeOf({ kind, rows, columns }: LayoutEntry): readonly number[] {
  return kind === "weight" ? [rows, columns] : [rows];
}

/** The tensors in their places in one flat array, which is made only when all of them are there. */
function flatten(spec: NetworkSpec, tensors: ReadonlyMap<string, Tensor>, source: string): Float64Array {
  const layout = createLayout(spec);
  const names = layout.entries.map(nameOf);
  const stray = Array.from(tensors.keys()).find((name) => !names.includes(name));
  if (stray !== undefined)
    throw invalidModel(source, `the tensors ${names.join(", ")}`, describeValue(stray));
  for (const entry of layout.entries) {
    const { shape, values } = tensors.get(nameOf(entry)) ?? { shape: undefined, values: [] };
    const expected = `${nameOf(entry)} of ${shapeOf(entry).join("×")} finite numbers`;
    if (shape?.join() !== shapeOf(entry).join()) {
      throw invalidModel(source, expected, shape === undefined ? "none" : shape.join("×") || "one number");
    }
    const bad = values.find((value) => !Number.isFinite(value));
    if (bad !== undefined) throw invalidModel(source, expected, String(bad));
  }
  const parameters = new Float64Array(layout.length);
  for (const entry of layout.entries) {
    viewOf(parameters, entry).set((tensors.get(nameOf(entry)) as Tensor).values);
  }
  return parameters;
}
