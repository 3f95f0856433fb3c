import { InvalidInputError } from "../base/errors.ts";
import { listNames } from "../base/names.ts";
import { Dataset, type NumberColumn } from "./dataset.ts";

/** The features and classes that something was trained on, in their order. */
export interface DataLabels {
  readonly featureNames: readonly string[];
  readonly targetName: string;
  readonly classNames: readonly string[];
}

/** What a data set calls its features and classes. */
export function labelsOf({ features, target }: Dataset): DataLabels {
  const featureNames = features.map((feature) => feature.name);
  return { featureNames, targetName: target.name, classNames: target.classNames };
}

/**
 * A data set as something trained on other data takes it: features found by their names and put into the same order,
 * classes by their names too. A data set that is in order already is returned as it is.
 *
 * @throws InvalidInputError when a feature is missing or left over, or a class is unknown
 */
export function alignDataset(dataset: Dataset, labels: DataLabels): Dataset {
  const own = labelsOf(dataset);
  if (isSame(own.featureNames, labels.featureNames) && isSame(own.classNames, labels.classNames))
    return dataset;
  if (!isSame(own.featureNames.toSorted(), labels.featureNames.toSorted())) {
    throw mismatch(dataset, `the features ${listNames(labels.featureNames)}`, listNames(own.featureNames));
  }
  const unknown = own.classNames.find(
    (name, index) => !labels.classNames.includes(name) && (dataset.classCounts[index] as number) > 0,
  );
  if (unknown !== undefined) {
    throw mismatch(dataset, `no other classes than ${listNames(labels.classNames)}`, `"${unknown}"`);
  }
  const features = new Map(dataset.features.map((feature) => [feature.name, feature]));
  const newIndexes = own.classNames.map((name) => labels.classNames.indexOf(name));
  return new Dataset({
    name: dataset.name,
    features: labels.featureNames.map((name) => features.get(name) as NumberColumn),
    target: {
      ...dataset.target,
      values: dataset.target.values.map((value) => newIndexes[value] as number),
      classNames: labels.classNames,
    },
  });
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => name === right[index]);
}

function mismatch({ name }: Dataset, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "data", where: `data set "${name}"`, expected, received });
}
