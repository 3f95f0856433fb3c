import * as v from "valibot";
import { type InputSource, InvalidInputError } from "../base/errors.ts";
import { formatPlural } from "../base/number-format.ts";
import { oneOrPerLayer } from "../base/options.ts";
import { ACTIVATION_NAMES, type ActivationName } from "./activations.ts";
import { HEAD_NAMES, type HeadName } from "./heads.ts";
import { NORMALIZATION_NAMES, type NormalizationName } from "./normalizations.ts";

/** Bounds on what is surely mistyped. */
const MAX_UNITS = 4096;
const MAX_HIDDEN_LAYERS = 32;

/** The units of the hidden layers, as an option. */
export const hiddenLayersOption = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_UNITS))),
  v.maxLength(MAX_HIDDEN_LAYERS),
  v.description("units of each hidden layer"),
  v.metadata({
    flag: "hidden",
    placeholder: "20,3",
    hint: "An empty list makes a network without hidden layers.",
  }),
);

/** The activation of the hidden layers, as an option. */
export const activationOption = v.pipe(
  oneOrPerLayer(v.picklist(ACTIVATION_NAMES)),
  v.description("activation of the hidden layers: one for all, or one for each"),
  v.metadata({ flag: "activation", placeholder: "name" }),
);

/** The normalization of the hidden layers' sums, as an option. */
export const normalizationOption = v.pipe(
  oneOrPerLayer(v.picklist(NORMALIZATION_NAMES)),
  v.description(
    "normalization of the hidden layers' sums, before the activation: one for all, or one for each",
  ),
  v.metadata({ flag: "normalization", placeholder: "name" }),
);

/** What a network is, as plain JSON; {@link NetworkSpec} tells what the entries mean. */
export const networkSpecSchema = v.strictObject({
  inputs: v.pipe(v.number(), v.integer(), v.minValue(1)),
  hiddenLayers: hiddenLayersOption,
  activation: activationOption,
  normalization: v.optional(normalizationOption, "none"),
  head: v.optional(v.picklist(HEAD_NAMES), "binary"),
  outputs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_UNITS)), 1),
});

/** One value for all hidden layers, or a list with one for each. */
export type OneOrPerLayer<Value> = Value | readonly Value[];

/** A fully connected network, as plain JSON. */
export interface NetworkSpec {
  /** The number of features. */
  readonly inputs: number;
  /** The units of each hidden layer. */
  readonly hiddenLayers: readonly number[];
  readonly activation: OneOrPerLayer<ActivationName>;
  /** What is done to the sums of hidden layers before their activation; "none" by default. */
  readonly normalization?: OneOrPerLayer<NormalizationName>;
  /** What the outputs stand for; "binary" by default: one output, whose sum is the logit of class 1. */
  readonly head?: HeadName;
  /** The number of outputs: 1 by default; of several classes or labels as many as there are. */
  readonly outputs?: number;
}

/** One layer of a network: its units, and what becomes of their sums. */
export interface LayerSpec {
  readonly inputs: number;
  readonly units: number;
  /** "linear" in the output layer, whose sums are the logits. */
  readonly activation: ActivationName;
  readonly normalization: NormalizationName;
}

/** The layers of a network from the first hidden one to the output layer. */
export function layersOf(spec: NetworkSpec): readonly LayerSpec[] {
  const hidden = spec.hiddenLayers.length;
  const activation = spreadOverLayers(spec.activation, hidden);
  const normalization = spreadOverLayers(spec.normalization ?? "none", hidden);
  const sizes = layerSizes(spec);
  return sizes.slice(1).map((units, index) => ({
    inputs: sizes[index] as number,
    units,
    activation: activation[index] ?? "linear",
    normalization: normalization[index] ?? "none",
  }));
}

/** The sizes n0 … nL of all layers: features, hidden units, outputs. */
export function layerSizes(spec: NetworkSpec): readonly number[] {
  return [spec.inputs, ...spec.hiddenLayers, spec.outputs ?? 1];
}

/** One value for each of so many layers. */
export function spreadOverLayers<Value>(value: OneOrPerLayer<Value>, layers: number): readonly Value[] {
  return isList(value) ? value : Array.from({ length: layers }, () => value);
}

function isList<Value>(value: OneOrPerLayer<Value>): value is readonly Value[] {
  return Array.isArray(value);
}

/** What {@link checkPerLayer} says in a message. */
export interface PerLayerWords {
  /** What the list is called. */
  readonly where: string;
  /** One of its layers; "hidden layer" by default. */
  readonly layer?: string;
  /** Where the list came from; "option" by default. */
  readonly source?: InputSource;
  readonly hint?: string;
}

/**
 * Refuses a list that has not one value for each layer.
 *
 * @throws InvalidInputError with the number that the list should have
 */
export function checkPerLayer(
  value: OneOrPerLayer<unknown>,
  count: number,
  { where, layer = "hidden layer", source = "option", hint }: PerLayerWords,
): void {
  if (!isList(value) || value.length === count) return;
  throw new InvalidInputError({
    source,
    where,
    expected:
      count === 0
        ? `one value: there is no ${layer}`
        : `one value, or one for each of ${formatPlural(count, layer)}`,
    received: formatPlural(value.length, "value"),
    hint,
  });
}
