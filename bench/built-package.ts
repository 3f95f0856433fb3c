/** The built package: what is measured as its users get it. */

import { spawnSync } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The built entry `wellfit`. */
export const BUILT_ENTRY: string = join(ROOT, "dist/index.js");

/** The built program `wellfit`. */
export const BUILT_PROGRAM: string = join(ROOT, "dist/node/main.js");

/** Builds the package, unless it is newer than all its sources. */
export function buildIfStale(): void {
  const sources = globSync("src/**/*.ts", { cwd: ROOT });
  const newest = Math.max(...sources.map((source) => timeOf(join(ROOT, source))));
  if (timeOf(BUILT_ENTRY) > newest) return;
  console.log("building the package");
  const { status } = spawnSync(process.execPath, [join(ROOT, "scripts/build.ts")], { stdio: "inherit" });
  if (status !== 0) throw new Error("the package does not build");
}

function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
