/**
 * Weighted sums of rows: what a layer computes on the way up (its sums from its inputs) and on the way down (the
 * derivatives by its inputs from those by its sums). A tile is a few rows of the result: their sums stay in registers
 * while the terms pass by, and each term is loaded once for all of them. Terms are added in ascending order.
 */

import { multiplyAdd, ROW, VECTOR, zeros } from "./panels";
import { Four, numberOf, One, Three, Two, Zero } from "./sizes";

/** On the way up, sums begin with the biases, and what lies below the floor is cut off (0 for relu, −∞ for none). */
@unmanaged
export class Up {
  a: u8;
}
/** On the way down, sums begin with 0, and become 0 where the activation does not exceed the floor. */
@unmanaged
export class Down {
  a: u8;
  b: u8;
}

// @ts-ignore: decorator
@inline
function isUp<Way>(): bool {
  return offsetof<Way>() == offsetof<Up>();
}

/** The halves of a row in a panel, a vector each; a size of 0 is the first. */
@unmanaged
class FirstHalf {}
@unmanaged
class SecondHalf {
  a: u8;
}

/** Writes a sum of row number `Row`: cut off at the floor on the way up, 0 where its activation is not above it on the way down. */
// @ts-ignore: decorator
@inline
function write<T, Way, Row, Half>(sum: v128, floor: v128, output: usize, activation: usize): void {
  if (isUp<Way>()) {
    v128.store(output, v128.pmax<T>(sum, floor), offsetof<Row>() * ROW + offsetof<Half>() * VECTOR);
  } else {
    const a = v128.load(activation, offsetof<Row>() * ROW + offsetof<Half>() * VECTOR);
    v128.store(output, v128.and(sum, v128.gt<T>(a, floor)), offsetof<Row>() * ROW + offsetof<Half>() * VECTOR);
  }
}

/**
 * A tile of `Rows` rows in one panel.
 *
 * @param weights of the first row and term; those of the next row lie `rowStep` bytes further, of the next term `termStep`
 */
// @ts-ignore: decorator
@inline
function sumTile<T, Rows, Way>(
  terms: i32,
  weights: usize,
  rowStep: usize,
  termStep: usize,
  biases: usize,
  input: usize,
  output: usize,
  activation: usize,
  floor: v128,
): void {
  const rows = numberOf<Rows>();
  let a0 = zeros(),
    b0 = zeros(),
    a1 = zeros(),
    b1 = zeros();
  let a2 = zeros(),
    b2 = zeros(),
    a3 = zeros(),
    b3 = zeros();
  if (isUp<Way>()) {
    a0 = b0 = v128.load_splat<T>(biases);
    if (rows > 1) a1 = b1 = v128.load_splat<T>(biases, sizeof<T>());
    if (rows > 2) a2 = b2 = v128.load_splat<T>(biases, 2 * sizeof<T>());
    if (rows > 3) a3 = b3 = v128.load_splat<T>(biases, 3 * sizeof<T>());
  }
  let weights1 = weights + rowStep;
  let weights2 = weights1 + rowStep;
  let weights3 = weights2 + rowStep;
  const end = input + <usize>terms * ROW;
  do {
    const x = v128.load(input);
    const y = v128.load(input, VECTOR);
    let weight = v128.load_splat<T>(weights);
    a0 = multiplyAdd<T>(a0, weight, x);
    b0 = multiplyAdd<T>(b0, weight, y);
    weights += termStep;
    if (rows > 1) {
      weight = v128.load_splat<T>(weights1);
      a1 = multiplyAdd<T>(a1, weight, x);
      b1 = multiplyAdd<T>(b1, weight, y);
      weights1 += termStep;
    }
    if (rows > 2) {
      weight = v128.load_splat<T>(weights2);
      a2 = multiplyAdd<T>(a2, weight, x);
      b2 = multiplyAdd<T>(b2, weight, y);
      weights2 += termStep;
    }
    if (rows > 3) {
      weight = v128.load_splat<T>(weights3);
      a3 = multiplyAdd<T>(a3, weight, x);
      b3 = multiplyAdd<T>(b3, weight, y);
      weights3 += termStep;
    }
    input += ROW;
  } while (input < end);
  write<T, Way, Zero, FirstHalf>(a0, floor, output, activation);
  write<T, Way, Zero, SecondHalf>(b0, floor, output, activation);
  if (rows > 1) {
    write<T, Way, One, FirstHalf>(a1, floor, output, activation);
    write<T, Way, One, SecondHalf>(b1, floor, output, activation);
  }
  if (rows > 2) {
    write<T, Way, Two, FirstHalf>(a2, floor, output, activation);
    write<T, Way, Two, SecondHalf>(b2, floor, output, activation);
  }
  if (rows > 3) {
    write<T, Way, Three, FirstHalf>(a3, floor, output, activation);
    write<T, Way, Three, SecondHalf>(b3, floor, output, activation);
  }
}

/** One sum of up to three terms, weights and terms in registers. */
// @ts-ignore: decorator
@inline
function sumOfFew<T, Terms, Way>(
  bias: v128,
  w0: v128,
  w1: v128,
  w2: v128,
  x0: v128,
  x1: v128,
  x2: v128,
): v128 {
  let sum = isUp<Way>() ? multiplyAdd<T>(bias, w0, x0) : v128.mul<T>(w0, x0);
  if (numberOf<Terms>() > 1) sum = multiplyAdd<T>(sum, w1, x1);
  if (numberOf<Terms>() > 2) sum = multiplyAdd<T>(sum, w2, x2);
  return sum;
}

/** A tile of `Rows` ≤ 3 rows in all panels, of `Terms` ≤ 3 terms: all its weights stay in registers. */
// @ts-ignore: decorator
@inline
function sumFewTerms<T, Rows, Terms, Way>(
  panels: i32,
  weights: usize,
  rowStep: usize,
  termStep: usize,
  biases: usize,
  input: usize,
  inputPitch: usize,
  output: usize,
  outputPitch: usize,
  activation: usize,
  floor: v128,
): void {
  const rows = numberOf<Rows>();
  const terms = numberOf<Terms>();
  const none = zeros();
  const bias0 = isUp<Way>() ? v128.load_splat<T>(biases) : none;
  const bias1 = isUp<Way>() && rows > 1 ? v128.load_splat<T>(biases, sizeof<T>()) : none;
  const bias2 = isUp<Way>() && rows > 2 ? v128.load_splat<T>(biases, 2 * sizeof<T>()) : none;
  const w00 = v128.load_splat<T>(weights);
  const w01 = terms > 1 ? v128.load_splat<T>(weights + termStep) : none;
  const w02 = terms > 2 ? v128.load_splat<T>(weights + 2 * termStep) : none;
  const weights1 = weights + rowStep;
  const w10 = rows > 1 ? v128.load_splat<T>(weights1) : none;
  const w11 = rows > 1 && terms > 1 ? v128.load_splat<T>(weights1 + termStep) : none;
  const w12 = rows > 1 && terms > 2 ? v128.load_splat<T>(weights1 + 2 * termStep) : none;
  const weights2 = weights1 + rowStep;
  const w20 = rows > 2 ? v128.load_splat<T>(weights2) : none;
  const w21 = rows > 2 && terms > 1 ? v128.load_splat<T>(weights2 + termStep) : none;
  const w22 = rows > 2 && terms > 2 ? v128.load_splat<T>(weights2 + 2 * termStep) : none;
  const end = input + <usize>panels * inputPitch;
  do {
    let x0 = v128.load(input);
    let x1 = terms > 1 ? v128.load(input, ROW) : none;
    let x2 = terms > 2 ? v128.load(input, 2 * ROW) : none;
    let sum = sumOfFew<T, Terms, Way>(bias0, w00, w01, w02, x0, x1, x2);
    write<T, Way, Zero, FirstHalf>(sum, floor, output, activation);
    if (rows > 1) {
      sum = sumOfFew<T, Terms, Way>(bias1, w10, w11, w12, x0, x1, x2);
      write<T, Way, One, FirstHalf>(sum, floor, output, activation);
    }
    if (rows > 2) {
      sum = sumOfFew<T, Terms, Way>(bias2, w20, w21, w22, x0, x1, x2);
      write<T, Way, Two, FirstHalf>(sum, floor, output, activation);
    }
    x0 = v128.load(input, VECTOR);
    x1 = terms > 1 ? v128.load(input, ROW + VECTOR) : none;
    x2 = terms > 2 ? v128.load(input, 2 * ROW + VECTOR) : none;
    sum = sumOfFew<T, Terms, Way>(bias0, w00, w01, w02, x0, x1, x2);
    write<T, Way, Zero, SecondHalf>(sum, floor, output, activation);
    if (rows > 1) {
      sum = sumOfFew<T, Terms, Way>(bias1, w10, w11, w12, x0, x1, x2);
      write<T, Way, One, SecondHalf>(sum, floor, output, activation);
    }
    if (rows > 2) {
      sum = sumOfFew<T, Terms, Way>(bias2, w20, w21, w22, x0, x1, x2);
      write<T, Way, Two, SecondHalf>(sum, floor, output, activation);
    }
    input += inputPitch;
    output += outputPitch;
    activation += outputPitch;
  } while (input < end);
}

/** The sums of one layer: how many there are, and where everything lies. */
@unmanaged
export class RowSums {
  kernel: i32;
  /** An {@link Activation}. */
  activation: i32;
  /** Rows of the result, and rows that each is a sum of. */
  rows: i32;
  terms: i32;
  panels: i32;
  /** Bytes from the weight of one row to that of the next, and of one term to that of the next. */
  rowStep: usize;
  termStep: usize;
  weights: usize;
  /** One per row; on the way up only. */
  biases: usize;
  input: usize;
  inputPitch: usize;
  output: usize;
  outputPitch: usize;
  /** In the shape of the output; on the way down only. */
  activations: usize;
}

/** Computes all sums of one layer. */
// @ts-ignore: decorator
@inline
export function sumRows<T, Way>(layer: RowSums, floor: v128): void {
  if (layer.terms == 1) sumFew<T, One, Way>(layer, floor);
  else if (layer.terms == 2) sumFew<T, Two, Way>(layer, floor);
  else if (layer.terms == 3) sumFew<T, Three, Way>(layer, floor);
  else sumMany<T, Way>(layer, floor);
}

/** Few terms: tiles of three rows, each through all panels. */
// @ts-ignore: decorator
@inline
function sumFew<T, Terms, Way>(layer: RowSums, floor: v128): void {
  let row = 0;
  for (; row + 3 <= layer.rows; row += 3) fewAt<T, Three, Terms, Way>(layer, row, floor);
  for (; row < layer.rows; row++) fewAt<T, One, Terms, Way>(layer, row, floor);
}

// @ts-ignore: decorator
@inline
function fewAt<T, Rows, Terms, Way>(layer: RowSums, row: usize, floor: v128): void {
  sumFewTerms<T, Rows, Terms, Way>(
    layer.panels,
    layer.weights + row * layer.rowStep,
    layer.rowStep,
    layer.termStep,
    layer.biases + row * sizeof<T>(),
    layer.input,
    layer.inputPitch,
    layer.output + row * ROW,
    layer.outputPitch,
    layer.activations + row * ROW,
    floor,
  );
}

/** Many terms: panel after panel, so that its input stays in the cache, in tiles of four rows. */
// @ts-ignore: decorator
@inline
function sumMany<T, Way>(layer: RowSums, floor: v128): void {
  // In locals, since the compiler cannot know that no store changes the layer.
  const rows = layer.rows,
    terms = layer.terms;
  const termStep = isUp<Way>() ? sizeof<T>() : layer.termStep;
  const rowStep = isUp<Way>() ? layer.rowStep : sizeof<T>();
  let input = layer.input,
    output = layer.output,
    activation = layer.activations;
  for (let panel = 0; panel < layer.panels; panel++) {
    let weights = layer.weights,
      biases = layer.biases;
    let result = output,
      active = activation;
    let row = 0;
    for (; row + 4 <= rows; row += 4) {
      sumTile<T, Four, Way>(terms, weights, rowStep, termStep, biases, input, result, active, floor);
      weights += 4 * rowStep;
      biases += 4 * sizeof<T>();
      result += 4 * ROW;
      active += 4 * ROW;
    }
    const rest = rows - row;
    if (rest == 3)
      sumTile<T, Three, Way>(terms, weights, rowStep, termStep, biases, input, result, active, floor);
    if (rest == 2)
      sumTile<T, Two, Way>(terms, weights, rowStep, termStep, biases, input, result, active, floor);
    if (rest == 1)
      sumTile<T, One, Way>(terms, weights, rowStep, termStep, biases, input, result, active, floor);
    input += layer.inputPitch;
    output += layer.outputPitch;
    activation += layer.outputPitch;
  }
}
