import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { labFolder } from "../support/lab-page.ts";

it("the first load is at most 150 kB, the worker's script included, fonts apart", async () => {
  const assets = await readdir(join(labFolder(), "assets"));
  // What comes only when it is asked for: readers of files, what draws pictures for files, the
  // kernels of f32, and Chinese.
  const first = assets.filter((name) => /^(?:index-|training-worker-|icon-)/.test(name));
  expect(first.map((name) => name.replace(/-[\w-]+(?=\.\w+$)/, "")).toSorted()).toEqual([
    "icon.svg",
    "index.css",
    "index.js",
    "training.js",
  ]);
  const files = [join(labFolder(), "index.html"), ...first.map((name) => join(labFolder(), "assets", name))];
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(file)).length));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
});
