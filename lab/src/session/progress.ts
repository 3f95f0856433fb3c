import { computed, type ReadonlySignal } from "@preact/signals";
import { highestCost } from "./cost-columns.ts";
import type { Frame } from "./protocol.ts";
import type { Contestant } from "./run-keeper.ts";

/** How far all runs have come together. */
export interface Progress {
  /** How many iterations have been made: by the one that is behind of those that go on, or by the longest run. */
  readonly iteration: ReadonlySignal<number>;
  /** How many the run that is ahead has made. */
  readonly furthest: ReadonlySignal<number>;
  /** How many the longest run has. */
  readonly iterations: ReadonlySignal<number>;
  /** The largest cost that pictures of all runs hold. */
  readonly highestCost: ReadonlySignal<number>;
  /** Whether all runs have ended. */
  readonly isOver: ReadonlySignal<boolean>;
  /** Whether all runs are at their goal or at their end. */
  readonly isThere: ReadonlySignal<boolean>;
}

/** Watches runs. @param goal the iteration that all go to; Infinity is the end */
export function watchProgress(
  contestants: ReadonlySignal<readonly Contestant[]>,
  goal: ReadonlySignal<number>,
): Progress {
  const frames = computed(() => contestants.value.map(({ run }) => run.present.value));
  const furthest = computed(() => Math.max(0, ...frames.value.map((frame) => frame?.iteration ?? 0)));
  return {
    furthest,
    iteration: computed(() => {
      const going = frames.value.filter((frame) => frame?.outcome === undefined);
      return going.length === 0 ? furthest.value : Math.min(...going.map((frame) => frame?.iteration ?? 0));
    }),
    iterations: computed(() =>
      Math.max(1, ...contestants.value.map(({ run }) => run.started.value?.iterations ?? 1)),
    ),
    highestCost: computed(() => {
      // Columns grow in place: a frame tells that they have.
      const grown = contestants.value.filter(({ run }) => run.frame.value !== undefined);
      return highestCost(grown.map(({ run }) => run.costs.value));
    }),
    isOver: computed(() => frames.value.every((frame) => frame?.outcome !== undefined)),
    isThere: computed(() =>
      contestants.value.every(({ run }) =>
        isThere(run.present.value, Math.min(goal.value, run.started.value?.iterations ?? Infinity)),
      ),
    ),
  };
}

function isThere(frame: Frame | undefined, goal: number): boolean {
  if (frame === undefined || !frame.isResting) return false;
  return frame.outcome !== undefined || frame.iteration >= goal;
}
