/** The nodes that make features of the columns of a table. */

import { BOOLEAN_PAIRS } from "../../data/preparation/column-types.ts";
import { DAY } from "../../data/preparation/dates.ts";
import type { Preparation, PreparedColumn } from "../../data/preparation/preparation.ts";
import { LARGEST, type Scale } from "../../data/preparation/scale.ts";
import { LAST_TIME } from "../../data/preparation/typed-column.ts";
import type { ArrayName, Graph } from "./graph.ts";

/** What a network reads, and what a file says of where that comes from. */
export interface PreparedInputs {
  /** Examples × features. */
  readonly features: ArrayName;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What the inputs of other columns than numbers are. */
const INPUT_TYPES = { date: "int64", boolean: "text", category: "text" } as const;

/** The largest float32. */
const LARGEST_SINGLE = 3.4028234663852886e38;

/**
 * Adds an input for each column and what makes features of them. All of it is computed in float64, as wellfit does, and
 * the features are cast to the graph's precision: where a date or a large number is far from 0 compared with its spread,
 * float32 would lose what tells one from another.
 */
export function addPreparation(graph: Graph, { columns }: Preparation): PreparedInputs {
  const inputs = columns.map(({ name, type }) =>
    graph.addInput({ name, columns: 1, type: type === "number" ? graph.precision : INPUT_TYPES[type] }),
  );
  const parts = columns.flatMap((column, index) => addColumn(graph, column, inputs[index] as ArrayName));
  const features = graph.add("Concat", parts, { axis: 1 });
  const described = columns.map(({ name, type }, index) => ({ name, type, input: inputs[index] }));
  return {
    features: graph.precision === "f64" ? features : graph.cast(features, graph.precision),
    metadata: { columns: JSON.stringify(described) },
  };
}

/** The features of a column, and where asked whether it is missing. */
function addColumn(graph: Graph, column: PreparedColumn, input: ArrayName): readonly ArrayName[] {
  const { features, isMissing } = partOf(graph, column, input);
  return column.hasIndicator ? [features, graph.cast(isMissing, "f64")] : [features];
}

function partOf(graph: Graph, column: PreparedColumn, input: ArrayName): Part {
  if (column.type === "number") return addNumber(graph, column, input);
  if (column.type === "date") return addDate(graph, column, input);
  return column.type === "boolean" ? addTruth(graph, column, input) : addCategory(graph, column, input);
}

/** What comes of a column: numbers, and truth values for its rows. */
interface Part {
  readonly features: ArrayName;
  readonly isMissing: ArrayName;
}

type Prepared<Type extends PreparedColumn["type"]> = Extract<PreparedColumn, { type: Type }>;

function addNumber(graph: Graph, column: Prepared<"number">, input: ArrayName): Part {
  const value = graph.precision === "f64" ? input : graph.cast(input, "f64");
  return addScaled(graph, { value, isPresent: isWithin(graph, value, LARGEST) }, column);
}

function addDate(graph: Graph, column: Prepared<"date">, input: ArrayName): Part {
  const time = graph.cast(input, "f64");
  const since = graph.add("Sub", [time, constant(graph, column.from)]);
  const value = graph.add("Div", [since, constant(graph, DAY)]);
  return addScaled(graph, { value, isPresent: isWithin(graph, time, LAST_TIME) }, column);
}

/** Whether numbers are at most as large as a limit, which NaN is not. */
function isWithin(graph: Graph, value: ArrayName, limit: number): ArrayName {
  return graph.add("LessOrEqual", [graph.add("Abs", [value]), constant(graph, limit)]);
}

function addScaled(
  graph: Graph,
  { value, isPresent }: { readonly value: ArrayName; readonly isPresent: ArrayName },
  { center, spread, fill }: Scale & { readonly fill: number },
): Part {
  const filled = graph.add("Where", [isPresent, value, constant(graph, fill)]);
  const centered = graph.add("Sub", [filled, constant(graph, center)]);
  const scaled = graph.add("Div", [centered, constant(graph, spread)]);
  const bound = graph.precision === "f64" ? LARGEST : LARGEST_SINGLE;
  const features = graph.add("Clip", [scaled, constant(graph, -bound), constant(graph, bound)]);
  return { features, isMissing: graph.add("Not", [isPresent]) };
}

const [FALSE, TRUE, NO_TRUTH] = [0, 1, 2];

function addTruth(graph: Graph, { fill }: Prepared<"boolean">, input: ArrayName): Part {
  const words = BOOLEAN_PAIRS.flatMap(([yes, no]) => [
    ...spellingsOf(yes).map((word) => [word, TRUE] as const),
    ...spellingsOf(no).map((word) => [word, FALSE] as const),
  ]);
  const place = addPlaces(graph, input, new Map(words), NO_TRUTH);
  const isMissing = equals(graph, place, NO_TRUTH);
  const filled = graph.add("Where", [isMissing, graph.constant(fill, "int64"), place]);
  return { features: graph.cast(filled, "f64"), isMissing };
}

/** A word in lower case, in upper case, and with a capital. */
function spellingsOf(word: string): readonly string[] {
  const upper = word.toUpperCase();
  return [...new Set([word, upper, `${upper.charAt(0)}${word.slice(1)}`])];
}

function addCategory(
  graph: Graph,
  { categories, hasOther, fill }: Prepared<"category">,
  input: ArrayName,
): Part {
  const [other, none] = [categories.length, categories.length + 1];
  const named = new Map(
    [...categories.entries()].toReversed().map(([place, name]) => [name.toWellFormed(), place]),
  );
  const place = addPlaces(graph, input, named.set("", none), other);
  const isMissing = equals(graph, place, none);
  const filled =
    fill === null ? place : graph.add("Where", [isMissing, graph.constant(fill, "int64"), place]);
  const count = categories.length + (hasOther ? 1 : 0);
  const places = graph.array(
    "places",
    [1, count],
    Float64Array.from({ length: count }, (_, n) => n),
    "int64",
  );
  return { features: graph.cast(graph.add("Equal", [filled, places]), "f64"), isMissing };
}

/** The number that is given to each text. */
function addPlaces(
  graph: Graph,
  input: ArrayName,
  places: ReadonlyMap<string, number>,
  others: number,
): ArrayName {
  return graph.add("LabelEncoder", [input], {
    keys_strings: [...places.keys()],
    values_int64s: [...places.values()],
    default_int64: others,
  });
}

function equals(graph: Graph, place: ArrayName, other: number): ArrayName {
  return graph.add("Equal", [place, graph.constant(other, "int64")]);
}

function constant(graph: Graph, value: number): ArrayName {
  return graph.constant(value, "f64");
}
