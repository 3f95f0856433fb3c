/** What a description says of the values of a column. */

import type { AssessedColumn } from "../preparation/assess-columns.ts";
import { formatDate } from "../preparation/dates.ts";
import { momentsOf, quantileOf } from "../preparation/statistics.ts";
import { type CodedColumn, type MeasuredColumn, toTwoCategories } from "../preparation/typed-column.ts";
import { countByClass, countCategoriesByClass } from "./class-counts.ts";
import { countDates } from "./date-histogram.ts";
import type { ColumnDescription, TableDescription } from "./description.ts";
import { countNumbers } from "./histogram.ts";

/** A description names so many of a column's categories. */
const SHOWN_CATEGORIES = 10;

type Classes = NonNullable<NonNullable<TableDescription["target"]>["classes"]>;

/** Numbers: at least one is there. @param classes those of the target, where values are counted by them */
export function describeNumbers(
  { values, sorted }: MeasuredColumn,
  classes: CodedColumn | undefined,
): ColumnDescription["numbers"] {
  const [min, lowerQuartile, median, upperQuartile, max] = [0, 0.25, 0.5, 0.75, 1].map((share) =>
    quantileOf(sorted, share),
  ) as [number, number, number, number, number];
  const { edges, counts } = countNumbers(sorted);
  const byClass = classes === undefined ? null : countByClass(values, edges, classes);
  const histogram = { edges, counts, byClass };
  return { min, lowerQuartile, median, upperQuartile, max, ...momentsOf(values), histogram };
}

/** Points in time: at least one is there. @param classes those of the target, where values are counted by them */
export function describeDates(
  { values, sorted }: MeasuredColumn,
  classes: CodedColumn | undefined,
): ColumnDescription["dates"] {
  const [first, median, last] = [0, 0.5, 1].map((share) =>
    formatDate(Math.round(quantileOf(sorted, share))),
  ) as [string, string, string];
  const { step, edges, counts } = countDates(sorted);
  const byClass = classes === undefined ? null : countByClass(values, edges, classes);
  return { first, median, last, histogram: { step, edges: edges.map(formatDate), counts, byClass } };
}

/**
 * The most frequent categories as the table spells them; of equally frequent ones, those whose names come first.
 *
 * @param classes those of the target, where values are counted by them
 */
export function mostFrequent(
  { column, cells }: AssessedColumn,
  rows: ArrayLike<number>,
  classes: CodedColumn | undefined,
): NonNullable<ColumnDescription["categories"]> {
  const coded = cells.type === "category" ? cells : toTwoCategories(column, cells, rows);
  const shown = categoriesOf(coded)
    .map((category, place) => ({ category, place }))
    .filter(({ category }) => category.count > 0)
    .toSorted((a, b) => b.category.count - a.category.count)
    .slice(0, SHOWN_CATEGORIES);
  const places = shown.map(({ place }) => place);
  const byClass = classes === undefined ? [] : countCategoriesByClass(coded.codes, places, classes);
  return shown.map(({ category }, index) => ({ ...category, byClass: byClass[index] ?? null }));
}

/** All categories in their order, with their share of the rows that have one. */
export function categoriesOf({ names, counts }: CodedColumn): Classes {
  const present = counts.reduce((sum, count) => sum + count, 0);
  return names.map((name, place) => {
    const count = counts[place] as number;
    return { name, count, share: present === 0 ? 0 : count / present };
  });
}
