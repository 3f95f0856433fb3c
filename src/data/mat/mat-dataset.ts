import { InvalidInputError } from "../../base/errors.ts";
import { listNames } from "../../base/names.ts";
import { formatCount, formatPlural } from "../../base/number-format.ts";
import { alignDataset, labelsOf } from "../align.ts";
import { checkFewClasses, encodeCategories } from "../categories.ts";
import { Dataset, type NumberColumn } from "../dataset.ts";
import type { MatArray } from "./mat-array.ts";
import type { MatFile } from "./read-mat.ts";

/** The names of the variables that hold features and labels; without the last two the file has no test examples. */
export type MatVariables = readonly [
  features: string,
  labels: string,
  testFeatures?: string,
  testLabels?: string,
];

/** Examples of a file, already divided where the file divides them. */
export interface MatDatasets {
  readonly training: Dataset;
  readonly test?: Dataset;
}

/** A column of a data set and a row of an array take memory beyond their numbers, which a small file can ask for. */
const MAX_FEATURES = 100_000;
const MAX_ROWS = 10_000_000;

/**
 * The data sets in a `.mat` file: features as a matrix of examples × features, labels as a row or column of numbers.
 *
 * @param variables where to look; by default X and y, and Xval and yval for testing where the file has them
 * @throws InvalidInputError when a variable is missing or empty, sizes do not fit, or a label is no class
 * @throws UnsupportedError when a variable holds no plain numbers
 */
export function toMatDatasets(mat: MatFile, name: string, variables?: MatVariables): MatDatasets {
  const [features, labels, testFeatures, testLabels] = variables ?? usualVariables(mat);
  if (testFeatures === undefined || testLabels === undefined) {
    return { training: toDataset(mat.get(features), mat.get(labels), { source: name, name }) };
  }
  const names = { source: name, name: `${name} (training)` };
  const training = toDataset(mat.get(features), mat.get(labels), names);
  const { classNames } = training.target;
  const testNames = { source: name, name: `${name} (test)`, classNames };
  const test = toDataset(mat.get(testFeatures), mat.get(testLabels), testNames);
  return { training, test: alignDataset(test, labelsOf(training)) };
}

/** The names that the article's file uses, with those of test examples only if the file has one of them. */
function usualVariables(mat: MatFile): MatVariables {
  const hasTest = mat.names.includes("Xval") || mat.names.includes("yval");
  return hasTest ? ["X", "y", "Xval", "yval"] : ["X", "y"];
}

/** What a data set is called: the file that it is from, itself, and its classes where they are known. */
interface DatasetNames {
  readonly source: string;
  readonly name: string;
  readonly classNames?: readonly string[];
}

/** Sizes are compared before anything is made of them, since a size costs a file nothing. */
function toDataset(x: MatArray, y: MatArray, { source, name, classNames }: DatasetNames): Dataset {
  const { examples, columns } = sizesOf(x, source);
  checkLabels(y, { x, examples, columns }, source);
  if (columns > MAX_FEATURES) {
    throw mismatch(source, `at most ${formatCount(MAX_FEATURES)} columns in "${x.name}"`, listSizes(x));
  }
  const features = Array.from({ length: columns }, (_, k): NumberColumn => {
    const values = x.values.subarray(k * examples, (k + 1) * examples);
    return { type: "number", name: `x${k + 1}`, values };
  });
  const where = `${source}, variable "${y.name}"`;
  const categories = encodeCategories(y.values, where, classNames);
  const hint = `Name features and classes: variables "${x.name}", "…" (--variables).`;
  checkFewClasses(categories, where, hint);
  return new Dataset({ name, features, target: { type: "category", name: y.name, ...categories } });
}

/** Labels are a row or a column of numbers, as many as there are examples. */
function checkLabels(
  y: MatArray,
  { x, examples, columns }: { readonly x: MatArray } & MatrixSizes,
  source: string,
): void {
  if (!y.dimensions.includes(y.values.length)) {
    const hint =
      y.dimensions[0] === examples
        ? `If it has a column for every class, store their numbers: [~, ${y.name}] = max(${y.name}, [], 2).`
        : undefined;
    throw mismatch(source, `a row or a column of labels as "${y.name}"`, listSizes(y), hint);
  }
  if (y.values.length === examples) return;
  const expected = `as many labels in "${y.name}" as "${x.name}" has rows (${examples})`;
  const hint = y.values.length === columns ? `Store the transpose: ${x.name} = ${x.name}'.` : undefined;
  throw mismatch(source, expected, listSizes(y), hint);
}

/**
 * A matrix of a file as rows, one per example.
 *
 * @param featureNames what its columns should be
 * @param source what the matrix belongs to, for messages
 * @throws InvalidInputError when it is empty, no matrix, or has another number of columns
 */
export function toMatRows(matrix: MatArray, featureNames: readonly string[], source: string): number[][] {
  const { examples, columns } = sizesOf(matrix, source);
  const { name, values } = matrix;
  if (columns !== featureNames.length) {
    const expected = `${formatPlural(featureNames.length, "column")} in "${name}" (${listNames(featureNames)})`;
    throw mismatch(source, expected, `${columns}`);
  }
  if (examples > MAX_ROWS) {
    throw mismatch(source, `at most ${formatCount(MAX_ROWS)} rows in "${name}"`, listSizes(matrix));
  }
  return Array.from({ length: examples }, (_, example) =>
    Array.from({ length: columns }, (_none, column) => values[column * examples + example] as number),
  );
}

interface MatrixSizes {
  readonly examples: number;
  readonly columns: number;
}

/** The sizes of a matrix that holds something: a row or a column of none could have any number of them. */
function sizesOf(matrix: MatArray, source: string): MatrixSizes {
  const [examples, columns, ...others] = matrix.dimensions as [number, number, ...number[]];
  if (others.length > 0) {
    throw mismatch(source, `a matrix of examples × features as "${matrix.name}"`, listSizes(matrix));
  }
  if (matrix.values.length === 0) {
    throw mismatch(source, `at least one example and one feature in "${matrix.name}"`, listSizes(matrix));
  }
  return { examples, columns };
}

function listSizes({ dimensions }: MatArray): string {
  return dimensions.join("×");
}

function mismatch(where: string, expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "file", where, expected, received, hint });
}
