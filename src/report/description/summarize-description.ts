import { listNames } from "../../base/names.ts";
import {
  formatBriefly,
  formatClass,
  formatCount,
  formatPercent,
  formatPlural,
} from "../../base/number-format.ts";
import type { ColumnDescription, TableDescription } from "../../data/description/description.ts";
import { nameColumn } from "./column-name.ts";

/** What there is in a table, in plain sentences. */
export interface DescriptionSummary {
  readonly headline: string;
  /** What guessing reaches, and how many rows are whole. */
  readonly remarks: readonly string[];
}

/** A table in plain sentences: its size, its target, what its columns become, and what that is worth. */
export function summarizeDescription(description: TableDescription): DescriptionSummary {
  const { rows, columns, origin } = description;
  const size = `${formatPlural(rows, "row")} and ${formatPlural(columns.length, "column")}, from ${origin}.`;
  return {
    headline: `${size} ${describeTarget(description)}: ${describeFeatures(description)}.`,
    remarks: [describeGuess(description), describeComplete(description)].filter((remark) => remark !== ""),
  };
}

function describeTarget({ target, columns }: TableDescription): string {
  if (target === null) return "No target is named";
  const name = nameColumn(target.name);
  if (target.classes === null) {
    const isDate = columns.some(({ use, type }) => use === "target" && type === "date");
    return `The target is ${name}, a ${isDate ? "date" : "number"}`;
  }
  return `The target is ${name}, with ${formatPlural(target.classes.length, "class", "classes")}`;
}

function describeFeatures({ columns, target }: TableDescription): string {
  const used = columns.filter(({ use }) => use === "feature");
  const features = used.reduce((sum, column) => sum + column.features, 0);
  const dropped = columns.filter(({ use }) => use === "dropped");
  if (used.length === 0) return "no column can be a feature";
  const become = used.length === 1 ? "becomes" : "become";
  const predicting = target === null ? "" : " to predict it from";
  const left =
    dropped.length === 0 ? "" : `, and ${formatPlural(dropped.length, "column")} ${are(dropped)} left out`;
  return `${formatPlural(used.length, "column")} ${become} ${formatPlural(features, "feature")}${predicting}${left}`;
}

function are({ length }: readonly unknown[]): string {
  return length === 1 ? "is" : "are";
}

/** What who knows nothing but the target itself reaches. */
function describeGuess({ target, columns }: TableDescription): string {
  if (target === null) return "";
  const targetColumn = columns.find(({ use }) => use === "target");
  if (target.classes !== null) {
    const [most, ...others] = target.classes.toSorted((a, b) => b.count - a.count);
    if (most === undefined || others.length === 0 || most.count === 0) return "";
    const lacksSome = targetColumn?.missing.count !== 0;
    const where = `of the rows${lacksSome ? " that have a class" : ""}`;
    return `Who always says ${formatClass(most.name)} is right in ${formatPercent(most.share)} ${where}.`;
  }
  const numbers = targetColumn?.numbers ?? null;
  if (numbers === null) return "";
  const { mean, deviation } = numbers;
  return `Who always says the mean, ${formatBriefly(mean)}, errs by ${formatBriefly(deviation)} (root mean square).`;
}

function describeComplete({ rows, completeRows, target, columns }: TableDescription): string {
  const lacking = columns.filter(({ use, missing }) => use !== "dropped" && missing.count > 0);
  if (lacking.length === 0) return "";
  const where = `every feature${target === null ? "" : " and the target"}`;
  const names = listNames(lacking.toSorted(byMissing).map(({ name }) => nameColumn(name)));
  return `${formatCount(completeRows)} of ${formatPlural(rows, "row")} have a value in ${where}; the others lack ${lacking.length === 1 ? "" : "some of "}${names}.`;
}

/** Columns with more missing values come first. */
export function byMissing(a: ColumnDescription, b: ColumnDescription): number {
  return b.missing.count - a.missing.count;
}
