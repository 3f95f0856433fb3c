import { describe, expect, it } from "vitest";
import reference from "../../../test/reference/mat-files.json" with { type: "json" };
import { type MatVariable, type StorageType, writeMat } from "../../../test/support/write-mat.ts";
import { InvalidInputError } from "../../base/errors.ts";
import { readMat } from "./read-mat.ts";

/** The message of what a call throws. */
function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing thrown";
}

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));

describe.each(["plain", "compressed"] as const)("a %s file of SciPy", (kind) => {
  const file = readMat(bytesOf(reference[kind]), "scipy.mat");

  it.each(Object.entries(reference.arrays))(
    "gives %s with its class, shape and numbers",
    (name, expected) => {
      const array = file.get(name);
      const found = { class: array.class, dimensions: [...array.dimensions], values: [...array.values] };
      expect(found).toEqual(expected);
    },
  );

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

describe.each([true, false])("every type of storage, little-endian %s", (isLittleEndian) => {
  it.each<[StorageType, string, number, number[]]>([
    [1, "int8", 8, [-128, -2, 127]],
    [2, "uint8", 9, [0, 2, 255]],
    [3, "int16", 10, [-32_768, -2, 32_767]],
    [4, "uint16", 11, [0, 258, 65_535]],
    [5, "int32", 12, [-(2 ** 31), -2, 2 ** 31 - 1]],
    [6, "uint32", 13, [0, 258, 2 ** 32 - 1]],
    [7, "single", 7, [-1.5, 2 ** -126, 2 ** 100]],
    [9, "double", 6, [-0.1, 5e-324, 1e300]],
    [12, "int64", 14, [-(2 ** 62), -2, 2 ** 53]],
    [13, "uint64", 15, [0, 258, 2 ** 63]],
  ])("%i holds the numbers of %s", (storage, className, classNumber, values) => {
    const variable: MatVariable = { name: "v", dimensions: [1, 3], values, classNumber, storage };
    const array = readMat(writeMat([variable], { isLittleEndian }), "a.mat").get("v");
    expect([array.class, ...array.values]).toEqual([className, ...values]);
  });
});

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

  it("takes every logical value that is not 0 for 1", () => {
    const flags = { name: "f", dimensions: [1, 4], values: [0, 1, 2, 255], isLogical: true, classNumber: 9 };
    const file = readMat(writeMat([{ ...flags, storage: 2 }], { isLittleEndian, isCompressed }), "a.mat");
    expect([...file.get("f").values]).toEqual([0, 1, 1, 1]);
  });
});

/** The beginning of a file of version 4: five whole numbers and a name. */
function version4Of(numbers: readonly number[], name: string, isLittleEndian = false): Uint8Array {
  const bytes = new Uint8Array(20 + name.length + 40);
  const view = new DataView(bytes.buffer);
  numbers.forEach((value, index) => view.setUint32(4 * index, value, isLittleEndian));
  bytes.set(new TextEncoder().encode(name), 20);
  return numbers[4] === name.length ? bytes : bytes.subarray(0, 20 + name.length);
}

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
      "b.mat: a MATLAB file of version 7.3 (HDF5) is not supported. In MATLAB, load it and save it as version 7",
    );
  });

  it.each([
    ["SciPy", bytesOf(reference.version4)],
    ["a big-endian machine", version4Of([1000, 6, 2, 0, 2], "y\0")],
    ["a text's variable", version4Of([51, 1, 5, 0, 5], "note\0", true)],
  ])("version 4 of %s is named with the way out", (_, bytes) => {
    expect(() => readMat(bytes, "old.mat")).toThrow(
      "old.mat: a MATLAB file of version 4 is not supported. " +
        "In MATLAB, load it and save it as version 7: save('data.mat', 'X', 'y', '-v7').",
    );
    expect(() => readMat(bytes, "old.mat")).toThrow(expect.objectContaining({ name: "UnsupportedError" }));
  });

  it.each([
    ["an unknown kind", version4Of([60, 6, 2, 0, 2], "y\0")],
    ["a name without an end", version4Of([0, 6, 2, 0, 2], "yy")],
    ["a name that is cut off", version4Of([0, 6, 2, 0, 9], "y\0")],
    ["sizes below 0", version4Of([0, 2 ** 32 - 1, 2, 0, 2], "y\0")],
    ["zeros alone", new Uint8Array(40)],
  ])("%s is not taken for version 4", (_, bytes) => {
    expect(() => readMat(bytes, "a.mat")).toThrow(
      /^a\.mat: expected a MATLAB file of version 5 to 7, got \d+ bytes of something else\. In MATLAB, load it and save it as version 7/,
    );
  });

  it.each([
    [
      "text",
      new TextEncoder().encode("größe,kind\r\n1,\tcat\n"),
      "21 bytes of something else. It looks like text: let its name end in .csv.",
    ],
    [
      "a long text",
      new TextEncoder().encode("1,2\n".repeat(500)),
      "It looks like text: let its name end in .csv.",
    ],
    ["gzip", Uint8Array.of(0x1f, 0x8b, 8, 0), "got a gzip file. readTable reads such files."],
    [
      "zip",
      new TextEncoder().encode("PK\u0003\u0004"),
      "got a zip file, as NumPy's .npz and Excel's .xlsx are. readTable",
    ],
    ["nothing", new Uint8Array(), "got an empty file. In MATLAB, load it and save it as version 7"],
  ])("%s under the name of a MATLAB file is told what it is", (_, bytes, message) => {
    expect(() => readMat(bytes, "a.mat")).toThrow("a.mat: expected a MATLAB file of version 5 to 7, got ");
    expect(() => readMat(bytes, "a.mat")).toThrow(message);
  });

  it("bytes that are no Uint8Array are refused", () => {
    expect(() => readMat(new ArrayBuffer(200) as never, "a.mat")).toThrow(
      "a.mat: expected the file's bytes as a Uint8Array, got an ArrayBuffer. new Uint8Array(buffer) makes one",
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
      'a.mat: expected a variable "Z", got only X, y. Say which to take: variables (--variables), or matrix (--matrix) to predict.',
    );
    expect(() => readMat(good, "a.mat").get("x")).toThrow(
      'a.mat: expected a variable "x", got only X, y. Did you mean "X"?',
    );
    expect(() => readMat(writeMat([]), "a.mat").get("X")).toThrow("got a file without variables");
  });

  it("variables that hold no numbers are named with their kind, and with the way out where there are no others", () => {
    const struct: MatVariable = { name: "data", dimensions: [1, 1], values: [1], classNumber: 2 };
    const cells: MatVariable = { ...struct, name: "names", classNumber: 1 };
    expect(() => readMat(writeMat([struct, cells]), "a.mat").get("X")).toThrow(
      'a.mat: expected a variable "X", got only data (a struct), names (a cell array). ' +
        "In MATLAB, store its fields as variables of their own, one by one: x = data.x.",
    );
    expect(() => readMat(writeMat([struct, y]), "a.mat").get("X")).toThrow(
      "got only data (a struct), y. Say which to take: variables (--variables), or matrix (--matrix) to predict.",
    );
    expect(() => readMat(writeMat([struct]), "a.mat").get("Data")).toThrow(
      'got only data (a struct). Did you mean "data"?',
    );
  });

  it("damaged dimensions and names are refused with a short message", () => {
    const many: MatVariable = { name: "X", dimensions: Array.from({ length: 65 }, () => 1), values: [1] };
    const withDimensions = (dimensions: number[]) => () =>
      readMat(writeMat([{ ...many, dimensions }]), "a.mat");
    const lengths = [[], [1], [1, 2, 3, 4, 5, 6, 7, 8, -1], Array.from({ length: 1e5 }, () => -1)];
    expect(lengths.map((dimensions) => messageOf(withDimensions(dimensions)))).toEqual([
      expect.stringContaining("expected two or more dimensions, got none."),
      expect.stringContaining("expected two or more dimensions, got 1."),
      expect.stringContaining("expected two or more dimensions, got 1 × 2 × 3 × 4 × 5 × 6 × 7 × 8 × …."),
      expect.stringContaining("expected at most 64 dimensions, got 400000 bytes of them."),
    ]);
    expect(() => readMat(writeMat([{ ...many, name: "n".repeat(1025) }]), "a.mat")).toThrow(
      "expected at most 1024 bytes of a variable's name, got 1025.",
    );
  });
});
