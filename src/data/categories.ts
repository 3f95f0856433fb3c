import { describeValue, InvalidInputError } from "../base/errors.ts";
import { listNames } from "../base/names.ts";
import { isPlainNumber } from "./decimal.ts";

/** Labels as indexes into the names of their classes. */
export interface EncodedCategories {
  readonly values: Uint32Array;
  readonly classNames: readonly string[];
}

/**
 * Labels of any kind as class indexes. Classes are sorted: numbers by size, texts by code point, never by the
 * machine's locale. Where all labels are numbers, each number is one class however it is spelled: "1.0" is "1".
 *
 * @param labels one label per example
 * @param where whose labels they are, for messages
 * @param known the classes and their order where they are known (a test set's come from its training set)
 * @throws InvalidInputError when a label is missing or none of the known classes
 */
export function encodeCategories(
  labels: readonly (string | number)[],
  where: string,
  known?: readonly string[],
): EncodedCategories {
  const written = labels.map((label) => String(label).trim());
  const names = canonicalNames(written);
  const classNames = known ?? sortedNames(names);
  const indexes = new Map(classNames.map((name, index) => [name, index]));
  const values = Uint32Array.from(names, (name, example) => {
    const label = written[example] as string;
    const index = indexes.get(name) ?? indexes.get(label);
    if (index !== undefined && !isMissing(label)) return index;
    throw new InvalidInputError({
      source: "data",
      where,
      expected:
        known === undefined ? "a class for every example" : `one of the classes ${listNames(classNames)}`,
      received: `${label === "" ? "none" : isMissing(label) ? label : describeValue(label)} in example ${example + 1}`,
    });
  });
  return { values, classNames: Object.freeze([...classNames]) };
}

/** Whether a label stands for a missing one. */
export function isMissing(label: string): boolean {
  return label === "" || label === "NaN";
}

/** Where all labels are numbers, each number in one spelling. */
function canonicalNames(labels: readonly string[]): readonly string[] {
  return labels.every(isPlainNumber) ? labels.map((label) => String(Number(label))) : labels;
}

/** The names that occur, sorted; what stands for a missing label is no name. */
function sortedNames(labels: readonly string[]): string[] {
  const names = [...new Set(labels)].filter((name) => !isMissing(name));
  return names.every(isPlainNumber) ? names.toSorted((a, b) => Number(a) - Number(b)) : names.toSorted();
}

/** So many classes are no mistake, however few examples there are. */
const USUAL_CLASSES = 10;

/**
 * Refuses labels that are hardly classes, because most examples have one of their own: a column of measurements.
 *
 * @param where the column or variable, for messages
 * @param hint how to name another
 */
export function checkFewClasses(
  { values, classNames }: EncodedCategories,
  where: string,
  hint: string,
): void {
  if (classNames.length <= USUAL_CLASSES || classNames.length <= values.length / 2) return;
  throw new InvalidInputError({
    source: "file",
    where,
    expected: "classes, each of several examples",
    received: `${classNames.length} different values in ${values.length} examples`,
    hint,
  });
}
