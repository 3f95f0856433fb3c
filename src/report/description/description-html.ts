import { formatPlural } from "../../base/number-format.ts";
import {
  explainMeasures,
  formatAssociation,
  formatChance,
} from "../../data/description/association-words.ts";
import type { TableDescription } from "../../data/description/description.ts";
import { element, escapeText } from "../../plot/svg.ts";
import { htmlTable, note, paragraph, toFigure, toPage, toRepetition } from "../page-parts.ts";
import { toPageText } from "../page-text.ts";
import type { Picture } from "../picture.ts";
import { nameColumn } from "./column-name.ts";
import { columnId, toColourKey, toColumnRows } from "./column-rows.ts";
import { coloursOf } from "./column-sketch.ts";
import { descriptionStyle } from "./description-style.ts";
import { summarizeDescription } from "./summarize-description.ts";

/**
 * A description of a table as one HTML page that needs nothing beside itself: no script, no font, no request. It has the
 * table in words, what to look at first, the pictures, and every column with its distribution.
 *
 * @param pictures as `drawDescription` made them
 * @param command the command line that makes the page again; the page says nothing of it where it is undefined
 */
export function toDescriptionHtml(
  description: TableDescription,
  pictures: readonly Picture[],
  command?: string,
): string {
  const { headline, remarks } = summarizeDescription(description);
  const sections = [
    ...[headline, ...remarks].map(paragraph),
    ...toWarnings(description),
    pictures.length === 0 ? "" : element("div", { class: "pictures" }, ...pictures.map(toFigure)),
    ...toRelated(description),
    element("h2", {}, "Columns"),
    note(explainColumns(description)),
    toColourKey(description),
    toColumnRows(description),
    ...(command === undefined ? [] : toRepetition(command)),
  ];
  return toPage(
    `What is in ${description.source}`,
    sections,
    descriptionStyle(coloursOf(description.target).length),
  );
}

/** So many warnings are listed. */
const MOST_WARNINGS = 50;

/** What to look at before training, each with a way to its column. */
function toWarnings({ warnings, columns }: TableDescription): string[] {
  if (warnings.length === 0) return [paragraph("There is nothing to warn of.")];
  const items = warnings.slice(0, MOST_WARNINGS).map(({ text, column }) => {
    const id = columnId(columns.findIndex(({ name }) => name === column));
    const words = escapeText(`see ${nameColumn(column ?? "")}`);
    const link = id === undefined ? "" : ` ${element("a", { href: `#${id}` }, words)}`;
    return element("li", {}, toPageText(text) + link);
  });
  const more = warnings.length - items.length;
  return [
    element("h2", {}, "Look at this first"),
    element("ul", { class: "verdicts warnings" }, ...items),
    more > 0 ? paragraph(`And ${formatPlural(more, "more warning")}, which describe tells of.`) : "",
  ];
}

/** Pairs of features that say much the same. */
function toRelated({ related }: TableDescription): string[] {
  if (related.length === 0) return [];
  const rows = related.map(({ first, second, ...association }) => [
    `${nameColumn(first)} and ${nameColumn(second)}`,
    formatAssociation(association),
    formatChance(association),
  ]);
  return [
    element("h2", {}, "Features that say much the same"),
    htmlTable(formatPlural(rows.length, "pair"), { columns: ["features", "association", "by chance"], rows }),
    note(
      `${explainMeasures(related)}. A model may do as well with one feature of a pair, and what it makes of each alone ` +
        "means little.",
    ),
  ];
}

/** What the small pictures show, as far as there are any. */
function explainColumns({ columns }: TableDescription): string {
  const hasNumbers = columns.some(({ numbers }) => numbers !== null);
  const hasCategories = columns.some(({ categories }) => categories !== null && categories.length > 0);
  return [
    hasNumbers
      ? "Numbers are counted in bars of equal width; the line above them goes from the lower to the upper quartile, its stroke is the median."
      : "",
    hasCategories ? "Shares of categories are of the rows that have a value." : "",
    "The last words of each column say what preparing does about it.",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
