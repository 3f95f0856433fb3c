import { describe, expect, it } from "vitest";
import { readCsv } from "../csv/read-csv.ts";
import type { RawTable } from "./raw-table.ts";
import { type DatasetColumns, toDataset } from "./table-dataset.ts";

const read = (text: string): RawTable => readCsv(new TextEncoder().encode(text), "d.csv");
const lines = (...rows: string[]): RawTable => read(rows.join("\n"));

const houses = lines("area,rooms,weight,price", "50,2,1,99.5", "80,3,0.5,-140", "65,2,0,1e2");
const films = lines("length,tags", "90,crime; drama", "100,", "110,drama");
const tagged = lines("crime,length,drama", "1,90,1", "0,100,0.0", "0,110,1");

describe("the target of a table", () => {
  it("can be numbers, with weights that are no feature", () => {
    const data = toDataset(houses, "houses", { targetType: "number", weightColumn: "weight" });
    expect(data.features.map(({ name }) => name)).toEqual(["area", "rooms"]);
    expect(data.target).toEqual({ type: "number", name: "price", values: Float64Array.of(99.5, -140, 100) });
    expect(data.weights).toEqual(Float64Array.of(1, 0.5, 0));
  });

  it("can be labels in one column, with semicolons between them", () => {
    const data = toDataset(films, "films", { targetType: "labels" });
    expect(data.target).toMatchObject({ name: "tags", classNames: ["crime", "drama"] });
    expect(Array.from(data.target.values)).toEqual([1, 1, 0, 0, 0, 1]);
  });

  it("can be labels in a column each, of zeros and ones, in the order in which they are named", () => {
    const data = toDataset(tagged, "films", { targetType: "labels", target: "drama, crime" });
    expect(data.features.map(({ name }) => name)).toEqual(["length"]);
    expect(data.target).toMatchObject({ name: "drama,crime", classNames: ["drama", "crime"] });
    expect(Array.from(data.target.values)).toEqual([1, 1, 0, 0, 1, 0]);
  });

  it("is one column where its name has commas", () => {
    const table = lines('length,"tags, all"', "90,a;b", "80,b");
    const data = toDataset(table, "films", { targetType: "labels", target: "tags, all" });
    expect(data.target).toMatchObject({ name: "tags, all", classNames: ["a", "b"] });
  });

  it("is classes, of any number, unless it is said to be something else", () => {
    const table = lines("a,kind,w", "1,x,1", "2,y,2", "3,z,3");
    const data = toDataset(table, "d", { target: "kind", weightColumn: "w" });
    expect(data.target.classNames).toEqual(["x", "y", "z"]);
    expect(data.weights).toEqual(Float64Array.of(1, 2, 3));
  });

  it.each<[RawTable, DatasetColumns<"classes" | "number" | "labels">, string]>([
    [
      lines("a,y", "1,2", "2,high"),
      { targetType: "number" },
      'd.csv:3:2: expected a number in column "y", got "high".',
    ],
    [
      lines("y,a", "low,2", "high,3"),
      { targetType: "number" },
      'd.csv:2:1: expected a number in column "y", got "low". If it holds the numbers to predict, name it: target "y" (--target).',
    ],
    [
      lines("a,tags", "1,x;;y"),
      { targetType: "labels" },
      'd.csv:2:2: expected labels with ";" between them in column "tags", got "x;;y".',
    ],
    [
      lines("a,tags", "1,x", "2,NA"),
      { targetType: "labels" },
      'd.csv:3:2: expected labels with ";" between them in column "tags", got "NA". Remove such examples first, or rename the class if it is one.',
    ],
    [
      lines("a,tags", "1,", "2,"),
      { targetType: "labels" },
      'data set "d", labels: expected a label in some example, got none.',
    ],
    [
      lines("a,p,q", "1,0,1", "2,0,2"),
      { targetType: "labels", target: "p,q" },
      'd.csv:3:3: expected 0 or 1 in column "q", got "2".',
    ],
    [
      lines("a,p,q", "1,0,1", "2,,1"),
      { targetType: "labels", target: "p,q" },
      'd.csv:3:2: expected 0 or 1 in column "p", got an empty cell.',
    ],
    [
      lines("a,p,q", "1,0x1,1"),
      { targetType: "labels", target: "p,q" },
      'd.csv:2:2: expected 0 or 1 in column "p", got "0x1".',
    ],
    [
      tagged,
      { targetType: "labels", target: "drama,krime" },
      'd.csv: expected a column "krime", got only crime, length, drama. Did you mean "crime"?',
    ],
    [
      tagged,
      { targetType: "labels", target: "drama,drama" },
      'd.csv: expected a different column for every label, got "drama" twice.',
    ],
    [
      tagged,
      { targetType: "labels", target: "drama,length,crime" },
      'd.csv:2:2: expected 0 or 1 in column "length", got "90".',
    ],
    [tagged, { target: "drama,crime" }, 'd.csv: expected a column "drama,crime", got only'],
    [
      houses,
      { weightColumn: "wait" },
      'd.csv: expected a column "wait", got only area, rooms, weight, price.',
    ],
    [
      houses,
      { weightColumn: "price" },
      'd.csv: expected a column of weights beside the target, got "price" as both. If the target is another column, name it: target "…" (--target).',
    ],
    [
      houses,
      { targetType: "number", target: "area", weightColumn: "price" },
      'd.csv:3:4: expected a weight of at least 0 in column "price", got "-140".',
    ],
    [
      lines("a,w,y", "1,many,0"),
      { weightColumn: "w" },
      'd.csv:2:2: expected a number in column "w", got "many".',
    ],
    [
      lines("a,w,y", "1,0,0", "1,0,1"),
      { weightColumn: "w" },
      'data set "d": expected a weight above 0 for some example, got 0 for all.',
    ],
    [
      houses,
      { targetType: "regression" as never },
      'targetType: expected one of classes, number, labels, got "regression".',
    ],
    [
      lines("y,w", "1,1", "0,2"),
      { target: "y", weightColumn: "w" },
      'data set "d": expected at least one feature, got none.',
    ],
  ])("is refused with its place (case %#)", (table, columns, message) => {
    expect(() => toDataset(table, "d", columns)).toThrow(message);
  });

  it("says of measurements that are read as classes what to do about them", () => {
    const table = lines("a,b", ...Array.from({ length: 30 }, (_, i) => `${i % 2},${i / 8}`));
    expect(() => toDataset(table, "d")).toThrow(
      'Name the column of the classes: target "…" (--target). ' +
        'If it holds numbers to predict, say so: targetType "number" (--target-type).',
    );
    expect(toDataset(table, "d", { targetType: "number" }).examples).toBe(30);
  });
});
