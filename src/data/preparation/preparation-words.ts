/** What a preparation does, in words and rows for people. */

import { listNames } from "../../base/names.ts";
import { formatCount, formatNumber, formatPlural, shorten } from "../../base/number-format.ts";
import type { TableReading } from "../dataset.ts";
import type { Surprise } from "./apply-preparation.ts";
import type { ColumnType } from "./column-types.ts";
import { formatDate } from "./dates.ts";
import { featureNames } from "./feature-names.ts";
import type { Preparation, PreparedColumn } from "./preparation.ts";
import type { Scale } from "./scale.ts";
import { targetScaleOf } from "./target-scale.ts";

/** The longest name of a column that is written out. */
const MAX_NAME_LENGTH = 40;
/** So many kinds of surprises are told. */
const MOST_SURPRISES = 5;
/** Digits of means and deviations. */
const DIGITS = 4;

/** What columns of each type hold, in words that follow "of". */
const HELD_BY_TYPE: Readonly<Record<ColumnType, string>> = {
  number: "numbers",
  category: "categories",
  boolean: "truth values",
  date: "dates",
};

/** What cells that surprise are, one of them and several. */
const SURPRISE_WORDS: Readonly<Record<Surprise["kind"], readonly [one: string, more: string]>> = {
  "unknown category": [
    "holds a category that training did not have",
    "hold categories that training did not have",
  ],
  unreadable: ["cannot be read and counts as missing", "cannot be read and count as missing"],
  missing: [
    "is empty and was filled in, which training had none of",
    "are empty and were filled in, which training had none of",
  ],
};

/** Why rows are left out. */
const LEFT_OUT: readonly (readonly [keyof TableReading["leftOut"], string])[] = [
  ["target", "no value of the target, or a class that no training row has"],
  ["group", "no group"],
  ["time", "no time"],
];

/** A name on one line, and not too long. */
function named(name: string): string {
  return name.trim() === "" ? `"${name}"` : shorten(name, MAX_NAME_LENGTH);
}

/** "4 columns become 7 features: 2 of numbers, 2 of categories; left out: id (identifier), ship (constant)". */
export function describePreparation(preparation: Preparation): string {
  const { columns, dropped } = preparation;
  const counts = (Object.keys(HELD_BY_TYPE) as ColumnType[]).flatMap((type) => {
    const count = columns.filter((column) => column.type === type).length;
    return count === 0 ? [] : [`${formatCount(count)} of ${HELD_BY_TYPE[type]}`];
  });
  const features = formatPlural(featureNames(preparation).length, "feature");
  const become = columns.length === 1 ? "becomes" : "become";
  const reasons = dropped.map(
    ({ name, finding }) => `${named(name)} (${finding === "left out" ? "on request" : finding})`,
  );
  const leftOut = reasons.length === 0 ? "" : `; left out: ${listNames(reasons)}`;
  return `${formatPlural(columns.length, "column")} ${become} ${features}: ${counts.join(", ")}${leftOut}`;
}

/** "price, a number, on the scale (x − 1200) / 310"; "survived, one of no, yes". */
export function describePreparedTarget(preparation: Preparation): string | undefined {
  const { target } = preparation;
  if (target === undefined) return undefined;
  if (target.type !== "number") return `${named(target.name)}, one of ${listNames(target.classNames)}`;
  const scale = targetScaleOf(preparation);
  const scaled = scale === undefined ? "" : `; trained on as ${formatScale(scale)}`;
  return `${named(target.name)}, a number${scaled}`;
}

/** What a person should know of the rows: how many were left out, and what training rows had nothing like. */
export function describeReading({ leftOut, surprises, leaks }: TableReading): string[] {
  const rest = surprises.length - MOST_SURPRISES;
  return [
    ...LEFT_OUT.flatMap(([reason, words]) =>
      leftOut[reason] === 0 ? [] : [`${formatPlural(leftOut[reason], "row")} left out: ${words}`],
    ),
    ...surprises
      .slice(0, MOST_SURPRISES)
      .map((surprise) => describeSurprise(surprise, `in row ${formatCount(surprise.firstRow + 1)}`)),
    ...(rest <= 0 ? [] : [`and the like in ${formatPlural(rest, "more case")}`]),
    ...leaks.map(({ text }) => `leak: ${text}`),
  ];
}

/**
 * What training rows had nothing like, in words without a full stop.
 *
 * @param place where the first of the cells stands: "in row 12", "at new.csv:12:3"
 */
export function describeSurprise(
  { column, kind, count }: Pick<Surprise, "column" | "kind" | "count">,
  place: string,
): string {
  const [one, more] = SURPRISE_WORDS[kind];
  const cells =
    count === 1 ? `1 cell ${one}, ${place}` : `${formatCount(count)} cells ${more}, first ${place}`;
  return `column "${shorten(column, MAX_NAME_LENGTH)}": ${cells}`;
}

/** "(x − 29.7) / 14.5"; "x" where nothing is changed. */
function formatScale({ center, spread }: Scale): string {
  const moved = center === 0 ? "x" : `x ${center < 0 ? "+" : "−"} ${formatNumber(Math.abs(center), DIGITS)}`;
  if (spread === 1) return moved;
  return `${center === 0 ? moved : `(${moved})`} / ${formatNumber(spread, DIGITS)}`;
}

/** A row for every column that was there: what it is called, what it holds, what became of it. */
export const PREPARATION_COLUMNS = ["column", "holds", "becomes", "where missing"] as const;

/** The rows of a table of {@link PREPARATION_COLUMNS}. */
export function preparationRows({ columns, dropped }: Preparation): string[][] {
  return [
    ...columns.map((column) => [
      named(column.name),
      HELD_BY_TYPE[column.type],
      describeFeatures(column),
      describeFill(column),
    ]),
    ...dropped.map(({ name, reason }) => [named(name), "", `left out: ${reason}`, ""]),
  ];
}

function describeFeatures(column: PreparedColumn): string {
  if (column.type === "boolean") return "1 or 0";
  if (column.type === "number") return formatScale(column);
  if (column.type === "date") return `${formatScale(column)}, x in days since ${formatDate(column.from)}`;
  const { categories, hasOther } = column;
  const names = categories.map(named);
  return `1 or 0 each: ${listNames(names)}${hasOther ? "; any other" : ""}`;
}

function describeFill(column: PreparedColumn): string {
  const marked = column.hasIndicator ? ", marked" : "";
  if (column.type === "category") {
    return `${column.fill === null ? "0 for each" : named(column.categories[column.fill] as string)}${marked}`;
  }
  const fill = formatNumber(column.fill, DIGITS);
  return `${fill}${column.type === "date" ? " days" : ""}${marked}`;
}
