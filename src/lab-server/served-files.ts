import { readdir } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

/** A file that the server gives out. */
export interface ServedFile {
  /** Where it is on the disk. */
  readonly path: string;
  /** What it is, as a browser wants to be told. */
  readonly contentType: string;
  /** Whether its name has a hash of its contents, so that a browser may keep it for ever. */
  readonly isLasting: boolean;
}

/** The kinds of files that the page consists of, by the ends of their names. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

/** The kind of every other file. */
const UNKNOWN_TYPE = "application/octet-stream";

/** The folder of the files with hashes in their names. */
const LASTING_FOLDER = "/assets/";

/**
 * All files of a folder by their addresses, "/" being its index.html. What is not listed cannot be asked for: no address
 * becomes a path.
 *
 * @throws an error of the system where the folder cannot be read
 */
export async function listServedFiles(folder: string): Promise<ReadonlyMap<string, ServedFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, ServedFile>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const address = `/${relative(folder, path).replaceAll(sep, "/")}`;
    files.set(address === "/index.html" ? "/" : address, {
      path,
      contentType: CONTENT_TYPES[extname(path)] ?? UNKNOWN_TYPE,
      isLasting: address.startsWith(LASTING_FOLDER),
    });
  }
  return files;
}
