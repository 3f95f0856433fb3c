/** How long a fresh Node takes to import the built package and to take a first training step. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { BUILT_PROGRAM } from "./built-package.ts";
import type { ColdStart } from "./results.ts";
import { spreadOf } from "./spread.ts";

const JOB = fileURLToPath(new URL("cold-start-job.mjs", import.meta.url));

/**
 * Starts processes that import and train, in turn with processes that do nothing.
 *
 * @param processes how many of each
 */
export function measureColdStart(processes: number): ColdStart {
  const times = {
    importAndStep: [] as number[],
    process: [] as number[],
    bareProcess: [] as number[],
    printVersion: [] as number[],
  };
  console.log(`  ${processes} fresh processes of Node`);
  // The first of each reads its files from the disk.
  for (let count = -1; count < processes; count++) {
    const bare = timeProcess(["-e", ""]);
    const job = timeProcess([JOB]);
    const version = timeProcess([BUILT_PROGRAM, "--version"]);
    if (count < 0) continue;
    times.bareProcess.push(bare.milliseconds);
    times.process.push(job.milliseconds);
    times.printVersion.push(version.milliseconds);
    times.importAndStep.push(Number(job.output));
  }
  return {
    processes,
    importAndStep: spreadOf(times.importAndStep),
    process: spreadOf(times.process),
    bareProcess: spreadOf(times.bareProcess),
    printVersion: spreadOf(times.printVersion),
  };
}

function timeProcess(parameters: readonly string[]): { milliseconds: number; output: string } {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: "utf8" });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`a fresh Node failed: ${stderr}`);
  return { milliseconds, output: stdout };
}
