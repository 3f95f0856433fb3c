import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { describeTable } from "../../data/description/describe-table.ts";
import { toTable } from "../../data/table/to-table.ts";
import { drawDescription } from "./description-pictures.ts";
import { writeDescription } from "./write-description.ts";

const table = toTable({ x: [1.5, null, 3, 7], y: ["a", "b", "b", "a"] }, "list.csv");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-description-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("writes the page, and every picture as SVG and PNG, and nothing else", async () => {
  const description = describeTable(table, { target: "y" });
  const files = await writeDescription(description, join(folder, "out"));
  const names = ["classes", "associations", "missing"];
  expect(files).toEqual(["description.html", ...names.flatMap((name) => [`${name}.svg`, `${name}.png`])]);
  expect((await readdir(join(folder, "out"))).toSorted()).toEqual(files.toSorted());
  for (const { name, svg } of drawDescription(description)) {
    expect(await readFile(join(folder, "out", `${name}.svg`), "utf8")).toBe(svg);
  }
});

it("removes pictures of an earlier description that the new one does not have, and nothing else", async () => {
  await writeDescription(describeTable(table, { target: "y" }), folder);
  await writeFile(join(folder, "own.svg"), "<svg/>");
  const files = await writeDescription(describeTable(table), folder);
  expect(files).toEqual(["description.html", "missing.svg", "missing.png"]);
  expect((await readdir(folder)).toSorted()).toEqual([...files, "own.svg"].toSorted());
});

it("refuses what is no folder", async () => {
  await expect(writeDescription(describeTable(table), 7 as never)).rejects.toThrow(
    "writeDescription: expected",
  );
  await writeFile(join(folder, "file"), "");
  await expect(writeDescription(describeTable(table), join(folder, "file"))).rejects.toThrow(
    /file: expected a place that can be written|got a file where a folder is needed/,
  );
});
