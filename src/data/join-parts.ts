import { Dataset } from "./dataset.ts";

/** The examples of parts with the same features and classes as one data set, in the order of the parts. */
export function joinParts(name: string, parts: readonly [Dataset, ...Dataset[]]): Dataset {
  const [{ features, target }] = parts;
  return new Dataset({
    name,
    features: features.map((feature, k) => ({
      ...feature,
      values: Float64Array.from(parts.flatMap((part) => Array.from(part.features[k]?.values ?? []))),
    })),
    target: {
      ...target,
      values: Uint32Array.from(parts.flatMap((part) => Array.from(part.target.values))),
    },
  });
}
