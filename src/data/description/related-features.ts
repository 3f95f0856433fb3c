/** Features that say much the same. */

import type { AssessedColumn } from "../preparation/assess-columns.ts";
import { type Association, associate, type Cells } from "./association.ts";

/** Two features that go together closely. */
export interface RelatedFeatures extends Association {
  readonly first: string;
  readonly second: string;
}

/** From this association on, pairs of features are named. */
export const CLOSE = 0.8;
/** What chance makes of the measure is at most this share of it: of columns with many categories it is more. */
const MOST_CHANCE = 0.5;
/** So many pairs are named, the closest first. */
export const MOST_PAIRS = 20;
/** So many features are compared with each other, the first of the table: they make 124 750 pairs. */
const MOST_FEATURES = 500;
/** So many cells are looked at: of larger tables, pairs are sought in a part of the rows. */
const MOST_CELLS = 2 ** 24;
/** But in so many rows at least, where there are as many. */
const LEAST_ROWS = 200;
/** In a part of the rows an association may be weaker than in all: by this, twice the deviation of r = 0.8 in 200 rows. */
const MARGIN = 0.05;

/**
 * The pairs of features with an association of at least {@link CLOSE} that is not what chance makes of many categories,
 * the closest first, and at most {@link MOST_PAIRS}. All are measured in all rows. Where comparing them all would take
 * long, they are sought in a part of the rows, spread over the table, and among the first {@link MOST_FEATURES}.
 */
export function findRelated(assessed: readonly AssessedColumn[], rows: number): RelatedFeatures[] {
  const features = assessed.filter(({ use }) => use === "feature").slice(0, MOST_FEATURES);
  const pairs = (features.length * (features.length - 1)) / 2;
  const part = Math.min(rows, Math.max(LEAST_ROWS, Math.floor(MOST_CELLS / pairs)));
  const whole = features.map(({ name, cells }) => ({ name, cells }));
  if (part === rows) return closest(relate(allPairs(whole)), CLOSE).slice(0, MOST_PAIRS);
  const places = spreadRows(rows, part);
  const sample = features.map(({ cells }, place) => ({ name: String(place), cells: pick(cells, places) }));
  const likely = closest(relate(allPairs(sample)), CLOSE - MARGIN).slice(0, 2 * MOST_PAIRS);
  const found = likely.map(({ first, second }) => [whole[Number(first)], whole[Number(second)]] as Pair);
  return closest(relate(found), CLOSE).slice(0, MOST_PAIRS);
}

interface NamedCells {
  readonly name: string;
  readonly cells: Cells;
}

type Pair = readonly [first: NamedCells, second: NamedCells];

function* allPairs(columns: readonly NamedCells[]): Iterable<Pair> {
  for (const [place, first] of columns.entries()) {
    for (const second of columns.slice(place + 1)) yield [first, second];
  }
}

function* relate(pairs: Iterable<Pair>): Iterable<RelatedFeatures> {
  for (const [first, second] of pairs) {
    const association = associate(first.cells, second.cells);
    if (association !== undefined) yield { first: first.name, second: second.name, ...association };
  }
}

function closest(pairs: Iterable<RelatedFeatures>, least: number): RelatedFeatures[] {
  const close: RelatedFeatures[] = [];
  for (const pair of pairs) {
    const size = Math.abs(pair.value);
    if (size >= least && pair.chance <= MOST_CHANCE * size) close.push(pair);
  }
  return close.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

/** The golden section spreads the rows within their shares of the table: equal steps would meet a weekly rhythm. */
const GOLDEN = 0.618_033_988_749_894_8;

/** So many rows of the table, in order, one from each of as many equal parts. */
function spreadRows(rows: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => {
    const offset = (place * GOLDEN) % 1;
    return Math.min(rows - 1, Math.floor(((place + offset) * rows) / count));
  });
}

function pick(cells: Cells, rows: readonly number[]): Cells {
  if (cells.type !== "category") {
    return { type: cells.type, values: Float64Array.from(rows, (row) => cells.values[row] as number) };
  }
  return { ...cells, codes: Int32Array.from(rows, (row) => cells.codes[row] as number) };
}
