import { dirname, sep } from "node:path";
import { InvalidInputError } from "../base/errors.ts";
import { checkWritable } from "../base/files.ts";
import { isSameFile, toRealPath } from "../base/places.ts";

/** What a command is going to write. */
export interface OutputPath {
  /** The flag that names it: "--output". */
  readonly flag: string;
  /** Undefined where nothing was asked for. */
  readonly path: string | undefined;
  readonly kind: "file" | "folder";
  /** It is tried where it is opened: to make it and take it away again would pull it from under another process. */
  readonly isShared?: boolean;
}

/** A file that a report may hold. */
const REPORT_FILE = /\/(report\.html|[^/]+\.(svg|png))$/i;

/**
 * Refuses, before any work is done, an output that cannot be written, that would replace what is read, or that would
 * get into the way of another one.
 *
 * @param inputs the paths of what is read; names that are no files do no harm
 * @returns whether anything will be written
 * @throws InvalidInputError naming the flag or the path
 */
export async function checkOutputPaths(
  outputs: readonly OutputPath[],
  inputs: readonly string[],
): Promise<boolean> {
  const asked = outputs.flatMap(({ path, ...output }) => (path === undefined ? [] : [{ ...output, path }]));
  for (const output of asked) {
    checkNamed(output);
    for (const input of inputs) {
      if (await isSameFile(output.path, input)) throw collision(output, `${input}, which is read`);
    }
    if (output.isShared !== true) await checkWritable(output.path, output.kind);
  }
  const files = asked.filter(({ kind }) => kind === "file");
  for (const [index, file] of files.entries()) {
    for (const other of files.slice(0, index)) await checkDifferent(file, other);
    for (const folder of asked.filter(({ kind }) => kind === "folder")) await checkApart(file, folder);
  }
  return asked.length > 0;
}

/** A flag without its value takes the next flag for it, and would write a file of that name. */
function checkNamed({ flag, path, kind }: AskedOutput): void {
  if (path !== "" && !path.startsWith("-")) return;
  const advice =
    path === "-" ? "Standard output is /dev/stdout." : `Write ./${path} for a ${kind} of that name.`;
  throw new InvalidInputError({
    source: "option",
    where: flag,
    expected: `the name of a ${kind}`,
    received: `"${path}"`,
    hint: path === "" ? undefined : advice,
  });
}

/** An output with its path. */
type AskedOutput = OutputPath & { readonly path: string };

/** Refuses a file that another output is written into, too. */
async function checkDifferent(file: AskedOutput, other: AskedOutput): Promise<void> {
  if ((await toRealPath(file.path)) === (await toRealPath(other.path))) {
    throw collision(file, `that of ${other.flag}`);
  }
}

/** Refuses a file that stands in the way of a folder, or that bears the name of one of its files. */
async function checkApart(file: AskedOutput, folder: AskedOutput): Promise<void> {
  const [filePath, folderPath] = [await toRealPath(file.path), await toRealPath(folder.path)];
  if (folderPath === filePath || folderPath.startsWith(filePath + sep)) {
    throw collision(file, `the folder of ${folder.flag}, or one on the way to it`);
  }
  if (dirname(filePath) === folderPath && REPORT_FILE.test(filePath.replaceAll(sep, "/"))) {
    throw collision(file, `the page and the pictures of ${folder.flag}`);
  }
}

function collision({ flag, kind, path }: AskedOutput, other: string): InvalidInputError {
  return new InvalidInputError({
    source: "option",
    where: flag,
    expected: `another ${kind} than ${other}`,
    received: `"${path}"`,
  });
}
