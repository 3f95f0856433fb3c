import { describeValue, type InputSource, InvalidInputError } from "../base/errors.ts";
import { repeatedName } from "../base/names.ts";
import { type DataLabels, targetTypeOf } from "../data/align.ts";
import { featureNames as namesOfPrepared } from "../data/preparation/feature-names.ts";
import type { Preparation } from "../data/preparation/preparation.ts";
import { heads } from "../network/heads.ts";
import type { NetworkSpec } from "../network/spec.ts";

/**
 * Checks the names of a network's features and classes: as many as it takes, all texts, none twice; and that a preparation
 * makes them. Callers without types may leave them out.
 *
 * @param spec tells how many there are, and what kind of target its head takes
 * @param at where the names came from, for messages
 * @throws InvalidInputError for the first that is wrong
 */
export function checkLabels(
  labels: DataLabels,
  { inputs, head = "binary", outputs = 1 }: NetworkSpec,
  at: { readonly source: InputSource; readonly where: string },
): void {
  const refused = (expected: string, received: string): InvalidInputError =>
    new InvalidInputError({ ...at, expected, received });
  const given: unknown = labels;
  if (typeof given !== "object" || given === null) {
    throw refused("labels, an object with featureNames, targetName and classNames", describeValue(given));
  }
  const { featureNames, classNames, targetName } = labels;
  const checkNames = (what: string, names: unknown, count: number): void => {
    const expected = `${what}, a list of ${count} texts, none twice`;
    if (!Array.isArray(names)) throw refused(expected, describeValue(names));
    if (names.length !== count) throw refused(expected, String(names.length));
    const noText = names.findIndex((name) => typeof name !== "string");
    if (noText >= 0) throw refused(expected, describeValue(names[noText]));
    const repeated = repeatedName(names as string[]);
    if (repeated !== undefined) throw refused(expected, `${describeValue(repeated)} twice`);
  };
  checkNames("featureNames", featureNames, inputs);
  const { targetType } = heads[head];
  checkNames("classNames", classNames, targetType === "number" ? 0 : head === "binary" ? 2 : outputs);
  const type = targetTypeOf(labels);
  if (type !== targetType)
    throw refused(`targetType "${targetType}" for the head ${head}`, describeValue(type));
  if (typeof targetName !== "string") throw refused("targetName, a text", describeValue(targetName));
  const { preparation } = labels;
  if (preparation === undefined) return;
  // All of it is checked where it comes from a file: that takes a page that trains two kilobytes more.
  if (!Array.isArray((preparation as Partial<Preparation> | null)?.columns))
    throw refused(
      "a preparation, as fitPreparation or parsePreparation gives it",
      describeValue(preparation),
    );
  if (makesNames(preparation, labels)) return;
  throw refused("a preparation that makes these features and this target", "another");
}

/** Whether a preparation makes features with these names, and of its target, if it has one, these classes or numbers. */
function makesNames(
  preparation: Preparation,
  { featureNames, targetName, classNames, targetType }: DataLabels,
): boolean {
  const isSame = (own: readonly string[], others: readonly string[]): boolean =>
    own.length === others.length && own.every((name, index) => name === others[index]);
  if (!isSame(namesOfPrepared(preparation), featureNames)) return false;
  const { target } = preparation;
  if (target === undefined) return true;
  if (target.name !== targetName) return false;
  return target.type === "number"
    ? targetType === "number"
    : targetType === undefined && isSame(target.classNames, classNames);
}
