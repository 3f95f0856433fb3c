/** A preparation as a value: plain JSON that a model's file can hold, strict about what it accepts. */

import * as v from "valibot";
import { describeValue } from "../../base/errors.ts";
import { listNames, repeatedName } from "../../base/names.ts";
import { invalidFile } from "../invalid-file.ts";
import { MAX_COLUMNS } from "../max-columns.ts";
import { FINDING_NAMES } from "./findings.ts";
import { MAX_CATEGORIES } from "./preparation-options.ts";
import { LARGEST } from "./scale.ts";

/** The version that is written; others are refused. */
export const PREPARATION_VERSION = 1;

const MAX_CLASSES = 2 ** 20;
const MAX_NAME_LENGTH = 2 ** 16;

const name = v.pipe(v.string(), v.maxLength(MAX_NAME_LENGTH));
const number = v.pipe(v.number(), v.minValue(-LARGEST), v.maxValue(LARGEST));
const scale = { center: number, spread: v.pipe(v.number(), v.gtValue(0), v.maxValue(2 * LARGEST)) };
const hasIndicator = v.pipe(
  v.boolean(),
  v.description("whether a feature says where a value is missing: where training rows lacked some"),
);
const categories = (most: number) => v.pipe(v.array(name), v.maxLength(most));

const columnSchema = v.variant("type", [
  v.strictObject({ type: v.literal("number"), name, ...scale, fill: number, hasIndicator }),
  v.strictObject({
    type: v.literal("date"),
    name,
    from: v.pipe(number, v.description("the earliest date of training, in milliseconds since 1970")),
    epoch: v.pipe(v.picklist(["milliseconds", "seconds"]), v.description("what numbers of the column count")),
    ...scale,
    fill: v.pipe(number, v.description("in days since the earliest")),
    hasIndicator,
  }),
  v.strictObject({ type: v.literal("boolean"), name, fill: v.picklist([0, 1]), hasIndicator }),
  v.strictObject({
    type: v.literal("category"),
    name,
    categories: categories(MAX_CATEGORIES),
    hasOther: v.pipe(v.boolean(), v.description("whether all other categories share a feature")),
    fill: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_CATEGORIES - 1))),
    hasIndicator,
  }),
]);

const targetSchema = v.variant("type", [
  v.strictObject({ type: v.literal("number"), name, ...scale }),
  v.strictObject({
    type: v.literal("boolean"),
    name,
    classNames: v.pipe(categories(2), v.length(2), v.description("what false and true are called")),
  }),
  v.strictObject({ type: v.literal("category"), name, classNames: categories(MAX_CLASSES) }),
]);

/** The schema of a {@link Preparation}. */
export const preparationSchema = v.strictObject({
  version: v.literal(PREPARATION_VERSION),
  columns: v.pipe(v.array(columnSchema), v.maxLength(MAX_COLUMNS)),
  dropped: v.pipe(
    v.array(v.strictObject({ name, finding: v.picklist(FINDING_NAMES), reason: name })),
    v.maxLength(MAX_COLUMNS),
  ),
  target: v.optional(targetSchema),
});

/**
 * How rows of a table become features, with everything that was learned from training rows. Plain JSON, which
 * `JSON.stringify` and {@link parsePreparation} keep to the last bit.
 */
export type Preparation = v.InferOutput<typeof preparationSchema>;

/** How one column becomes features. */
export type PreparedColumn = Preparation["columns"][number];

/** How the target is read. */
export type PreparedTarget = NonNullable<Preparation["target"]>;

/**
 * A preparation that came from a file, checked: types, bounds, and that it fits itself.
 *
 * @param document the parsed JSON
 * @param source the file's name, for messages
 * @throws InvalidInputError for anything but a preparation of this version
 */
export function parsePreparation(document: unknown, source = "the preparation"): Preparation {
  const result = v.safeParse(preparationSchema, document);
  if (!result.success) throw invalidIssue(result.issues[0], source);
  const preparation = result.output;
  const { columns, target } = preparation;
  const names = [...columns.map((column) => column.name), ...(target === undefined ? [] : [target.name])];
  checkDiffer(names, source, "columns");
  for (const column of columns) {
    if (column.type !== "category") continue;
    checkDiffer(column.categories, source, `categories of column "${column.name}"`);
    if (column.fill === null || column.fill < column.categories.length) continue;
    const expected = `one of ${column.categories.length} categories of column "${column.name}"`;
    throw invalidFile(source, expected, `category ${column.fill}`);
  }
  if (target !== undefined && target.type !== "number") checkDiffer(target.classNames, source, "classes");
  return preparation;
}

function checkDiffer(names: readonly string[], source: string, what: string): void {
  const repeated = repeatedName(names);
  if (repeated === undefined) return;
  throw invalidFile(source, `different ${what}`, `${describeValue(repeated)} twice in ${listNames(names)}`);
}

function invalidIssue(issue: v.InferIssue<typeof preparationSchema>, source: string) {
  const path = v.getDotPath(issue);
  const expected = `a preparation of wellfit, version ${PREPARATION_VERSION}`;
  if (path === null) return invalidFile(source, expected, describeValue(issue.input));
  if (issue.expected === "never")
    return invalidFile(source, expected, `one with "${path}", which is unknown`);
  const received =
    issue.input === undefined ? `one without "${path}"` : `${describeValue(issue.input)} as "${path}"`;
  return invalidFile(source, expected, received);
}
