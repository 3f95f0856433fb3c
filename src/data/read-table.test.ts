import { describe, expect, it } from "vitest";
import { writeMat } from "../../test/support/write-mat.ts";
import { readDataset, readTable } from "./read-table.ts";
import { columnNames } from "./table/raw-table.ts";
import { toDataset } from "./table/table-dataset.ts";
import { toTable } from "./table/to-table.ts";

const textOf = (text: string) => new Uint8Array(Buffer.from(text));
const csv = "a,b,kind\n1,2,x\n3,4,y\n5,6,x\n";

describe("readTable", () => {
  it("takes bytes, a buffer, a Blob or a File, whose name says the format", async () => {
    const bytes = textOf(csv);
    for (const file of [bytes, bytes.buffer, new Blob([bytes]), new File([bytes], "d.csv")]) {
      expect(columnNames(await readTable(file))).toEqual(["a", "b", "kind"]);
    }
    const broken = new File([textOf("a,b\n1\n")], "mine.csv");
    await expect(readTable(broken)).rejects.toThrow(
      "mine.csv:2:2: expected 2 cells as in the first line, got 1.",
    );
    await expect(readTable(textOf("a,b\n1\n"))).rejects.toThrow("data:2:2: expected 2 cells");
  });

  it("allows JSON the memory that it is told, for the cells that rows lack too", async () => {
    const rows = textOf('[{"a": 1}, {"b": 2}]');
    expect((await readTable(rows, { maxUnpacked: 32 })).rows).toBe(2);
    await expect(readTable(rows, { maxUnpacked: 31 })).rejects.toThrow(
      "data: expected at most 31 bytes when it is unpacked, got more.",
    );
  });

  it.each<[object | null, string]>([
    [
      { encoding: "utf-16" },
      'encoding: expected one of auto, utf-8, utf-16le, utf-16be, latin1, got "utf-16".',
    ],
    [{ header: true }, "header: expected one of auto, yes, no, got true."],
    [{ enconding: "latin1" }, 'expected one of header, encoding, maxUnpacked, got "enconding".'],
    [null, "options: expected an object of options, got null."],
  ])("refuses the options %j, and so does readDataset", async (options, message) => {
    await expect(readTable(textOf(csv), options as never)).rejects.toThrow(message);
    const rest = message.includes("enconding") ? `got "enconding"` : message;
    await expect(readDataset(textOf(csv), options as never)).rejects.toThrow(rest);
  });

  it("takes the arrays of a .mat file as a table", async () => {
    const mat = writeMat([
      { name: "X", dimensions: [2, 2], values: [1, 2, 3, 4] },
      { name: "y", dimensions: [2, 1], values: [0, 1] },
    ]);
    const table = await readTable(mat);
    expect(columnNames(table)).toEqual(["x1", "x2", "y"]);
    expect(toDataset(table, "d").row(1)).toEqual([2, 4]);
    expect(table.origin).toBe("MATLAB");
  });

  it.each<[unknown, string]>([
    ["a,b", 'data: expected a File, a Blob or the bytes of a file, got "a,b".'],
    [null, "got null."],
    [[1], "got [1]."],
  ])("refuses %j", async (file, message) => {
    await expect(readTable(file as never)).rejects.toThrow(message);
  });

  it("reads what its first bytes say, whatever the name says, and refuses what is neither", async () => {
    expect((await readTable(textOf(csv), { name: "d.parquet" })).origin).toBe(
      "CSV (comma, UTF-8), whatever its name says of Parquet",
    );
    await expect(readTable(Uint8Array.of(1, 2, 3), { name: "d.arrow" })).rejects.toThrow(
      "d.arrow: expected a file in the format Arrow, got a file that does not begin like one. It is damaged, or something else.",
    );
  });
});

describe("readDataset", () => {
  it("divides the examples of a file as loadDataset does", async () => {
    const { name, training, test, origin } = await readDataset(textOf(csv), {
      name: "d.csv",
      development: 0,
      test: 0.4,
    });
    expect([name, training.examples + test.examples, origin]).toEqual(["d.csv", 3, "CSV (comma, UTF-8)"]);
    await expect(readDataset(textOf(csv), { variables: ["X", "y"] })).rejects.toThrow(
      "variables: expected a .mat or .npz file beside it, got data. Leave variables out.",
    );
  });
});

describe("toTable", () => {
  it("takes objects, lists and typed arrays", () => {
    const columns = toTable({ a: Float32Array.of(0.5, 2), n: BigInt64Array.of(1n, 2n), kind: ["x", "y"] });
    const rows = toTable([
      { a: 0.5, n: 1, kind: "x" },
      { a: 2, n: 2, kind: "y" },
    ]);
    for (const table of [columns, rows]) {
      const data = toDataset(table, "d");
      expect([data.row(0), data.row(1), data.target.classNames]).toEqual([
        [0.5, 1],
        [2, 2],
        ["x", "y"],
      ]);
    }
  });

  it("keeps dates, truth values and what is missing", () => {
    const { columns } = toTable({
      day: [new Date(5), new Date(Number.NaN), null],
      flag: [true, undefined, false],
      number: [1, Number.NaN, null],
    });
    expect(columns).toEqual([
      { type: "date", name: "day", values: Float64Array.of(5, Number.NaN, Number.NaN) },
      { type: "boolean", name: "flag", values: Float64Array.of(1, Number.NaN, 0) },
      { type: "number", name: "number", values: Float64Array.of(1, Number.NaN, Number.NaN) },
    ]);
  });

  it.each<[unknown, string]>([
    [[], "data: expected rows of data, got none."],
    [{ a: [] }, "data: expected rows of data, got none."],
    [{ a: [1], b: [1, 2] }, 'data, column "b": expected 1 value as in the first column, got 2.'],
    [{ a: "xy" }, 'data, column "a": expected a list of values, got "xy".'],
    [[null], "data, row 1: expected an object with a value for every column, got null."],
    [7, "data: expected a list of objects, or an object of columns, got 7."],
  ])("refuses %j", (data, message) => {
    expect(() => toTable(data as never)).toThrow(message);
  });

  it("names the row of a value that cannot be used", () => {
    const ofRows = (rows: readonly Record<string, unknown>[]) => () =>
      toDataset(toTable(rows, "pets"), "pets");
    expect(ofRows([{ a: 1, y: "p" }, { y: "q" }])).toThrow(
      'pets, row 2: expected a number in column "a", got no value. Remove or fill in such examples first.',
    );
    expect(ofRows([{ a: [1], y: "p" }])).toThrow('pets, row 1: expected a number in column "a", got a list.');
    expect(ofRows([{ a: new Date(0), y: "p" }])).toThrow(
      'pets, row 1: expected a number in column "a", got a date.',
    );
    expect(ofRows([{ a: Infinity, y: "p" }])).toThrow(
      'pets, row 1: expected a finite number in column "a", got Infinity. Remove or fill in such examples first.',
    );
    expect(
      ofRows([
        { a: 1, y: "p" },
        { a: 2, y: null },
      ]),
    ).toThrow('pets, row 2: expected a class in column "y", got no value.');
    expect(
      ofRows([
        { a: 1, y: true },
        { a: true, y: false },
      ]),
    ).toThrow('pets, row 2: expected a number in column "a", got "true".');
  });
});
