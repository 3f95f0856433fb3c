import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, inject, it } from "vitest";
import { makeDocuments } from "../scripts/make-docs.ts";
import { ROOT } from "./support/built-package.ts";

const run = promisify(execFile);
const pages = [
  "README.md",
  "ARCHITECTURE.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  ...(await readdir(join(ROOT, "docs"))).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`),
];
const textOf = (page: string): Promise<string> => readFile(join(ROOT, page), "utf8");

it("the made parts of the documents are what npm run docs makes", async () => {
  for (const [path, contents] of await makeDocuments()) expect(await textOf(path), path).toBe(contents);
});

it("README begins with the two commands, and CI runs the second", async () => {
  const commands = [...(await textOf("README.md")).matchAll(/^npm ci && npm (\w+)/gm)].map(
    ([, name]) => name,
  );
  expect(commands).toEqual(["start", "test"]);
  expect(await textOf(".ci/run")).toMatch(/^npm ci\nnpm test$/m);
});

describe.each(pages)("%s", (page) => {
  it("has links that lead somewhere", async () => {
    for (const [, target] of (await textOf(page)).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)) {
      expect(existsSync(join(ROOT, dirname(page), target as string)), target).toBe(true);
    }
  });

  it("has programs that run", async () => {
    const folder = await mkdtemp(join(inject("project"), "docs-"));
    for (const [, program] of (await textOf(page)).matchAll(/^```ts\n([\s\S]*?)^```/gm)) {
      await writeFile(join(folder, "program.mts"), program as string);
      const { stdout } = await run(process.execPath, ["program.mts"], { cwd: folder });
      expect(stdout).not.toBe("");
    }
    await rm(folder, { recursive: true });
  });
});

it.each(await readdir(join(ROOT, "examples")))("the example %s runs", async (name) => {
  const folder = await mkdtemp(join(inject("project"), "example-"));
  await copyFile(join(ROOT, "examples", name), join(folder, "example.mts"));
  const { stdout, stderr } = await run(process.execPath, ["example.mts"], { cwd: folder });
  expect(stderr).toBe("");
  expect(stdout.split("\n").length).toBeGreaterThan(3);
  await rm(folder, { recursive: true });
});
