import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The project's folder. */
export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

/** An empty project in which the package is installed as npm would install it. */
export interface InstalledPackage {
  /** The empty project. */
  readonly folder: string;
  /** The command that npm links. */
  readonly binary: string;
  readonly remove: () => Promise<void>;
}

/** The folders that are not copied before packing, wherever they are: what git does not keep, and itself. */
const LEFT_OUT = new Set(["node_modules", "dist", ".git"]);

/**
 * Builds and packs a copy of the project and unpacks it into a new folder's node_modules, its dependencies linked beside
 * it: what `npm install wellfit` does, without a network. The project's own `dist/` stays as it is, for who is using it.
 */
export async function installPackage(): Promise<InstalledPackage> {
  const folder = await mkdtemp(join(tmpdir(), "wellfit-project-"));
  const target = join(folder, "node_modules", "wellfit");
  await mkdir(target, { recursive: true });
  const archive = await packCopy(folder);
  await run("tar", ["-xzf", archive, "-C", target, "--strip-components=1"]);
  await rm(archive);
  const { default: manifest } = (await import(join(target, "package.json"), { with: { type: "json" } })) as {
    default: { dependencies: Record<string, string> };
  };
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(ROOT, "node_modules", name), link);
  }
  return {
    folder,
    binary: join(target, "dist/node/main.js"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The archive that `npm pack` makes of the project, built beside its sources in a folder that is taken away again. */
async function packCopy(destination: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "wellfit-pack-"));
  try {
    await cp(ROOT, copy, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
    await run(process.execPath, [join(ROOT, "scripts/build.ts"), join(copy, "dist")]);
    const npm = process.env.npm_execpath;
    const [command, ...prefix] = npm === undefined ? ["npm"] : [process.execPath, npm];
    const pack = [...prefix, "pack", "--silent", "--ignore-scripts", "--pack-destination", destination];
    const { stdout } = await run(command, pack, { cwd: copy });
    return join(destination, stdout.trim());
  } finally {
    await rm(copy, { recursive: true });
  }
}
