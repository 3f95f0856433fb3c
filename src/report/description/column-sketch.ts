import {
  formatBriefly,
  formatCount,
  formatPercent,
  formatPlural,
  shorten,
} from "../../base/number-format.ts";
import type { ColumnDescription } from "../../data/description/description.ts";
import { type CategoryBar, sketchCategories, sketchElement, sketchHistogram } from "../../plot/sketches.ts";
import { nameColumn } from "./column-name.ts";

/** So many categories have a bar of their own. */
const MOST_CATEGORIES = 5;
/** A category's name in a text of its own. */
const MAX_CATEGORY_LENGTH = 60;

/** A column's distribution as a small picture for a page; nothing where it has no values, or each once. */
export function sketchColumn(column: ColumnDescription, rows: number): string {
  const { numbers, dates, categories } = column;
  if (numbers !== null) return sketchNumbers(column, numbers);
  if (dates !== null) return sketchDates(column, dates);
  if (categories === null || categories.length === 0 || isEachOnce(column)) return "";
  return sketchShares(column, categories, rows);
}

/** Whether a column has several categories, and each in one row: no picture tells more. */
export function isEachOnce({ categories, distinct }: ColumnDescription): boolean {
  return distinct > 1 && categories?.[0]?.count === 1;
}

function sketchNumbers(
  { name }: ColumnDescription,
  numbers: NonNullable<ColumnDescription["numbers"]>,
): string {
  const { min, lowerQuartile, median, upperQuartile, max, histogram } = numbers;
  const { edges, counts } = histogram;
  const [from, to] = [edges[0] as number, edges.at(-1) as number];
  const shareOf = (value: number): number => (to > from ? (value - from) / (to - from) : 0.5);
  // Only bins of whole numbers begin before the least number.
  const describe = from < min ? describeWhole : describeBin;
  const bars = counts.map((count, bin) => {
    const values = describe(edges[bin] as number, edges[bin + 1] as number);
    return { count, label: `${values}: ${formatPlural(count, "row")}` };
  });
  const ends = [formatBriefly(min), formatBriefly(max)] as const;
  const quartiles = {
    lowerQuartile: shareOf(lowerQuartile),
    median: shareOf(median),
    upperQuartile: shareOf(upperQuartile),
  };
  const label = `Histogram of ${nameColumn(name)} from ${ends.join(" to ")}, median ${formatBriefly(median)}`;
  return sketchElement(sketchHistogram({ bars, ends, quartiles }), label);
}

function describeBin(from: number, to: number): string {
  return from === to ? formatBriefly(from) : `${formatBriefly(from)} to ${formatBriefly(to)}`;
}

/** The whole numbers between two halves. */
function describeWhole(from: number, to: number): string {
  return describeBin(from + 0.5, to - 0.5);
}

function sketchDates({ name }: ColumnDescription, dates: NonNullable<ColumnDescription["dates"]>): string {
  const { first, last, histogram } = dates;
  const { edges, counts, step } = histogram;
  const bars = counts.map((count, bin) => {
    const from = edges[bin] as string;
    const when = step === "day" ? from : `${step} from ${from}`;
    return { count, label: `${when}: ${formatPlural(count, "row")}` };
  });
  const drawing = sketchHistogram({ bars, ends: [first, last] });
  return sketchElement(drawing, `Rows of each ${step} of ${nameColumn(name)}, from ${first} to ${last}`);
}

type Categories = NonNullable<ColumnDescription["categories"]>;

/** The most frequent categories, and all others together. */
function sketchShares({ name, missing, distinct }: ColumnDescription, all: Categories, rows: number): string {
  const present = rows - missing.count;
  const shown = all.slice(0, distinct === MOST_CATEGORIES + 1 ? distinct : MOST_CATEGORIES);
  const others = present - shown.reduce((sum, { count }) => sum + count, 0);
  const toBar = (title: string, count: number): CategoryBar => ({
    name: title,
    count,
    label: `${title}: ${formatPlural(count, "row")}`,
    figure: formatPercent(count / present),
  });
  const bars = shown.map(({ name: category, count }) => toBar(nameCategory(category), count));
  const more = distinct - shown.length;
  const rest = more > 0 ? [toBar(`${formatCount(more)} others`, others)] : [];
  const label = `Shares of the values of ${nameColumn(name)}: ${bars.map((bar) => `${bar.name} ${bar.figure}`).join(", ")}`;
  return sketchElement(sketchCategories([...bars, ...rest]), label);
}

/** A category's name: a long one loses its middle, an empty one stands in quotation marks. */
export function nameCategory(name: string): string {
  return name.trim() === "" ? `"${name}"` : shorten(name, MAX_CATEGORY_LENGTH);
}
