/** Arrays of numbers by their names: what MATLAB and NumPy save together in one file. */

/** An array of numbers of any shape. */
export interface NumberArray {
  readonly name: string;
  /** The sizes of all dimensions, at least two: a column of m numbers is [m, 1]. */
  readonly dimensions: readonly number[];
  /** All numbers, the first dimension running fastest (column by column). Logical values are 0 and 1. */
  readonly values: Float64Array;
}

/** How the program that wrote a file does what wellfit does not do by itself: full sentences. */
export interface ArrayAdvice {
  /** How it stores the transpose of a matrix. */
  transpose(name: string): string;
  /** How it stores the numbers of classes that have a column each. */
  classNumbers(name: string): string;
  /** How it stores as a matrix what has more dimensions. */
  flatten(name: string): string;
}

/** The arrays of a file. */
export interface NamedArrays {
  /** The names of all arrays, in the file's order. */
  readonly names: readonly string[];
  readonly advice: ArrayAdvice;
  /**
   * An array of numbers.
   * @throws InvalidInputError when there is none of this name
   * @throws UnsupportedError when it holds no plain numbers
   */
  get(name: string): NumberArray;
}
