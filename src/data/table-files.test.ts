import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toArrayDatasets } from "./arrays/array-dataset.ts";
import { readArrow } from "./arrow/read-arrow.ts";
import { readNpy } from "./numpy/read-npy.ts";
import { readNpz } from "./numpy/read-npz.ts";
import { readParquet } from "./parquet/read-parquet.ts";
import type { RawColumn, RawTable } from "./table/raw-table.ts";

interface DescribedArray {
  readonly bytes: string;
  readonly shape: readonly number[];
  /** Those that JSON has none of are texts. */
  readonly values: readonly (number | string)[];
}

interface DescribedColumn {
  readonly name: string;
  readonly type: RawColumn["type"];
  readonly values: readonly (number | string | null)[];
}

interface TableFiles {
  readonly arrays: Readonly<Record<string, DescribedArray>>;
  readonly refusedArrays: Readonly<Record<string, string>>;
  readonly npz: Readonly<Record<string, string>>;
  readonly table: readonly DescribedColumn[];
  readonly parquet: Readonly<Record<string, string>>;
  readonly arrow: Readonly<Record<string, { readonly bytes: string; readonly repeats: number }>>;
  readonly views: { readonly bytes: string; readonly table: readonly DescribedColumn[] };
  readonly brotli: string;
}

const path = new URL("../../test/reference/table-files.json", import.meta.url);
const files = JSON.parse(readFileSync(path, "utf8")) as TableFiles;

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));
const WORDS: Readonly<Record<string, number>> = { inf: Infinity, "-inf": -Infinity, nan: Number.NaN };
const numberOf = (written: string | number | null): number =>
  written === null ? Number.NaN : typeof written === "number" ? written : (WORDS[written] as number);

/** The columns of a table in the form of the script's. */
function describeTable({ columns, rows }: RawTable): unknown[] {
  return columns.map((column) => {
    const { name, type } = column;
    if (column.type === "other") return { name, type, values: [] };
    const values =
      column.type === "text"
        ? Array.from({ length: rows }, (_, row) => column.cells.at(row))
        : Array.from(column.values);
    return { name, type, values };
  });
}

/** The script's columns in the same form, one below the other so many times. */
function expectedTable(columns: readonly DescribedColumn[], repeats = 1): unknown[] {
  return columns.map(({ name, type, values }) => {
    const once = values.map((value) => (type === "text" ? (value ?? undefined) : numberOf(value)));
    return { name, type, values: Array.from({ length: repeats }, () => once).flat() };
  });
}

describe("readNpy gives what NumPy wrote", () => {
  it.each(Object.entries(files.arrays))("of %s", (_, { bytes, shape, values }) => {
    const array = readNpy(bytesOf(bytes), "a.npy");
    expect(array.values).toEqual(Float64Array.from(values, numberOf));
    expect(array.dimensions).toEqual([...shape, 1, 1].slice(0, Math.max(2, shape.length)));
  });

  it.each(Object.entries(files.refusedArrays))("and refuses %s", (kind, bytes) => {
    expect(() => readNpy(bytesOf(bytes), "a.npy")).toThrow(
      new RegExp(`^a\\.npy: the array .*${kind}.* is not supported\\. Save `),
    );
  });
});

describe("readNpz gives what NumPy wrote", () => {
  it.each(Object.entries(files.npz))("%s", (_, bytes) => {
    const { training, test } = toArrayDatasets(readNpz(bytesOf(bytes), "a.npz"), "a.npz");
    expect(training.row(5)).toEqual([10, 11]);
    expect(Array.from(training.target.values)).toEqual([0, 1, 0, 1, 0, 1]);
    expect(test?.row(1)).toEqual([-2, -3]);
    expect(Array.from(test?.target.values ?? [])).toEqual([1, 0]);
  });
});

describe("readParquet gives what pyarrow wrote", () => {
  it.each(Object.entries(files.parquet))("with %s", async (_, bytes) => {
    const table = await readParquet(bytesOf(bytes), "a.parquet");
    expect(table.rows).toBe(4);
    expect(describeTable(table)).toEqual(expectedTable(files.table));
  });

  it("and refuses a compression that it does not know", async () => {
    await expect(readParquet(bytesOf(files.brotli), "a.parquet")).rejects.toThrow(
      "a.parquet: a Parquet file packed with BROTLI is not supported. Save it with another compression",
    );
  });
});

describe("readArrow gives what pyarrow wrote", () => {
  it.each(Object.entries(files.arrow))("as a %s", (_, { bytes, repeats }) => {
    const table = readArrow(bytesOf(bytes), "a.arrow");
    expect(table.rows).toBe(4 * repeats);
    expect(describeTable(table)).toEqual(expectedTable(files.table, repeats));
  });

  it("with texts that are views", () => {
    const { bytes, table } = files.views;
    expect(describeTable(readArrow(bytesOf(bytes), "a.arrow"))).toEqual(expectedTable(table));
  });
});
