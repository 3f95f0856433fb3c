import { readFileSync } from "node:fs";
import { gzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { toArrayDatasets } from "../../src/data/arrays/array-dataset.ts";
import { readNpz } from "../../src/data/numpy/read-npz.ts";
import { readTable } from "../../src/data/read-table.ts";
import { cellAt } from "../../src/data/table/read-cells.ts";
import { expectOnlyTypedErrors, isRead, MAX_BYTES, peakBytes, RUNS } from "../support/fuzz.ts";

interface TableFiles {
  readonly arrays: Readonly<Record<string, { readonly bytes: string }>>;
  readonly npz: Readonly<Record<string, string>>;
  readonly parquet: Readonly<Record<string, string>>;
  readonly arrow: Readonly<Record<string, { readonly bytes: string }>>;
}

const path = new URL("../reference/table-files.json", import.meta.url);
const files = JSON.parse(readFileSync(path, "utf8")) as TableFiles;
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));
const textOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const jsonFiles = [
  '[{"a": 1, "b": null, "kind": "cat"}, {"a": 2.5e3, "kind": "dog"}]',
  '{"a": [1, 2], "b": [true, false], "kind": ["x", "y"]}',
  '{"a": {"0": 1, "1": 2}, "kind": {"0": "x", "1": "y"}}',
  '{"a": 1, "kind": "x"}\n{"a": 2, "kind": "y"}\n',
].map(textOf);
const csv = textOf("a,b,kind\n1,2,cat\n3,4,dog\n5,6,cat\n");

/** Reads a file to the last cell. */
async function readAll(bytes: Uint8Array, name: string): Promise<void> {
  const { columns, rows } = await readTable(bytes, { name });
  for (const column of columns) for (let row = 0; row < rows; row++) cellAt(column, row);
}

describe(`${RUNS} damaged files of each format give data or a typed error, nothing else`, () => {
  it.each([
    ["JSON", "f.json", jsonFiles],
    ["CSV in gzip", "f.csv.gz", [gzipSync(csv), gzipSync(csv, { level: 0 })]],
    [
      "CSV in any encoding",
      "f.txt",
      [Buffer.from("\ufeffgröße,y\n1,a\n2,b\n", "utf16le")].map((b) => new Uint8Array(b)),
    ],
    [".npy", "f.npy", Object.values(files.arrays).map(({ bytes }) => bytesOf(bytes))],
    ["Parquet", "f.parquet", Object.values(files.parquet).map(bytesOf)],
    ["Arrow", "f.arrow", Object.values(files.arrow).map(({ bytes }) => bytesOf(bytes))],
  ])("%s", async (_, name, originals) => {
    const refused = await expectOnlyTypedErrors(originals, (bytes) => readAll(bytes, name));
    expect(refused).toBeGreaterThan(RUNS / 8);
    expect(refused).toBeLessThan(RUNS);
  });

  it(".npz", async () => {
    const refused = await expectOnlyTypedErrors(Object.values(files.npz).map(bytesOf), (bytes) => {
      toArrayDatasets(readNpz(bytes, "f.npz"), "f.npz");
    });
    expect(refused).toBeGreaterThan(RUNS / 4);
  });
});

describe("a text that is made to cost much is read or refused at once", () => {
  const lonely = Array.from({ length: 12_000 }, (_, row) => `{"x${row}": 1}`).join("\n");

  it.each([
    ["CSV with a million digits that are no number", "f.csv", `${"1".repeat(10 ** 6)}x\n1\n`, true],
    ["CSV with a million columns", "f.csv", "1,".repeat(10 ** 6), false],
    ["JSON with a column for every row", "f.json", lonely, false],
  ])("%s", async (_, name, text, expected) => {
    const before = peakBytes();
    expect(await isRead(() => readAll(textOf(text), name))).toBe(expected);
    expect(peakBytes() - before).toBeLessThan(MAX_BYTES);
  });
});

describe("a bomb is refused before it fills the memory", () => {
  const zeros = new Uint8Array(2 ** 26);

  it.each([
    ["gzip", gzipSync(zeros)],
    ["zip", zipSync({ "X.npy": zeros })],
  ])("in %s", async (_, bomb) => {
    const before = peakBytes();
    await expect(readTable(bomb, { name: "f.data", maxUnpacked: 2 ** 20 })).rejects.toThrow(
      "f.data: expected at most 1048576 bytes when it is unpacked, got more. " +
        "If you trust the file, allow more: maxUnpacked (--max-unpacked).",
    );
    expect(peakBytes() - before).toBeLessThan(MAX_BYTES);
  });
});
