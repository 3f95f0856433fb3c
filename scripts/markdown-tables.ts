/** The tables of the documents. */

import {
  describeOptions,
  formatDefault,
  type OptionDescription,
  type OptionTable,
} from "../src/base/options.ts";

/** A table of names with what each is. */
export function nameTable(
  table: Readonly<Record<string, { readonly description: string }>>,
  titles: readonly [string, string] = ["name", "what it is"],
): string {
  return markdownTable(
    titles,
    Object.entries(table).map(([name, { description }]) => [`\`${name}\``, description]),
  );
}

/** An option table with its flags. */
export function optionRows(table: OptionTable): string {
  return markdownTable(
    ["option", "flag", "default", "accepts", "meaning"],
    describeOptions(table).map((option) => [
      `\`${option.name}\``,
      option.flag === undefined ? "" : `\`--${option.flag}\``,
      describeDefault(option),
      option.expected,
      option.appliesTo === undefined ? option.description : `${option.description} (for ${option.appliesTo})`,
    ]),
  );
}

/** An option table of a program; commands have flags for some of its options. */
export function programOptionRows(table: OptionTable): string {
  return markdownTable(
    ["option", "default", "accepts", "meaning"],
    describeOptions(table).map((option) => [
      `\`${option.name}\``,
      describeDefault(option),
      option.expected,
      option.description,
    ]),
  );
}

/** The flags of an option table, for what no program takes. */
export function flagRows(table: OptionTable): string {
  return markdownTable(
    ["flag", "accepts", "meaning"],
    describeOptions(table).map(({ flag, expected, description }) => [`\`--${flag}\``, expected, description]),
  );
}

/** A value as code, words as words. */
function describeDefault(option: OptionDescription): string {
  const standard = formatDefault(option) ?? "";
  return option.default === undefined ? standard : `\`${standard}\``;
}

/** A table of Markdown. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}
