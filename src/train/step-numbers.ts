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
  /** The learning rate of a prepared iteration, which later records do not change. */
  readonly preparedRate: (iteration: number) => number;
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
  const { rateOf, ...rates } = startRates({ settings, schedule, write });
  const averaging = planAveraging(settings, iterations);
  const mix = settings.mixup > 0 ? createMixingShares(settings.seed, settings.mixup) : undefined;
  const { hasCorrections }: Optimizer = optimizers[settings.optimizer];
  const { beta1, beta2 } = optimizerNumbers(settings);
  const writeRow = (iteration: number): void =>
    write(iteration, {
      learningRate: rateOf(iteration),
      firstCorrection: hasCorrections ? firstCorrection(beta1, iteration + 1) : 1,
      secondCorrection: hasCorrections ? secondCorrection(beta2, iteration + 1) : 1,
      // Before its start the average is a copy, so that evaluations on the way see the parameters as they are.
      averagingWeight:
        averaging === undefined || iteration < averaging.start ? 1 : averaging.weight(iteration),
      mixingShare: mix?.(iteration) ?? 1,
    });
  const isConstant =
    settings.schedule === "constant" &&
    (settings.warmup ?? 0) === 0 &&
    averaging === undefined &&
    mix === undefined &&
    !hasCorrections;
  if (isConstant) {
    for (let row = 0; row < STEP_ROWS; row++) writeRow(row);
    return { prepare: (_, end) => end, ...rates };
  }
  return {
    prepare: (from, end) => {
      const last = Math.min(end, from + STEP_ROWS);
      for (let iteration = from; iteration < last; iteration++) writeRow(iteration);
      return last;
    },
    ...rates,
  };
}

/**
 * Starts the learning rates of a run: what the settings say, or a change since, times the schedule's factor.
 *
 * @returns beside what a run needs, a function that gives the rate of an iteration whose row is written
 */
function startRates({ settings, schedule: { iterations }, write }: NumbersInput): Omit<
  RunNumbers,
  "prepare"
> & {
  readonly rateOf: (iteration: number) => number;
} {
  const { factor, observe } = startSchedule(settings, { iterations });
  let rate = settings.learningRate;
  // What a row was written with: a plateau may have changed its factor since.
  const written = new Float64Array(STEP_ROWS);
  return {
    rateOf: (iteration) => {
      const present = factor(iteration);
      written[iteration % STEP_ROWS] = present;
      return rate * present;
    },
    observe,
    learningRate: (iteration) => rate * factor(iteration),
    preparedRate: (iteration) => rate * (written[iteration % STEP_ROWS] as number),
    changeRate: (learningRate) => {
      rate = learningRate;
      for (const [row, each] of written.entries()) write(row, { learningRate: rate * each });
    },
  };
}
