import type { InvalidInputError } from "../../base/errors.ts";
import { listNames } from "../../base/names.ts";
import { formatCount, formatPlural } from "../../base/number-format.ts";
import { alignDataset, labelsOf } from "../align.ts";
import { checkFewClasses, encodeCategories } from "../categories.ts";
import { type CategoryColumn, Dataset, type NumberColumn, type TargetColumn } from "../dataset.ts";
import { invalidFile } from "../invalid-file.ts";
import { MAX_COLUMNS } from "../max-columns.ts";
import { placeName, type RawTable } from "../table/raw-table.ts";
import type { TargetChoice, TargetsByChoice } from "../target-choice.ts";
import type { ArrayAdvice, NamedArrays, NumberArray } from "./named-arrays.ts";

/** The names of the arrays that hold features and labels; without the last two the file has no test examples. */
export type ArrayNames = readonly [
  features: string,
  labels: string,
  testFeatures?: string,
  testLabels?: string,
];

/** Which arrays are taken, and what the target is. */
export interface ArrayOptions<Choice extends ArrayChoice = "classes"> {
  /** By default X and y, and Xval and yval for testing where the file has them; or X_train, y_train, X_test and y_test. */
  readonly variables?: ArrayNames | undefined;
  /** What the labels are: "classes" by default, or "number". */
  readonly targetType?: Choice | undefined;
}

/** What a list of numbers can be as a target. */
export type ArrayChoice = Exclude<TargetChoice, "labels">;

/** Examples of a file, already divided where the file divides them. */
export interface ArrayDatasets<Target extends TargetColumn = CategoryColumn> {
  readonly training: Dataset<Target>;
  readonly test?: Dataset<Target>;
}

/** A row of an array takes memory beyond its numbers, which a small file can ask for. */
const MAX_ROWS = 10_000_000;

/** What arrays are usually called: in the article's file, and in programs in Python. */
const USUAL_NAMES: readonly ArrayNames[] = [
  ["X", "y", "Xval", "yval"],
  ["X_train", "y_train", "X_test", "y_test"],
  ["x_train", "y_train", "x_test", "y_test"],
];

/**
 * The data sets in a file of arrays: features as a matrix of examples × features, labels as a row or column of numbers.
 *
 * @throws InvalidInputError when an array is missing or empty, sizes do not fit, or a label is no class
 * @throws UnsupportedError when an array holds no plain numbers
 */
export function toArrayDatasets<Choice extends ArrayChoice = "classes">(
  arrays: NamedArrays,
  name: string,
  { variables, targetType }: ArrayOptions<Choice> = {},
): ArrayDatasets<TargetsByChoice[Choice]> {
  const [features, labels, testFeatures, testLabels] = variables ?? usualVariables(arrays);
  const choice: ArrayChoice = targetType ?? "classes";
  const whole = { arrays, source: name, choice };
  const read = (pair: readonly [string, string], part: string, classNames?: readonly string[]) =>
    toDataset(pair, { ...whole, name: part, classNames }) as Dataset<TargetsByChoice[Choice]>;
  if (testFeatures === undefined || testLabels === undefined) {
    return { training: read([features, labels], name) };
  }
  const training = read([features, labels], `${name} (training)`);
  const classNames = training.target.type === "number" ? undefined : training.target.classNames;
  const test = read([testFeatures, testLabels], `${name} (test)`, classNames);
  return { training, test: alignDataset(test, labelsOf(training)) };
}

/**
 * The features and labels in a file of arrays as a table, without those of test examples.
 * @throws InvalidInputError as {@link toArrayDatasets} does
 */
export function toArrayTable(arrays: NamedArrays, source: string): RawTable {
  const [features, labels] = usualVariables(arrays);
  const { x, y } = readPair(arrays, [features, labels], source);
  const columns = [...matrixColumns(x), { type: "number" as const, name: y.name, values: y.values }];
  const [rows] = x.dimensions as [number];
  return {
    source,
    origin: "arrays",
    columns,
    rows,
    hasNames: true,
    placeOf: (row) => `${source}, row ${row + 1}`,
  };
}

/** The first usual names of which the file has one, those of test examples only if it has one of them. */
function usualVariables({ names }: NamedArrays): ArrayNames {
  const used = USUAL_NAMES.find((usual) => usual.some((name) => name !== undefined && names.includes(name)));
  const [features, labels, ...test] = used ?? ["X", "y"];
  return test.some((name) => name !== undefined && names.includes(name))
    ? [features, labels, ...test]
    : [features, labels];
}

/** Where a data set comes from, what it and its target are, and its classes where they are known. */
interface ArrayPart {
  readonly arrays: NamedArrays;
  readonly source: string;
  readonly name: string;
  readonly choice: ArrayChoice;
  readonly classNames: readonly string[] | undefined;
}

function toDataset(
  names: readonly [features: string, labels: string],
  { arrays, source, name, choice, classNames }: ArrayPart,
): Dataset<TargetColumn> {
  const { x, y } = readPair(arrays, names, source);
  const features = matrixColumns(x);
  if (choice === "number") {
    return new Dataset<TargetColumn>({
      name,
      features,
      target: { type: "number", name: y.name, values: y.values },
    });
  }
  const where = `${source}, variable "${y.name}"`;
  const categories = encodeCategories(y.values, where, classNames);
  const hint =
    `Name features and classes: variables "${x.name}", "…" (--variables). ` +
    'If it holds numbers to predict, say so: targetType "number" (--target-type).';
  checkFewClasses(categories, where, hint);
  return new Dataset<TargetColumn>({
    name,
    features,
    target: { type: "category", name: y.name, ...categories },
  });
}

/** Features and labels. Sizes are compared before anything is made of them, since a size costs a file nothing. */
function readPair(
  arrays: NamedArrays,
  [features, labels]: readonly [features: string, labels: string],
  source: string,
): { readonly x: NumberArray; readonly y: NumberArray } {
  const x = arrays.get(features);
  const y = arrays.get(labels);
  const { examples, columns } = sizesOf(x, source, arrays.advice);
  checkLabels(y, { x, examples, columns, advice: arrays.advice }, source);
  if (columns > MAX_COLUMNS) {
    throw mismatch(source, `at most ${formatCount(MAX_COLUMNS)} columns in "${x.name}"`, listSizes(x));
  }
  return { x, y };
}

/** The columns of a matrix, which have no names. */
function matrixColumns({ values, dimensions: [rows, columns] }: NumberArray): NumberColumn[] {
  const length = rows as number;
  return Array.from({ length: columns as number }, (_, k) => ({
    type: "number",
    name: placeName(k),
    values: values.subarray(k * length, (k + 1) * length),
  }));
}

/** Labels are a row or a column of numbers, as many as there are examples. */
function checkLabels(
  y: NumberArray,
  { x, examples, columns, advice }: { readonly x: NumberArray; readonly advice: ArrayAdvice } & MatrixSizes,
  source: string,
): void {
  if (!y.dimensions.includes(y.values.length)) {
    const hint = y.dimensions[0] === examples ? advice.classNumbers(y.name) : undefined;
    throw mismatch(source, `a row or a column of labels as "${y.name}"`, listSizes(y), hint);
  }
  if (y.values.length === examples) return;
  const expected = `as many labels in "${y.name}" as "${x.name}" has rows (${examples})`;
  const hint = y.values.length === columns ? advice.transpose(x.name) : undefined;
  throw mismatch(source, expected, listSizes(y), hint);
}

/**
 * A matrix of a file as rows, one per example.
 *
 * @param featureNames what its columns should be
 * @param source what the matrix belongs to, for messages
 * @throws InvalidInputError when it is empty, no matrix, or has another number of columns
 */
export function toArrayRows(
  matrix: NumberArray,
  featureNames: readonly string[],
  source: string,
): number[][] {
  const { rows, columns } = toMatrixTable(matrix, featureNames, source);
  return Array.from({ length: rows }, (_, example) => columns.map(({ values }) => values[example] as number));
}

/** A table of nothing but numbers. */
interface MatrixTable {
  readonly columns: NumberColumn[];
}

/** {@link toArrayRows} as a table. @param featureNames x1, x2, … where they are undefined, as many as there are */
export function toMatrixTable(
  matrix: NumberArray,
  featureNames: readonly string[] | undefined,
  source: string,
): MatrixTable & RawTable {
  const { examples, columns } = sizesOf(matrix, source);
  const { name } = matrix;
  if (featureNames !== undefined && columns !== featureNames.length) {
    const expected = `${formatPlural(featureNames.length, "column")} in "${name}" (${listNames(featureNames)})`;
    throw mismatch(source, expected, `${columns}`);
  }
  if (examples > MAX_ROWS) {
    throw mismatch(source, `at most ${formatCount(MAX_ROWS)} rows in "${name}"`, listSizes(matrix));
  }
  if (columns > MAX_COLUMNS) {
    throw mismatch(source, `at most ${formatCount(MAX_COLUMNS)} columns in "${name}"`, listSizes(matrix));
  }
  return {
    source,
    origin: "arrays",
    rows: examples,
    hasNames: featureNames !== undefined,
    columns: matrixColumns(matrix).map((column, k) => ({
      ...column,
      name: featureNames?.[k] ?? column.name,
    })),
    placeOf: (row) => `${source}, row ${row + 1}`,
  };
}

interface MatrixSizes {
  readonly examples: number;
  readonly columns: number;
}

/** The sizes of a matrix that holds something: a row or a column of none could have any number of them. */
function sizesOf(matrix: NumberArray, source: string, advice?: ArrayAdvice): MatrixSizes {
  const [examples, columns, ...others] = matrix.dimensions as [number, number, ...number[]];
  if (others.length > 0) {
    throw mismatch(
      source,
      `a matrix of examples × features as "${matrix.name}"`,
      listSizes(matrix),
      advice?.flatten(matrix.name),
    );
  }
  if (matrix.values.length === 0) {
    throw mismatch(source, `at least one example and one feature in "${matrix.name}"`, listSizes(matrix));
  }
  return { examples, columns };
}

function listSizes({ dimensions }: NumberArray): string {
  return dimensions.join("×");
}

function mismatch(where: string, expected: string, received: string, hint?: string): InvalidInputError {
  return invalidFile(where, expected, received, hint);
}
