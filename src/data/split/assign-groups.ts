import { counterRandom } from "../../base/counter-random.ts";
import type { GroupTable } from "./group-table.ts";
import { Shortfall } from "./shortfall.ts";

/** So many random orders are tried at most. */
const DRAWS = 20;

/** What no division may do, whatever its sizes. A new one watches over each draw. */
export interface GroupGuard {
  /** Whether a group may go into a part. */
  allows(group: number, part: number): boolean;
  /** Learns that it went there. */
  take(group: number, part: number): void;
}

/** How groups are to be shared out. */
export interface GroupPlan {
  readonly groups: GroupTable;
  /** The share of all rows that each part is to have, above 0; they add up to 1. */
  readonly shares: readonly number[];
  readonly seed: number;
  readonly purpose: "split" | "folds";
  readonly createGuard: () => GroupGuard;
  /** The part that may take more than its share for the sake of classes; none where it is undefined. */
  readonly unbounded?: number | undefined;
}

/**
 * The part of every group, such that every part has about its share of all rows and of each class, as far as whole groups
 * allow. The best division is as hard to find as the best packing of a knapsack, so that divisions are drawn, and the most
 * even of a few is taken: in random order, but larger groups first (by powers of two), each group goes into the part
 * that it brings nearest to what that is to have, and never into one that has its share already, but for the unbounded
 * one.
 *
 * So no other part exceeds its share by as many rows as the largest group has, unless the guard leaves no other place.
 * Each part gets a group at least. The names of groups have no say; the order in which they occur has.
 *
 * @returns undefined where no draw gave every part a group that the guard allows
 */
export function assignGroups(plan: GroupPlan): Int32Array | undefined {
  let best: Assignment | undefined;
  for (let draw = 0; draw < DRAWS; draw++) {
    const drawn = drawAssignment(plan, draw);
    if (drawn === undefined) continue;
    if (best === undefined || drawn.distance < best.distance) best = drawn;
    if (drawn.isEven) break;
  }
  return best?.parts;
}

interface Assignment {
  /** The part of every group. */
  readonly parts: Int32Array;
  readonly distance: number;
  /** Whether it hardly could be more even. */
  readonly isEven: boolean;
}

function drawAssignment(plan: GroupPlan, draw: number): Assignment | undefined {
  const { groups, shares, createGuard, unbounded } = plan;
  const shortfall = new Shortfall(groups, shares);
  const guard = createGuard();
  const parts = new Int32Array(groups.sizes.length);
  const all = [...shares.keys()];
  const empty = new Set(all);
  let left = parts.length;
  for (const group of drawOrder(plan, draw)) {
    const allowed = all.filter((part) => guard.allows(group, part));
    const needed = left > empty.size ? allowed : prefer(allowed, (part) => empty.has(part));
    const open = prefer(needed, (part) => part === unbounded || shortfall.isOpen(part));
    const [first] = open;
    if (first === undefined) return undefined;
    const part = open.length === 1 ? first : nearest(shortfall, group, open);
    parts[group] = part;
    shortfall.take(group, part);
    guard.take(group, part);
    empty.delete(part);
    left--;
  }
  if (empty.size > 0) return undefined;
  const distance = shortfall.distance();
  return { parts, distance, isEven: distance <= shortfall.oneRowOff() };
}

/** Those that meet a condition; all where none does. */
function prefer(parts: readonly number[], condition: (part: number) => boolean): readonly number[] {
  const preferred = parts.filter(condition);
  return preferred.length > 0 ? preferred : parts;
}

/** The part that a group brings nearest to what it is to have; of equals, the first. */
function nearest(shortfall: Shortfall, group: number, parts: readonly number[]): number {
  let best = { part: -1, change: Number.POSITIVE_INFINITY };
  for (const part of parts) {
    const change = shortfall.change(group, part);
    if (change < best.change) best = { part, change };
  }
  return best.part;
}

/** All groups in a random order, those of at least 2ⁿ rows before smaller ones. */
function drawOrder({ groups, seed, purpose }: GroupPlan, draw: number): number[] {
  const bySize: number[][] = Array.from({ length: 33 }, () => []);
  for (const group of counterRandom(seed, purpose, draw).permutation(groups.sizes.length)) {
    bySize[Math.clz32(groups.sizes[group] as number)]?.push(group);
  }
  return bySize.flat();
}
