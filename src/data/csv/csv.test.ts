import { describe, expect, it } from "vitest";
import { toCsvDataset, toFeatureRows } from "./csv-dataset.ts";
import { readCsv } from "./csv-table.ts";

const read = (text: string, header?: "auto" | "yes" | "no") =>
  readCsv(new TextEncoder().encode(text), "d.csv", header);

describe("readCsv", () => {
  it("finds out whether the first line names the columns", () => {
    expect(read("a,b\n1,2").columns).toEqual(["a", "b"]);
    expect(read("1,2\n3,4").columns).toEqual(["x1", "x2"]);
    expect(read("5.1,3.5,setosa\n4.9,3,setosa").hasHeader).toBe(false);
    expect(read("length,width,kind\n4.9,3,setosa").hasHeader).toBe(true);
  });

  it("does as it is told about the header", () => {
    expect(read("1,2\n3,4", "yes").columns).toEqual(["1", "2"]);
    expect(read("a,b\n1,2", "no").rows).toHaveLength(2);
  });

  it("takes semicolons and tabs, quotes, blank lines, a byte order mark and Windows line ends", () => {
    expect(read("a;b\n1;2").rows[0]?.cells).toEqual(["1", "2"]);
    expect(read("a\tb\n1\t2").rows[0]?.cells).toEqual(["1", "2"]);
    expect(read('a,"b, c"\r\n\r\n1,"x ""y"""\r\n').rows[0]).toEqual({ line: 3, cells: ["1", 'x "y"'] });
    expect(read("\ufeffa,b\n1,2").columns).toEqual(["a", "b"]);
  });

  it.each([
    ["a,b\n1,2\n3\n", "d.csv:3:2: expected 2 cells as in the first line, got 1."],
    ["a,b\n1,2,3\n", "d.csv:2:3: expected 2 cells as in the first line, got 3."],
    ['a,b\n1,"2\n3,4\n', 'd.csv:3:2: expected well-formed CSV, got "Quote Not Closed'],
    ["", "d.csv: expected rows of numbers, got an empty file."],
    ["\n\n", "d.csv: expected rows of numbers, got an empty file."],
    ["a,b\n", "d.csv: expected rows of data below the header, got none."],
    ["a,a\n1,2\n", 'd.csv:1: expected a different name for every column, got "a" twice.'],
  ])("refuses %j", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it("refuses bytes that are no text", () => {
    const bytes = Uint8Array.of(0x61, 0x2c, 0xff, 0xfe);
    expect(() => readCsv(bytes, "d.csv")).toThrow(
      "d.csv: expected text in UTF-8, got other bytes. Save it as CSV in UTF-8.",
    );
  });
});

describe("toCsvDataset", () => {
  const table = read("age,kind,height\n1,cat,0.5\n2,dog,1.5\n");

  it("takes the target by its name, everything else as number features", () => {
    const data = toCsvDataset(table, "pets", "kind");
    expect(data.features.map(({ name }) => name)).toEqual(["age", "height"]);
    expect(data.row(1)).toEqual([2, 1.5]);
    expect(data.target).toMatchObject({ name: "kind", classNames: ["cat", "dog"] });
  });

  it("takes the last column without a name", () => {
    expect(toCsvDataset(read("1,2,0\n3,4,1\n"), "d").target).toMatchObject({
      name: "y",
      classNames: ["0", "1"],
    });
  });

  it.each([
    ["knid", 'd.csv: expected a column "knid", got only age, kind, height. Did you mean "kind"?'],
    ["height", 'd.csv:2:2: expected a number in column "kind", got "cat".'],
  ])("refuses the target %j", (target, message) => {
    expect(() => toCsvDataset(table, "pets", target)).toThrow(message);
  });

  it("names the line and column of an empty cell", () => {
    expect(() => toCsvDataset(read("a,b,y\n1,2,0\n,3,1\n"), "d")).toThrow(
      'd.csv:3:1: expected a number in column "a", got an empty cell.',
    );
  });

  it("says how to name the class column where the last one was only guessed", () => {
    expect(() => toCsvDataset(read("kind,a,b\ncat,1,2\n"), "d")).toThrow(
      'd.csv:2:1: expected a number in column "kind", got "cat". ' +
        'If it holds the classes, name it: target "kind" (--target).',
    );
    const rows = Array.from({ length: 30 }, (_, i) => `${i % 2},${i / 8}`);
    expect(() => toCsvDataset(read(`kind,a\n${rows.join("\n")}`), "d")).toThrow(
      'd.csv, column "a": expected classes, each of several examples, got 30 different values in 30 examples. ' +
        'Name the column of the classes: target "…" (--target).',
    );
  });

  it("refuses a column without a name, and a class that is NaN", () => {
    expect(() => read(",a,y\n0,1,0\n1,2,1\n")).toThrow(
      "d.csv:1:1: expected a name for every column, got none. " +
        "If it only counts the rows, save the file without it (in pandas, index=False).",
    );
    expect(() => toCsvDataset(read("a,y\n1,p\n2,NaN\n"), "d")).toThrow(
      'd.csv:3:2: expected a class in column "y", got NaN.',
    );
  });

  it("finds the delimiter below empty lines", () => {
    expect(read("\n\na;b;y\n1;2;0\n").columns).toEqual(["a", "b", "y"]);
  });
});

describe("toFeatureRows", () => {
  it("takes columns by name, whatever their order", () => {
    expect(toFeatureRows(read("b,other,a\n1,x,2\n"), ["a", "b"])).toEqual([[2, 1]]);
  });

  it("takes the first columns where there is no header", () => {
    expect(toFeatureRows(read("1,2,3\n4,5,6\n"), ["a", "b"])).toEqual([
      [1, 2],
      [4, 5],
    ]);
    expect(() => toFeatureRows(read("1\n2\n"), ["a", "b"])).toThrow(
      "d.csv: expected at least 2 columns (a, b), got 1.",
    );
  });
});
