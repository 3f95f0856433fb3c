import { basename } from "node:path";
import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { checkPath, readTextBytes } from "../base/files.ts";
import { type DataDescription, parseDataDescription } from "../data/description/data-description.ts";
import type { Flags } from "./flags.ts";

/** Adds `--description`, a file that says what `--target` and `--column` do. */
export function addDescriptionFlag(command: CommandUnknownOpts): void {
  command.addOption(
    new Option("--description <file>", "a JSON file with the target and what columns hold").helpGroup(
      "Data:",
    ),
  );
}

/** The file that `--description` names: one, or none. */
export function descriptionPaths(flags: Flags): readonly string[] {
  return flags.description === undefined ? [] : [flags.description as string];
}

/** `--description` as a command line repeats it. */
export function repeatDescription(flags: Flags): readonly string[] {
  return descriptionPaths(flags).flatMap((path) => ["--description", path]);
}

/** What flags, and the file that they name, say of the columns of a table; flags win. */
export async function descriptionFromFlags(flags: Flags): Promise<DataDescription> {
  const [path] = descriptionPaths(flags);
  const file = path === undefined ? {} : await readDescription(path);
  const target = (flags.target as string | undefined) ?? file.target;
  const columns = { ...file.columns, ...(flags.column as DataDescription["columns"]) };
  return {
    ...(target === undefined ? {} : { target }),
    ...(Object.keys(columns).length === 0 ? {} : { columns }),
  };
}

async function readDescription(path: string): Promise<DataDescription> {
  checkPath(path, "--description");
  return parseDataDescription(new TextDecoder().decode(await readTextBytes(path)), basename(path));
}
