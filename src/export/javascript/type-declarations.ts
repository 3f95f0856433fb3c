/** The types of a JavaScript module that holds a model. */

import { VERSION } from "../../base/version.ts";
import { isPlainNumber } from "../../data/decimal.ts";
import { BOOLEAN_PAIRS } from "../../data/preparation/column-types.ts";
import { ISO_DATE } from "../../data/preparation/dates.ts";
import type { Preparation, PreparedColumn } from "../../data/preparation/preparation.ts";
import type { Model } from "../../model/model.ts";
import { includedPreparation, type ProgramOptions } from "../program-options.ts";
import { literal } from "./literal.ts";
import { MEANINGS } from "./predict-code.ts";

/** What may stand in a cell without a value. */
const NO_VALUE = ["null", "undefined"];
/** Any text; beside it, editors still offer those that are known. */
const ANY_TEXT = "(string & {})";
const IDENTIFIER = /^[a-z_$][\w$]*$/i;

/**
 * The types of the module that {@link toJavaScript} makes with the same options, for a `.d.ts` file beside it: the row with
 * each column by its name and the categories that are known, the classes, and everything that the module exports.
 *
 * @returns the text of the file
 * @throws InvalidInputError for anything but a Model, and for a wrong option
 */
export function toTypeDeclarations(model: Model, options: ProgramOptions = {}): string {
  const preparation = includedPreparation(model, options, "toTypeDeclarations");
  const { head, labels, fingerprint } = model;
  const { targetName, classNames } = labels;
  const lines = [
    `// The types of a model of wellfit ${VERSION}; the fingerprint of its parameters is ${fingerprint}.`,
    "",
    ...(preparation === undefined ? ofFeatures(labels.featureNames) : ofColumns(preparation)),
    "/** What is predicted. */",
    `export declare const target: ${literal(targetName)};`,
    "",
    ...(classNames.length === 0 ? [] : ofClasses(classNames)),
    "/**",
    ` * @returns ${MEANINGS[head]}`,
    " * @throws RangeError where the rows do not fit, or are too large for the network",
    " */",
    "export declare function predict(rows: readonly Row[]): Float64Array;",
  ];
  return `${lines.join("\n")}\n`;
}

const TRUTH_VALUE = [
  "/** What stands for true and false; texts in any case. */",
  `export type TruthValue = ${["boolean", ...BOOLEAN_PAIRS.flat().map((word) => literal(word)), "0", "1", ANY_TEXT].join(" | ")};`,
  "",
];

function ofFeatures(names: readonly string[]): readonly string[] {
  return [
    "/** A finite number for each feature. */",
    "export type Row = readonly number[];",
    "",
    "/** The features of a row, in their order. */",
    `export declare const features: readonly ${literal(names)};`,
    "",
  ];
}

function ofColumns({ columns }: Preparation): readonly string[] {
  const names = columns.map(({ name }) => name);
  return [
    ...(columns.some(({ type }) => type === "boolean") ? TRUTH_VALUE : []),
    "/** A row of a table, as it stands there. */",
    "export interface Row {",
    ...columns.map((column) => `  readonly ${keyOf(column.name)}: ${cellTypeOf(column)};`),
    "}",
    "",
    "/** The columns that rows need. */",
    `export declare const columns: readonly ${literal(names)};`,
    "",
  ];
}

function ofClasses(names: readonly string[]): readonly string[] {
  return [
    "/** Its classes or labels. */",
    `export declare const classes: readonly ${literal(names)};`,
    "",
    "/** The name of a class or label. */",
    "export type ClassName = (typeof classes)[number];",
    "",
  ];
}

function keyOf(name: string): string {
  return IDENTIFIER.test(name) ? name : literal(name);
}

/** What the cells of a column may hold. */
function cellTypeOf(column: PreparedColumn): string {
  const known = column.type === "category" ? categoryTypes(column.categories) : MEASURED_TYPES[column.type];
  return [...known, ...NO_VALUE].join(" | ");
}

const MEASURED_TYPES: Readonly<Record<Exclude<PreparedColumn["type"], "category">, readonly string[]>> = {
  number: ["number", "bigint", "string"],
  boolean: ["TruthValue"],
  date: ["Date", "string", "number"],
};

/** The names, any other text, and numbers, truth values and dates where they are names, too. */
function categoryTypes(names: readonly string[]): readonly string[] {
  return [
    ...names.map((name) => literal(name)),
    ANY_TEXT,
    ...(names.some(isPlainNumber) ? ["number", "bigint"] : []),
    ...(names.some((name) => name === "true" || name === "false") ? ["boolean"] : []),
    ...(names.some((name) => ISO_DATE.test(name)) ? ["Date"] : []),
  ];
}
