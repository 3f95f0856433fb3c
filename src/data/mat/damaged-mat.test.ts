import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { toElement, toMatFile, writeMat } from "../../../test/support/write-mat.ts";
import { ByteReader } from "../byte-reader.ts";
import { Budget } from "./budget.ts";
import { readMat } from "./read-mat.ts";

const bytesOf = (...words: number[]): Uint8Array => new Uint8Array(new Uint32Array(words).buffer);
const textOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A variable of class `classNumber` named x whose numbers are this element. */
function variableWith(numbers: Uint8Array, classNumber = 6): Uint8Array {
  const parts = [
    toElement(6, bytesOf(classNumber, 0)),
    toElement(5, bytesOf(1, 1)),
    toElement(1, textOf("x")),
    numbers,
  ];
  return toElement(14, new Uint8Array(Buffer.concat(parts)));
}

/** A compressed element with these bytes as its data. */
function compressedWith(data: Uint8Array): Uint8Array {
  return toElement(15, data);
}

const whole = variableWith(toElement(9, bytesOf(0, 0x3ff00000)));
const deflated = zlibSync(whole);

describe("a damaged .mat file says where and how", () => {
  it.each([
    [
      "a short element longer than 4 bytes",
      bytesOf((5 << 16) | 1, 0),
      "at most 4 bytes in a short element, got 5",
    ],
    [
      "numbers of an unknown type",
      variableWith(toElement(99, bytesOf(0, 0))),
      'numbers as "x", got an element of type 99',
    ],
    [
      "numbers cut in half",
      variableWith(toElement(9, textOf("12345"))),
      '1 numbers as "x", got 5 bytes of 8 each',
    ],
    [
      "dimensions cut in half",
      toElement(
        14,
        new Uint8Array(Buffer.concat([toElement(6, bytesOf(6, 0)), toElement(5, textOf("12345"))])),
      ),
      "whole numbers as dimensions, got 5 bytes of 4 each",
    ],
    ["an unknown class", variableWith(whole, 40), "a class of arrays, got number 40"],
    ["a zlib stream too short for a checksum", compressedWith(bytesOf(0).subarray(0, 3)), "zlib data, got"],
    [
      "no zlib stream",
      compressedWith(textOf("this is no zlib stream")),
      'zlib data, got "invalid zlib data"',
    ],
    [
      "a stream with another checksum",
      compressedWith(Uint8Array.from([...deflated.subarray(0, -1), (deflated.at(-1) as number) ^ 1])),
      "contents that match their checksum, got others",
    ],
    [
      "a stream that holds more than it says",
      compressedWith(zlibSync(new Uint8Array(Buffer.concat([bytesOf(14, 8), new Uint8Array(64)])))),
      "16 bytes in a variable, as it says itself, got more",
    ],
    [
      "a stream that ends within its tag",
      compressedWith(zlibSync(textOf("abc"))),
      "4 bytes of the tag of a variable",
    ],
  ])("%s", (_, element, message) => {
    const read = (): unknown => readMat(toMatFile([element]), "d.mat");
    expect(read).toThrow(message);
    expect(read).toThrow("The file is damaged or cut off; save or download it again.");
    expect(read).toThrow(/^d\.mat(, decompressed)?, byte \d+: expected /);
  });

  it("the undamaged variable is read", () => {
    expect([...readMat(toMatFile([whole, compressedWith(deflated)]), "d.mat").get("x").values]).toEqual([1]);
  });
});

it.each([
  [3, "is an object, which is not supported. In MATLAB, store it as numbers: v = table2array(v)"],
  [16, "is a function handle, which is not supported. In MATLAB, store the numbers that it gives."],
])("a variable of class %i is refused with the way out", (classNumber, message) => {
  const file = readMat(writeMat([{ name: "v", dimensions: [1, 1], values: [1], classNumber }]), "d.mat");
  expect(() => file.get("v")).toThrow(`d.mat: variable "v" ${message}`);
});

describe("the budget of a file", () => {
  const reader = new ByteReader(new Uint8Array(8), true, "big.mat");

  it("counts what all variables keep, and not what they give back", () => {
    const budget = new Budget(100);
    budget.take(60, reader);
    budget.check(40, reader);
    budget.take(40, reader);
    expect(() => budget.take(1, reader)).toThrow(
      "big.mat, byte 0: expected contents that take at most 100 bytes of memory, got 101 or more. " +
        "Save fewer examples or variables.",
    );
  });

  it("has room for sparse data that compresses three hundred times", () => {
    const variable = { name: "X", dimensions: [1000, 500], values: Array.from({ length: 500_000 }, () => 0) };
    const file = writeMat([{ ...variable, storage: 2 }], { isCompressed: true });
    expect((500_000 * 8) / file.length).toBeGreaterThan(300);
    expect(readMat(file, "sparse.mat").get("X").values.length).toBe(500_000);
  });
});
