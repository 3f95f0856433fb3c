import { toLittleEndian } from "../../base/fingerprint.ts";
import { VERSION } from "../../base/version.ts";
import type { Preparation } from "../../data/preparation/preparation.ts";
import { NORMALIZATION_EPSILON } from "../../engine/normalization.ts";
import type { Model } from "../../model/model.ts";
import { storedPrecision } from "../../model/model-bytes.ts";
import { createLayout, entryOf, type ParameterLayout } from "../../network/layout.ts";
import type { NormalizationName } from "../../network/normalizations.ts";
import { type LayerSpec, layersOf } from "../../network/spec.ts";
import { includedPreparation, type ProgramOptions } from "../program-options.ts";
import { activationCode } from "./activation-code.ts";
import { type Code, code, joinCode } from "./code.ts";
import { literal } from "./literal.ts";
import { predictCode } from "./predict-code.ts";
import { preparationCode } from "./preparation-code.ts";

/** Bytes that become base64 at once: a multiple of 3. */
const BASE64_PART = 12_288;

const batch = code(`
/** By the running means and variances, from these places in the parameters. */
function batchNormalize(sums, scale, means) {
  const count = sums.length;
  sums.forEach((sum, unit) => {
    const inverse = 1 / Math.sqrt(parameters[means + count + unit] + ${NORMALIZATION_EPSILON});
    const normalized = (sum - parameters[means + unit]) * inverse;
    sums[unit] = parameters[scale + count + unit] + parameters[scale + unit] * normalized;
  });
}`);

const layer = code(`
/** By mean and variance over the units. */
function layerNormalize(sums, scale) {
  const count = sums.length;
  const mean = sums.reduce((total, sum) => total + sum, 0) / count;
  const variance = sums.reduce((total, sum) => total + (sum - mean) * (sum - mean), 0) / count;
  const inverse = 1 / Math.sqrt(variance + ${NORMALIZATION_EPSILON}) + (variance - variance);
  sums.forEach((sum, unit) => {
    const normalized = (sum - mean) * inverse;
    sums[unit] = parameters[scale + count + unit] + parameters[scale + unit] * normalized;
  });
}`);

const NORMALIZATIONS: Readonly<Record<NormalizationName, readonly Code[]>> = {
  none: [],
  batch: [batch],
  layer: [layer],
};

/**
 * A model as one JavaScript module that needs nothing: its `predict` gives the same bits as {@link predictTable} where the
 * model has a preparation, which the module brings along, and as {@link Model.predict} where it has none. It runs in every
 * browser and server, has its types in JSDoc, and holds the parameters as base64 of little-endian numbers.
 *
 * @returns the module's text
 * @throws InvalidInputError for anything but a Model, and for a wrong option
 */
export function toJavaScript(model: Model, options: ProgramOptions = {}): string {
  const preparation = includedPreparation(model, options, "toJavaScript");
  const layers = layersOf(model.spec);
  const predict = predictCode(model, preparation !== undefined);
  const needs = [
    ...(preparation === undefined ? [] : [preparationCode(preparation)]),
    ...layers.flatMap(({ activation, normalization }) => [
      ...NORMALIZATIONS[normalization],
      ...activationCode[activation].needs,
    ]),
    ...predict.needs,
  ];
  const parts = [
    openingOf(model, preparation),
    parametersOf(model),
    ...joinCode(needs),
    layersText(layers, createLayout(model.spec)),
    forwardText(layers, model.temperature),
    predict.text,
  ];
  return `${parts.join("\n\n")}\n`;
}

function openingOf({ fingerprint, labels }: Model, preparation: Preparation | undefined): string {
  const { featureNames, targetName, classNames } = labels;
  const input =
    preparation === undefined
      ? ["/** The features of a row, in their order. */", `export const features = ${literal(featureNames)};`]
      : [
          "/** The columns that rows need. */",
          `export const columns = ${literal(preparation.columns.map(({ name }) => name))};`,
        ];
  return [
    `// A model of wellfit ${VERSION}; the fingerprint of its parameters is ${fingerprint}.`,
    "// predict gives the same numbers as wellfit, to the last bit.",
    "",
    ...input,
    "",
    "/** What is predicted. */",
    `export const target = ${literal(targetName)};`,
    ...(classNames.length === 0
      ? []
      : ["", "/** Its classes or labels. */", `export const classes = ${literal(classNames)};`]),
  ].join("\n");
}

/** The parameters; as float32 where that keeps their bits. */
function parametersOf(model: Model): string {
  const isSingle = storedPrecision(model) === "f32";
  const bytes = isSingle ? toSingles(model.parameters) : toLittleEndian(model.parameters);
  const [method, size] = isSingle ? ["getFloat32", 4] : ["getFloat64", 8];
  return `
const data = new DataView(Uint8Array.from(atob(
  "${toBase64(bytes)}",
), (letter) => letter.charCodeAt(0)).buffer);
const parameters = Float64Array.from({ length: ${model.parameters.length} }, (_, n) => data.${method}(${size} * n, true));`.trim();
}

function toSingles(numbers: Float64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  numbers.forEach((value, index) => view.setFloat32(index * 4, value, true));
  return new Uint8Array(view.buffer);
}

/** In parts, so that large models do not become lists of letters; each has whole groups of three bytes. */
function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let place = 0; place < bytes.length; place += BASE64_PART) {
    parts.push(btoa(String.fromCharCode(...bytes.subarray(place, place + BASE64_PART))));
  }
  return parts.join("");
}

/** One line for each layer: where its weights begin, its sizes, and what is done to its sums. */
function layersText(layers: readonly LayerSpec[], layout: ParameterLayout): string {
  const lines = layers.map(({ inputs, units, normalization, activation }, index) => {
    const placeOf = (kind: "weight" | "scale" | "mean"): number => entryOf(layout, kind, index + 1).offset;
    const call = {
      none: undefined,
      batch: () => `(sums) => batchNormalize(sums, ${placeOf("scale")}, ${placeOf("mean")})`,
      layer: () => `(sums) => layerNormalize(sums, ${placeOf("scale")})`,
    }[normalization]?.();
    const { name } = activationCode[activation];
    const parts = [
      `weights: ${placeOf("weight")}, inputs: ${inputs}, sums: new Float64Array(${units})`,
      ...(call === undefined ? [] : [`normalize: ${call}`]),
      ...(name === undefined ? [] : [`activate: ${name}`]),
    ];
    return `  { ${parts.join(", ")} },`;
  });
  return ["const layers = [", ...lines, "];"].join("\n");
}

function forwardText(layers: readonly LayerSpec[], temperature: number): string {
  const isNormalized = layers.some(({ normalization }) => normalization !== "none");
  const isActivated = layers.some(({ activation }) => activation !== "linear");
  const parts = [
    "weights",
    "inputs",
    "sums",
    ...(isNormalized ? ["normalize"] : []),
    ...(isActivated ? ["activate"] : []),
  ];
  return [
    "/** The logits of a row. */",
    "function forward(row) {",
    "  let values = row;",
    `  for (const { ${parts.join(", ")} } of layers) {`,
    "    let place = weights;",
    "    const biases = weights + sums.length * inputs;",
    "    for (let unit = 0; unit < sums.length; unit++) {",
    "      let sum = parameters[biases + unit];",
    "      for (let input = 0; input < inputs; input++) sum += parameters[place++] * values[input];",
    "      sums[unit] = sum;",
    "    }",
    ...(isNormalized ? ["    normalize?.(sums);"] : []),
    ...(isActivated
      ? [
          "    if (activate) for (let unit = 0; unit < sums.length; unit++) sums[unit] = activate(sums[unit]);",
        ]
      : []),
    "    values = sums;",
    "  }",
    temperature === 1 ? "  return values;" : `  return values.map((logit) => logit / ${temperature});`,
    "}",
  ].join("\n");
}
