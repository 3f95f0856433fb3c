import { basename } from "node:path";
import { checkPath, readBytes } from "../base/files.ts";
import { ownName } from "../base/options.ts";
import type { NamedBytes } from "./data-file.ts";
import type { DataSplit } from "./dataset.ts";
import { type LoadOptions, readSplit } from "./read-dataset.ts";
import type { TargetChoice, TargetsByChoice } from "./target-choice.ts";

/**
 * Reads a data file of this machine: CSV, JSON, Parquet, Arrow, `.npy`, `.npz` or `.mat` (MATLAB 5 to 7), also packed with
 * gzip. A file that brings no test examples is split as {@link splitDataset} does.
 *
 * @param path the file; its first bytes say its format, or for a text its ending
 * @throws InvalidInputError naming file, line and column when it is missing, damaged or not what it should be, or an
 * option that does nothing for such a file
 * @throws UnsupportedError for what wellfit cannot read, with the way out
 */
export async function loadDataset<Choice extends TargetChoice = TargetChoice>(
  path: string,
  options: LoadOptions<Choice> = {},
): Promise<DataSplit<TargetsByChoice[Choice]>> {
  checkPath(path, "loadDataset");
  const split = await readSplit(await readNamed(path), options, ownName);
  return split as DataSplit<TargetsByChoice[Choice]>;
}

/** The bytes of a file under its name without its folder. @throws InvalidInputError when it cannot be read or is empty */
export async function readNamed(path: string): Promise<NamedBytes> {
  return { name: basename(path), bytes: await readBytes(path) };
}
