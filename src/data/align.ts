import { InvalidInputError } from "../base/errors.ts";
import { listNames } from "../base/names.ts";
import {
  classNamesOf,
  type LabelsColumn,
  TARGET_WORDS,
  type TargetColumn,
  type TargetType,
} from "./columns.ts";
import { Dataset, type NumberColumn } from "./dataset.ts";
import type { Preparation } from "./preparation/preparation.ts";

/** The features and classes that something was trained on, in their order. */
export interface DataLabels {
  readonly featureNames: readonly string[];
  readonly targetName: string;
  /** The names of classes or labels; none where the target is numbers. */
  readonly classNames: readonly string[];
  /** What kind the target is: absent where it is classes. */
  readonly targetType?: TargetType | undefined;
  /** How they were made of the columns of a table; absent where they are numbers as they came. */
  readonly preparation?: Preparation | undefined;
}

/** What a data set calls its features and classes. */
export function labelsOf({ features, target, preparation }: Dataset<TargetColumn>): DataLabels {
  return {
    featureNames: features.map((feature) => feature.name),
    targetName: target.name,
    classNames: classNamesOf(target),
    ...(target.type === "category" ? {} : { targetType: target.type }),
    ...(preparation === undefined ? {} : { preparation }),
  };
}

/** What kind the target of names is. */
export function targetTypeOf({ targetType }: DataLabels): TargetType {
  return targetType ?? "category";
}

/**
 * A data set as something trained on other data takes it: features found by their names and put into the same order,
 * classes and labels by their names too. A label that the data set does not name none of its examples has. Weights stay.
 * A data set that is in order already is returned as it is.
 *
 * @throws InvalidInputError when the target is of another kind, a feature is missing or left over, a class or a label is
 *   unknown, or the features were prepared in another way, so that the same names are other numbers
 */
export function alignDataset<Target extends TargetColumn>(
  dataset: Dataset<Target>,
  labels: DataLabels,
): Dataset<Target> {
  const own = labelsOf(dataset);
  const [ownType, type] = [targetTypeOf(own), targetTypeOf(labels)];
  if (ownType !== type) throw mismatch(dataset, TARGET_WORDS[type], TARGET_WORDS[ownType]);
  checkPreparation(dataset, labels);
  if (isSame(own.featureNames, labels.featureNames) && isSame(own.classNames, labels.classNames))
    return dataset;
  if (!isSame(own.featureNames.toSorted(), labels.featureNames.toSorted())) {
    throw mismatch(dataset, `the features ${listNames(labels.featureNames)}`, listNames(own.featureNames));
  }
  const unknown = own.classNames.find(
    (name, index) => !labels.classNames.includes(name) && (dataset.classCounts[index] as number) > 0,
  );
  if (unknown !== undefined) {
    const kind = type === "labels" ? "labels" : "classes";
    throw mismatch(dataset, `no other ${kind} than ${listNames(labels.classNames)}`, `"${unknown}"`);
  }
  const features = new Map(dataset.features.map((feature) => [feature.name, feature]));
  return new Dataset({
    name: dataset.name,
    features: labels.featureNames.map((name) => features.get(name) as NumberColumn),
    target: renamed(dataset.target, labels.classNames),
    weights: dataset.weights,
    groups: dataset.groups,
    preparation: dataset.preparation,
    source: dataset.source,
  });
}

/** The same names can be other numbers: ages in years, or in deviations from the mean of other training rows. */
function checkPreparation(dataset: Dataset<TargetColumn>, { preparation }: DataLabels): void {
  const own = dataset.preparation;
  if (own === preparation || JSON.stringify(own) === JSON.stringify(preparation)) return;
  const words = (value: Preparation | undefined): string =>
    value === undefined ? "as they came" : "prepared";
  const expected = `features ${words(preparation)}${preparation === undefined ? "" : " by the preparation of the training data"}`;
  const received = own === undefined || preparation === undefined ? words(own) : "prepared by another";
  throw mismatch(dataset, expected, received);
}

/** A target with other names, or the same in another order. */
function renamed<Target extends TargetColumn>(target: Target, classNames: readonly string[]): Target {
  if (target.type === "number") return target;
  if (target.type === "labels") return { ...target, values: reordered(target, classNames), classNames };
  const newIndexes = target.classNames.map((name) => classNames.indexOf(name));
  return { ...target, values: target.values.map((value) => newIndexes[value] as number), classNames };
}

/** The zeros and ones of labels in another order. */
function reordered({ values, classNames }: LabelsColumn, order: readonly string[]): Uint8Array {
  const examples = values.length / classNames.length;
  const result = new Uint8Array(examples * order.length);
  order.forEach((name, k) => {
    const place = classNames.indexOf(name);
    if (place < 0) return;
    for (let example = 0; example < examples; example++) {
      result[example * order.length + k] = values[example * classNames.length + place] as number;
    }
  });
  return result;
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => name === right[index]);
}

function mismatch({ name }: Dataset<TargetColumn>, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "data", where: `data set "${name}"`, expected, received });
}
