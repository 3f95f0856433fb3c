import * as v from "valibot";
import { describeValue, InvalidInputError } from "../../base/errors.ts";
import type { WithReadonlyLists } from "../../base/options.ts";
import { TABLE_FILE } from "../input-kinds.ts";
import { columnIndex, type RawTable } from "../table/raw-table.ts";
import { COLUMN_ROLES } from "./column-roles.ts";
import { COLUMN_TYPES } from "./column-types.ts";
import { SCALING_NAMES } from "./scaling.ts";

/** What a person can say of a column: its type, or that it is to be left out. */
export const COLUMN_CHOICES = [...COLUMN_TYPES, "drop"] as const;

/** What a person says of a column. A column that is given a type is kept, whatever speaks against it. */
export type ColumnChoice = (typeof COLUMN_CHOICES)[number];

/** The most categories of a column that can have a feature each. */
export const MAX_CATEGORIES = 1000;

/** What the columns of a table are said to be, by their names. */
export const columnChoices = v.record(v.string(), v.picklist(COLUMN_CHOICES));

/** How tables become numbers. */
export const preparationOptions = v.strictObject({
  target: v.optional(
    v.pipe(
      v.string(),
      v.description("name of the column to predict, which is no feature"),
      v.metadata({ flag: "target", placeholder: "column" }),
    ),
  ),
  columns: v.optional(
    v.pipe(
      columnChoices,
      v.description("what columns hold, by their names, where that is not to be found out"),
      v.metadata({
        flag: "column",
        placeholder: "name:type",
        expected: `an object of columns, each ${COLUMN_CHOICES.join(", ")}`,
        appliesTo: TABLE_FILE,
      }),
    ),
  ),
  roles: v.optional(
    v.pipe(
      v.record(v.string(), v.picklist(COLUMN_ROLES)),
      v.description("by which columns rows are divided, which are therefore no features"),
      v.metadata({ expected: `an object of columns, each ${COLUMN_ROLES.join(", ")}` }),
    ),
  ),
  scaling: v.optional(
    v.pipe(
      v.picklist(SCALING_NAMES),
      v.description("how numbers and dates are brought to one scale"),
      v.metadata({ flag: "scaling", appliesTo: TABLE_FILE }),
    ),
    "standard",
  ),
  imputation: v.optional(
    v.pipe(
      v.picklist(["median", "mean"]),
      v.description("what stands in for missing numbers and dates"),
      v.metadata({ flag: "imputation", appliesTo: TABLE_FILE }),
    ),
    "median",
  ),
  missingCategories: v.optional(
    v.pipe(
      v.picklist(["none", "most-frequent"]),
      v.description("the category of rows that have none: no category, or the most frequent"),
      v.metadata({ flag: "missing-categories", appliesTo: TABLE_FILE }),
    ),
    "none",
  ),
  maxCategories: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(MAX_CATEGORIES),
      v.description("the most frequent categories that get a feature each; all others share one"),
      v.metadata({ flag: "max-categories", placeholder: "number", appliesTo: TABLE_FILE }),
    ),
    50,
  ),
  scaleTarget: v.optional(
    v.pipe(
      v.boolean(),
      v.description("whether a target of numbers is brought to mean 0 and deviation 1"),
      v.metadata({ flag: "scale-target", placeholder: "true|false", appliesTo: TABLE_FILE }),
    ),
    false,
  ),
});

/** How tables become numbers, complete. */
export type PreparationSettings = v.InferOutput<typeof preparationOptions>;

/** How tables become numbers, as a caller may say it: everything has a default. */
export type PreparationOptions = WithReadonlyLists<v.InferInput<typeof preparationOptions>>;

/**
 * What is said of the columns of a table, by their places.
 * @throws InvalidInputError for a column that the table has not, or that can be nothing of the kind
 */
export function choicesByPlace(
  table: RawTable,
  columns: PreparationOptions["columns"] = {},
): ReadonlyMap<number, ColumnChoice> {
  return new Map(
    Object.entries(columns).map(([name, choice]) => {
      const index = columnIndex(table, name);
      checkChoice(choice, `column "${name}"`);
      const column = table.columns[index];
      if (column?.type === "other" && choice !== "drop") {
        throw refused(`column "${name}"`, "texts, numbers, truth values or dates", column.holds);
      }
      return [index, choice];
    }),
  );
}

/** Valibot passes over names that every object has, such as "constructor". */
function checkChoice(choice: unknown, where: string): asserts choice is ColumnChoice {
  if ((COLUMN_CHOICES as readonly unknown[]).includes(choice)) return;
  throw refused(where, `one of ${COLUMN_CHOICES.join(", ")}`, describeValue(choice));
}

function refused(where: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "option", where, expected, received });
}
