/** How closely two columns of a table go together: a number from 0, not at all, to 1 or −1. */

import type { CodedColumn, MeasuredColumn } from "../preparation/typed-column.ts";

/** The measures, each for its pair of types. */
export const ASSOCIATIONS = ["Pearson's r", "correlation ratio", "Cramér's V"] as const;

/** How closely two columns go together. */
export interface Association {
  readonly measure: (typeof ASSOCIATIONS)[number];
  readonly value: number;
  /**
   * What chance alone makes of the measure: the root of the mean of its square where one column's values are dealt to the
   * rows anew. It grows with the number of categories, and falls with that of rows.
   */
  readonly chance: number;
}

/** What is taken of a column: the numbers or the codes of its rows. */
export type Cells =
  | Pick<MeasuredColumn, "type" | "values">
  | (Pick<CodedColumn, "type" | "codes"> & { readonly names: { readonly length: number } });
type Codes = Extract<Cells, { type: "category" }>;
type Measurements = Exclude<Cells, Codes>;

/** A measure and what chance makes of it; NaN where a column does not vary. */
type Measured = readonly [value: number, chance: number];
const UNVARIED: Measured = [Number.NaN, Number.NaN];

/**
 * How closely two columns go together, from the rows in which both have a value: numbers, dates and truth values by
 * Pearson's r, categories by Cramér's V, categories with numbers by the correlation ratio.
 *
 * @returns undefined where one of the columns does not vary in these rows
 */
export function associate(a: Cells, b: Cells): Association | undefined {
  const [measure, [value, chance]] =
    a.type === "category"
      ? b.type === "category"
        ? (["Cramér's V", cramersV(a, b)] as const)
        : (["correlation ratio", correlationRatio(a, b)] as const)
      : b.type === "category"
        ? (["correlation ratio", correlationRatio(b, a)] as const)
        : (["Pearson's r", pearson(a.values, b.values)] as const);
  return Number.isFinite(value) ? { measure, value, chance } : undefined;
}

/** Source: K. Pearson, Notes on regression and inheritance in the case of two parents (1895). */
function pearson(x: Float64Array, y: Float64Array): Measured {
  const both = (row: number): boolean => !Number.isNaN(x[row]) && !Number.isNaN(y[row]);
  if (!varies(x, both) || !varies(y, both)) return UNVARIED;
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
  const r = withinOne(products / (Math.sqrt(squaresX) * Math.sqrt(squaresY)));
  return [r, Math.sqrt(1 / (count - 1))];
}

/**
 * η: the root of the share of the numbers' variance that lies between categories.
 * Source: R. A. Fisher, Statistical Methods for Research Workers (1925), § 45.
 */
function correlationRatio({ codes, names }: Codes, { values }: Measurements): Measured {
  const both = (row: number): boolean => (codes[row] as number) >= 0 && !Number.isNaN(values[row]);
  if (!varies(codes, both) || !varies(values, both)) return UNVARIED;
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
  const ratio = Math.sqrt(Math.max(0, withinOne((total - within) / total)));
  return [ratio, Math.sqrt((countOccurring(counts) - 1) / (count - 1))];
}

/** Source: H. Cramér, Mathematical Methods of Statistics (1946), § 21.9; without a correction for many categories. */
function cramersV(a: Codes, b: Codes): Measured {
  const pairs = new Map<number, number>();
  let count = 0;
  const [ofA, ofB] = [new Float64Array(a.names.length), new Float64Array(b.names.length)];
  a.codes.forEach((codeA, row) => {
    const codeB = b.codes[row] as number;
    if (codeA < 0 || codeB < 0) return;
    count++;
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
  const [categoriesA, categoriesB] = [countOccurring(ofA), countOccurring(ofB)];
  const degrees = Math.min(categoriesA, categoriesB) - 1;
  if (degrees < 1) return UNVARIED;
  const v = Math.sqrt(Math.max(0, withinOne((shares - 1) / degrees)));
  return [v, Math.sqrt((Math.max(categoriesA, categoriesB) - 1) / (count - 1))];
}

function countOccurring(counts: Float64Array): number {
  return counts.filter((count) => count > 0).length;
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
