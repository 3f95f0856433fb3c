import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { labFolder } from "../support/lab-page.ts";

const read = (name: string): string => readFileSync(join(labFolder(), name), "utf8");

/** Adds a script and all that it imports at once. */
function addScript(name: string, found: Set<string>): void {
  if (found.has(name)) return;
  found.add(name);
  for (const [, imported] of read(name).matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)) {
    addScript(`assets/${imported}`, found);
  }
}

/** What a visitor loads before anything is asked for: what the page names, the worker's script, and what these import. */
function firstLoad(): readonly string[] {
  const found = new Set<string>(["index.html"]);
  for (const [, name = ""] of read("index.html").matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)) {
    if (name.endsWith(".js")) addScript(name, found);
    else found.add(name);
  }
  const worker = readdirSync(join(labFolder(), "assets")).find((name) => name.startsWith("training-worker-"));
  addScript(`assets/${worker}`, found);
  return [...found];
}

it("the first load is at most 150 kB, the worker's script included, fonts apart", () => {
  const files = firstLoad();
  for (const part of ["index.html", "index-.*css", "index-.*js", "training-worker-.*js"])
    expect(files.filter((name) => new RegExp(`(?:^|/)${part}$`).test(name))).toHaveLength(1);
  // What comes only when it is asked for.
  const later = /chinese|f32|inside|picture-worker|read-/;
  expect(files.filter((name) => later.test(name))).toEqual([]);
  const sizes = files.map((name) => gzipSync(readFileSync(join(labFolder(), name))).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
});
