import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { expect } from "vitest";

/**
 * A program that uses the installed package, as one script that a page can load.
 *
 * @param project the empty project in which the package is installed
 * @param program a module; what it exports is found in the global `wellfit`
 */
export async function bundle(project: string, program: string): Promise<string> {
  const input = join(project, `${randomUUID()}.mjs`);
  await writeFile(input, program);
  const warnings: string[] = [];
  const build = await rolldown({ input, platform: "browser", onLog: (_, log) => warnings.push(log.message) });
  const { output } = await build.generate({ format: "iife", name: "wellfit", minify: true });
  await rm(input);
  expect(warnings).toEqual([]);
  return output[0].code;
}
