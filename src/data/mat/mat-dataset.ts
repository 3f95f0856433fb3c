import { InvalidInputError } from "../../base/errors.ts";
import { alignDataset, labelsOf } from "../align.ts";
import { checkFewClasses } from "../categories.ts";
import { Dataset } from "../dataset.ts";
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

/**
 * The data sets in a `.mat` file: features as a matrix of examples × features, labels as a row or column of numbers.
 *
 * @param variables where to look; by default X and y, and Xval and yval for testing where the file has them
 */
export function toMatDatasets(mat: MatFile, name: string, variables?: MatVariables): MatDatasets {
  const [features, labels, testFeatures, testLabels] = variables ?? usualVariables(mat);
  if (testFeatures === undefined || testLabels === undefined) {
    return { training: toDataset(mat.get(features), mat.get(labels), name) };
  }
  const training = toDataset(mat.get(features), mat.get(labels), `${name} (training)`);
  const { classNames } = training.target;
  const test = toDataset(mat.get(testFeatures), mat.get(testLabels), `${name} (test)`, classNames);
  return { training, test: alignDataset(test, labelsOf(training)) };
}

/** The names that the article's file uses, with those of test examples only if the file has one of them. */
function usualVariables(mat: MatFile): MatVariables {
  const hasTest = mat.names.includes("Xval") || mat.names.includes("yval");
  return hasTest ? ["X", "y", "Xval", "yval"] : ["X", "y"];
}

function toDataset(x: MatArray, y: MatArray, name: string, classNames?: readonly string[]): Dataset {
  const [examples, features] = x.dimensions as [number, number];
  const rows = toMatRows(x, name);
  if (y.values.length !== examples) {
    const hint = y.values.length === features ? `Store the transpose: ${x.name} = ${x.name}'.` : undefined;
    throw mismatch(
      name,
      `as many labels in "${y.name}" as "${x.name}" has rows (${examples})`,
      sizesOf(y),
      hint,
    );
  }
  const dataset = Dataset.fromRows({
    name,
    rows,
    labels: [...y.values],
    targetName: y.name,
    classNames,
  });
  const hint = `Name features and classes: variables "${x.name}", "…" (--variables).`;
  checkFewClasses(dataset.target, `${name}, variable "${y.name}"`, hint);
  return dataset;
}

/** A matrix of a file as rows, one per example. @param source what the matrix belongs to, for messages */
export function toMatRows(matrix: MatArray, source: string): number[][] {
  if (matrix.dimensions.length > 2) {
    throw mismatch(source, `a matrix of examples × features as "${matrix.name}"`, sizesOf(matrix));
  }
  const examples = matrix.dimensions[0] as number;
  const rows = Array.from({ length: examples }, (): number[] => []);
  matrix.values.forEach((value, index) => {
    (rows[index % examples] as number[])[Math.floor(index / examples)] = value;
  });
  return rows;
}

function sizesOf(array: MatArray): string {
  return array.dimensions.join("×");
}

function mismatch(where: string, expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "file", where, expected, received, hint });
}
