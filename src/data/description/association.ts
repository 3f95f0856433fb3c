/** How closely two columns of a table go together: a number from 0, not at all, to 1 or −1. */

import type { CodedColumn, MeasuredColumn, TypedColumn } from "../preparation/typed-column.ts";

/** The measures, each for its pair of types. */
export const ASSOCIATIONS = ["Pearson's r", "correlation ratio", "Cramér's V"] as const;

/** How closely two columns go together. */
export interface Association {
  readonly measure: (typeof ASSOCIATIONS)[number];
  readonly value: number;
}

/**
 * How closely two columns go together, from the rows in which both have a value: numbers, dates and truth values by
 * Pearson's r, categories by Cramér's V, categories with numbers by the correlation ratio.
 *
 * @returns undefined where one of the columns does not vary in these rows
 */
export function associate(a: TypedColumn, b: TypedColumn): Association | undefined {
  const [measure, value] =
    a.type === "category"
      ? b.type === "category"
        ? (["Cramér's V", cramersV(a, b)] as const)
        : (["correlation ratio", correlationRatio(a, b)] as const)
      : b.type === "category"
        ? (["correlation ratio", correlationRatio(b, a)] as const)
        : (["Pearson's r", pearson(a.values, b.values)] as const);
  return Number.isFinite(value) ? { measure, value } : undefined;
}

/** Source: K. Pearson, Notes on regression and inheritance in the case of two parents (1895). */
function pearson(x: Float64Array, y: Float64Array): number {
  const both = (row: number): boolean => !Number.isNaN(x[row]) && !Number.isNaN(y[row]);
  if (!varies(x, both) || !varies(y, both)) return Number.NaN;
  let [count, sumX, sumY] = [0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    if (!both(row)) continue;
    count++;
    sumX += x[row] as number;
    sumY += y[row] as number;
  }
  let [squaresX, squaresY, products] = [0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    if (!both(row)) continue;
    const fromX = (x[row] as number) - sumX / count;
    const fromY = (y[row] as number) - sumY / count;
    squaresX += fromX * fromX;
    squaresY += fromY * fromY;
    products += fromX * fromY;
  }
  return withinOne(products / (Math.sqrt(squaresX) * Math.sqrt(squaresY)));
}

/**
 * η: the root of the share of the numbers' variance that lies between categories.
 * Source: R. A. Fisher, Statistical Methods for Research Workers (1925), § 45.
 */
function correlationRatio({ codes, names }: CodedColumn, { values }: MeasuredColumn): number {
  const both = (row: number): boolean => (codes[row] as number) >= 0 && !Number.isNaN(values[row]);
  if (!varies(codes, both) || !varies(values, both)) return Number.NaN;
  const counts = new Float64Array(names.length);
  const sums = new Float64Array(names.length);
  let [count, sum] = [0, 0];
  const each = (visit: (code: number, value: number) => void): void => {
    codes.forEach((code, row) => {
      if (both(row)) visit(code, values[row] as number);
    });
  };
  each((code, value) => {
    count++;
    sum += value;
    counts[code] = (counts[code] as number) + 1;
    sums[code] = (sums[code] as number) + value;
  });
  const mean = sum / count;
  let [within, total] = [0, 0];
  each((code, value) => {
    const own = (sums[code] as number) / (counts[code] as number);
    within += (value - own) * (value - own);
    total += (value - mean) * (value - mean);
  });
  return Math.sqrt(Math.max(0, withinOne((total - within) / total)));
}

/** Source: H. Cramér, Mathematical Methods of Statistics (1946), § 21.9; without a correction for many categories. */
function cramersV(a: CodedColumn, b: CodedColumn): number {
  const pairs = new Map<number, number>();
  const [ofA, ofB] = [new Float64Array(a.names.length), new Float64Array(b.names.length)];
  a.codes.forEach((codeA, row) => {
    const codeB = b.codes[row] as number;
    if (codeA < 0 || codeB < 0) return;
    const pair = codeA * b.names.length + codeB;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    ofA[codeA] = (ofA[codeA] as number) + 1;
    ofB[codeB] = (ofB[codeB] as number) + 1;
  });
  let shares = 0;
  for (const [pair, observed] of pairs) {
    const codeB = pair % b.names.length;
    const codeA = (pair - codeB) / b.names.length;
    shares += (observed / (ofA[codeA] as number)) * (observed / (ofB[codeB] as number));
  }
  const occurring = (counts: Float64Array): number => counts.filter((each) => each > 0).length;
  const degrees = Math.min(occurring(ofA), occurring(ofB)) - 1;
  return degrees < 1 ? Number.NaN : Math.sqrt(Math.max(0, withinOne((shares - 1) / degrees)));
}

/** Whether a column's values differ in some rows. The sum of their squares does not tell: their mean may be rounded. */
function varies(values: ArrayLike<number>, isCounted: (row: number) => boolean): boolean {
  let first: number | undefined;
  for (let row = 0; row < values.length; row++) {
    if (!isCounted(row)) continue;
    first ??= values[row];
    if (values[row] !== first) return true;
  }
  return false;
}

/** What rounding left outside of −1 to 1; what is not a number stays so. */
function withinOne(value: number): number {
  return Math.max(-1, Math.min(1, value));
}
