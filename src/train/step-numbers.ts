import { STEP_ROWS, type StepNumbers } from "../engine/step-table.ts";
import { planAveraging } from "./averaging.ts";
import type { BatchSchedule } from "./batches.ts";
import { createMixingShares } from "./mixup.ts";
import { firstCorrection, type Optimizer, optimizers, secondCorrection } from "./optimizers.ts";
import type { TrainSettings } from "./options.ts";
import { startSchedule } from "./schedule-options.ts";
import { optimizerNumbers } from "./update-plan.ts";

/** The numbers of a run that change from iteration to iteration. */
export interface RunNumbers {
  /**
   * Sees to it that the rows of some iterations are written.
   *
   * @returns the iteration before which another stretch has to begin, `end` at most
   */
  readonly prepare: (from: number, end: number) => number;
  /** Tells the schedule of the learning rate how the run does, at every record: lower is better. */
  readonly observe: (value: number) => void;
  /** The learning rate of an iteration, as the schedule has it. */
  readonly learningRate: (iteration: number) => number;
  /** Sets what the schedule multiplies, for all iterations that have not been taken. */
  readonly changeRate: (learningRate: number) => void;
}

/** What the numbers of a run depend on. */
export interface NumbersInput {
  readonly settings: TrainSettings;
  readonly schedule: BatchSchedule;
  /** Writes the row of an iteration. */
  readonly write: (iteration: number, numbers: StepNumbers) => void;
}

/** Starts the numbers of a run: learning rate, corrections of the optimizer, weight of the average, share of mixup. */
export function startNumbers({ settings, schedule, write }: NumbersInput): RunNumbers {
  const { iterations } = schedule;
  const rates = startSchedule(settings, { iterations });
  const averaging = planAveraging(settings, iterations);
  const mix = settings.mixup > 0 ? createMixingShares(settings.seed, settings.mixup) : undefined;
  const { hasCorrections }: Optimizer = optimizers[settings.optimizer];
  const { beta1, beta2 } = optimizerNumbers(settings);
  let rate = settings.learningRate;
  // What a row was written with: a plateau may have changed its factor since.
  const factors = new Float64Array(STEP_ROWS);
  const writeRow = (iteration: number): void => {
    const factor = rates.factor(iteration);
    factors[iteration % STEP_ROWS] = factor;
    write(iteration, {
      learningRate: rate * factor,
      firstCorrection: hasCorrections ? firstCorrection(beta1, iteration + 1) : 1,
      secondCorrection: hasCorrections ? secondCorrection(beta2, iteration + 1) : 1,
      // Before its start the average is a copy, so that evaluations on the way see the parameters as they are.
      averagingWeight:
        averaging === undefined || iteration < averaging.start ? 1 : averaging.weight(iteration),
      mixingShare: mix?.(iteration) ?? 1,
    });
  };
  const common = {
    observe: rates.observe,
    learningRate: (iteration: number): number => rate * rates.factor(iteration),
    changeRate: (learningRate: number): void => {
      rate = learningRate;
      for (const [row, factor] of factors.entries()) write(row, { learningRate: rate * factor });
    },
  };
  const isConstant =
    settings.schedule === "constant" &&
    (settings.warmup ?? 0) === 0 &&
    averaging === undefined &&
    mix === undefined &&
    !hasCorrections;
  if (isConstant) {
    for (let row = 0; row < STEP_ROWS; row++) writeRow(row);
    return { prepare: (_, end) => end, ...common };
  }
  return {
    prepare: (from, end) => {
      const last = Math.min(end, from + STEP_ROWS);
      for (let iteration = from; iteration < last; iteration++) writeRow(iteration);
      return last;
    },
    ...common,
  };
}
