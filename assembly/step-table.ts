/** The numbers that change from iteration to iteration: a table of rows, one for each of so many iterations, in turn. */

/** Rows of the table; iterations that differ by a multiple of it share one. */
const STEP_ROWS: u32 = 256;
/** float64 numbers of a row. */
const STEP_COLUMNS: u32 = 8;

/** What the columns hold, as src/engine/step-table.ts names them. */
export const enum StepColumn {
  LearningRate = 0,
  FirstCorrection = 1,
  SecondCorrection = 2,
  AveragingWeight = 3,
  MixingShare = 4,
}

/** One number of an iteration's row. */
// @ts-ignore: decorator
@inline
export function stepNumber(table: usize, iteration: u32, column: u32): f64 {
  return load<f64>(table + <usize>((iteration % STEP_ROWS) * STEP_COLUMNS + column) * sizeof<f64>());
}
