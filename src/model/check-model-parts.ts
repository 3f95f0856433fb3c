/** What a model is made of, checked as it is made. */

import { describeValue, InvalidInputError } from "../base/errors.ts";
import { parseOptions } from "../base/options.ts";
import type { HeadName } from "../network/heads.ts";
import { checkPerLayer, type NetworkSpec, networkSpecSchema } from "../network/spec.ts";

/** Where a model's parts come from, for messages. */
export const AT = { source: "data", where: "Model" } as const;

/** A copy of a list that never changes. */
export function frozen<Item>(list: readonly Item[]): readonly Item[] {
  return Object.freeze([...list]);
}

/** A frozen copy of a spec, complete. */
export function checkSpec(given: NetworkSpec): NetworkSpec {
  const spec = parseOptions(networkSpecSchema, given, ({ name }) => `Model: ${name}`);
  const hidden = spec.hiddenLayers.length;
  checkPerLayer(spec.activation, hidden, { where: "Model: activation" });
  checkPerLayer(spec.normalization, hidden, { where: "Model: normalization" });
  return Object.freeze({
    ...spec,
    hiddenLayers: frozen(spec.hiddenLayers),
    activation: frozenIfList(spec.activation),
    normalization: frozenIfList(spec.normalization),
  });
}

/** Refuses what is no temperature, or has no classes to belong to. */
export function checkTemperature(temperature: unknown, head: HeadName): void {
  const hasClasses = head === "binary" || head === "multiclass";
  if (typeof temperature === "number" && temperature > 0 && temperature < Infinity) {
    if (temperature === 1 || hasClasses) return;
  }
  throw new InvalidInputError({
    source: "data",
    where: "Model: temperature",
    expected: hasClasses ? "a finite number above 0" : `1, as for every model of ${head}`,
    received: describeValue(temperature),
  });
}

function frozenIfList<Value>(value: Value | readonly Value[]): Value | readonly Value[] {
  return Array.isArray(value) ? frozen(value as readonly Value[]) : value;
}

/** Refuses parameters that are not as many finite numbers as the network has. */
export function checkParameters(parameters: Float64Array, count: number): void {
  const expected = `${count} finite parameters, as the network has`;
  if (!(parameters instanceof Float64Array)) {
    throw new InvalidInputError({ ...AT, expected, received: describeValue(parameters) });
  }
  const bad = parameters.findIndex((value) => !Number.isFinite(value));
  if (parameters.length === count && bad < 0) return;
  const received = bad < 0 ? String(parameters.length) : `${parameters[bad]} in place ${bad}`;
  throw new InvalidInputError({ ...AT, expected, received });
}
