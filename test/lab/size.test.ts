import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { labFolder } from "../support/lab-page.ts";

/** A name without the hash of its contents. */
const plainName = (name: string): string => name.replace(/-[\w-]{8}(?=\.\w+$)/, "");

/** The text of a built file. */
const textOf = (name: string): Promise<string> => readFile(join(labFolder(), "assets", name), "utf8");

/** Files with all that they import before they run. */
async function withImports(names: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set(names);
  for (const name of found) {
    if (!name.endsWith(".js")) continue;
    for (const [, imported = ""] of (await textOf(name)).matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+)"/g))
      found.add(imported);
  }
  return found;
}

it("the first load is at most 150 kB, the worker's script included, fonts apart", async () => {
  const page = await readFile(join(labFolder(), "index.html"), "utf8");
  const asked = [...page.matchAll(/(?:src|href)="\.\/assets\/([^"]+)"/g)].map(([, name = ""]) => name);
  const workers = (await readdir(join(labFolder(), "assets"))).filter((name) =>
    name.startsWith("training-worker-"),
  );
  const first = await withImports([...asked, ...workers]);
  const names = [...first].map(plainName);
  expect(names).toEqual(expect.arrayContaining(["icon.svg", "index.css", "index.js", "training-worker.js"]));
  // What comes only when it is asked for.
  expect(
    names.filter((name) =>
      /chinese|f32|read-|examine|file-|drawing|data-words|inside|take-away|picture-worker/.test(name),
    ),
  ).toEqual([]);
  const sizes = await Promise.all([...first].map(async (name) => gzipSync(await textOf(name)).length));
  const whole = sizes.reduce((sum, size) => sum + size, gzipSync(page).length);
  expect(whole).toBeLessThan(150_000);
});
