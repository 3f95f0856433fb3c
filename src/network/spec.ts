import * as v from "valibot";
import { ACTIVATION_NAMES } from "./activations.ts";

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
  v.picklist(ACTIVATION_NAMES),
  v.description("activation of the hidden layers"),
  v.metadata({ flag: "activation" }),
);

/** What a network is, as plain JSON; {@link NetworkSpec} tells what the entries mean. */
export const networkSpecSchema = v.strictObject({
  inputs: v.pipe(v.number(), v.integer(), v.minValue(1)),
  hiddenLayers: hiddenLayersOption,
  activation: activationOption,
});

/**
 * A fully connected network for two classes: `inputs` features, hidden layers of so many units with one activation, and
 * one output unit whose sum is the logit of class 1.
 */
export type NetworkSpec = Readonly<Omit<v.InferOutput<typeof networkSpecSchema>, "hiddenLayers">> & {
  readonly hiddenLayers: readonly number[];
};

/** The sizes n0 … nL of all layers: features, hidden units, the output unit. */
export function layerSizes(spec: NetworkSpec): readonly number[] {
  return [spec.inputs, ...spec.hiddenLayers, 1];
}
