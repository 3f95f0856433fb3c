import { describe, expect, it } from "vitest";
import { Matrix } from "./matrix.ts";

const A = Matrix.fromRows([
  [1, 2, 3],
  [4, 5, 6],
]);

describe("Matrix", () => {
  it("gives back the rows that it was made from", () => {
    expect(A.toRows()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect([A.rows, A.columns, A.shape, A.at(1, 2)]).toEqual([2, 3, "2×3", 6]);
  });

  it("dot is the matrix product", () => {
    const B = Matrix.fromRows([
      [1, 0],
      [0, 1],
      [2, -1],
    ]);
    // 1·1 + 2·0 + 3·2 = 7, 1·0 + 2·1 − 3·1 = −1; 4·1 + 6·2 = 16, 5·1 − 6·1 = −1
    expect(A.dot(B).toRows()).toEqual([
      [7, -1],
      [16, -1],
    ]);
  });

  it("transpose exchanges rows and columns", () => {
    expect(A.transpose().toRows()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
  });

  it("add repeats a column, a row and a single number, as NumPy broadcasts", () => {
    expect(A.add(Matrix.fromRows([[10], [20]])).toRows()[1]).toEqual([24, 25, 26]);
    expect(A.add(Matrix.fromRows([[10, 20, 30]])).toRows()[1]).toEqual([14, 25, 36]);
    expect(A.add(Matrix.fromRows([[1]])).toRows()[0]).toEqual([2, 3, 4]);
    expect(A.add(A).toRows()[0]).toEqual([2, 4, 6]);
  });

  it("multiply and subtract work element by element", () => {
    expect(A.multiply(A).toRows()[0]).toEqual([1, 4, 9]);
    expect(A.subtract(A).sum()).toBe(0);
  });

  it("sum adds everything, sumRows each row", () => {
    expect(A.sum()).toBe(21);
    expect(A.sumRows().toRows()).toEqual([[6], [15]]);
  });

  it("scale, divide and map change every element and leave the matrix as it was", () => {
    expect(A.scale(2).toRows()[0]).toEqual([2, 4, 6]);
    expect(A.divide(2).toRows()[0]).toEqual([0.5, 1, 1.5]);
    expect(A.map((x) => -x).toRows()[0]).toEqual([-1, -2, -3]);
    expect(A.sum()).toBe(21);
  });

  it("map gives a function the element alone, not its place", () => {
    expect(A.map(Math.max).toRows()).toEqual(A.toRows());
    expect(A.map((...given: number[]) => given.length).toRows()[1]).toEqual([1, 1, 1]);
  });

  it("takes typed arrays of numbers as rows", () => {
    const rows = [Float32Array.of(0.5, 2), Int8Array.of(-3, 4), Float64Array.of(1, 2), [5, 6]];
    expect(Matrix.fromRows(rows as number[][]).toRows()).toEqual([
      [0.5, 2],
      [-3, 4],
      [1, 2],
      [5, 6],
    ]);
  });

  it("refuses shapes that do not fit, naming both", () => {
    expect(() => A.dot(A)).toThrow("Matrix.dot: expected shapes that fit, got 2×3 and 2×3.");
    expect(() => A.add(Matrix.zeros(3, 3))).toThrow("Matrix.add: expected shapes that fit, got 2×3 and 3×3.");
  });

  it("refuses ragged rows, wrong sizes and places outside", () => {
    expect(() => Matrix.fromRows([[1, 2], [3]])).toThrow(
      "Matrix: expected rows of 2 numbers like the first, got 1 in row 2.",
    );
    expect(() => new Matrix(2, 2, new Float64Array(3))).toThrow(
      "Matrix: expected a Float64Array of rows × columns numbers, got 3 for 2×2.",
    );
    expect(() => A.at(2, 0)).toThrow("Matrix: expected a place within 2×3, got row 2, column 0.");
    expect(() => A.at(0, 3)).toThrow("got row 0, column 3");
  });

  it.each([
    [-1, 2],
    [2, -1],
    [1.5, 2],
    [1e10, 2],
    [2 ** 20, 2 ** 20],
  ])("refuses %d×%d before it makes an array", (rows, columns) => {
    const message = `Matrix: expected whole numbers of rows and columns, at most 268435456 numbers, got ${rows} rows and ${columns} columns.`;
    expect(() => new Matrix(rows, columns)).toThrow(message);
    expect(() => Matrix.zeros(rows, columns)).toThrow(message);
  });

  it.each<[unknown, string]>([
    ["x", 'expected a list of rows, got "x".'],
    [undefined, "expected a list of rows, got nothing."],
    [[1, 2], "expected rows that are lists of numbers, got 1 in row 1."],
    [[[1], ["2"]], 'expected rows that are lists of numbers, got "2" in row 2.'],
    [[[1], [null]], "expected rows that are lists of numbers, got null in row 2."],
    [[BigInt64Array.of(7n)], "expected rows that are lists of numbers, got 7n in row 1."],
    [[new DataView(new ArrayBuffer(8))], "expected rows that are lists of numbers, got a DataView in row 1."],
  ])("refuses what are no rows (case %#)", (rows, message) => {
    expect(() => Matrix.fromRows(rows as number[][])).toThrow(message);
  });

  it("refuses what is no matrix in its operations and as its numbers", () => {
    const rows = [[1, 2, 3]] as unknown as Matrix;
    expect(() => A.dot(rows)).toThrow("Matrix.dot: expected shapes that fit, got 2×3 and [[1, 2, 3]].");
    expect(() => A.add(rows)).toThrow("Matrix.add: expected shapes that fit, got 2×3 and [[1, 2, 3]].");
    const list = [1, 2] as unknown as Float64Array;
    expect(() => new Matrix(1, 2, list)).toThrow(
      "expected a Float64Array of rows × columns numbers, got [1, 2] for 1×2.",
    );
  });
});
