import {
  formatBriefly,
  formatClass,
  formatCount,
  formatPercent,
  formatPlural,
} from "../../base/number-format.ts";
import { formatAssociation, formatChance } from "../../data/description/association-words.ts";
import type { ColumnDescription, TableDescription } from "../../data/description/description.ts";
import { sketchSwatch } from "../../plot/sketches.ts";
import { element, escapeText } from "../../plot/svg.ts";
import { note } from "../page-parts.ts";
import { toPageText } from "../page-text.ts";
import { capitalize } from "../picture.ts";
import { nameColumn } from "./column-name.ts";
import { coloursOf, isEachOnce, nameCategory, sketchColumn } from "./column-sketch.ts";

/** So many columns are on the page, the first of the table: it would not open with tens of thousands. */
const MOST_COLUMNS = 500;

/** The id on the page of the column at a place, counted from 0; undefined where the page lacks it. */
export function columnId(place: number): string | undefined {
  return place >= 0 && place < MOST_COLUMNS ? `column-${place + 1}` : undefined;
}

/**
 * Every column of a table: its name and type, its distribution drawn small, its figures, and what is done about it. Beside
 * each other on wide screens, below each other on a phone.
 */
export function toColumnRows(description: TableDescription): string {
  const { columns } = description;
  const items = columns.slice(0, MOST_COLUMNS).map((column, place) => {
    const parts = [
      toHeading(column),
      element("div", { class: "sketch" }, sketchColumn(column, description)),
      toFacts(column),
      element("p", { class: "treatment" }, toPageText(`${capitalize(column.treatment)}.`)),
    ];
    return element("li", { id: columnId(place), class: `column ${column.use}` }, ...parts);
  });
  const more = columns.length - items.length;
  const rest = `And ${formatPlural(more, "more column")}, which the JSON document of describe has, too.`;
  return element("ol", { class: "columns" }, ...items) + (more > 0 ? note(rest) : "");
}

/** What the colours of bars are; nothing where they have one. */
export function toColourKey({ target, columns }: TableDescription): string {
  const classes = coloursOf(target);
  if (target === null || classes.length === 0) return "";
  const toEntry = (words: string, index?: number): string =>
    element("li", {}, sketchSwatch(index), escapeText(words));
  const entries = classes.map((name, index) => toEntry(formatClass(name), index));
  if (columns.some(({ use, missing }) => use === "target" && missing.count > 0)) {
    entries.push(toEntry("without a class"));
  }
  const heading = `Colours are the classes of ${nameColumn(target.name)}`;
  return element("p", { class: "note" }, escapeText(heading)) + element("ul", { class: "key" }, ...entries);
}

function toHeading({ name, type, isGiven, use }: ColumnDescription): string {
  const kind = `${type}${isGiven ? ", as given" : ""}`;
  const role = use === "feature" ? "" : element("span", { class: "role" }, ROLES[use]);
  return element(
    "div",
    { class: "heading" },
    element("h3", {}, escapeText(nameColumn(name))),
    element("p", {}, `${kind}${role}`),
  );
}

const ROLES = { target: "target", dropped: "left out" } as const;

/** A name and a value. */
type Fact = readonly [name: string, value: string];

function toFacts(column: ColumnDescription): string {
  const facts: Fact[] = [
    ...valueFacts(column),
    ["missing", describeMissing(column)],
    ...(column.association === null
      ? []
      : [["with the target", describeAssociation(column.association)] as const]),
    ...(column.features === 0 ? [] : [["becomes", formatPlural(column.features, "feature")] as const]),
  ];
  const items = facts.map(([name, value]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, toPageText(value))),
  );
  return element("dl", {}, ...items);
}

function valueFacts(column: ColumnDescription): readonly Fact[] {
  const { numbers, dates, distinct, categories } = column;
  if (numbers !== null) {
    const { lowerQuartile, median, upperQuartile, mean, deviation } = numbers;
    return [
      ["median", formatBriefly(median)],
      ["quartiles", `${formatBriefly(lowerQuartile)} to ${formatBriefly(upperQuartile)}`],
      ["mean", formatBriefly(mean)],
      ["deviation", formatBriefly(deviation)],
    ];
  }
  if (dates === null) {
    const [first] = categories ?? [];
    if (first === undefined || !isEachOnce(column)) return [["different", formatCount(distinct)]];
    return [
      ["different", `${formatCount(distinct)}, each once`],
      ["such as", nameCategory(first.name)],
    ];
  }
  return [
    ["median", dates.median],
    ["bars of", /^\d/.test(dates.histogram.step) ? dates.histogram.step : `1 ${dates.histogram.step}`],
  ];
}

function describeMissing({ missing: { count, share }, unread }: ColumnDescription): string {
  if (count === 0) return "none";
  const unreadable = unread === 0 ? "" : `, ${formatCount(unread)} not readable`;
  return `${formatCount(count)} (${formatPercent(share)})${unreadable}`;
}

function describeAssociation(association: NonNullable<ColumnDescription["association"]>): string {
  return `${formatAssociation(association)}, by chance ${formatChance(association)}`;
}
