import { InvalidInputError } from "../base/errors.ts";
import { describeOption, type OptionNaming, type OptionTable, ownName } from "../base/options.ts";

/** An option that chooses a row of a name table, and those options that only some of the rows use. */
export interface Choice {
  /** The table that all of them are in. */
  readonly table: OptionTable;
  /** The name of the option that chooses. */
  readonly chooser: string;
  /** The name table, whose rows say which options they use. */
  readonly rows: Readonly<Record<string, { readonly uses: readonly string[] }>>;
}

/**
 * Refuses an option that was given although the chosen row does not use it.
 *
 * @param settings the options; those that no caller gave are undefined
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError naming the first such option and what to do
 */
export function checkUsed(
  { table, chooser, rows }: Choice,
  settings: Readonly<Record<string, unknown>>,
  nameOf: OptionNaming = ownName,
): void {
  const chosen = settings[chooser] as string;
  const used = rows[chosen]?.uses ?? [];
  const call = (option: string): string => nameOf(describeOption(table, option));
  for (const option of new Set(Object.values(rows).flatMap(({ uses }) => uses))) {
    if (settings[option] === undefined || used.includes(option)) continue;
    const users = Object.keys(rows).filter((name) => rows[name]?.uses.includes(option));
    const [where, name] = [call(option), call(chooser)];
    throw new InvalidInputError({
      source: "option",
      where,
      expected: `${name} ${users.join(" or ")} beside it`,
      received: `${name} ${chosen}`,
      hint: `Leave ${where} out, or take another ${name}.`,
    });
  }
}
