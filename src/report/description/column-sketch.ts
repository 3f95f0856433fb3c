import {
  formatBriefly,
  formatClass,
  formatCount,
  formatPercent,
  formatPlural,
  shorten,
} from "../../base/number-format.ts";
import { MOST_COUNTED_CLASSES } from "../../data/description/class-counts.ts";
import type { ColumnDescription, TableDescription } from "../../data/description/description.ts";
import {
  type CategoryBar,
  type SketchBar,
  sketchCategories,
  sketchElement,
  sketchHistogram,
} from "../../plot/sketches.ts";
import { nameColumn } from "./column-name.ts";

/** So many categories have a bar of their own. */
const MOST_CATEGORIES = 5;
/** A category's name in a text of its own. */
const MAX_CATEGORY_LENGTH = 60;

/** A column's distribution as a small picture for a page; nothing where it has no values, or each once. */
export function sketchColumn(column: ColumnDescription, { rows, target }: TableDescription): string {
  const { numbers, dates, categories } = column;
  const classes = coloursOf(target);
  if (numbers !== null) return sketchNumbers(column, numbers, classes);
  if (dates !== null) return sketchDates(column, dates, classes);
  if (categories === null || categories.length === 0 || isEachOnce(column)) return "";
  return sketchShares(column, categories, { rows, classes });
}

/** The names of the classes by whose colours bars are divided; none where values are not counted by class. */
export function coloursOf(target: TableDescription["target"]): readonly string[] {
  const classes = target?.classes ?? [];
  return classes.length > 1 && classes.length <= MOST_COUNTED_CLASSES ? classes.map(({ name }) => name) : [];
}

/** Whether a column has several categories, and each in one row: no picture tells more. */
export function isEachOnce({ categories, distinct }: ColumnDescription): boolean {
  return distinct > 1 && categories?.[0]?.count === 1;
}

function sketchNumbers(
  { name }: ColumnDescription,
  numbers: NonNullable<ColumnDescription["numbers"]>,
  classes: readonly string[],
): string {
  const { min, lowerQuartile, median, upperQuartile, max, histogram } = numbers;
  const { edges, counts, byClass } = histogram;
  const [from, to] = [edges[0] as number, edges.at(-1) as number];
  const shareOf = (value: number): number => (to > from ? (value - from) / (to - from) : 0.5);
  // Only bins of whole numbers begin before the least number.
  const describe = from < min ? describeWhole : describeBin;
  const bars = counts.map((count, bin) => {
    const values = describe(edges[bin] as number, edges[bin + 1] as number);
    return toBar(values, count, { byClass: byClass?.map((own) => own[bin] as number), classes });
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

function sketchDates(
  { name }: ColumnDescription,
  dates: NonNullable<ColumnDescription["dates"]>,
  classes: readonly string[],
): string {
  const { first, last, histogram } = dates;
  const { edges, counts, step, byClass } = histogram;
  const bars = counts.map((count, bin) => {
    const from = edges[bin] as string;
    const when = step === "day" ? from : `${step} from ${from}`;
    return toBar(when, count, { byClass: byClass?.map((own) => own[bin] as number), classes });
  });
  const drawing = sketchHistogram({ bars, ends: [first, last] });
  return sketchElement(drawing, `Rows of each ${step} of ${nameColumn(name)}, from ${first} to ${last}`);
}

/** A bar, and what it says where a pointer rests: "20 to 24: 31 rows (class 0: 20, class 1: 11)". */
function toBar(
  what: string,
  count: number,
  {
    byClass,
    classes,
  }: { readonly byClass?: readonly number[] | undefined; readonly classes: readonly string[] },
): SketchBar {
  const own =
    byClass?.map((part, index) => `${formatClass(classes[index] ?? "")}: ${formatCount(part)}`) ?? [];
  const apart = own.length === 0 ? "" : ` (${own.join(", ")})`;
  return { count, label: `${what}: ${formatPlural(count, "row")}${apart}`, ...(byClass ? { byClass } : {}) };
}

type Categories = NonNullable<ColumnDescription["categories"]>;

/** The most frequent categories, and all others together. */
function sketchShares(
  { name, use, missing, distinct }: ColumnDescription,
  all: Categories,
  { rows, classes }: { readonly rows: number; readonly classes: readonly string[] },
): string {
  const present = rows - missing.count;
  const shown = all.slice(0, distinct === MOST_CATEGORIES + 1 ? distinct : MOST_CATEGORIES);
  const bars = shown.map(({ name: category, count, byClass }): CategoryBar => {
    const title = nameCategory(category);
    const named = { name: title, figure: formatPercent(count / present) };
    if (use !== "target")
      return { ...toBar(title, count, { byClass: byClass ?? undefined, classes }), ...named };
    return { ...toBar(title, count, { classes }), byClass: ofOwnClass(category, count, classes), ...named };
  });
  const more = distinct - shown.length;
  const others = present - shown.reduce((sum, { count }) => sum + count, 0);
  const rest = more > 0 ? [toRest(formatPlural(more, "other"), others, { present, classes })] : [];
  const label = `Shares of the values of ${nameColumn(name)}: ${bars.map((bar) => `${bar.name} ${bar.figure}`).join(", ")}`;
  return sketchElement(sketchCategories([...bars, ...rest]), label);
}

/** The counts of classes where a category is one of them. */
function ofOwnClass(category: string, count: number, classes: readonly string[]): number[] | undefined {
  return classes.length === 0 ? undefined : classes.map((each) => (each === category ? count : 0));
}

/** The bar of all other categories: beside bars in the colours of classes it has none. */
function toRest(
  name: string,
  count: number,
  { present, classes }: { readonly present: number; readonly classes: readonly string[] },
): CategoryBar {
  const byClass = classes.length === 0 ? undefined : [];
  return { ...toBar(name, count, { byClass, classes }), name, figure: formatPercent(count / present) };
}

/** A category's name: a long one loses its middle, an empty one stands in quotation marks. */
export function nameCategory(name: string): string {
  return name.trim() === "" ? `"${name}"` : shorten(name, MAX_CATEGORY_LENGTH);
}
