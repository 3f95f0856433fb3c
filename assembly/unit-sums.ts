/**
 * Sums over the examples, one per unit: every lane of a vector sums its own examples in ascending order; the lanes are
 * added last. Padding reaches no sum, whatever stands there.
 */

import { examplesPerPanel, panelsOf, ROW, sumOfLanes, VECTOR, zeros } from "./panels";
import { Four, numberOf, One } from "./sizes";

/** What the calls begin with whose arrays are units × examples. */
@unmanaged
export class UnitsCall {
  kernel: i32;
  units: i32;
  examples: i32;
  /** Bytes from one panel of the arrays to the next. */
  pitch: usize;
}

/** What is summed: the numbers x of an array, */
@unmanaged
export class Values {}
/** the squares (x − c)² of their distances from one number per unit, */
@unmanaged
export class SquaredDistances {
  a: u8;
}
/** or the products with those of another array. */
@unmanaged
export class Products {
  a: u8;
  b: u8;
}

/** A term of a sum; `center` is what distances are taken from. */
// @ts-ignore: decorator
@inline
function term<T, Term>(first: usize, second: usize, center: v128): v128 {
  const x = v128.load(first);
  if (offsetof<Term>() == offsetof<Products>()) return v128.mul<T>(x, v128.load(second));
  if (offsetof<Term>() == offsetof<Values>()) return x;
  const distance = v128.sub<T>(x, center);
  return v128.mul<T>(distance, distance);
}

/** Adds the terms of one row of a panel. */
// @ts-ignore: decorator
@inline
function addRow<T, Term>(sum: v128, first: usize, second: usize, center: v128): v128 {
  sum = v128.add<T>(sum, term<T, Term>(first, second, center));
  return v128.add<T>(sum, term<T, Term>(first + VECTOR, second + VECTOR, center));
}

/** Adds the terms of one row of the last panel, of which only the first `filled` are examples. */
// @ts-ignore: decorator
@inline
function addLastRow<T, Term>(sum: v128, first: usize, second: usize, center: v128, filled: i32): v128 {
  const ofFirst = v128.and(term<T, Term>(first, second, center), lanesBelow<T>(filled));
  const half = examplesPerPanel<T>() / 2;
  const ofSecond = term<T, Term>(first + VECTOR, second + VECTOR, center);
  return v128.add<T>(v128.add<T>(sum, ofFirst), v128.and(ofSecond, lanesBelow<T>(filled - half)));
}

/** All bits of the first `count` lanes. */
// @ts-ignore: decorator
@inline
function lanesBelow<T>(count: i32): v128 {
  const lanes = sizeof<T>() == 8 ? f64x2(0, 1) : f32x4(0, 1, 2, 3);
  return v128.lt<T>(lanes, v128.splat<T>(<T>count));
}

// @ts-ignore: decorator
@inline
function centerOf<T, Term>(centers: usize, unit: usize): v128 {
  if (offsetof<Term>() != offsetof<SquaredDistances>()) return zeros();
  return v128.load_splat<T>(centers + unit * sizeof<T>());
}

/** The sums of `Units` units, in registers. */
// @ts-ignore: decorator
@inline
function tile<T, Term, Units>(call: UnitsCall, first: usize, second: usize, sums: usize, unit: usize): void {
  const units = numberOf<Units>();
  const c0 = centerOf<T, Term>(second, unit);
  const c1 = units > 1 ? centerOf<T, Term>(second, unit + 1) : zeros();
  const c2 = units > 1 ? centerOf<T, Term>(second, unit + 2) : zeros();
  const c3 = units > 1 ? centerOf<T, Term>(second, unit + 3) : zeros();
  let s0 = zeros(), s1 = zeros(), s2 = zeros(), s3 = zeros();
  const pitch = call.pitch;
  const fullPanels = panelsOf<T>(call.examples) - 1;
  const filled = call.examples - fullPanels * examplesPerPanel<T>();
  let x = first + unit * ROW, y = second + unit * ROW;
  const last = x + <usize>fullPanels * pitch;
  for (; x < last; x += pitch, y += pitch) {
    s0 = addRow<T, Term>(s0, x, y, c0);
    if (units > 1) {
      s1 = addRow<T, Term>(s1, x + ROW, y + ROW, c1);
      s2 = addRow<T, Term>(s2, x + 2 * ROW, y + 2 * ROW, c2);
      s3 = addRow<T, Term>(s3, x + 3 * ROW, y + 3 * ROW, c3);
    }
  }
  const place = sums + unit * sizeof<T>();
  store<T>(place, sumOfLanes<T>(addLastRow<T, Term>(s0, x, y, c0, filled)));
  if (units > 1) {
    s1 = addLastRow<T, Term>(s1, x + ROW, y + ROW, c1, filled);
    s2 = addLastRow<T, Term>(s2, x + 2 * ROW, y + 2 * ROW, c2, filled);
    s3 = addLastRow<T, Term>(s3, x + 3 * ROW, y + 3 * ROW, c3, filled);
    store<T>(place, sumOfLanes<T>(s1), sizeof<T>());
    store<T>(place, sumOfLanes<T>(s2), 2 * sizeof<T>());
    store<T>(place, sumOfLanes<T>(s3), 3 * sizeof<T>());
  }
}

/**
 * Writes one sum per unit.
 *
 * @param first units × examples
 * @param second of products the other array, in the same shape; of distances the centers, one per unit; else 0
 * @param sums one number per unit
 */
export function sumUnits<T, Term>(call: UnitsCall, first: usize, second: usize, sums: usize): void {
  let unit = 0;
  for (; unit + 4 <= call.units; unit += 4) tile<T, Term, Four>(call, first, second, sums, unit);
  for (; unit < call.units; unit++) tile<T, Term, One>(call, first, second, sums, unit);
}
