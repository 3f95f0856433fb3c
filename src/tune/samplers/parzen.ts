import { exp } from "../../base/elementary.ts";
import type { RandomStream } from "../../base/random-stream.ts";
import { type Axis, isSamePoint, keyOf, type SearchPoint } from "./axis.ts";
import { drawTruncatedNormal, normalShare } from "./truncated-normal.ts";

/** No kernel is narrower than this share of its range, however many there are ("magic clip"). */
const NARROWEST = 0.01;
/** No kernel is narrower than this over the number of kernels and one, either. */
const NARROWEST_OF_FEW = 0.7;
/** Shorter than the narrowest kernel: neighbours within one cell do not make it any wider. */
const CELLS = 128;

/** A kernel so far away, in squared deviations, adds nothing that could change a choice. */
const FAR_AWAY = 200;

/** √(2π), by which a normal distribution of deviation 1 is divided. */
const NORMAL_AREA = 2.5066282746310002;

/** A density over a search space. */
export interface ParzenEstimator {
  readonly draw: (random: RandomStream) => SearchPoint;
  readonly densityAt: (point: SearchPoint) => number;
}

/** The kernels of an estimator, as flat arrays: kernel by kernel, and within one axis by axis. */
interface Kernels {
  readonly axes: readonly Axis[];
  readonly count: number;
  /** Of a choice its index; of the last kernel, the prior, which holds all choices for equally likely, −1. */
  readonly centers: Float64Array;
  /** 1/deviation of ranges, 0 of choices. */
  readonly sharpness: Float64Array;
  /** The weight of each kernel. */
  readonly weights: Float64Array;
  /** The weight over all that normalizes the kernel along ranges; of equal kernels the first has that of all. */
  readonly heights: Float64Array;
  /** The kernels that differ from those before them. */
  readonly different: Uint32Array;
  /** The chance of the choice that a kernel saw, and of each other one, by axis. */
  readonly seen: readonly number[];
  readonly unseen: readonly number[];
}

/**
 * A multivariate Parzen estimator: around every point a kernel that is the product of one distribution along each axis,
 * and a prior over the whole space that counts as much as one point. Along a range a kernel is a normal distribution cut
 * off at the ends, as wide as the larger gap to its neighbours, but no narrower than 0.7 parts in n + 1, one part in 100 of the
 * range or one step of it. Along a choice it is the choice that was seen, and a share of one n-th for all choices alike.
 *
 * Source: J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl, Algorithms for hyper-parameter optimization (2011), and J.
 * Bergstra, D. Yamins and D. D. Cox, Making a science of model search (2013), for one axis; S. Falkner, A. Klein and F.
 * Hutter, BOHB (2018), for products over all axes.
 *
 * @param weights how much each point counts
 */
export function createParzenEstimator(
  axes: readonly Axis[],
  points: readonly SearchPoint[],
  weights: readonly number[],
): ParzenEstimator {
  const kernels = placeKernels(axes, points, weights);
  return {
    draw: (random) => drawFrom(kernels, random),
    densityAt: (point) => densityOf(kernels, point),
  };
}

function placeKernels(
  axes: readonly Axis[],
  points: readonly SearchPoint[],
  weights: readonly number[],
): Kernels {
  const [count, size] = [points.length + 1, axes.length];
  const centers = new Float64Array(count * size);
  const sharpness = new Float64Array(count * size);
  const total = weights.reduce((sum, weight) => sum + weight, 1);
  const shares = Float64Array.from([...weights, 1], (weight) => weight / total);
  const heights = shares.slice();
  const [seen, unseen]: [number[], number[]] = [[], []];
  axes.forEach((axis, at) => {
    const choices = axis.kind === "choice" ? axis.choices : 0;
    const smoothing = 1 / count / Math.max(1, choices);
    seen.push((1 + smoothing) / (1 + 1 / count));
    unseen.push(smoothing / (1 + 1 / count));
    const places = Float64Array.from(points, (point) => point[at] as number);
    const widths = axis.kind === "range" ? widthsOf(places, axis.steps?.width ?? 0) : undefined;
    for (let kernel = 0; kernel < count; kernel++) {
      const isPrior = kernel === points.length;
      const cell = kernel * size + at;
      if (widths === undefined) {
        centers[cell] = isPrior ? -1 : (places[kernel] as number);
        continue;
      }
      const center = isPrior ? 0.5 : (places[kernel] as number);
      const width = isPrior ? 1 : (widths[kernel] as number);
      centers[cell] = center;
      sharpness[cell] = 1 / width;
      heights[kernel] = (heights[kernel] as number) / (NORMAL_AREA * width * normalShare(center, width));
    }
  });
  const different = mergeEqual(points, heights);
  return { axes, count, centers, sharpness, weights: shares, heights, different, seen, unseen };
}

/**
 * The width of every place's kernel: the larger gap to its neighbours, of a single one to the ends. Gaps within a cell are
 * too short to matter, so that the places need not be sorted.
 */
function widthsOf(places: Float64Array, step: number): Float64Array {
  const narrowest = Math.max(NARROWEST, step, NARROWEST_OF_FEW / (2 + places.length));
  const least = new Float64Array(CELLS + 1).fill(Infinity);
  const most = new Float64Array(CELLS + 1).fill(-Infinity);
  for (const place of places) {
    const cell = Math.floor(place * CELLS);
    least[cell] = Math.min(least[cell] as number, place);
    most[cell] = Math.max(most[cell] as number, place);
  }
  // The last place of the cells before, and the first of the cells after: each cell's neighbours.
  const before = new Float64Array(CELLS + 1).fill(-Infinity);
  const after = new Float64Array(CELLS + 1).fill(Infinity);
  for (let cell = 1; cell <= CELLS; cell++) {
    before[cell] = Math.max(before[cell - 1] as number, most[cell - 1] as number);
    const mirrored = CELLS - cell;
    after[mirrored] = Math.min(after[mirrored + 1] as number, least[mirrored + 1] as number);
  }
  const isAlone = places.length === 1;
  return places.map((place) => {
    const cell = Math.floor(place * CELLS);
    const [below, above] = [before[cell] as number, after[cell] as number];
    const isFirst = place === least[cell] && (isAlone || below >= 0);
    const isLast = place === most[cell] && (isAlone || above <= 1);
    const gapBelow = isFirst ? place - Math.max(0, below) : 0;
    const gapAbove = isLast ? Math.min(1, above) - place : 0;
    return Math.min(1, Math.max(narrowest, gapBelow, gapAbove));
  });
}

function drawFrom(kernels: Kernels, random: RandomStream): SearchPoint {
  const { axes, centers, sharpness, seen, unseen } = kernels;
  const first = pickKernel(kernels, random.rand()) * axes.length;
  return axes.map((axis, at) => {
    const center = centers[first + at] as number;
    if (axis.kind === "range") {
      const place = drawTruncatedNormal(random, center, 1 / (sharpness[first + at] as number));
      return axis.steps === undefined ? place : axis.steps.snap(place);
    }
    const extra = (seen[at] as number) - (unseen[at] as number);
    if (center >= 0 && random.rand() < extra) return center;
    return random.randint(axis.choices);
  });
}

function pickKernel({ weights, count }: Kernels, share: number): number {
  let rest = share;
  for (let kernel = 0; kernel < count - 1; kernel++) {
    rest -= weights[kernel] as number;
    if (rest < 0) return kernel;
  }
  return count - 1;
}

/** Adds the heights of equal points' kernels up. @returns which are left */
function mergeEqual(points: readonly SearchPoint[], heights: Float64Array): Uint32Array {
  const firsts = new Map<number, number>();
  const different: number[] = [];
  points.forEach((point, kernel) => {
    const first = firsts.get(keyOf(point));
    if (first !== undefined && isSamePoint(points[first] as SearchPoint, point)) {
      heights[first] = (heights[first] as number) + (heights[kernel] as number);
      return;
    }
    if (first === undefined) firsts.set(keyOf(point), kernel);
    different.push(kernel);
  });
  return Uint32Array.from([...different, points.length]);
}

function densityOf(kernels: Kernels, point: SearchPoint): number {
  const { axes, different, centers, sharpness, heights, seen, unseen } = kernels;
  const size = axes.length;
  let density = 0;
  for (const kernel of different) {
    let squares = 0;
    let factor = heights[kernel] as number;
    for (let at = 0; at < size && squares < FAR_AWAY; at++) {
      const cell = kernel * size + at;
      const [place, center, sharp] = [
        point[at] as number,
        centers[cell] as number,
        sharpness[cell] as number,
      ];
      if (sharp > 0) squares += (place - center) * sharp * ((place - center) * sharp);
      else if (center < 0) factor /= (axes[at] as Extract<Axis, { kind: "choice" }>).choices;
      else factor *= (place === center ? seen : unseen)[at] as number;
    }
    if (squares < FAR_AWAY) density += factor * exp(-0.5 * squares);
  }
  return density;
}
