import { exp, log } from "../base/elementary.ts";
import { largestOf } from "../metrics/calibration.ts";
import type { Grid } from "./grid.ts";
import { countOutputs } from "./grid.ts";

/** A number that the logits of a place give, and whose lines are drawn. */
export interface Field {
  /** No other field of the same classifier has it. */
  readonly name: string;
  /** @param start where the logits of the place begin */
  readonly valueOf: (logits: Float64Array, start: number) => number;
}

/** The only logit, of class 1 of two. */
export const LOGIT: Field = { name: "logit", valueOf: (logits, start) => logits[start] as number };

/**
 * How far the largest logit of the classes up to one is ahead of the largest of those after it: at least 0 where the most
 * probable class, of equal ones the first, is among them. The lines of all these are the lines between the classes, and the
 * regions hold each other, so that they leave no gap where three classes meet.
 */
export function leadOfFirst(lastIndex: number, outputs: number): Field {
  return {
    name: `lead of the classes up to ${lastIndex}`,
    valueOf: (logits, start) =>
      largest(logits, start, start + lastIndex + 1) - largest(logits, start + lastIndex + 1, start + outputs),
  };
}

/** The log-odds log(p/(1 − p)) of a class among several. */
export function oddsOf(classIndex: number, outputs: number): Field {
  return {
    name: `odds of class ${classIndex}`,
    valueOf: (logits, start) => {
      const top = largest(logits, start, start + outputs);
      let others = 0;
      for (let other = 0; other < outputs; other++) {
        if (other !== classIndex) others += exp((logits[start + other] as number) - top);
      }
      return (logits[start + classIndex] as number) - top - log(others);
    },
  };
}

/** The classes that are the most probable somewhere on the points of a grid, in ascending order. */
export function decidedClasses(grid: Grid, logits: Float64Array): readonly number[] {
  return classesWithin(grid, logits, 0);
}

/** Whether lines between classes run through a frame: more than one class is decided for within it. */
export function hasBorder(grid: Grid, logits: Float64Array): boolean {
  return classesWithin(grid, logits, 1).length > 1;
}

/** The classes decided for, but for the points in so many rows and columns at the edges of the grid. */
function classesWithin(grid: Grid, logits: Float64Array, margin: number): readonly number[] {
  const outputs = countOutputs(logits, grid);
  const decided = new Set<number>();
  for (let row = margin; row < grid.rows - margin; row++) {
    for (let column = margin; column < grid.columns - margin; column++) {
      const start = (row * grid.columns + column) * outputs;
      if (logits.subarray(start, start + outputs).some(Number.isNaN)) continue;
      decided.add(outputs === 1 ? Number((logits[start] as number) > 0) : largestOf(logits, start, outputs));
    }
  }
  return [...decided].toSorted((a, b) => a - b);
}

function largest(logits: Float64Array, from: number, to: number): number {
  let most = -Infinity;
  for (let place = from; place < to; place++) most = Math.max(most, logits[place] as number);
  return most;
}
