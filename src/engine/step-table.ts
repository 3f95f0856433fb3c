/**
 * The numbers of a run that change from iteration to iteration, in the engine's memory: kernels read the row of their
 * iteration, so many iterations can be taken at a stretch.
 */

import type { EngineMemory } from "./engine.ts";
import type { MemoryPlan } from "./memory-plan.ts";

/** Rows of a step table: an iteration's row is `iteration % STEP_ROWS`. */
export const STEP_ROWS = 256;
/** float64 numbers of a row. */
export const STEP_COLUMNS = 8;

/** The columns that have a meaning, by what they hold. */
export const stepColumns = {
  /** The size of the step. */
  learningRate: 0,
  /** What the mean of the gradients is multiplied by, in Adam 1/(1 − β1^t). */
  firstCorrection: 1,
  /** What the root of the mean of their squares is multiplied by, in Adam 1/√(1 − β2^t). */
  secondCorrection: 2,
  /** How far the averaged parameters move to those of the iteration: from 0, not at all, to 1. */
  averagingWeight: 3,
  /** The share of the first of two examples that are mixed. */
  mixingShare: 4,
} as const;

/** The name of a column. */
export type StepColumn = keyof typeof stepColumns;

/** Numbers of one iteration; those that are left out stay as they are in its row. */
export type StepNumbers = { readonly [Column in StepColumn]?: number | undefined };

/** Where a step table lies in the engine's memory. */
export interface StepTable {
  readonly address: number;
}

const COLUMN_NAMES = Object.keys(stepColumns) as readonly StepColumn[];

/** Plans a step table; it begins with zeros. */
export function reserveStepTable(plan: MemoryPlan): StepTable {
  return { address: plan.reserve(STEP_ROWS * STEP_COLUMNS * Float64Array.BYTES_PER_ELEMENT) };
}

/**
 * A function that writes numbers into the row of an iteration. It creates no array and no object. A stretch of
 * iterations whose rows are written before it runs may have {@link STEP_ROWS} of them at most.
 */
export function bindStepTable(
  engine: EngineMemory,
  { address }: StepTable,
): (iteration: number, numbers: StepNumbers) => void {
  const { buffer } = engine.bytes(address, 0);
  const table = new Float64Array(buffer, address, STEP_ROWS * STEP_COLUMNS);
  return (iteration, numbers) => {
    const row = (iteration % STEP_ROWS) * STEP_COLUMNS;
    for (const name of COLUMN_NAMES) {
      const number = numbers[name];
      if (number !== undefined) table[row + stepColumns[name]] = number;
    }
  };
}
