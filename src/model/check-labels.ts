import { describeValue, type InputSource, InvalidInputError } from "../base/errors.ts";
import { repeatedName } from "../base/names.ts";
import type { DataLabels } from "../data/align.ts";

/**
 * Checks the names of a network's features and classes: as many as it takes, all texts, none twice. Callers without
 * types may leave them out.
 *
 * @param inputs the number of features
 * @param at where the names came from, for messages
 * @throws InvalidInputError for the first that is wrong
 */
export function checkLabels(
  labels: DataLabels,
  inputs: number,
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
  checkNames("classNames", classNames, 2);
  if (typeof targetName !== "string") throw refused("targetName, a text", describeValue(targetName));
}
