import fc from "fast-check";
import { gzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { writeMat } from "../../../test/support/write-mat.ts";
import { isDecimal } from "../decimal.ts";
import { columnNames, type RawTable } from "../table/raw-table.ts";
import { cellAt, numberColumn } from "../table/read-cells.ts";
import { toDataset, toFeatureRows } from "../table/table-dataset.ts";
import { readCsv } from "./read-csv.ts";

const read = (text: string, header?: "auto" | "yes" | "no") =>
  readCsv(new TextEncoder().encode(text), "d.csv", header);

/** The texts of a row, counted from 0. */
const cellsOf = ({ columns }: RawTable, row = 0) => columns.map((column) => cellAt(column, row));

const COMMA_HINT =
  "Numbers are read without commas: write a point for decimals, and nothing between thousands.";

describe("readCsv", () => {
  it("finds out whether the first line names the columns", () => {
    expect(columnNames(read("a,b\n1,2"))).toEqual(["a", "b"]);
    expect(columnNames(read("1,2\n3,4"))).toEqual(["x1", "x2"]);
    expect(read("5.1,3.5,setosa\n4.9,3,setosa").hasNames).toBe(false);
    expect(read("length,width,kind\n4.9,3,setosa").hasNames).toBe(true);
  });

  it("takes 100 000 columns, and no more", () => {
    expect(read("1,".repeat(99_999)).columns).toHaveLength(100_000);
    expect(() => read("1,".repeat(100_000))).toThrow("d.csv: expected at most 100 000 columns, got 100 001.");
  });

  it("does as it is told about the header", () => {
    expect(columnNames(read("1,2\n3,4", "yes"))).toEqual(["1", "2"]);
    expect(read("a,b\n1,2", "no").rows).toBe(2);
  });

  it("takes semicolons and tabs, quotes, blank lines, a byte order mark and Windows line ends", () => {
    expect(cellsOf(read("a;b\n1;2"))).toEqual(["1", "2"]);
    expect(cellsOf(read("a\tb\n1\t2"))).toEqual(["1", "2"]);
    const quoted = read('a,"b, c"\r\n\r\n1,"x ""y"""\r\n');
    expect([quoted.placeOf(0, 1), ...cellsOf(quoted)]).toEqual(["d.csv:3:2", "1", 'x "y"']);
    expect(columnNames(read("\ufeffa,b\n1,2"))).toEqual(["a", "b"]);
  });

  it.each([
    ["1,5;0\n2,5;1\n3,5;0", [["1,5", "0"]]],
    ["1,5;2,5\n2,5;1,0\n", [["1,5", "2,5"]]],
    ["1,5\t2,5\n2,5\t1,0\n", [["1,5", "2,5"]]],
    ['"height, cm";"weight, kg";kind\n1;2;a\n', [["height, cm", "weight, kg", "kind"]]],
    ['"a;b",c;d\n1,2\n', [["a;b", "c;d"]]],
    ['"a, b";"c, d"\n"e, f";"g, h"\n', [["a, b", "c, d"]]],
    ["last, first;kind\nDoe, John;x\n", [["last, first", "kind"]]],
    ["a;b\n\n   \nDoe, John;1\n", [["a", "b"]]],
    ["0.5,1.5,a;b\n1,2,c;d\n", [["0.5", "1.5", "a;b"]]],
    ["1,\t2,\t0\n3,\t4,\t1\n", [["1", "2", "0"]]],
    ["a\t\tb\n1\t2\t3\n", [["a", "", "b"]]],
    ['"say ""1;2;3"" twice",b\n"x",1\n', [['say "1;2;3" twice', "b"]]],
    ["1\n2\n", [["1"]]],
  ])("finds the delimiter of %j", (text, [cells]) => {
    expect(cellsOf(read(text, "no"))).toEqual(cells);
  });

  it("looks for the delimiter outside quotes and at whole rows alone, however long the text is", () => {
    const row = `${"1;".repeat(9)}"a\n,,,b"\n`;
    expect(read(row.repeat(5000), "no").columns).toHaveLength(10);
    const note = `"${"x;".repeat(40_000)}"`;
    expect(columnNames(read(`a,b\n${note},1\n${note},2\n`))).toEqual(["a", "b"]);
  });

  it("reads line ends of every kind, also mixed, and counts lines right", () => {
    const mixed = read("a,b\r\n1,2\n3,4\r5,6\r\n");
    expect([0, 1, 2].map((row) => [mixed.placeOf(row, 0), ...cellsOf(mixed, row)])).toEqual([
      ["d.csv:2:1", "1", "2"],
      ["d.csv:3:1", "3", "4"],
      ["d.csv:4:1", "5", "6"],
    ]);
    const broken = read('a,b\r\n"1\r\n2",3\r\n4,5\r\n');
    expect([broken.placeOf(0, 0), broken.placeOf(0, 1), broken.placeOf(1, 0)]).toEqual([
      "d.csv:2:1",
      "d.csv:3:2",
      "d.csv:4:1",
    ]);
    expect(cellsOf(broken)).toEqual(["1\n2", "3"]);
  });

  it("names the line of a header that does not begin the file", () => {
    expect(() => read("\n\na,a,y\n1,2,0\n")).toThrow("d.csv:3: expected a different name for every column");
    expect(() => read("\r\n,a,y\r\n0,1,0\r\n")).toThrow("d.csv:2:1: expected a name for every column");
  });

  it.each<[unknown, string]>([
    ["a,b", 'got "a,b".'],
    [undefined, "got nothing."],
    [new ArrayBuffer(3), "got an ArrayBuffer."],
    [Float64Array.of(1), "got a Float64Array."],
  ])("refuses what are no bytes (case %#)", (bytes, received) => {
    expect(() => readCsv(bytes as Uint8Array, "d.csv")).toThrow(
      `d.csv: expected the file's bytes as a Uint8Array, ${received} new Uint8Array(buffer) makes one from a buffer, ` +
        "new TextEncoder().encode(text) from a text.",
    );
  });

  it.each([
    ["a,b\n1,2\n3\n", "d.csv:3:2: expected 2 cells as in the first line, got 1."],
    ["a,b\n1,2,3\n", "d.csv:2:3: expected 2 cells as in the first line, got 3."],
    ['a,b\n1,"2\n3,4\n', "d.csv:2:2: expected a quote that is closed, got the end of the file within it."],
    ['a,b\n"1,""2""\n3', "d.csv:2:1: expected a quote that is closed"],
    ['a,b,c\n"1\n2",3,"4', "d.csv:3:3: expected a quote that is closed"],
    ['a;b\n"1;1";2\n"3', "d.csv:3:1: expected a quote that is closed, got the end of the file within it."],
    ["", "d.csv: expected rows of data, got an empty file."],
    ["\n\n", "d.csv: expected rows of data, got an empty file."],
    ["a,b\n", "d.csv: expected rows of data below the header, got none."],
    ["a,a\n1,2\n", 'd.csv:1: expected a different name for every column, got "a" twice.'],
  ])("refuses %j", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it("reads UTF-8, UTF-16 and Latin-1, with and without a byte order mark, and says which", () => {
    const text = "größe,art\n1,süß\n2,€\n";
    const utf16 = (isLittle: boolean) => {
      const bytes = new Uint8Array(2 * text.length);
      const view = new DataView(bytes.buffer);
      for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), isLittle);
      return bytes;
    };
    const latin1 = Uint8Array.from(text, (letter) => (letter === "€" ? 0x80 : letter.charCodeAt(0)));
    const utf8 = new TextEncoder().encode(text);
    const marked = (mark: readonly number[], bytes: Uint8Array) => Uint8Array.from([...mark, ...bytes]);
    for (const [bytes, encoding] of [
      [utf8, "UTF-8"],
      [marked([0xef, 0xbb, 0xbf], utf8), "UTF-8"],
      [utf16(true), "UTF-16 LE"],
      [marked([0xff, 0xfe], utf16(true)), "UTF-16 LE"],
      [utf16(false), "UTF-16 BE"],
      [marked([0xfe, 0xff], utf16(false)), "UTF-16 BE"],
      [latin1, "Latin-1"],
    ] as const) {
      const table = readCsv(bytes, "d.csv");
      expect(table.origin).toBe(`CSV (comma, ${encoding})`);
      expect(columnNames(table)).toEqual(["größe", "art"]);
      expect([cellsOf(table, 0), cellsOf(table, 1)].flat()).toEqual(["1", "süß", "2", "€"]);
    }
  });

  it("takes a text in the encoding that it is told", () => {
    const units = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    // Two letters in Latin-1, which are one in UTF-8.
    const bytes = units("Ã¤,b\n1,2");
    expect(readCsv(bytes, "d.csv").columns[0]?.name).toBe("ä");
    const told = readCsv(bytes, "d.csv", "auto", "latin1");
    expect([told.columns[0]?.name, told.origin]).toEqual(["Ã¤", "CSV (comma, Latin-1)"]);
    const wide = units("a\0,\0b\0\n\0\x31\0,\0\x32\0");
    expect(readCsv(wide, "d.csv", "auto", "utf-16le").origin).toBe("CSV (comma, UTF-16 LE)");
    const marked = Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes);
    expect(readCsv(marked, "d.csv", "auto", "utf-8").columns[0]?.name).toBe("ä");
    expect(() => readCsv(units("ä,b\n1,2"), "d.csv", "auto", "utf-8")).toThrow(
      "d.csv: expected text in UTF-8, got other bytes.",
    );
    expect(() => readCsv(Uint8Array.of(0x00, 0xd8), "d.csv", "auto", "utf-16le")).toThrow(
      "d.csv: expected text in UTF-16 LE, got other bytes.",
    );
  });

  it("refuses bytes that are no text", () => {
    const message =
      "d.csv: expected text in UTF-8, UTF-16 or Latin-1, got other bytes. Save it as CSV in UTF-8.";
    expect(() => readCsv(Uint8Array.of(0x61, 0, 0x61, 0xff, 0xc0), "d.csv")).toThrow(message);
    expect(() => readCsv(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xff), "d.csv")).toThrow(
      "d.csv: expected text in UTF-8, got other bytes.",
    );
    expect(() => readCsv(Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x00, 0xd8), "d.csv")).toThrow(
      "d.csv: expected text in UTF-16 LE, got other bytes.",
    );
  });

  it.each([
    ["gzip", gzipSync(new TextEncoder().encode("a,b\n1,2\n")), "a gzip file"],
    ["zip", zipSync({ "a.csv": new Uint8Array(3) }), "a zip file, as NumPy's .npz and Excel's .xlsx are"],
    ["MATLAB", writeMat([]), "a file in the format MATLAB"],
    ["Parquet", new TextEncoder().encode("PAR1"), "a file in the format Parquet"],
  ])("knows %s by its first bytes", (_, bytes, received) => {
    expect(() => readCsv(bytes, "d.csv")).toThrow(
      `d.csv: expected text in UTF-8, UTF-16 or Latin-1, got ${received}. readTable reads such files.`,
    );
  });

  it.each([
    ['a,b\n5" disk,1\n', 'd.csv:2:1: expected quotes around the whole cell, or none, got "5\\" disk,1".'],
    ['a,b\n1,"x"y\n', 'd.csv:2:2: expected the end of the cell behind its quotes, got "\\"x\\"y".'],
  ])("refuses quotes out of place in %j", (text, message) => {
    expect(() => read(text)).toThrow(`${message} Within a cell in quotes, a quote is written twice.`);
  });
});

describe("the numbers of a CSV file", () => {
  it("are those that the platform reads from the same texts, to the last bit", () => {
    const digits = fc.string({
      unit: fc.constantFrom("0", "1", "2", "5", "7", "9"),
      minLength: 0,
      maxLength: 20,
    });
    const number = fc
      .tuple(
        fc.constantFrom("", "-", "+"),
        digits,
        fc.constantFrom("", "."),
        digits,
        fc.constantFrom("", "e5", "E-7"),
      )
      .map((parts) => parts.join(""))
      .filter(isDecimal);
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 20 }), (texts) => {
        const table = read(texts.map((text) => `  ${text} ,1`).join("\n"), "no");
        expect(numberColumn(table, 0)).toEqual(Float64Array.from(texts, Number));
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});

describe("toDataset", () => {
  const table = read("age,kind,height\n1,cat,0.5\n2,dog,1.5\n");

  it("takes the target by its name, everything else as number features", () => {
    const data = toDataset(table, "pets", "kind");
    expect(data.features.map(({ name }) => name)).toEqual(["age", "height"]);
    expect(data.row(1)).toEqual([2, 1.5]);
    expect(data.target).toMatchObject({ name: "kind", classNames: ["cat", "dog"] });
  });

  it("takes the last column without a name", () => {
    expect(toDataset(read("1,2,0\n3,4,1\n"), "d").target).toMatchObject({
      name: "y",
      classNames: ["0", "1"],
    });
  });

  it.each([
    ["knid", 'd.csv: expected a column "knid", got only age, kind, height. Did you mean "kind"?'],
    ["height", 'd.csv:2:2: expected a number in column "kind", got "cat".'],
  ])("refuses the target %j", (target, message) => {
    expect(() => toDataset(table, "pets", target)).toThrow(message);
  });

  it("names the line and column of an empty cell", () => {
    expect(() => toDataset(read("a,b,y\n1,2,0\n,3,1\n"), "d")).toThrow(
      'd.csv:3:1: expected a number in column "a", got an empty cell.',
    );
  });

  it("says how to name the class column where the last one was only guessed", () => {
    expect(() => toDataset(read("kind,a,b\ncat,1,2\n"), "d")).toThrow(
      'd.csv:2:1: expected a number in column "kind", got "cat". ' +
        'If it holds the classes, name it: target "kind" (--target).',
    );
    const rows = Array.from({ length: 30 }, (_, i) => `${i % 2},${i / 8}`);
    expect(() => toDataset(read(`kind,a\n${rows.join("\n")}`), "d")).toThrow(
      'd.csv, column "a": expected classes, each of several examples, got 30 different values in 30 examples. ' +
        'Name the column of the classes: target "…" (--target).',
    );
  });

  it("refuses a column without a name, and a class that is NaN", () => {
    expect(() => read(",a,y\n0,1,0\n1,2,1\n")).toThrow(
      "d.csv:1:1: expected a name for every column, got none. " +
        "If it only counts the rows, save the file without it (in pandas, index=False).",
    );
    for (const missing of ["NaN", "nan", "NA", "n/a", "null", "inf"]) {
      expect(() => toDataset(read(`a,y\n1,p\n2,${missing}\n`), "d")).toThrow(
        `d.csv:3:2: expected a class in column "y", got "${missing}". ` +
          "Remove such examples first, or rename the class if it is one.",
      );
    }
    expect(() => toDataset(read("a,y\n1,p\n2,\n"), "d")).toThrow(
      /^d\.csv:3:2: expected a class in column "y", got an empty cell\.$/,
    );
  });

  it("gives that hint without a header, too, and beside no number that is missing or too large", () => {
    expect(() => toDataset(read("cat,1,2\ndog,3,4\n"), "d")).toThrow(
      'd.csv:1:1: expected a number in column "x1", got "cat". ' +
        'If it holds the classes, name it: target "x1" (--target).',
    );
    for (const [cell, expected] of [
      ["", 'a number in column "a", got an empty cell'],
      ["NA", 'a number in column "a", got "NA"'],
      ["inf", 'a number in column "a", got "inf"'],
      ["1e400", 'a finite number in column "a", got "1e400"'],
      ["9".repeat(400), `a finite number in column "a", got "${"9".repeat(57)}…"`],
    ] as const) {
      expect(() => toDataset(read(`a,b,y\n1,2,0\n${cell},3,1\n`), "d")).toThrow(
        new RegExp(`^d\\.csv:3:1: expected ${expected}\\. Remove or fill in such examples first\\.$`),
      );
    }
  });

  it("says of commas in numbers, for decimals or between thousands, that they are not read", () => {
    for (const cell of ["1,000", "1,000,000", "-1,000.5", "1.000,5", ",5"]) {
      const numbers = read(`x,y,kind\n1,2,a\n"${cell}",3,b\n`);
      for (const target of [undefined, "kind"]) {
        expect(() => toDataset(numbers, "d", target)).toThrow(
          `d.csv:3:1: expected a number in column "x", got "${cell}". ${COMMA_HINT}`,
        );
      }
    }
    expect(() => toDataset(read('x,y\n"1,2 or 3",0\n'), "d", "y")).toThrow(
      'got "1,2 or 3". Programs can make features of such columns by fitPreparation',
    );
    for (const text of ["1,5;0\n2,5;1\n3,5;0", 'x,y\n"1,5",0\n']) {
      expect(() => toDataset(read(text), "d")).toThrow(
        /^d\.csv:\d:1: expected a number in column "x1?", got "1,5"\. Numbers are read without commas: /,
      );
    }
    expect(read("-1,5;,5\n2,5;1\n").hasNames).toBe(false);
    expect(() => read("a;1,5\n2,5;1\n")).toThrow('got "a" above a number, beside numbers.');
  });

  it("finds the delimiter below empty lines", () => {
    expect(columnNames(read("\n\na;b;y\n1;2;0\n"))).toEqual(["a", "b", "y"]);
  });
});

describe("toFeatureRows", () => {
  it("takes columns by name, whatever their order", () => {
    expect(toFeatureRows(read("b,other,a\n1,x,2\n"), ["a", "b"])).toEqual([[2, 1]]);
  });

  it("takes columns by the names that they get without a header, wherever the classes are", () => {
    const wide = read("0,5,6\n1,7,8\n");
    expect(toFeatureRows(wide, ["x2", "x3"])).toEqual([
      [5, 6],
      [7, 8],
    ]);
    expect(toFeatureRows(wide, ["x1", "x2"])).toEqual([
      [0, 5],
      [1, 7],
    ]);
  });

  it("takes columns in their order where there are no names, and just as many as features", () => {
    const rows = [
      [1, 2],
      [4, 5],
    ];
    expect(toFeatureRows(read("1,2\n4,5\n"), ["a", "b"])).toEqual(rows);
    expect(toFeatureRows(read("1,2\n4,5\n"), ["x2", "x3"])).toEqual(rows);
  });

  it.each(["1\n2\n", "1,2,3\n4,5,6\n"])("does not guess which columns of %j are meant", (text) => {
    expect(() => toFeatureRows(read(text), ["a", "x2"])).toThrow(
      /^d\.csv: expected the columns a, x2, and nothing else where no header names them, got \d columns? without names\. Add a first line with the columns' names\.$/,
    );
  });

  it("without a header refuses more columns than were trained on, whatever they might be called", () => {
    expect(() => toFeatureRows(read("7,1,2,3\n8,4,5,6\n"), ["x1", "x2"])).toThrow(
      "d.csv: expected the columns x1, x2, and nothing else where no header names them, got 4 columns without names.",
    );
  });

  it("refuses a header without one of the names", () => {
    expect(() => toFeatureRows(read("a,bb\n1,2\n"), ["a", "b"])).toThrow(
      'd.csv: expected a column "b", got only a, bb.',
    );
  });
});
