import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type OutputChunk, type OutputOptions, rolldown } from "rolldown";
import { expect } from "vitest";

/**
 * A program that uses the installed package, as one script that a page can load.
 *
 * @param project the empty project in which the package is installed
 * @param program a module; what it exports is found in the global `wellfit`
 */
export async function bundle(project: string, program: string): Promise<string> {
  const [entry] = await build(project, program, { format: "iife", name: "wellfit" });
  return entry.code;
}

/**
 * The scripts that a page loads at once for a program that uses the installed package: without those of the parts that
 * are loaded only when they are needed.
 */
export async function bundleOfStart(project: string, program: string): Promise<string[]> {
  const chunks = await build(project, program, { format: "es" });
  const needed = new Set([chunks[0].fileName]);
  for (const fileName of needed) {
    const { imports } = chunks.find((chunk) => chunk.fileName === fileName) as OutputChunk;
    for (const imported of imports) needed.add(imported);
  }
  return chunks.filter(({ fileName }) => needed.has(fileName)).map(({ code }) => code);
}

async function build(
  project: string,
  program: string,
  options: OutputOptions,
): Promise<[OutputChunk, ...OutputChunk[]]> {
  const input = join(project, `${randomUUID()}.mjs`);
  await writeFile(input, program);
  const warnings: string[] = [];
  const bundler = await rolldown({
    input,
    platform: "browser",
    onLog: (_, log) => warnings.push(log.message),
  });
  const { output } = await bundler.generate({ ...options, minify: true });
  await rm(input);
  expect(warnings).toEqual([]);
  return output.filter((part) => part.type === "chunk") as [OutputChunk, ...OutputChunk[]];
}
