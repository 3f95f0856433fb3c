import { describeValue, InvalidInputError } from "./errors.ts";

/** The most numbers that are made at once (2 GiB), so that a mistyped size is refused rather than tried. */
export const MAX_NUMBERS = 2 ** 28;

/**
 * A matrix of float64 numbers: what the textbook computes with. Rows lie one after the other in `data`.
 *
 * The names are NumPy's: `dot` is the matrix product, `multiply` works element by element. The argument of `add`,
 * `subtract` and `multiply` may be a column, a row or 1×1: it is repeated for every column, row or element.
 * Every method returns a new matrix; nothing changes in place.
 */
export class Matrix {
  readonly rows: number;
  readonly columns: number;
  /** rows × columns numbers, row after row. */
  readonly data: Float64Array;

  /**
   * @param data rows × columns numbers, taken without a copy; zeros when it is left out
   * @throws InvalidInputError when the sizes are not whole numbers or too large, or `data` does not fit them
   */
  constructor(rows: number, columns: number, data?: Float64Array) {
    const sizes = `${describeValue(rows)} rows and ${describeValue(columns)} columns`;
    if (!isCount(rows) || !isCount(columns) || rows * columns > MAX_NUMBERS) {
      throw invalidMatrix(`whole numbers of rows and columns, at most ${MAX_NUMBERS} numbers`, sizes);
    }
    if (data !== undefined && !(data instanceof Float64Array && data.length === rows * columns)) {
      const received = data instanceof Float64Array ? `${data.length}` : describeValue(data);
      throw invalidMatrix(`a Float64Array of rows × columns numbers`, `${received} for ${rows}×${columns}`);
    }
    this.rows = rows;
    this.columns = columns;
    this.data = data ?? new Float64Array(rows * columns);
  }

  /**
   * A matrix from rows of numbers: `Matrix.fromRows([[1, 2], [3, 4]])`.
   * @throws InvalidInputError when the rows are not numbers or not all of one length
   */
  static fromRows(rows: readonly (readonly number[])[]): Matrix {
    const columns = checkRows(rows, "Matrix");
    const matrix = new Matrix(rows.length, columns);
    rows.forEach((row, index) => {
      matrix.data.set(row, index * columns);
    });
    return matrix;
  }

  /** A matrix of zeros. */
  static zeros(rows: number, columns: number): Matrix {
    return new Matrix(rows, columns);
  }

  /** The same numbers as rows of plain arrays. */
  toRows(): number[][] {
    return Array.from({ length: this.rows }, (_, row) => [
      ...this.data.subarray(row * this.columns, (row + 1) * this.columns),
    ]);
  }

  /**
   * The element in a row and a column, both counted from 0.
   * @throws InvalidInputError when there is no such place
   */
  at(row: number, column: number): number {
    const value = this.data[row * this.columns + column];
    if (value === undefined || !isCount(row) || !isCount(column) || column >= this.columns) {
      throw invalidMatrix(`a place within ${this.shape}`, `row ${row}, column ${column}`);
    }
    return value;
  }

  /** "3×20", for messages. */
  get shape(): string {
    return `${this.rows}×${this.columns}`;
  }

  /**
   * Matrix product: (n×k)·(k×m) = n×m. Each element is summed over k in ascending order.
   * @throws InvalidInputError when the inner sizes differ
   */
  dot(other: Matrix): Matrix {
    if (!(other instanceof Matrix) || this.columns !== other.rows) throw incompatible("dot", this, other);
    const result = new Matrix(this.rows, other.columns);
    for (let row = 0; row < this.rows; row++) {
      const target = result.data.subarray(row * other.columns, (row + 1) * other.columns);
      for (let k = 0; k < this.columns; k++) {
        const factor = this.data[row * this.columns + k] as number;
        const source = k * other.columns;
        for (let j = 0; j < target.length; j++) {
          target[j] = (target[j] as number) + factor * (other.data[source + j] as number);
        }
      }
    }
    return result;
  }

  /** Rows become columns: n×m gives m×n. */
  transpose(): Matrix {
    const result = new Matrix(this.columns, this.rows);
    for (let row = 0; row < this.rows; row++) {
      for (let column = 0; column < this.columns; column++) {
        result.data[column * this.rows + row] = this.data[row * this.columns + column] as number;
      }
    }
    return result;
  }

  /** The sum, element by element. @throws InvalidInputError when `other` neither fits nor can be repeated */
  add(other: Matrix): Matrix {
    return this.#combine("add", other, (a, b) => a + b);
  }

  /** The difference, element by element. @throws InvalidInputError when `other` neither fits nor can be repeated */
  subtract(other: Matrix): Matrix {
    return this.#combine("subtract", other, (a, b) => a - b);
  }

  /**
   * The product element by element, as NumPy's `multiply`; the matrix product is {@link dot}.
   * @throws InvalidInputError when `other` neither fits nor can be repeated
   */
  multiply(other: Matrix): Matrix {
    return this.#combine("multiply", other, (a, b) => a * b);
  }

  /** Every element times a number. */
  scale(factor: number): Matrix {
    return this.map((value) => value * factor);
  }

  /** Every element divided by a number. */
  divide(divisor: number): Matrix {
    return this.map((value) => value / divisor);
  }

  /** Every element changed by a function, which gets the element alone: `map(Math.abs)`, `map(Math.max)`. */
  map(change: (value: number) => number): Matrix {
    return new Matrix(
      this.rows,
      this.columns,
      this.data.map((value) => change(value)),
    );
  }

  /** The sum of all elements. */
  sum(): number {
    return this.data.reduce((sum, value) => sum + value, 0);
  }

  /** Each row's sum as a column: NumPy's `sum(axis=1, keepdims=True)`. */
  sumRows(): Matrix {
    const result = new Matrix(this.rows, 1);
    for (let row = 0; row < this.rows; row++) {
      const values = this.data.subarray(row * this.columns, (row + 1) * this.columns);
      result.data[row] = values.reduce((sum, value) => sum + value, 0);
    }
    return result;
  }

  #combine(name: string, other: Matrix, operation: (a: number, b: number) => number): Matrix {
    if (!(other instanceof Matrix)) throw incompatible(name, this, other);
    const rowStep = other.rows === this.rows ? other.columns : 0;
    const columnStep = other.columns === this.columns ? 1 : 0;
    const rowsFit = other.rows === this.rows || other.rows === 1;
    const columnsFit = other.columns === this.columns || other.columns === 1;
    if (!rowsFit || !columnsFit) throw incompatible(name, this, other);
    const result = new Matrix(this.rows, this.columns);
    for (let row = 0; row < this.rows; row++) {
      for (let column = 0; column < this.columns; column++) {
        const index = row * this.columns + column;
        const otherIndex = row * rowStep + column * columnStep;
        result.data[index] = operation(this.data[index] as number, other.data[otherIndex] as number);
      }
    }
    return result;
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/**
 * Checks rows of numbers, which callers without types may give in any shape. Messages count rows from 1.
 *
 * @param where whose rows they are, for messages
 * @returns how many numbers each row has; 0 where there are no rows
 * @throws InvalidInputError when the rows are not numbers or not all of one length
 */
export function checkRows(rows: readonly (readonly number[])[], where: string): number {
  const fail = (expected: string, received: string): never => {
    throw new InvalidInputError({ source: "data", where, expected, received });
  };
  if (!Array.isArray(rows)) fail("a list of rows", describeValue(rows));
  for (const [index, row] of rows.entries()) {
    const wrong = findNoNumber(row);
    if (wrong !== undefined) fail("rows that are lists of numbers", `${wrong} in row ${index + 1}`);
  }
  const columns = rows[0]?.length ?? 0;
  const odd = rows.findIndex(({ length }) => length !== columns);
  if (odd >= 0) {
    fail(`rows of ${columns} numbers like the first`, `${rows[odd]?.length} in row ${odd + 1}`);
  }
  return columns;
}

/**
 * What makes a row no list of numbers, in words; undefined where it is one. It may be a typed array too, for callers
 * without types; those of 64-bit integers hold no numbers.
 */
function findNoNumber(row: unknown): string | undefined {
  const isTyped = ArrayBuffer.isView(row) && !(row instanceof DataView);
  if (!Array.isArray(row) && !isTyped) return describeValue(row);
  const values = row as readonly unknown[];
  const bad = values.findIndex((value) => typeof value !== "number");
  return bad < 0 ? undefined : describeValue(values[bad]);
}

function invalidMatrix(expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "data", where: "Matrix", expected, received });
}

function incompatible(operation: string, left: Matrix, right: unknown): InvalidInputError {
  return new InvalidInputError({
    source: "data",
    where: `Matrix.${operation}`,
    expected: "shapes that fit",
    received: `${left.shape} and ${right instanceof Matrix ? right.shape : describeValue(right)}`,
  });
}
