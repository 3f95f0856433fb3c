import { describeOptions, formatDefault, formatValue, type OptionTable } from "../base/options.ts";

/**
 * The command line that asks for some settings: flags for what differs from the defaults.
 *
 * @param words the command and its arguments
 * @param tables option tables, each with the values of its options; what is not given is left out
 * @param flags further flags with their values, as they are
 */
export function commandLineOf(
  words: readonly string[],
  tables: readonly (readonly [OptionTable, Readonly<Record<string, unknown>>])[],
  flags: readonly string[] = [],
): string {
  return ["npx", "wellfit", ...words.map(quote), ...flagsOf(tables), ...flags.map(quote)].join(" ");
}

/** The words of flags that ask for settings where they differ from the defaults, as a shell takes them. */
export function flagsOf(
  tables: readonly (readonly [OptionTable, Readonly<Record<string, unknown>>])[],
): readonly string[] {
  const words = tables.flatMap(([table, values]) =>
    describeOptions(table).flatMap((option) => {
      const value = values[option.name];
      if (option.flag === undefined || value === undefined) return [];
      if (option.kind === "choiceByName") {
        const chosen = Object.entries(value as Readonly<Record<string, string>>);
        return chosen.flatMap(([name, choice]) => [`--${option.flag}`, `${name}:${choice}`]);
      }
      const text = formatValue(value);
      return option.default !== undefined && text === formatDefault(option) ? [] : [`--${option.flag}`, text];
    }),
  );
  return words.map(quote);
}

/** A word as a shell takes it literally. */
function quote(word: string): string {
  return /^[\w./,=:@+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
