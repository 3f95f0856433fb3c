/** Functions that samplers are tried on, and a plain search that asks a sampler again and again. */

import { readFileSync } from "node:fs";
import { counterRandom } from "../../src/base/counter-random.ts";
import { cos, exp } from "../../src/base/elementary.ts";
import type { Axis, SearchPoint } from "../../src/tune/samplers/axis.ts";
import type { Observation, Sampler } from "../../src/tune/samplers/sampler.ts";

/** A function over a search space. */
export interface SearchFunction {
  readonly axes: readonly Axis[];
  /** What a search sees at a point in one of its trials. */
  readonly look: (point: SearchPoint, seed: number, trial: number) => number;
  /** What is true of a point; the same without noise. */
  readonly truth: (point: SearchPoint) => number;
}

const RANGE: Axis = { kind: "range" };

/** Branin's function of two variables; its least value is 0.397887, at three places. */
function branin([first = 0, second = 0]: SearchPoint): number {
  const [x, y] = [-5 + 15 * first, 15 * second];
  const parabola = y - (5.1 / (4 * Math.PI * Math.PI)) * x * x + (5 / Math.PI) * x - 6;
  return parabola * parabola + 10 * (1 - 1 / (8 * Math.PI)) * cos(x) + 10;
}

const ALPHA = [1, 1.2, 3, 3.2];
const A = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const P = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];

/** Hartmann's function of six variables; its least value is −3.32237. */
function hartmann6(point: SearchPoint): number {
  return -A.reduce((sum, row, index) => {
    const squares = row.map((a, k) => {
      const distance = (point[k] as number) - (P[index]?.[k] as number) / 10_000;
      return a * distance * distance;
    });
    return sum + (ALPHA[index] as number) * exp(-squares.reduce((total, square) => total + square, 0));
  }, 0);
}

/** What make-tuning-table.ts wrote. */
interface TuningTable {
  readonly levels: Readonly<Record<string, readonly unknown[]>>;
  readonly means: readonly number[];
  readonly errors: readonly number[];
}

const table = JSON.parse(
  readFileSync(new URL("../golden/tuning-table.json", import.meta.url), "utf8"),
) as TuningTable;
const counts = Object.values(table.levels).map(({ length }) => length);

/** Whole numbers along a range. */
function steps(count: number): Axis {
  const indexOf = (place: number): number => Math.min(count - 1, Math.floor(place * count));
  return { kind: "range", steps: { snap: (place) => (indexOf(place) + 0.5) / count, width: 1 / count } };
}

function cellOf(point: SearchPoint): number {
  const indexes = point.map((place, axis) =>
    axis === 0 ? place : Math.floor(place * (counts[axis] as number)),
  );
  return indexes.reduce((cell, index, axis) => cell * (counts[axis] as number) + index, 0);
}

/** Settings of small networks: one choice and three ranges of levels, with the noise of real runs. */
const noisyTable: SearchFunction = {
  axes: counts.map((count, axis): Axis => (axis === 0 ? { kind: "choice", choices: count } : steps(count))),
  look: (point, seed, trial) => {
    const cell = cellOf(point);
    const noise = counterRandom(seed, "data", trial).randn();
    return (table.means[cell] as number) + (table.errors[cell] as number) * noise;
  },
  truth: (point) => table.means[cellOf(point)] as number,
};

/** The name of one of {@link searchFunctions}. */
export type SearchFunctionName = "branin" | "hartmann6" | "noisyTable";

/** All functions by name, as tuning-figures.json calls them. */
export const searchFunctions: Readonly<Record<SearchFunctionName, SearchFunction>> = {
  branin: { axes: [RANGE, RANGE], look: branin, truth: branin },
  hartmann6: { axes: A[0]?.map(() => RANGE) ?? [], look: hartmann6, truth: hartmann6 },
  noisyTable,
};

/** Asks a sampler for points, one after the other. @returns what is true of the point that looked best */
export function searchFor(
  sampler: Sampler,
  { look, truth }: SearchFunction,
  seed: number,
  trials = 100,
): number {
  const observations: Observation[] = [];
  for (let trial = 1; trial <= trials; trial++) {
    const point = sampler.propose({ trial, observations, pending: [] });
    observations.push({ point, rungs: 1, loss: look(point, seed, trial) });
  }
  const best = observations.reduce((least, each) => (each.loss < least.loss ? each : least));
  return truth(best.point);
}
