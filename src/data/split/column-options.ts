import * as v from "valibot";
import { InvalidInputError } from "../../base/errors.ts";
import { describeOption, type OptionNaming, type OptionTable, ownName } from "../../base/options.ts";
import { TABLE_FILE } from "../input-kinds.ts";

/** The options that say by which column of a table its rows are divided into parts. */
export const splitColumnOptions = v.strictObject({
  splitColumn: columnOption("split-column", "name of the column that says of each row: train, dev or test"),
  groupColumn: columnOption(
    "group-column",
    "name of the column whose groups, such as patients, are not to be parted",
  ),
  timeColumn: columnOption(
    "time-column",
    "name of the column by which the oldest rows are trained on and the newest tested on",
  ),
});

/** The names of columns that divide a table; at most one says how. */
export type SplitColumns = v.InferOutput<typeof splitColumnOptions>;

function columnOption(flag: string, description: string) {
  return v.optional(
    v.pipe(
      v.string(),
      v.description(description),
      v.metadata({ flag, placeholder: "column", appliesTo: TABLE_FILE }),
    ),
  );
}

/** What each way to divide a table leaves nothing to do for. */
const CONTRADICTIONS = {
  splitColumn: ["timeColumn", "development", "test", "seed"],
  timeColumn: ["groupColumn", "seed"],
} as const;

/**
 * Refuses options of which one leaves the other nothing to do: a column that says how rows are divided beside another, or
 * beside shares or a seed. Beside a split column, a group column is welcome: its groups are not divided, but looked at.
 *
 * @param table the options, with the flags that the command line calls them by
 * @param given those that were given, without defaults
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError naming both
 */
export function checkSplitColumns(
  table: OptionTable,
  given: Readonly<Record<string, unknown>>,
  nameOf: OptionNaming = ownName,
): void {
  for (const [name, others] of Object.entries(CONTRADICTIONS)) {
    const other = others.find((option) => given[option] !== undefined);
    if (given[name] === undefined || other === undefined) continue;
    const [first, second] = [name, other].map((option) => nameOf(describeOption(table, option)));
    throw new InvalidInputError({
      source: "option",
      where: `${first} and ${second}`,
      expected: "one of the two",
      received: "both",
      hint: REASONS[name as keyof typeof CONTRADICTIONS],
    });
  }
}

const REASONS: Readonly<Record<keyof typeof CONTRADICTIONS, string>> = {
  splitColumn: "The column says the part of every row.",
  timeColumn: "Rows are divided by their time alone.",
};
