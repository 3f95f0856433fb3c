import { basename } from "node:path";
import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { checkPath, readTextBytes } from "../base/files.ts";
import { type DataDescription, parseDataDescription } from "../data/description/data-description.ts";
import { COLUMN_CHOICES, type ColumnChoice } from "../data/preparation/preparation-options.ts";
import type { Flags } from "./flags.ts";

/** What columns are said to be, by their names. */
type Columns = Readonly<Record<string, ColumnChoice>>;

/** Adds `--column` and `--description`, which say what the columns of a file hold. */
export function addColumnFlags(command: CommandUnknownOpts): void {
  command
    .addOption(
      new Option("--column <name:type>", `what a column holds, again for each: ${COLUMN_CHOICES.join(", ")}`)
        .argParser(readColumnFlag)
        .helpGroup("Data:"),
    )
    .addOption(
      new Option("--description <file>", "a JSON file with the target and what columns hold").helpGroup(
        "Data:",
      ),
    );
}

function readColumnFlag(text: string, earlier: Columns = {}): Columns {
  const colon = text.lastIndexOf(":");
  const type = COLUMN_CHOICES.find((choice) => choice === text.slice(colon + 1).trim());
  if (colon > 0 && type !== undefined) return { ...earlier, [text.slice(0, colon).trim()]: type };
  throw new InvalidInputError({
    source: "option",
    where: "--column",
    expected: `a column and its type, such as age:number; types are ${COLUMN_CHOICES.join(", ")}`,
    received: describeValue(text),
  });
}

/** What the flags, and the file that they name, say of the data; flags win. */
export async function descriptionFromFlags(flags: Flags): Promise<DataDescription> {
  const path = flags.description as string | undefined;
  const file = path === undefined ? {} : await readDescription(path);
  const target = (flags.target as string | undefined) ?? file.target;
  return {
    ...(target === undefined ? {} : { target }),
    columns: { ...file.columns, ...(flags.column as Columns | undefined) },
  };
}

/** The flags that {@link addColumnFlags} added, as they were given: for a command line that says the same. */
export function columnFlagsOf(flags: Flags): string[] {
  const columns = Object.entries((flags.column as Columns | undefined) ?? {});
  const description = flags.description as string | undefined;
  return [
    ...columns.flatMap(([name, type]) => ["--column", `${name}:${type}`]),
    ...(description === undefined ? [] : ["--description", description]),
  ];
}

async function readDescription(path: string): Promise<DataDescription> {
  checkPath(path, "--description");
  return parseDataDescription(new TextDecoder().decode(await readTextBytes(path)), basename(path));
}
