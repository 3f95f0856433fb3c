/**
 * Builds the package, in two forms: a file for each module, from which bundlers of web pages take what a page needs,
 * and a few files for Node, which takes as long to find a file as to run it. The script of web workers is one file of
 * its own, and the lab's page is a folder of static files. Takes away first what an older build left.
 *
 * Run:  npm run build
 *
 * @param process.argv[2] the folder to build into; dist/ by default
 */

import { spawnSync } from "node:child_process";
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildLab } from "./build-lab.ts";
import { bundleForNode } from "./bundle-for-node.ts";
import { bundleWebWorker } from "./bundle-web-worker.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const EXECUTABLE = 0o755;

const folder = process.argv[2] ?? join(ROOT, "dist");
await rm(folder, { recursive: true, force: true });
const compiler = join(ROOT, "node_modules/@typescript/native/bin/tsc");
const flags = ["-p", join(ROOT, "tsconfig.build.json"), "--outDir", folder];
const { status } = spawnSync(process.execPath, [compiler, ...flags], { stdio: "inherit" });
if (status === 0) {
  // The program runs from its bundle, and nothing else can import it.
  await rm(join(folder, "cli"), { recursive: true });
  await bundleForNode(ROOT, join(folder, "node"));
  await bundleWebWorker(ROOT, join(folder, "compare/training-worker-web.js"));
  await buildLab(ROOT, join(folder, "lab"));
  await chmod(join(folder, "node/main.js"), EXECUTABLE);
} else {
  process.exitCode = 1;
}
