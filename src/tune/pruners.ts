/** Which trials are stopped after a part of their runs. */

/** What a pruner looks at, at the end of a rung. */
export interface RungState {
  /** The trial, counted from 1. */
  readonly trial: number;
  /** The rung that has ended, counted from 0. */
  readonly rung: number;
  /** How many rungs there are. */
  readonly rungs: number;
  /** The mean loss of the trial at the end of the rung. */
  readonly loss: number;
  /** The trials whose ends it may know, by number, with the mean loss at the end of each rung that they reached. */
  readonly peers: readonly { readonly number: number; readonly rungLosses: readonly number[] }[];
}

/** One row of {@link pruners}. */
interface Pruner {
  /** One line for help and docs. */
  readonly description: string;
  readonly isHopeless: (state: RungState) => boolean;
}

/** Each rung has so many times the runs of the one before. */
const RUNG_FACTOR = 2;
/** With fewer others there is no telling what is usual. */
const FEWEST_PEERS = 5;

/** All pruners by name. A new one is a new row. */
export const pruners = {
  none: { description: "every trial is judged to the end", isHopeless: () => false },
  median: {
    description: "stops a trial whose mean is worse than the median of the trials before it on the same runs",
    isHopeless: ({ rung, loss, peers }) => {
      const losses = lossesAt(rung, peers);
      return losses.length >= FEWEST_PEERS && loss > medianOf(losses);
    },
  },
  halving: {
    description:
      "successive halving: of the trials that ended a rung before it, it must be among the better half",
    isHopeless: ({ rung, loss, peers }) => isBelowHalf(loss, lossesAt(rung, peers)),
  },
  hyperband: {
    description:
      "successive halving in brackets that begin at different rungs, so that trials that are slow to show have a chance",
    isHopeless: (state) => {
      const { trial, rung, rungs, loss, peers } = state;
      const bracket = bracketOf(trial, rungs);
      const inBracket = peers.filter(({ number }) => bracketOf(number, rungs) === bracket);
      return rung >= bracket && isBelowHalf(loss, lossesAt(rung, inBracket));
    },
  },
} as const satisfies Record<string, Pruner>;

/** The name of a pruner. */
export type PrunerName = keyof typeof pruners;

/** All names, in the table's order. */
export const PRUNER_NAMES: readonly PrunerName[] = Object.keys(pruners) as PrunerName[];

/**
 * How many runs of a trial have been made at the end of each rung: every rung has twice those of the one before, the last
 * has all.
 *
 * @param runs how many a whole trial has
 */
export function rungsOf(runs: number): readonly number[] {
  const rungs = [runs];
  for (let size = Math.floor(runs / RUNG_FACTOR); size >= 1; size = Math.floor(size / RUNG_FACTOR))
    rungs.unshift(size);
  return rungs;
}

function lossesAt(rung: number, peers: RungState["peers"]): readonly number[] {
  return peers.flatMap(({ rungLosses }) => rungLosses[rung] ?? []);
}

/** Of an even number the upper of the two in the middle, so that half of all may go on. */
function medianOf(losses: readonly number[]): number {
  return losses.toSorted((a, b) => a - b)[Math.floor(losses.length / 2)] as number;
}

/** Whether a loss is not among the better half of all that ended the rung, itself included. */
function isBelowHalf(loss: number, losses: readonly number[]): boolean {
  if (losses.length < FEWEST_PEERS) return false;
  const better = losses.filter((other) => other < loss).length;
  return better >= Math.ceil((losses.length + 1) / RUNG_FACTOR);
}

/**
 * The bracket of a trial, which is the first rung that it can be stopped at: in turns, as often as Hyperband begins trials in
 * each (L. Li and others, Hyperband: a novel bandit-based approach to hyperparameter optimization, 2018).
 */
function bracketOf(trial: number, rungs: number): number {
  const turns = Array.from({ length: rungs }, (_, bracket) => {
    const halvings = rungs - 1 - bracket;
    const begun = Math.ceil((rungs / (halvings + 1)) * (1 << halvings));
    return Array.from({ length: begun }, () => bracket);
  }).flat();
  return turns[(trial - 1) % turns.length] as number;
}
