import { describeValue, InvalidInputError } from "../base/errors.ts";
import { TARGET_WORDS } from "./columns.ts";
import { type DataSplit, Dataset, type TargetColumn } from "./dataset.ts";

/**
 * Checks an argument that should be a {@link Dataset} with a target of any kind: callers without types often pass a whole split.
 *
 * @param where what the message is about: the name of the function, or of the option
 * @throws InvalidInputError that says what to pass instead
 */
export function checkDataset(value: unknown, where: string): asserts value is Dataset<TargetColumn> {
  if (value instanceof Dataset) return;
  const hint = hasDatasets(value)
    ? "Pass one of its parts: its training part to train on."
    : "Dataset.fromRows makes one from rows of numbers and their labels.";
  throw refused(where, "a Dataset", value, hint);
}

/**
 * Checks an argument that should be a {@link DataSplit}, with or without a name.
 *
 * @param where what the message is about: the name of the function
 * @throws InvalidInputError that says what to pass instead, or which part is none
 */
export function checkDataSplit(
  value: unknown,
  where: string,
): asserts value is Omit<DataSplit<TargetColumn>, "name"> {
  if (value instanceof Dataset || typeof value !== "object" || value === null || Array.isArray(value)) {
    throw refused(where, "an object with training and test", value, "splitDataset divides a Dataset.");
  }
  const { training, development, test } = value as Partial<DataSplit<TargetColumn>>;
  checkDataset(training, `${where}: training`);
  if (development !== undefined) checkDataset(development, `${where}: development`);
  checkDataset(test, `${where}: test`);
}

/**
 * Checks that the target of a data set is classes, for what nothing else would mean anything.
 *
 * @throws InvalidInputError that names the data set
 */
export function checkClasses(dataset: Dataset<TargetColumn>): asserts dataset is Dataset {
  const { name, target } = dataset;
  if (target.type === "category") return;
  throw new InvalidInputError({
    source: "data",
    where: `data set "${name}"`,
    expected: TARGET_WORDS.category,
    received: TARGET_WORDS[target.type],
  });
}

function hasDatasets(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && Object.values(value).some((x) => x instanceof Dataset)
  );
}

function refused(where: string, expected: string, value: unknown, hint: string): InvalidInputError {
  const received = value instanceof Dataset ? `the Dataset "${value.name}"` : describeValue(value);
  return new InvalidInputError({ source: "data", where, expected, received, hint });
}
