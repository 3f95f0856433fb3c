import { InvalidInputError } from "../base/errors.ts";
import { joinColumns, type NumberColumn, type TargetColumn } from "./columns.ts";
import { Dataset, type SourceRows } from "./dataset.ts";

/**
 * The examples of parts with the same features and classes as one data set, in the order of the parts, with their
 * weights and groups.
 *
 * @throws InvalidInputError when only some of the parts have weights or groups: what the others have is not guessed
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
    weights: joinLists(parts, "weights", (weights) => Float64Array.from(weights)),
    groups: joinLists(parts, "groups", (groups) => groups),
    preparation,
    source: joinSources(parts),
  });
}

/** The rows of all parts, where all are of one table. */
function joinSources(parts: readonly Dataset<TargetColumn>[]): SourceRows | undefined {
  const sources = parts.flatMap(({ source }) => source ?? []);
  const [first] = sources;
  const isOne =
    sources.length === parts.length && sources.every((other) => other.prepareBy === first?.prepareBy);
  return first && isOne ? { ...first, rows: sources.flatMap(({ rows }) => Array.from(rows)) } : undefined;
}

/** What every example of the parts has, one list after the other; undefined where no part has it. */
function joinLists<Name extends "weights" | "groups", List>(
  parts: readonly Dataset<TargetColumn>[],
  name: Name,
  toList: (values: Item<Name>[]) => List,
): List | undefined {
  const having = parts.find((part) => part[name] !== undefined);
  if (having === undefined) return undefined;
  const bare = parts.find((part) => part[name] === undefined);
  if (bare === undefined)
    return toList(parts.flatMap((part) => Array.from(part[name] as ArrayLike<Item<Name>>)));
  throw new InvalidInputError({
    source: "data",
    where: `data set "${bare.name}"`,
    expected: `${name}, as "${having.name}" has`,
    received: "none",
  });
}

/** What one example has. */
type Item<Name extends "weights" | "groups"> = NonNullable<Dataset[Name]>[number];
