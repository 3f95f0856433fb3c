import { InvalidInputError } from "../base/errors.ts";
import { joinColumns, type NumberColumn, type TargetColumn } from "./columns.ts";
import { Dataset, type SourceRows } from "./dataset.ts";

/**
 * The examples of parts with the same features and classes as one data set, in the order of the parts, with their
 * weights.
 *
 * @throws InvalidInputError when only some of the parts have weights: what the others weigh is not guessed
 */
export function joinParts<Target extends TargetColumn>(
  name: string,
  parts: readonly [Dataset<Target>, ...Dataset<Target>[]],
): Dataset<Target> {
  const [{ features, target, preparation }, ...others] = parts;
  return new Dataset({
    name,
    features: features.map((feature, k) =>
      joinColumns([feature, ...others.map((part) => part.features[k] as NumberColumn)]),
    ),
    target: joinColumns([target, ...others.map((part) => part.target)]),
    weights: joinWeights(parts),
    preparation,
    source: joinSources(parts),
  });
}

/** The rows of all parts, where all are of one table. */
function joinSources([first, ...others]: readonly [Dataset<TargetColumn>, ...Dataset<TargetColumn>[]]):
  | SourceRows
  | undefined {
  const { source } = first;
  if (source === undefined || others.some((part) => part.source?.prepareBy !== source.prepareBy))
    return undefined;
  const rows = [first, ...others].flatMap((part) => Array.from(part.source?.rows ?? []));
  return { ...source, rows };
}

function joinWeights(parts: readonly Dataset<TargetColumn>[]): Float64Array | undefined {
  const weighted = parts.filter(({ weights }) => weights !== undefined);
  if (weighted.length === 0) return undefined;
  const bare = parts.find(({ weights }) => weights === undefined);
  if (bare === undefined) return Float64Array.from(parts.flatMap(({ weights }) => Array.from(weights ?? [])));
  throw new InvalidInputError({
    source: "data",
    where: `data set "${bare.name}"`,
    expected: `weights, as "${weighted[0]?.name}" has`,
    received: "none",
  });
}
