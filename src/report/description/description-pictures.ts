import {
  formatBriefly,
  formatClass,
  formatCount,
  formatPercent,
  formatPlural,
} from "../../base/number-format.ts";
import { ASSOCIATIONS } from "../../data/description/association.ts";
import { formatAssociation, formatChance } from "../../data/description/association-words.ts";
import type { ColumnDescription, TableDescription } from "../../data/description/description.ts";
import { plotHistogram } from "../../plot/histogram.ts";
import { plotNamedBars } from "../../plot/named-bars.ts";
import type { CaptionedTable, Picture } from "../picture.ts";
import { nameColumn } from "./column-name.ts";
import { byMissing } from "./summarize-description.ts";

/** So many bars are drawn, the longest; the tables have more. */
const MOST_BARS = 24;
/** So many classes have their own colours, as in all other pictures. */
const MOST_COLOURS = 10;
/** So many rows have the tables behind the pictures. */
const MOST_ROWS = 200;
/** Beyond the longest bar of shares, as a part of it. */
const ROOM = 1.04;

/**
 * The pictures of a description: the classes of the target or its numbers, what goes with it, and which values are
 * missing; those for which there is nothing to show are left out.
 */
export function drawDescription(description: TableDescription): readonly Picture[] {
  return [...drawTarget(description), ...drawAssociations(description), ...drawMissing(description)];
}

function drawTarget({ target, columns }: TableDescription): Picture[] {
  const numbers = columns.find(({ use }) => use === "target")?.numbers ?? null;
  if (target === null) return [];
  if (target.classes !== null) return drawClasses(target.name, target.classes);
  return numbers === null ? [] : [drawNumbers(target.name, numbers)];
}

type Classes = NonNullable<NonNullable<TableDescription["target"]>["classes"]>;

/** Classes in their order, as long as each has a colour of its own; of more, the most frequent. */
function drawClasses(name: string, classes: Classes): Picture[] {
  if (classes.every(({ count }) => count === 0)) return [];
  const areClasses = classes.length <= MOST_COLOURS;
  const listed = areClasses ? classes : classes.toSorted((a, b) => b.count - a.count);
  const shown = listed.slice(0, MOST_BARS);
  const title = `Classes of ${nameColumn(name)}`;
  const all =
    shown.length === listed.length ? "each class" : `each of the ${MOST_BARS} most frequent classes`;
  const explanation = `How many rows have ${all} of ${nameColumn(name)}. Shares are of the rows that have one.`;
  const bars = shown.map(({ name: className, count, share }) => ({
    name: formatClass(className),
    value: 100 * share,
    label: formatShare(count, share),
  }));
  const most = Math.max(...bars.map(({ value }) => value));
  const domain = [0, ROOM * most] as const;
  const picture = {
    title,
    description: explanation,
    bars,
    xLabel: "share of the rows",
    domain,
    unit: "%",
    areClasses,
  };
  const rows = listed.map(({ name: className, count, share }) => [
    formatClass(className),
    formatCount(count),
    formatPercent(share),
  ]);
  const table = toTable("Classes", ["class", "rows", "share"], rows);
  return [{ name: "classes", title, explanation, svg: plotNamedBars(picture), tables: [table] }];
}

type Numbers = NonNullable<ColumnDescription["numbers"]>;

function drawNumbers(name: string, numbers: Numbers): Picture {
  const title = `Values of ${nameColumn(name)}`;
  const explanation =
    `How many rows have which values of ${nameColumn(name)}. The line above goes from the lower to the upper quartile, its ` +
    "stroke is the median.";
  const { histogram, ...figures } = numbers;
  const texts = { title, description: explanation, xLabel: nameColumn(name), yLabel: "number of rows" };
  const svg = plotHistogram({ ...texts, ...histogram, quartiles: figures });
  const bins = histogram.counts.map((count, bin) => [
    `${formatBriefly(histogram.edges[bin] as number)} to ${formatBriefly(histogram.edges[bin + 1] as number)}`,
    formatCount(count),
  ]);
  return {
    name: "target",
    title,
    explanation,
    svg,
    tables: [toTable("Bars", ["from edge to edge", "rows"], bins)],
  };
}

/** Features by how closely they go together with the target. */
function drawAssociations({ columns, target }: TableDescription): Picture[] {
  const associated = columns
    .flatMap(({ name, association }) =>
      association === null ? [] : [{ name: nameColumn(name), ...association }],
    )
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
  if (target === null || associated.length === 0) return [];
  const title = `What goes with ${nameColumn(target.name)}`;
  const used = ASSOCIATIONS.filter((measure) => associated.some((each) => each.measure === measure));
  const which =
    associated.length > MOST_BARS
      ? `the ${MOST_BARS} closest of ${formatCount(associated.length)} features`
      : "each feature";
  const explanation =
    `How closely ${which} and ${nameColumn(target.name)} go together, from 0 to 1 or −1: ` +
    `${used.map((measure) => MEASURES[measure]).join("; ")}. Strokes show what chance alone makes of it: a bar that ends near its ` +
    "stroke tells nothing.";
  const bars = associated.slice(0, MOST_BARS).map(({ name, value, chance, measure }) => ({
    name,
    value,
    label: formatAssociation({ measure, value }),
    reference: value < 0 ? -chance : chance,
  }));
  const svg = plotNamedBars({
    title,
    description: explanation,
    bars,
    xLabel: "association",
    domain: [bars.some(({ value }) => value < 0) ? -1 : 0, 1],
    referenceLabel: "what chance alone makes of it",
  });
  const rows = associated.map(({ name, measure, value, chance }) => [
    name,
    measure,
    formatAssociation({ measure, value }),
    formatChance({ chance }),
  ]);
  const table = toTable("Associations", ["feature", "measure", "value", "by chance"], rows);
  return [{ name: "associations", title, explanation, svg, tables: [table] }];
}

/** What each measure is of, with the letter that stands before its values. */
const MEASURES = {
  "Pearson's r": "r is Pearson's, of numbers, dates and truth values",
  "correlation ratio": "η is the correlation ratio, of categories with numbers",
  "Cramér's V": "V is Cramér's, of categories",
} as const satisfies Record<(typeof ASSOCIATIONS)[number], string>;

function drawMissing({ columns, rows, source }: TableDescription): Picture[] {
  const lacking = columns.filter(({ missing }) => missing.count > 0).toSorted(byMissing);
  if (lacking.length === 0) return [];
  const title = `Missing values in ${source}`;
  const whole = columns.length - lacking.length;
  const which = lacking.length > MOST_BARS ? `, the ${MOST_BARS} columns that lack most` : "";
  const explanation =
    `In how many of the ${formatPlural(rows, "row")} a column has no value${which}. ` +
    (whole === 0
      ? "Every column lacks some."
      : `${formatPlural(whole, "column")} ${whole === 1 ? "has one" : "have one"} in every row.`);
  const bars = lacking.slice(0, MOST_BARS).map(({ name, missing: { count, share } }) => ({
    name: nameColumn(name),
    value: 100 * share,
    label: formatShare(count, share),
  }));
  const domain = [0, 100] as const;
  const picture = { title, description: explanation, bars, xLabel: "share of the rows", domain, unit: "%" };
  const cells = lacking.map(({ name, missing: { count, share }, unread }) => [
    nameColumn(name),
    formatCount(count),
    formatPercent(share),
    unread === 0 ? "" : formatCount(unread),
  ]);
  const table = toTable("Missing values", ["column", "rows", "share", "of these, not readable"], cells);
  return [{ name: "missing", title, explanation, svg: plotNamedBars(picture), tables: [table] }];
}

function formatShare(count: number, share: number): string {
  return `${formatCount(count)} (${formatPercent(share)})`;
}

function toTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): CaptionedTable {
  const shown = rows.slice(0, MOST_ROWS);
  const part = shown.length === rows.length ? "" : `: the first ${MOST_ROWS} of ${formatCount(rows.length)}`;
  return { caption: `${caption}${part}`, columns, rows: shown };
}
