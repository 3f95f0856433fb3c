import { describeValue, InvalidInputError } from "../base/errors.ts";
import { repeatedName } from "../base/names.ts";
import { formatPlural } from "../base/number-format.ts";
import { classNamesOf, countExamples, type NumberColumn, type TargetColumn } from "./columns.ts";

/** What is checked of a data set. */
interface CheckedParts {
  readonly name: string;
  readonly features: readonly NumberColumn[];
  readonly target: TargetColumn;
  readonly weights?: Float64Array | undefined;
  readonly groups?: ArrayLike<string | number> | undefined;
}

/**
 * Checks that the columns of a data set fit each other.
 *
 * @throws InvalidInputError when they are empty or differ in length, hold what they cannot, or use a name twice
 */
export function checkParts({ name, features, target, weights, groups }: CheckedParts): void {
  const fail: Fail = (expected, received, hint) => {
    throw invalidDataset(name, expected, received, hint);
  };
  checkType(target, fail);
  const examples = countExamples(target);
  if (target.type === "labels" && target.classNames.length === 0) fail("at least one label", "none");
  if (examples === 0) fail("at least one example", "none");
  if (features.length === 0) fail("at least one feature", "none");
  const repeated = repeatedName(features.map((feature) => feature.name));
  if (repeated !== undefined) fail("a different name for every feature", `"${repeated}" twice`);
  const repeatedClass = repeatedName(classNamesOf(target));
  if (repeatedClass !== undefined) {
    const kind = target.type === "labels" ? "label" : "class";
    fail(`a different name for every ${kind}`, `"${repeatedClass}" twice`);
  }
  const answers = target.type === "number" ? "targets" : "labels";
  for (const feature of features) {
    if (feature.values.length !== examples && Number.isInteger(examples)) {
      fail(`${examples} values of "${feature.name}", as many as ${answers}`, `${feature.values.length}`);
    }
    checkFinite(feature.values, `finite numbers in feature "${feature.name}"`, fail);
  }
  checkTarget(target, fail);
  if (weights !== undefined) checkWeights(weights, examples, fail);
  if (groups !== undefined) checkGroups(groups, examples, fail);
}

/** The error for a data set that is none. */
export function invalidDataset(
  name: string,
  expected: string,
  received: string,
  hint?: string,
): InvalidInputError {
  return new InvalidInputError({ source: "data", where: `data set "${name}"`, expected, received, hint });
}

type Fail = (expected: string, received: string, hint?: string) => void;

/** Callers without types may have a target of no kind that there is. */
function checkType({ type }: TargetColumn, fail: Fail): void {
  if (["category", "number", "labels"].includes(type)) return;
  fail('a target of type "category", "number" or "labels"', describeValue(type));
}

function checkTarget(target: TargetColumn, fail: Fail): void {
  const { name, values } = target;
  if (target.type === "number") {
    checkFinite(target.values, `finite numbers in the target "${name}"`, fail);
  } else if (target.type === "category") {
    const stray = target.values.find((value) => value >= target.classNames.length);
    if (stray !== undefined) fail(`class indexes below ${target.classNames.length}`, `${stray}`);
  } else {
    const labels = target.classNames.length;
    if (values.length % labels !== 0) {
      fail(`${formatPlural(labels, "value")} of "${name}" for every example`, `${values.length} in all`);
    }
    const bad = target.values.findIndex((value) => value > 1);
    const place = `as "${target.classNames[bad % labels]}" in example ${Math.floor(bad / labels) + 1}`;
    if (bad >= 0) fail(`zeros and ones as labels of "${name}"`, `${target.values[bad]} ${place}`);
  }
}

function checkFinite(values: Float64Array, expected: string, fail: Fail): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const received = `${describeValue(values[bad])} in example ${bad + 1}`;
  fail(expected, received, "Remove or fill in such examples first.");
}

function checkWeights(weights: unknown, examples: number, fail: Fail): void {
  if (!(weights instanceof Float64Array)) {
    return fail("a Float64Array of weights, one per example", describeValue(weights));
  }
  if (weights.length !== examples) fail(`${examples} weights, one per example`, `${weights.length}`);
  const bad = weights.findIndex((weight) => !(weight >= 0 && Number.isFinite(weight)));
  if (bad >= 0) {
    fail("weights that are finite and not negative", `${describeValue(weights[bad])} in example ${bad + 1}`);
  }
  if (weights.every((weight) => weight === 0)) fail("a weight above 0 for some example", "0 for all");
}

function checkGroups(groups: unknown, examples: number, fail: Fail): void {
  const isList = Array.isArray(groups) || (ArrayBuffer.isView(groups) && !(groups instanceof DataView));
  if (!isList) return fail("a list of groups, one per example", describeValue(groups));
  const names = groups as ArrayLike<unknown>;
  if (names.length !== examples) fail(`${examples} groups, one per example`, `${names.length}`);
  for (let example = 0; example < examples; example++) {
    const name = names[example];
    if (typeof name === "string" || (typeof name === "number" && Number.isFinite(name))) continue;
    fail("texts or finite numbers as groups", `${describeValue(name)} in example ${example + 1}`);
  }
}
