/** A description of a table as lines for a person. */

import { formatBriefly, formatCount, formatPercent, formatPlural, shorten } from "../base/number-format.ts";
import { explainMeasures, formatAssociation } from "../data/description/association-words.ts";
import type { ColumnDescription, TableDescription } from "../data/description/description.ts";
import { type Output, wrapWords } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";
import { toTextTable } from "./text-table.ts";

const INDENT = "  ";
const GAP = 2;
/** On a terminal, longer names lose their middle. */
const MAX_NAME = 20;
/** The values of a column are not shown in less room. */
const LEAST_ROOM = 16;
/** So many classes of the target are listed. */
const MAX_CLASSES = 12;
/** So many pairs of features are listed. */
const MAX_PAIRS = 8;
/** So many categories of a column are listed, where there is room. */
const MAX_CATEGORIES = 5;

/** Prints what there is in a table, what is done about it, and what a person should know. */
export function tellDescription(output: Output, description: TableDescription): void {
  const { source, origin, rows, columns, target, warnings } = description;
  const size = `${formatPlural(rows, "row")}, ${formatPlural(columns.length, "column")}`;
  output.printText(toPlainLine(`${source}: ${size}, ${origin}`));
  tellTarget(output, description);
  heading(output, "Columns");
  tellColumns(output, description);
  const dropped = columns.filter(({ use }) => use === "dropped");
  if (dropped.length > 0) heading(output, "Left out");
  for (const { name, finding } of dropped) item(output, `${named(name)}: ${finding?.reason}`);
  tellRelated(output, description);
  if (warnings.length > 0) heading(output, "Look at this first");
  for (const { text } of warnings) item(output, text);
  const features = columns.reduce((sum, column) => sum + column.features, 0);
  const used = columns.filter(({ use }) => use === "feature").length;
  const predicting = target === null ? "" : ` to predict ${named(target.name)} from`;
  output.print();
  output.printText(
    `${formatPlural(used, "column")} ${used === 1 ? "becomes" : "become"} ${formatPlural(features, "feature")}${predicting}.`,
  );
}

function heading({ print, colors }: Output, text: string): void {
  print();
  print(colors.bold(text));
}

/** Pairs of features that go together closely. */
function tellRelated(output: Output, { related }: TableDescription): void {
  if (related.length === 0) return;
  heading(output, "Features that say much the same");
  for (const { first, second, ...association } of related.slice(0, MAX_PAIRS)) {
    item(output, `${named(first)} and ${named(second)}: ${formatAssociation(association)}`);
  }
  const more = related.length - MAX_PAIRS;
  if (more > 0) item(output, `and ${formatPlural(more, "more pair")}`);
}

/** A line whose continuations stand further in. */
function item({ print, isTerminal, width }: Output, text: string): void {
  const line = toPlainLine(text);
  print(
    INDENT +
      (isTerminal ? wrapWords(line, width - 2 * INDENT.length) : line).replaceAll(
        "\n",
        `\n${INDENT}${INDENT}`,
      ),
  );
}

/** A name as a sentence can hold it. */
function named(name: string): string {
  return name.trim() === "" ? `"${name}"` : shorten(toPlainLine(name), 40);
}

function tellTarget(output: Output, { target, columns }: TableDescription): void {
  if (target === null) return;
  heading(output, `Target ${named(target.name)}`);
  if (target.classes === null) {
    const column = columns.find(({ use }) => use === "target") as ColumnDescription;
    const { numbers } = column;
    if (numbers === null) return;
    const { min, lowerQuartile, median, upperQuartile, max, mean, deviation } = numbers;
    const head = ["least", "lower quartile", "median", "upper quartile", "greatest", "mean", "deviation"];
    const cells = [min, lowerQuartile, median, upperQuartile, max, mean, deviation].map(formatBriefly);
    output.print(toTextTable({ columns: head, rows: [cells] }, output));
    return;
  }
  const rows = target.classes
    .slice(0, MAX_CLASSES)
    .map(({ name, count, share }) => [named(name), formatCount(count), formatPercent(share)]);
  output.print(toTextTable({ columns: ["class", "rows", "share"], rows }, output));
  const more = target.classes.length - rows.length;
  if (more > 0) item(output, `and ${formatPlural(more, "more class", "more classes")}`);
}

function tellColumns(output: Output, { columns, rows, target }: TableDescription): void {
  const head = [
    "column",
    "type",
    "missing",
    "different",
    ...(target === null ? [] : ["with target"]),
    "values",
  ];
  const cells = columns.map((column) => [
    output.isTerminal ? shorten(named(column.name), MAX_NAME) : named(column.name),
    column.type,
    column.missing.count === 0 ? "" : formatPercent(column.missing.count / rows),
    formatCount(column.distinct),
    ...(target === null ? [] : [describeAssociation(column)]),
  ]);
  const widths = head.slice(0, -1).map((title, place) => {
    const longestWord = Math.max(...title.split(" ").map(({ length }) => length));
    return Math.max(longestWord, ...cells.map((row) => (row[place] ?? "").length));
  });
  const room = output.width - widths.reduce((sum, width) => sum + width + GAP, 0);
  const table = {
    columns: head,
    rows: columns.map((column, place) => [
      ...(cells[place] as string[]),
      describeValues(column, output.isTerminal ? Math.max(room, LEAST_ROOM) : Number.POSITIVE_INFINITY),
    ]),
  };
  output.print(toTextTable(table, output, [1, head.length - 1]));
  const measures = explainMeasures(columns.map(({ association }) => association));
  if (measures === "") return;
  output.print();
  output.printText(output.colors.dim(measures));
}

function describeAssociation({ use, association }: ColumnDescription): string {
  if (use === "target") return "target";
  return association === null ? "" : formatAssociation(association);
}

/** The values of a column, in at most so many characters. */
function describeValues({ numbers, dates, categories, distinct }: ColumnDescription, room: number): string {
  if (numbers !== null) {
    const range = `${formatBriefly(numbers.min)} to ${formatBriefly(numbers.max)}`;
    const whole = `${range}, median ${formatBriefly(numbers.median)}`;
    return whole.length <= room ? whole : shorten(range, room);
  }
  if (dates !== null) {
    const range = `${dates.first} to ${dates.last}`;
    return range.length <= room ? range : `${dates.first.slice(0, 10)} to ${dates.last.slice(0, 10)}`;
  }
  return categories === null || distinct === 0 ? "" : listCategories(categories, distinct, room);
}

/** The most frequent categories with their counts, as many as there is room for, and how many more there are. */
function listCategories(categories: Categories, distinct: number, room: number): string {
  const isRepeated = categories.some(({ count }) => count > 1);
  const shown = categories.slice(0, MAX_CATEGORIES).map(({ name, count }) => {
    const plain = toPlainLine(shorten(name, MAX_NAME));
    return isRepeated ? `${plain} (${formatCount(count)})` : plain;
  });
  for (let listed = shown.length; listed > 0; listed--) {
    const more = distinct - listed;
    const text = [...shown.slice(0, listed), ...(more > 0 ? [`${formatCount(more)} more`] : [])].join(", ");
    if (text.length <= room) return text;
  }
  return shorten(shown[0] as string, room);
}

type Categories = NonNullable<ColumnDescription["categories"]>;
