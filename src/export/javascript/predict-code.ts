/** The function that predicts, for every head. */

import { targetScaleOf } from "../../data/preparation/target-scale.ts";
import type { Model } from "../../model/model.ts";
import type { HeadName } from "../../network/heads.ts";
import { plusTerm } from "../plus-term.ts";
import { type Code, code } from "./code.ts";
import { exp, logistic } from "./elementary-code.ts";

const softmax = code(
  `
function softmax(logits) {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const powers = logits.map((logit) => exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}`,
  exp,
);

/** What makes predictions of an example's logits, as an expression. */
const HEADS: Readonly<Record<HeadName, { readonly call: string; readonly needs: readonly Code[] }>> = {
  binary: { call: "logits.map(logistic)", needs: [logistic] },
  multiclass: { call: "softmax(logits)", needs: [softmax] },
  multilabel: { call: "logits.map(logistic)", needs: [logistic] },
  regression: { call: "logits", needs: [] },
  count: { call: "logits.map(exp)", needs: [exp] },
};

/** What a model predicts, in words. */
export const MEANINGS: Readonly<Record<HeadName, string>> = {
  binary: "the probability of the second class, one number a row",
  multiclass: "the probability of each class, row after row",
  multilabel: "the probability of each label, row after row",
  regression: "one number a row",
  count: "the mean of the count, one number a row",
};

/** How `predict` takes its rows. */
interface InputCode {
  readonly type: string;
  readonly meaning: string;
  readonly refusal: string;
  /** Lines that refuse all rows, or one of them: `row` at `index`. */
  readonly checkAll: readonly string[];
  readonly checkRow: readonly string[];
  /** The features of a row, as an expression. */
  readonly features: string;
}

const OF_FEATURES: InputCode = {
  type: "readonly (readonly number[])[]",
  meaning: "one number for each feature",
  refusal: "where a row has not one finite number for each feature",
  checkAll: [],
  checkRow: [
    "if (row.length !== features.length || !row.every(Number.isFinite)) {",
    '  throw new RangeError(`Row ${index + 1}: expected a finite number for each of ${features.join(", ")}.`);',
    "}",
  ],
  features: "row",
};

const OF_COLUMNS: InputCode = {
  type: "readonly Readonly<Record<string, string | number | bigint | boolean | Date | null | undefined>>[]",
  meaning: "objects with a value for each of columns, as they stand in a table",
  refusal: "where a row is no object, or none has a column",
  checkAll: [
    "const lacking = columns.find((name) => !rows.some((row) => Object.hasOwn(row ?? {}, name)));",
    'if (rows.length > 0 && lacking !== undefined) throw new RangeError(`Expected a column "${lacking}" in the rows.`);',
  ],
  checkRow: ["if (Object(row) !== row) throw new RangeError(`Row ${index + 1}: expected an object.`);"],
  features: "featuresOf(row)",
};

/**
 * The function `predict(rows)` of a module that has `forward`, and what it needs beside that.
 *
 * @param isPrepared whether its rows are objects by the names of columns, which `featuresOf` makes features of
 */
export function predictCode({ head, outputs, labels }: Model, isPrepared: boolean): Code {
  const { type, meaning, refusal, checkAll, checkRow, features } = isPrepared ? OF_COLUMNS : OF_FEATURES;
  const times = outputs === 1 ? "" : ` * ${outputs}`;
  const scale = targetScaleOf(labels.preparation);
  const restored =
    scale === undefined ? "" : `.map((value) => value * ${scale.spread} ${plusTerm(scale.center)})`;
  const lines = [
    "/**",
    ` * @param {${type}} rows ${meaning}`,
    ` * @returns {Float64Array} ${MEANINGS[head]}`,
    ` * @throws {RangeError} ${refusal}, or is too large for the network`,
    " */",
    "export function predict(rows) {",
    ...checkAll.map((line) => `  ${line}`),
    `  const predictions = new Float64Array(rows.length${times});`,
    "  rows.forEach((row, index) => {",
    ...checkRow.map((line) => `    ${line}`),
    `    const logits = forward(${features});`,
    "    if (!logits.every(Number.isFinite)) throw new RangeError(`Row ${index + 1}: its numbers are too large.`);",
    `    predictions.set(${HEADS[head].call}${restored}, index${times});`,
    "  });",
    "  return predictions;",
    "}",
  ];
  return code(lines.join("\n"), ...HEADS[head].needs);
}
