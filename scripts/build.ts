/**
 * Builds the package: takes away what an older build left, compiles src/ and makes the program executable, so that npx
 * runs it in a clone.
 *
 * Run:  npm run build
 *
 * @param process.argv[2] the folder to build into; dist/ by default
 */

import { spawnSync } from "node:child_process";
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const EXECUTABLE = 0o755;

const folder = process.argv[2] ?? join(ROOT, "dist");
await rm(folder, { recursive: true, force: true });
const compiler = join(ROOT, "node_modules/@typescript/native/bin/tsc");
const flags = ["-p", join(ROOT, "tsconfig.build.json"), "--outDir", folder];
const { status } = spawnSync(process.execPath, [compiler, ...flags], { stdio: "inherit" });
if (status === 0) await chmod(join(folder, "cli/main.js"), EXECUTABLE);
else process.exitCode = 1;
