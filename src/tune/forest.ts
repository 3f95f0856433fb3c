import { counterRandom } from "../base/counter-random.ts";
import type { RandomStream } from "../base/random-stream.ts";
import type { Axis, SearchPoint } from "./samplers/axis.ts";

const TREES = 64;
/** A node of fewer examples is a leaf. */
const FEWEST_TO_SPLIT = 5;

/** What a forest learns from. */
export interface ForestExamples {
  readonly axes: readonly Axis[];
  readonly points: readonly SearchPoint[];
  readonly losses: readonly number[];
  readonly seed: number;
}

/** A forest of regression trees over a search space. */
export interface Forest {
  /** The mean of all trees. */
  readonly predict: (point: SearchPoint) => number;
  /** For each axis, which share of the prediction's variance over the space it explains by itself. */
  readonly mainEffects: () => readonly number[];
}

/** A leaf: a box of the space, an interval of every axis, with the mean of the examples in it. */
interface Leaf {
  readonly value: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * Trees grown on examples drawn with replacement, each split where it lowers the squared error most. Each tree is a list of
 * boxes. The same examples and seed give the same forest.
 *
 * Source: L. Breiman, Random forests (2001).
 */
export function growForest(examples: ForestExamples): Forest {
  const { axes, points, seed } = examples;
  const [from, to] = [axes.map(() => 0), axes.map((axis) => (axis.kind === "choice" ? axis.choices : 1))];
  const trees = Array.from({ length: TREES }, (_, tree) => {
    const random = counterRandom(seed, "forest", tree);
    const drawn = points.map(() => random.randint(points.length));
    const leaves: Leaf[] = [];
    grow(examples, drawn, { from, to, random, leaves });
    return leaves;
  });
  const predictTree = (leaves: readonly Leaf[], point: SearchPoint): number =>
    leaves.find((leaf) => isWithin(leaf, axes, point))?.value ?? Number.NaN;
  return {
    predict: (point) => trees.reduce((sum, leaves) => sum + predictTree(leaves, point), 0) / TREES,
    mainEffects: () => {
      const effects = trees.map((leaves) => effectsOf(leaves, to)).filter((each) => each !== undefined);
      return axes.map((_, axis) => {
        const shares = effects.map((each) => each[axis] as number);
        return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
      });
    },
  };
}

/** Choices lie in the middle of their part of the axis, so that a cut between two leaves both whole. */
function placeOn(axis: Axis, place: number): number {
  return axis.kind === "choice" ? place + 0.5 : place;
}

function isWithin({ from, to }: Leaf, axes: readonly Axis[], point: SearchPoint): boolean {
  return axes.every((axis, at) => {
    const place = placeOn(axis, point[at] as number);
    const isLast = to[at] === (axis.kind === "choice" ? axis.choices : 1);
    return place >= (from[at] as number) && (place < (to[at] as number) || isLast);
  });
}

/** A part of a tree that is being grown. */
interface Growing {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly random: RandomStream;
  readonly leaves: Leaf[];
}

function grow(examples: ForestExamples, drawn: readonly number[], growing: Growing): void {
  const { from, to, leaves } = growing;
  const losses = drawn.map((index) => examples.losses[index] as number);
  const isLeaf = drawn.length < FEWEST_TO_SPLIT || losses.every((loss) => loss === losses[0]);
  const split = isLeaf ? undefined : bestSplit(examples, drawn, growing.random);
  if (split === undefined) {
    leaves.push({ value: losses.reduce((sum, loss) => sum + loss, 0) / losses.length, from, to });
    return;
  }
  const { axis, cut } = split;
  const isBelow = (index: number): boolean => placeOf(examples, index, axis) < cut;
  const below = drawn.filter(isBelow);
  const above = drawn.filter((index) => !isBelow(index));
  grow(examples, below, { ...growing, to: to.with(axis, cut) });
  grow(examples, above, { ...growing, from: from.with(axis, cut) });
}

function placeOf({ axes, points }: ForestExamples, index: number, axis: number): number {
  return placeOn(axes[axis] as Axis, points[index]?.[axis] as number);
}

/** Where examples are best divided in two; undefined where nothing divides them. */
interface Split {
  readonly axis: number;
  readonly cut: number;
  /** What is left of the squared error, less what no split changes. */
  readonly error: number;
}

/** The best cut of a random part of the axes, as forests take, so that trees differ; of all where those have none. */
function bestSplit(
  examples: ForestExamples,
  drawn: readonly number[],
  random: RandomStream,
): Split | undefined {
  const order = random.permutation(examples.axes.length);
  const few = Math.ceil((5 * examples.axes.length) / 6);
  let best: Split | undefined;
  for (const [rank, axis] of order.entries()) {
    if (rank >= few && best !== undefined) break;
    const found = bestCut(examples, drawn, axis);
    if (found !== undefined && (best === undefined || found.error < best.error)) best = found;
  }
  return best;
}

function bestCut(examples: ForestExamples, drawn: readonly number[], axis: number): Split | undefined {
  const sorted = drawn
    .map((index) => ({ place: placeOf(examples, index, axis), loss: examples.losses[index] as number }))
    .toSorted((a, b) => a.place - b.place);
  const total = sorted.reduce((sum, { loss }) => sum + loss, 0);
  let below = 0;
  let best: Split | undefined;
  for (let count = 1; count < sorted.length; count++) {
    const [last, next] = [sorted[count - 1], sorted[count]] as [(typeof sorted)[0], (typeof sorted)[0]];
    below += last.loss;
    if (last.place === next.place) continue;
    const above = total - below;
    const error = -(below * below) / count - (above * above) / (sorted.length - count);
    if (best === undefined || error < best.error) best = { axis, cut: (last.place + next.place) / 2, error };
  }
  return best;
}

/** Each axis' share of the variance of one tree; undefined of a tree that says the same everywhere. */
function effectsOf(leaves: readonly Leaf[], ends: readonly number[]): readonly number[] | undefined {
  const shareOf = ({ from, to }: Leaf, axis: number): number =>
    ((to[axis] as number) - (from[axis] as number)) / (ends[axis] as number);
  const volumes = leaves.map((leaf) => ends.reduce((product, _, axis) => product * shareOf(leaf, axis), 1));
  const mean = leaves.reduce((sum, { value }, index) => sum + value * (volumes[index] as number), 0);
  const variance = leaves.reduce(
    (sum, { value }, index) => sum + (value - mean) * (value - mean) * (volumes[index] as number),
    0,
  );
  if (!(variance > 0)) return undefined;
  return ends.map((end, axis) => {
    const cuts = [...new Set(leaves.flatMap(({ from, to }) => [from[axis], to[axis]] as number[]))].toSorted(
      (a, b) => a - b,
    );
    return cuts.slice(1).reduce((sum, to, index) => {
      const from = cuts[index] as number;
      // The mean over everything else, where the axis lies between two cuts.
      const marginal = leaves.reduce((total, leaf, at) => {
        const covers = (leaf.from[axis] as number) <= from && (leaf.to[axis] as number) >= to;
        return covers ? total + (leaf.value * (volumes[at] as number)) / shareOf(leaf, axis) : total;
      }, 0);
      return sum + (((to - from) / end) * (marginal - mean) * (marginal - mean)) / variance;
    }, 0);
  });
}
