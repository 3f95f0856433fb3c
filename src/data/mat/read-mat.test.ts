import { describe, expect, it } from "vitest";
import reference from "../../../test/reference/mat-files.json" with { type: "json" };
import { type MatVariable, writeMat } from "../../../test/support/write-mat.ts";
import { InvalidInputError } from "../../base/errors.ts";
import { toMatDatasets } from "./mat-dataset.ts";
import { readMat } from "./read-mat.ts";

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));

describe.each(["plain", "compressed"] as const)("a %s file of SciPy", (kind) => {
  const file = readMat(bytesOf(reference[kind]), "scipy.mat");

  it("gives every numeric array with its shape and its numbers", () => {
    for (const [name, { dimensions, values }] of Object.entries(reference.arrays)) {
      const array = file.get(name);
      expect([...array.dimensions]).toEqual(dimensions);
      expect([...array.values]).toEqual(values);
    }
  });

  it("names the classes as MATLAB does", () => {
    const classes = ["X", "y", "i16", "i64", "u32", "f32", "flags"].map((name) => file.get(name).class);
    expect(classes).toEqual(["double", "uint8", "int16", "int64", "uint32", "single", "logical"]);
  });

  it.each([
    [
      "text",
      'scipy.mat: variable "text" is a text, which is not supported. In MATLAB, store the classes as numbers',
    ],
    [
      "record",
      'variable "record" is a struct, which is not supported. In MATLAB, store its fields as variables',
    ],
    [
      "cells",
      'variable "cells" is a cell array, which is not supported. In MATLAB, store its numbers: cells = cell2mat(cells).',
    ],
    [
      "sparse",
      'variable "sparse" is a sparse matrix, which is not supported. In MATLAB, store it in full: sparse = full(sparse).',
    ],
    [
      "complex",
      'variable "complex" is an array of complex numbers, which is not supported. Store it as an array of numbers.',
    ],
  ])("says of %s what it is and the way out", (name, message) => {
    expect(() => file.get(name)).toThrow(expect.objectContaining({ name: "UnsupportedError" }));
    expect(() => file.get(name)).toThrow(message);
  });
});

const X: MatVariable = { name: "X", dimensions: [3, 2], values: [1, 2, 3, 0.5, -4, 6e300] };
const y: MatVariable = { name: "y", dimensions: [3, 1], values: [1, 0, 1], storage: 2 };

describe.each([
  [true, false],
  [true, true],
  [false, false],
  [false, true],
])("little-endian %s, compressed %s", (isLittleEndian, isCompressed) => {
  it("reads numbers in any storage, short elements and n-d shapes", () => {
    const cube: MatVariable = { name: "cube", dimensions: [1, 2, 2], values: [1, 2, 3, 40_000], storage: 4 };
    const flags: MatVariable = {
      name: "f",
      dimensions: [1, 3],
      values: [1, 0, 1],
      classNumber: 9,
      isLogical: true,
      storage: 2,
    };
    const file = readMat(writeMat([X, y, cube, flags], { isLittleEndian, isCompressed }), "a.mat");
    expect(file.names).toEqual(["X", "y", "cube", "f"]);
    expect([...file.get("X").values]).toEqual(X.values);
    expect([...file.get("y").values]).toEqual([1, 0, 1]);
    expect(file.get("cube").dimensions).toEqual([1, 2, 2]);
    expect([...file.get("cube").values]).toEqual([1, 2, 3, 40_000]);
    expect(file.get("f").class).toBe("logical");
  });
});

describe("files that cannot be read", () => {
  const good = writeMat([X, y]);

  it.each([
    [
      "an empty file",
      new Uint8Array(0),
      "a.mat: expected a MATLAB file of version 5 to 7, got an empty file.",
    ],
    [
      "text",
      new TextEncoder().encode("x1,x2\n1,2"),
      "expected a MATLAB file of version 5 to 7, got 9 bytes of something else.",
    ],
    [
      "a file cut off in an array",
      good.subarray(0, 200),
      "The file is damaged or cut off; save or download it again.",
    ],
    [
      "a file cut off in its header",
      good.subarray(0, 100),
      "a.mat: expected 128 bytes of a header, got 100 bytes. The file is cut off; save or download it again.",
    ],
    [
      "a file cut off in a tag",
      good.subarray(0, 130),
      "a.mat, byte 128: expected 4 bytes of the tag of a variable, got the end of the data after 2.",
    ],
  ])("%s", (_, bytes, message) => {
    expect(() => readMat(bytes, "a.mat")).toThrow(message);
    expect(() => readMat(bytes, "a.mat")).toThrow(expect.objectContaining({ name: "InvalidInputError" }));
  });

  const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
  it.each([
    ["MATLAB's header", new TextEncoder().encode("MATLAB 7.3 MAT-file, Platform: GLNXA64".padEnd(600))],
    ["its signature at the start", Uint8Array.from([...HDF5, ...Array.from({ length: 600 }, () => 0)])],
    [
      "its signature behind a header",
      Uint8Array.from([...writeMat([]), ...Array.from({ length: 384 }, () => 0), ...HDF5]),
    ],
  ])("version 7.3 is HDF5, known by %s, with the way out", (_, bytes) => {
    expect(() => readMat(bytes, "b.mat")).toThrow(
      "b.mat: a MATLAB file of version 7.3 (HDF5) is not supported. In MATLAB, save it as version 7",
    );
  });

  it("no flipped bit of a compressed variable changes a number unnoticed", () => {
    const bytes = writeMat([X], { isCompressed: true });
    const start = 128 + 8;
    const readOrRefuse = (changed: Uint8Array): string => {
      try {
        return readMat(changed, "a.mat").get("X").values.join();
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInputError);
        return (error as Error).message;
      }
    };
    for (let position = start; position < bytes.length; position++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = bytes.slice();
        flipped[position] = (flipped[position] as number) ^ (1 << bit);
        const outcome = readOrRefuse(flipped);
        const isNoticed = outcome.startsWith("a.mat") && outcome.includes(": expected ");
        expect(isNoticed || outcome === X.values.join(), `byte ${position}, bit ${bit}: ${outcome}`).toBe(
          true,
        );
      }
    }
  });

  it("sizes that do not fit the data are refused before anything is allocated", () => {
    const huge: MatVariable = { name: "X", dimensions: [2 ** 30, 2 ** 20], values: [1] };
    expect(() => readMat(writeMat([huge]), "a.mat")).toThrow(`expected ${2 ** 50} numbers as "X"`);
    const negative: MatVariable = { name: "X", dimensions: [-1, 2], values: [] };
    expect(() => readMat(writeMat([negative]), "a.mat")).toThrow(
      "expected two or more dimensions, got -1 × 2.",
    );
  });

  it("a variable that is not there is named, with one that differs in case", () => {
    expect(() => readMat(good, "a.mat").get("Z")).toThrow(
      'a.mat: expected a variable "Z", got only X, y. Say which variables to take (--variables).',
    );
    expect(() => readMat(good, "a.mat").get("x")).toThrow(
      'a.mat: expected a variable "x", got only X, y. Did you mean "X"?',
    );
    expect(() => readMat(writeMat([]), "a.mat").get("X")).toThrow("got a file without variables");
  });
});

describe("toMatDatasets", () => {
  const Xval: MatVariable = { name: "Xval", dimensions: [2, 2], values: [1, 2, 3, 4] };
  const yval: MatVariable = { name: "yval", dimensions: [1, 2], values: [0, 1] };
  const read = (...variables: MatVariable[]) => readMat(writeMat(variables), "a.mat");

  it("takes X and y, and Xval and yval where they are there", () => {
    const both = toMatDatasets(read(X, y, Xval, yval), "a.mat");
    expect(both.training.row(2)).toEqual([3, 6e300]);
    expect([...(both.test?.target.values ?? [])]).toEqual([0, 1]);
    expect(toMatDatasets(read(X, y), "a.mat").test).toBeUndefined();
  });

  it("takes other names when they are given", () => {
    const features = { ...X, name: "features" };
    const labels = { ...y, name: "labels" };
    expect(toMatDatasets(read(features, labels), "a.mat", ["features", "labels"]).training.examples).toBe(3);
  });

  it("says which sizes do not fit, and when the transpose would", () => {
    const turned: MatVariable = { name: "X", dimensions: [2, 3], values: [1, 2, 3, 4, 5, 6] };
    expect(() => toMatDatasets(read(turned, y), "a.mat")).toThrow(
      'a.mat: expected as many labels in "y" as "X" has rows (2), got 3×1. Store the transpose: X = X\'.',
    );
    const cube: MatVariable = { name: "X", dimensions: [3, 1, 2], values: [1, 2, 3, 4, 5, 6] };
    expect(() => toMatDatasets(read(cube, y), "a.mat")).toThrow(
      'expected a matrix of examples × features as "X", got 3×1×2.',
    );
  });

  it("refuses labels that are measurements", () => {
    const values = Array.from({ length: 30 }, (_, i) => i / 8);
    const many = { name: "X", dimensions: [30, 1], values };
    expect(() => toMatDatasets(read(many, { ...many, name: "y" }), "a.mat")).toThrow(
      'a.mat, variable "y": expected classes, each of several examples, got 30 different values in 30 examples. ' +
        'Name features and classes: variables "X", "…" (--variables).',
    );
  });

  it("refuses a test class that was not trained on", () => {
    const strange = { ...yval, values: [0, 7] };
    expect(() => toMatDatasets(read(X, y, Xval, strange), "a.mat")).toThrow(
      'labels: expected one of the classes 0, 1, got "7" in example 2.',
    );
  });
});
