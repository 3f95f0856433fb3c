import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RawTable } from "../table/raw-table.ts";
import { cellAt } from "../table/read-cells.ts";
import { type CsvPart, CsvStream } from "./csv-stream.ts";
import { HEAD_BYTES } from "./csv-table.ts";
import { readCsv } from "./read-csv.ts";

const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Rows enough that delimiter and header are decided, whatever comes behind them. */
const filler = (end: string): string =>
  `${"ab".repeat(999)},12,3.5${end}`.repeat(Math.ceil(HEAD_BYTES / 1999));

/** Rows whose places are compared: to find the line of one takes a look at all before it. */
const PLACED_ROWS = 8;

/** All that can be told from tables: names, cells, and where the last rows stand. */
function contentsOf(tables: readonly RawTable[]): unknown {
  const rows = tables.flatMap((table) => Array.from({ length: table.rows }, (_, row) => ({ table, row })));
  return {
    names: new Set(
      tables.map(({ columns, hasNames }) => JSON.stringify([hasNames, columns.map(({ name }) => name)])),
    ),
    rows: rows.map(({ table, row }) => table.columns.map((column) => cellAt(column, row)).join("|")),
    places: rows.slice(-PLACED_ROWS).map(({ table, row }) => table.placeOf(row, 1)),
  };
}

/** Reads bytes cut at some places; after the last part the text ends. */
function readParts(bytes: Uint8Array, cuts: readonly number[], encoding = "auto" as const): CsvPart[] {
  const stream = new CsvStream({ source: "d.csv", header: "auto", encoding });
  const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  const parts = places.slice(1).map((end, index) => stream.push(bytes.subarray(places[index], end), false));
  return [...parts, stream.push(new Uint8Array(0), true)].filter((part) => part !== undefined);
}

function outcomeOf(read: () => readonly RawTable[]): unknown {
  try {
    return contentsOf(read());
  } catch (error) {
    return (error as Error).message;
  }
}

/** The last rows of a text: good ones, and what a scanner stumbles over, at any border. */
const cell = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.constantFrom(
      "",
      "7",
      " 7 ",
      '""',
      '"a ""b"""',
      '"x,y"',
      '"1\r\n2"',
      '"\n"',
      '"\r"',
      "ä€😀",
      '"ä,😀"',
      "ÿ",
      `"${'long, ""\r\n'.repeat(8)}"`,
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('a"b', '"open', '"a"b', '"') },
);
const row = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.tuple(cell, fc.constantFrom("1", "2.5"), cell).map((cells) => cells.join(",")),
  },
  { weight: 2, arbitrary: fc.constantFrom("", "  ") },
  { weight: 1, arbitrary: fc.constantFrom("1,2", "1,2,3,4") },
);
const ending = fc.constantFrom("\n", "\r\n", "\r");

describe("a CSV text in parts", () => {
  it("has the rows, the places and the errors of the whole, wherever parts end", () => {
    const [outcomes, failures] = [new Set<string>(), new Set<string>()];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(row, ending), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat({ max: 120 }), { maxLength: 12 }),
        fc.boolean(),
        fc.constantFrom("\n", "\r\n", "\r"),
        (rows, backs, hasMark, end) => {
          const tail = rows.flat().join("");
          const text = `${hasMark ? "\ufeff" : ""}name,b,c${end}${filler(end)}${tail}`;
          const bytes = toBytes(text);
          const cuts = backs.map((back) => Math.max(0, bytes.length - back));
          const whole = outcomeOf(() => [readCsv(bytes, "d.csv")]);
          const each = Array.from(toBytes(tail), (_, back) => bytes.length - back);
          for (const places of [cuts, each]) {
            const inParts = outcomeOf(() => readParts(bytes, places).map(({ table }) => table));
            expect(inParts).toEqual(whole);
          }
          (typeof whole === "string" ? failures : outcomes).add(tail);
        },
      ),
      { seed: 1, numRuns: 150 },
    );
    expect([outcomes.size > 50, failures.size > 30]).toEqual([true, true]);
  });

  it("is read whole where it is short, byte by byte", () => {
    for (const text of [
      "a,b\n1,2\n",
      "1;2",
      "a\tb\r\n1\t2",
      "",
      "a,b\n",
      "\n\n",
      "a,1\n2,3",
      '"a\nb",c\n1,2',
    ]) {
      const bytes = toBytes(text);
      const cuts = Array.from(bytes, (_, place) => place);
      expect(outcomeOf(() => readParts(bytes, cuts).map(({ table }) => table))).toEqual(
        outcomeOf(() => [readCsv(bytes, "d.csv")]),
      );
    }
  });

  it("gives the records of every table as they stand in the text", () => {
    const lines = ["name,b,c", ...Array.from({ length: 9000 }, (_, i) => `"n, ${i}" , ${i},ä`)];
    const bytes = toBytes(lines.join("\r\n"));
    const parts = readParts(bytes, [70_000, 70_001, 100_000]);
    expect(parts.length).toBeGreaterThan(3);
    const texts = parts.flatMap(({ records: { bytes: utf8, starts, ends, columns, count } }) =>
      Array.from({ length: count }, (_, record) =>
        new TextDecoder().decode(utf8.subarray(starts[record * columns], ends[record])),
      ),
    );
    expect(texts).toEqual(lines);
    expect(parts.map(({ first }) => first)).toEqual([1, ...parts.slice(1).map(() => 0)]);
  });

  it.each(["UTF-16 LE", "UTF-16 BE", "Latin-1"])("in %s is the same as in UTF-8", (encoding) => {
    const text = `name,b,c\n${"größe,1,2\n".repeat(9000)}`;
    const units = Uint16Array.from(text, (letter) => letter.charCodeAt(0));
    const wide = [0xfeff, ...units].flatMap((unit) =>
      encoding === "UTF-16 LE" ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff],
    );
    const bytes = Uint8Array.from(encoding === "Latin-1" ? units : wide);
    const parts = readParts(bytes, [3, 70_001, 99_999]);
    expect(new Set(parts.map((part) => part.encoding))).toEqual(new Set([encoding]));
    const expected = outcomeOf(() => [readCsv(toBytes(text), "d.csv")]);
    expect(outcomeOf(() => parts.map(({ table }) => table))).toEqual(expected);
  });

  it("becomes Latin-1 with the first byte that is no ASCII, as late as it may come", () => {
    const ascii = toBytes(`name,b,c\n${filler("\n")}`);
    const bytes = Uint8Array.of(...ascii, 0xe4, 0x2c, 0x31, 0x2c, 0x32, 0x0a);
    const parts = readParts(bytes, [ascii.length, ascii.length + 1]);
    expect(parts.at(-1)?.encoding).toBe("Latin-1");
    expect(outcomeOf(() => parts.map(({ table }) => table))).toEqual(
      outcomeOf(() => [readCsv(bytes, "d.csv")]),
    );
  });

  it("that was UTF-8 cannot become Latin-1: the line is named, and what to say", () => {
    const begun = toBytes(`name,b,c\nä,1,2\n${filler("\n")}`);
    const bytes = Uint8Array.of(...begun, ...toBytes("x,1,2\r\n"), 0xe4, 0x2c, 0x31, 0x2c, 0x32, 0x0a);
    const line = 2 + begun.filter((byte) => byte === 0x0a).length;
    for (const cuts of [[begun.length], [begun.length + 4, begun.length + 8]]) {
      expect(() => readParts(bytes, cuts)).toThrow(
        `d.csv:${line}: expected text in UTF-8, as before it, got other bytes. ` +
          'If it is Latin-1, say so: encoding "latin1" (--encoding).',
      );
    }
  });
});
