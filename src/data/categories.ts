import { describeValue, InvalidInputError } from "../base/errors.ts";
import { listNames } from "../base/names.ts";
import { isPlainNumber, isTooLarge } from "./decimal.ts";

/** Labels as indexes into the names of their classes. */
export interface EncodedCategories {
  readonly values: Uint32Array;
  readonly classNames: readonly string[];
}

/** One label per example: numbers and texts. */
export type Labels = ArrayLike<string | number>;

/** More different labels are measurements; a JavaScript map of them would have no end to grow to. */
const MAX_CLASSES = 2 ** 20;

/**
 * Labels of any kind as class indexes. Classes are sorted: numbers by size, texts by code point, never by the
 * machine's locale. Where all labels are numbers, each number is one class however it is spelled, and the class is
 * named by its shortest spelling: "1.0" and "1e0" are "1".
 *
 * @param labels one label per example
 * @param where whose labels they are, for messages
 * @param known the classes and their order where they are known (a test set's come from its training set)
 * @param exampleOf the example, counted from 0, that a label belongs to, for messages
 * @throws InvalidInputError when a label is missing, no finite number, or none of the known classes
 */
export function encodeCategories(
  labels: Labels,
  where: string,
  known?: readonly string[],
  exampleOf: (place: number) => number = (place) => place,
): EncodedCategories {
  const distinct = distinctLabels(labels, where, exampleOf);
  const isNumeric = distinct.every(isNumber);
  const nameOf = (label: string | number): string => (isNumeric ? toNumberName(label) : spell(label));
  const classNames = known ?? occurringNames(distinct.map(nameOf), isNumeric);
  const places = new Map(classNames.map((name, index) => [name, index]));
  const indexes = new Map(
    distinct.map((label) => [
      label,
      places.get(spell(label)) ?? (isNumber(label) ? places.get(toNumberName(label)) : undefined),
    ]),
  );
  const values = new Uint32Array(labels.length);
  for (let place = 0; place < labels.length; place++) {
    const label = labels[place] as string | number;
    const index = indexes.get(label);
    if (index === undefined) throw unknownLabel(label, exampleOf(place), { where, known });
    values[place] = index;
  }
  return { values, classNames: Object.freeze([...classNames]) };
}

/** What stands for a value that is missing, in the spellings of spreadsheets, R, pandas, NumPy, MATLAB and databases. */
export const MISSING_LABEL: RegExp = /^([+-]?(nan|inf|infinity)|#?n\/?a|<na>|null|)$/i;

/** What to do about a label that {@link isMissing}. */
export const MISSING_HINT = "Remove such examples first, or rename the class if it is one.";

/** Whether a label stands for a missing one, or for no finite number. "none" may be a class. */
export function isMissing(label: string): boolean {
  return MISSING_LABEL.test(label) || isTooLarge(label);
}

/** The different labels in the order in which they occur first. */
function distinctLabels(
  labels: Labels,
  where: string,
  exampleOf: (place: number) => number,
): (string | number)[] {
  const isList = Array.isArray(labels) || (ArrayBuffer.isView(labels) && !(labels instanceof DataView));
  if (!isList) throw refused(where, "a list of labels, one per example", describeValue(labels));
  const seen = new Set<string | number>();
  for (let place = 0; place < labels.length; place++) {
    const label: unknown = labels[place];
    if (typeof label !== "string" && typeof label !== "number") {
      const received = `${describeValue(label)} in example ${exampleOf(place) + 1}`;
      throw refused(where, "texts or numbers as labels", received);
    }
    seen.add(label);
    if (seen.size > MAX_CLASSES) throw refused(where, `at most ${MAX_CLASSES} different labels`, "more");
  }
  return [...seen];
}

function isNumber(label: string | number): boolean {
  return typeof label === "number" ? Number.isFinite(label) : isPlainNumber(label.trim());
}

/** A label as it is written, without the space around it. */
function spell(label: string | number): string {
  return String(label).trim();
}

/** A number in its shortest spelling. */
function toNumberName(label: string | number): string {
  return String(Number(label));
}

/** The names that occur, sorted; what stands for a missing label is no name. */
function occurringNames(names: readonly string[], isNumeric: boolean): string[] {
  return sortedNames(
    [...new Set(names)].filter((name) => !isMissing(name)),
    isNumeric,
  );
}

/** Names of classes in their order: numbers by size, texts by code point, never by the machine's locale. */
export function sortedNames(names: readonly string[], isNumeric: boolean = names.every(isNumber)): string[] {
  return isNumeric ? names.toSorted((a, b) => Number(a) - Number(b)) : names.toSorted();
}

function unknownLabel(
  label: string | number,
  example: number,
  { where, known }: { readonly where: string; readonly known: readonly string[] | undefined },
): InvalidInputError {
  const spelled = spell(label);
  const received = spelled === "" ? "none" : describeValue(typeof label === "number" ? label : spelled);
  return refused(
    where,
    known === undefined ? "a class for every example" : `one of the classes ${listNames(known)}`,
    `${received} in example ${example + 1}`,
    isMissing(spelled) ? MISSING_HINT : undefined,
  );
}

function refused(where: string, expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "data", where, expected, received, hint });
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
