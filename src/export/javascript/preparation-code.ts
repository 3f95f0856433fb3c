/**
 * Rows of a table as JavaScript reads them: what applyPreparation does to one cell, in the same steps. Only what the types
 * of the columns need becomes code.
 */

import { MISSING_LABEL } from "../../data/categories.ts";
import { DECIMAL } from "../../data/decimal.ts";
import { BOOLEAN_PAIRS } from "../../data/preparation/column-types.ts";
import { DAY, ERA_DAYS, ISO_DATE } from "../../data/preparation/dates.ts";
import { MISSING_CELL } from "../../data/preparation/missing-cells.ts";
import type { Preparation, PreparedColumn } from "../../data/preparation/preparation.ts";
import { LARGEST } from "../../data/preparation/scale.ts";
import { LAST_TIME } from "../../data/preparation/typed-column.ts";
import { plusTerm } from "../plus-term.ts";
import { type Code, code } from "./code.ts";
import { literal } from "./literal.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const numberOf = code(`
const DECIMAL = ${DECIMAL};

/** The number that a cell holds or spells, a truth value as 1 or 0, a date in milliseconds; else NaN. */
function numberOf(cell) {
  if (typeof cell === "string") return DECIMAL.test(cell.trim()) ? Number(cell) : NaN;
  return /number|bigint|boolean/.test(typeof cell) || cell instanceof Date ? Number(cell) : NaN;
}`);

const within = code(`
/** A number that is not too large; 0 has no sign. */
const within = (value, limit) => (Math.abs(value) <= limit ? value + 0 : NaN);`);

const toNumber = code(
  `
const toNumber = (cell) => within(numberOf(cell), ${LARGEST});`,
  numberOf,
  within,
);

const TRUTHS = [0, 1].map((place) => BOOLEAN_PAIRS.map((pair) => pair[1 - place]).join("|"));

const toTruth = code(
  `
/** A truth value as 1 or 0. */
function toTruth(cell) {
  const value = numberOf(cell);
  if (value === 0 || value === 1) return value + 0;
  const text = typeof cell === "string" ? cell.trim() : "";
  return /^(${TRUTHS[1]})$/i.test(text) ? 1 : /^(${TRUTHS[0]})$/i.test(text) ? 0 : NaN;
}`,
  numberOf,
);

const toTime = code(
  `
const ISO_DATE = ${ISO_DATE};

/** The milliseconds since 1970 of a text, in UTC; NaN where it is no date, or one that does not exist. */
function parseDate(text) {
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = "", sign, ...offset] =
    ISO_DATE.exec(text) ?? [];
  const [hours = 0, minutes = 0] = offset;
  // The calendar repeats itself after 400 years; the platform takes years below 100 for others.
  const startOf = (months) => Date.UTC(Number(year) + 400, months, 1) - ${ERA_DAYS * DAY};
  const midnight = startOf(month - 1) + (day - 1) * ${DAY};
  const isDay = month > 0 && month < 13 && day > 0 && midnight < startOf(month);
  if (!isDay || hour > 23 || minute > 59 || second > 59 || hours > 23 || minutes > 59) return NaN;
  const time = hour * ${HOUR} + minute * ${MINUTE} + second * ${SECOND} + Number(fraction.padEnd(3, 0).slice(0, 3));
  return midnight + time - (sign === "-" ? -1 : 1) * (hours * ${HOUR} + minutes * ${MINUTE});
}

/** A point in time in milliseconds since 1970; numbers count in a unit of as many. */
function toTime(cell, unit) {
  const value = typeof cell === "boolean" ? NaN : numberOf(cell);
  if (typeof cell === "string" && Number.isNaN(value)) return parseDate(cell.trim());
  return within(value * (cell instanceof Date ? 1 : unit), ${LAST_TIME});
}`,
  numberOf,
  within,
);

const measured = code(`
/** What makes a feature of a cell that is a number, and where asked one that says whether it is missing. */
const measured = (read, fill, hasIndicator, center = 0, spread = 1) => (cell) => {
  const value = read(cell);
  const isMissing = Number.isNaN(value);
  const scaled = ((isMissing ? fill : value) - center) / spread;
  const feature = Math.max(-${LARGEST}, Math.min(${LARGEST}, scaled));
  return hasIndicator ? [feature, Number(isMissing)] : [feature];
};`);

const category = code(
  `
/** The name of a category: a number's shortest spelling, a date's, or a text; undefined where there is none. */
function nameOf(cell) {
  if (typeof cell === "string") return nameOfText(cell.trim());
  if (typeof cell === "boolean") return String(cell);
  const value = numberOf(cell);
  if (!Number.isFinite(value)) return undefined;
  return cell instanceof Date ? nameOfDate(cell) : String(value);
}

function nameOfText(text) {
  if (text === "" || ${MISSING_LABEL}.test(text)) return undefined;
  if (${MISSING_CELL}.test(text)) return undefined;
  const value = numberOf(text);
  if (Number.isNaN(value)) return text;
  const isWhole = /^[+-]?\\d+$/.test(text);
  if (!Number.isFinite(value)) return isWhole ? text : undefined;
  // With a leading zero, or more digits than a number keeps, it is a code.
  const isCode = /^[+-]?0\\d/.test(text) || (isWhole && BigInt(value) !== BigInt(text));
  return isCode ? text : String(value);
}

function nameOfDate(date) {
  const text = date.toISOString().replace(/^[+-]\\d+/, (year) => String(Number(year)).padStart(4, 0));
  return text.replace("T00:00:00.000Z", "").replace(".000Z", "Z");
}

/** What makes features of a cell: one for each name, for all others, and for a missing one. */
const category = (names, fill, hasOther, hasIndicator) => (cell) => {
  const name = nameOf(cell);
  const isMissing = name === undefined;
  const place = isMissing ? fill : names.indexOf(name);
  return [
    ...names.map((_, index) => Number(index === place)),
    ...(hasOther ? [Number(!isMissing && place < 0)] : []),
    ...(hasIndicator ? [Number(isMissing)] : []),
  ];
};`,
  numberOf,
);

/** What makes features of the columns of a type. */
const NEEDS: Readonly<Record<PreparedColumn["type"], readonly Code[]>> = {
  number: [toNumber, measured],
  boolean: [toTruth, measured],
  date: [toTime, measured],
  category: [category],
};

/** A function `featuresOf(row)`: the features of an object by the names of the columns, `columns`. */
export function preparationCode({ columns }: Preparation): Code {
  const text = `
/** What makes features of the cells of each column. */
const readers = [
${columns.map((column) => `  ${readerOf(column)},`).join("\n")}
];

const featuresOf = (row) =>
  columns.flatMap((name, index) => readers[index](Object.hasOwn(row, name) ? row[name] : undefined));`;
  return code(text, ...columns.flatMap(({ type }) => NEEDS[type]));
}

function readerOf(column: PreparedColumn): string {
  const { hasIndicator } = column;
  if (column.type === "category") {
    const { categories, fill, hasOther } = column;
    return `category(${literal(categories)}, ${fill ?? -1}, ${hasOther}, ${hasIndicator})`;
  }
  if (column.type === "boolean") return `measured(toTruth, ${column.fill}, ${hasIndicator})`;
  const { fill, center, spread } = column;
  const read = column.type === "number" ? "toNumber" : daysReader(column);
  return `measured(${read}, ${fill}, ${hasIndicator}, ${center}, ${spread})`;
}

/** Days since the earliest date of training. */
function daysReader({ from, epoch }: Extract<PreparedColumn, { type: "date" }>): string {
  return `(cell) => (toTime(cell, ${epoch === "seconds" ? SECOND : 1}) ${plusTerm(-from)}) / ${DAY}`;
}
