import fc from "fast-check";
import { counterRandom } from "../../src/base/counter-random.ts";
import { Model } from "../../src/model/model.ts";
import { ACTIVATION_NAMES } from "../../src/network/activations.ts";
import { HEAD_NAMES, heads } from "../../src/network/heads.ts";
import { createLayout, viewOf } from "../../src/network/layout.ts";
import { NORMALIZATION_NAMES } from "../../src/network/normalizations.ts";
import type { NetworkSpec } from "../../src/network/spec.ts";

/** Any network, small: every head, and an activation and a normalization for each of its layers. */
export const randomSpecs: fc.Arbitrary<NetworkSpec> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 6 }),
    head: fc.constantFrom(...HEAD_NAMES),
    classes: fc.integer({ min: 2, max: 5 }),
    layers: fc.array(
      fc.record({
        units: fc.integer({ min: 1, max: 9 }),
        activation: fc.constantFrom(...ACTIVATION_NAMES),
        normalization: fc.constantFrom(...NORMALIZATION_NAMES),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ inputs, head, classes, layers }) => ({
    inputs,
    head,
    outputs: heads[head].outputs(classes),
    hiddenLayers: layers.map(({ units }) => units),
    ...(layers.length === 0
      ? { activation: "relu" as const }
      : {
          activation: layers.map(({ activation }) => activation),
          normalization: layers.map(({ normalization }) => normalization),
        }),
  }));

/** How the parameters of {@link madeModel} are drawn. */
interface Drawing {
  readonly seed: number;
  /** What normal numbers are times; 1 by default. */
  readonly scale?: number;
  /** Whether they are float32. */
  readonly isSingle?: boolean;
}

/** A model of a network, with parameters from a seed. @param labels names that are made up where it is left out */
export function madeModel(
  spec: NetworkSpec,
  { seed, scale = 1, isSingle = false }: Drawing,
  labels: Model["labels"] = labelsFor(spec),
): Model {
  const layout = createLayout(spec);
  const toStored = (value: number): number => (isSingle ? Math.fround(value) : value);
  const parameters = counterRandom(seed, "weights")
    .randn(layout.length)
    .map((value) => toStored(scale * value));
  for (const entry of layout.entries.filter(({ kind }) => kind === "variance")) {
    viewOf(parameters, entry).forEach((value, unit, variances) => {
      variances[unit] = toStored(Math.abs(value) + 0.25);
    });
  }
  return new Model(spec, parameters, labels);
}

/**
 * Any small model: its parameters are normal numbers times some scale, float32 in half of the cases; some of those that
 * can have one have a temperature.
 */
export const randomModels: fc.Arbitrary<Model> = fc
  .record({
    spec: randomSpecs,
    seed: fc.nat(),
    scale: fc.constantFrom(0.1, 1, 3),
    isSingle: fc.boolean(),
    temperature: fc.constantFrom(1, 2.7, 0.4),
  })
  .map(({ spec, temperature, ...drawing }) => withTemperature(madeModel(spec, drawing), temperature));

/** A model with a temperature, if it can have one. */
export function withTemperature(model: Model, temperature: number): Model {
  const canHaveOne = model.head === "binary" || model.head === "multiclass";
  return canHaveOne ? model.withTemperature(temperature) : model;
}

/** Some examples for a model to predict, from a seed: normal numbers. @param first what the first example is times */
export function randomRows(model: Model, seed: number, first = 1): number[][] {
  const { inputs } = model.spec;
  const count = 7;
  const numbers = counterRandom(seed, "data").randn(count * inputs);
  return Array.from({ length: count }, (_, row) =>
    Array.from(
      numbers.subarray(row * inputs, (row + 1) * inputs),
      (value) => value * (row === 0 ? first : 1),
    ),
  );
}

/** Names for what a network takes and gives. */
export function labelsFor({ inputs, head = "binary", outputs = 1 }: NetworkSpec): Model["labels"] {
  const { targetType } = heads[head];
  const classes = targetType === "number" ? 0 : head === "binary" ? 2 : outputs;
  return {
    featureNames: Array.from({ length: inputs }, (_, index) => `x${index + 1}`),
    targetName: "y",
    classNames: Array.from({ length: classes }, (_, index) => `class ${index}`),
    ...(targetType === "category" ? {} : { targetType }),
  };
}
