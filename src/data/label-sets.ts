import { describeValue, InvalidInputError } from "../base/errors.ts";
import { encodeCategories, isMissing } from "./categories.ts";
import type { LabelsColumn } from "./columns.ts";

/** The labels of every example: any number of texts and numbers, also none. */
export type LabelSets = readonly (readonly (string | number)[])[];

/**
 * Sets of labels as a table of zeros and ones, examples × labels. The names are spelled and sorted as those of classes
 * are; a label that an example has twice it has.
 *
 * @param where whose labels they are, for messages
 * @param known the labels and their order where they are known (a test set's come from its training set)
 * @throws InvalidInputError when there is no label at all, one is missing, or it is none of those known
 */
export function encodeLabelSets(
  sets: LabelSets,
  where: string,
  known?: readonly string[],
): Pick<LabelsColumn, "values" | "classNames"> {
  checkSets(sets, where);
  const owners = Uint32Array.from(sets.flatMap((set, example) => set.map(() => example)));
  const encoded = encodeCategories(sets.flat(), where, known, (place) => owners[place] as number);
  const { classNames } = encoded;
  if (classNames.length === 0) throw refused(where, "a label in some example", "none");
  const values = new Uint8Array(sets.length * classNames.length);
  encoded.values.forEach((label, place) => {
    values[(owners[place] as number) * classNames.length + label] = 1;
  });
  return { values, classNames };
}

/** Callers without types may give labels that are not in sets; a label that stands for a missing one is none. */
function checkSets(sets: unknown, where: string): void {
  const expected = "a list of labels for every example";
  if (!Array.isArray(sets)) throw refused(where, expected, describeValue(sets));
  for (const [example, set] of (sets as unknown[]).entries()) {
    const at = `in example ${example + 1}`;
    if (!Array.isArray(set)) throw refused(where, expected, `${describeValue(set)} ${at}`);
    const missing = set.find((label) => isMissing(String(label).trim()));
    if (missing === undefined) continue;
    throw refused(where, "texts or numbers as labels", `${describeValue(missing)} ${at}`);
  }
}

function refused(where: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "data", where, expected, received });
}
