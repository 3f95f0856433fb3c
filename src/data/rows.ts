import { describeValue, InvalidInputError } from "../base/errors.ts";
import { checkRows } from "../base/matrix.ts";
import { formatPlural } from "../base/number-format.ts";
import { encodeCategories } from "./categories.ts";
import { invalidDataset } from "./check-parts.ts";
import type { NumberColumn, TargetColumn } from "./columns.ts";
import { encodeLabelSets, type LabelSets } from "./label-sets.ts";

/** What rows of numbers have beside the answers. */
export interface FeatureRows {
  readonly name: string;
  /** One row per example, one number per feature. */
  readonly rows: readonly (readonly number[])[];
  /** x1, x2, … by default. */
  readonly featureNames?: readonly string[] | undefined;
  /** "y" by default. */
  readonly targetName?: string | undefined;
  /** How much each example counts: finite, none negative, not all 0. All the same by default. */
  readonly weights?: ArrayLike<number> | undefined;
  /** The group of each example, by a name: examples of one group are never parted. */
  readonly groups?: ArrayLike<string | number> | undefined;
}

/** Rows of which each is of a class. */
export interface LabelledRows extends FeatureRows {
  /** One label per example; numbers and texts become class names. */
  readonly labels: readonly (string | number)[];
  /** The classes in their order; by default the labels that occur, sorted. */
  readonly classNames?: readonly string[] | undefined;
}

/** Rows with a number each that is to be predicted. */
export interface RowsOfTargets extends FeatureRows {
  /** One finite number per example. */
  readonly targets: ArrayLike<number>;
}

/** Rows with any number of labels each. */
export interface RowsOfLabelSets extends FeatureRows {
  /** One list of labels per example, which may be empty. */
  readonly labelSets: LabelSets;
  /** The labels in their order; by default those that occur, sorted. */
  readonly classNames?: readonly string[] | undefined;
}

/** Rows with answers of any kind. */
export type RowsInput = LabelledRows | RowsOfTargets | RowsOfLabelSets;

/** The columns that {@link readRows} finds. */
interface ReadRows {
  readonly name: string;
  readonly features: readonly NumberColumn[];
  readonly target: TargetColumn;
  readonly weights: Float64Array | undefined;
  readonly groups: ArrayLike<string | number> | undefined;
}

/** The names of the answers, of which rows have one. */
const ANSWERS = ["labels", "targets", "labelSets"] as const;

/**
 * Rows of numbers with their answers as the columns of a data set.
 * @throws InvalidInputError when they are not numbers and answers, or not one kind of answers
 */
export function readRows(input: RowsInput): ReadRows {
  checkInput(input);
  const { name, weights, groups } = input;
  const target = toTarget(input);
  return {
    name,
    features: toFeatures(input),
    target,
    weights: weights === undefined ? undefined : toNumbers(weights, `data set "${name}", weights`),
    groups,
  };
}

function toFeatures({ name, rows, featureNames }: FeatureRows): NumberColumn[] {
  const columns = checkRows(rows, `data set "${name}"`);
  const names = featureNames ?? Array.from({ length: columns }, (_, k) => `x${k + 1}`);
  if (!Array.isArray(names) || names.length !== columns) {
    const expected = `a list of ${formatPlural(columns, "feature name")}, one per column`;
    throw invalidDataset(name, expected, Array.isArray(names) ? `${names.length}` : describeValue(names));
  }
  return names.map((feature: string, k) => ({
    type: "number",
    name: feature,
    values: Float64Array.from(rows, (row) => row[k] as number),
  }));
}

function toTarget(input: RowsInput): TargetColumn {
  const name = input.targetName ?? "y";
  const whose = `data set "${input.name}"`;
  if ("targets" in input && input.targets !== undefined) {
    return { type: "number", name, values: toNumbers(input.targets, `${whose}, targets`) };
  }
  if ("labelSets" in input && input.labelSets !== undefined) {
    const encoded = encodeLabelSets(input.labelSets, `${whose}, labelSets`, input.classNames);
    return { type: "labels", name, ...encoded };
  }
  const { labels, classNames } = input as LabelledRows;
  return { type: "category", name, ...encodeCategories(labels, `${whose}, labels`, classNames) };
}

/** Callers without types may pass rows and labels one by one, or more than one kind of answers. */
function checkInput(input: unknown): void {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw refused("Dataset.fromRows", "an object with name, rows and labels", describeValue(input));
  }
  const given = input as Record<string, unknown>;
  const answers = ANSWERS.filter((answer) => given[answer] !== undefined);
  if (answers.length > 1) {
    throw refused(`data set "${String(given.name)}"`, `one of ${ANSWERS.join(", ")}`, answers.join(" and "));
  }
  if (given.targets !== undefined && given.classNames !== undefined) {
    throw refused(`data set "${String(given.name)}"`, "no classNames beside targets", "both");
  }
}

/** A list of numbers, which callers without types may give in any shape. */
function toNumbers(given: ArrayLike<number>, where: string): Float64Array {
  const isTyped = ArrayBuffer.isView(given) && !(given instanceof DataView);
  const expected = "a list of numbers, one per example";
  if (!Array.isArray(given) && !isTyped) throw refused(where, expected, describeValue(given));
  return Float64Array.from(given, (value: unknown, example) => {
    if (typeof value === "number") return value;
    throw refused(where, expected, `${describeValue(value)} in example ${example + 1}`);
  });
}

function refused(where: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "data", where, expected, received });
}
