import * as v from "valibot";
import { InvalidInputError } from "../base/errors.ts";
import { describeOption, type OptionNaming, ownName } from "../base/options.ts";
import { checkUsed } from "./check-used.ts";
import type { Direction } from "./improvement.ts";
import {
  type CompleteSchedule,
  defaultsOf,
  type RateSchedule,
  SCHEDULE_NAMES,
  schedules,
} from "./schedules.ts";

const iterationCount = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1e9));

/**
 * The options of the schedule of the learning rate, to be spread into a table. What is not given depends on the schedule
 * and the length of the run, and is filled in by {@link startSchedule}.
 */
export const scheduleOptions = {
  schedule: v.optional(
    v.pipe(
      v.picklist(SCHEDULE_NAMES),
      v.description("how the learning rate changes from iteration to iteration"),
      v.metadata({ flag: "schedule" }),
    ),
    "constant",
  ),
  warmup: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(1e9),
      v.description("iterations in which the learning rate rises to its full size"),
      v.metadata({
        flag: "warmup",
        placeholder: "n",
        defaultInWords: "0; 0.3 of the run for one-cycle",
        hint: "It counts iterations, not epochs.",
      }),
    ),
  ),
  rateDecay: v.optional(
    v.pipe(
      v.number(),
      v.gtValue(0),
      v.ltValue(1),
      v.description("what schedules step, exponential and plateau multiply the learning rate by"),
      v.metadata({ flag: "rate-decay", placeholder: "factor", defaultInWords: "0.1" }),
    ),
  ),
  decayInterval: v.optional(
    v.pipe(
      iterationCount,
      v.description("iterations in which schedules step and exponential do so once"),
      v.metadata({
        flag: "decay-interval",
        placeholder: "n",
        defaultInWords: "a third of the run",
        hint: "It counts iterations, not epochs.",
      }),
    ),
  ),
  finalRate: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.maxValue(1),
      v.description(
        "share of the learning rate at which cosine and one-cycle end, and below which plateau does not go",
      ),
      v.metadata({
        flag: "final-rate",
        placeholder: "share",
        defaultInWords: "0; 0.000004 for one-cycle",
        hint: "It is a share of the learning rate, not a rate.",
      }),
    ),
  ),
  plateauPatience: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(1e9),
      v.description("records without improvement that schedule plateau bears; one more reduces the rate"),
      v.metadata({ flag: "plateau-patience", placeholder: "n", defaultInWords: "10" }),
    ),
  ),
} as const;

const scheduleTable = v.strictObject(scheduleOptions);

/** The schedule's part of the settings of a run, in which what depends on the run may still be open. */
export type ScheduleSettings = Readonly<v.InferOutput<typeof scheduleTable>>;

/** What a schedule must know of its run. */
export interface ScheduledRun {
  readonly iterations: number;
  /** Which monitored values are better, for plateau; "lower" by default. */
  readonly direction?: Direction | undefined;
}

/** The settings of a schedule with what was left open. */
export function completeSchedule(
  settings: ScheduleSettings,
  { iterations, direction = "lower" }: ScheduledRun,
): CompleteSchedule {
  const { schedule } = settings;
  const defaults = defaultsOf(schedule, iterations);
  return {
    schedule,
    iterations,
    direction,
    warmup: settings.warmup ?? defaults.warmup,
    rateDecay: settings.rateDecay ?? defaults.rateDecay,
    decayInterval: settings.decayInterval ?? defaults.decayInterval,
    finalRate: settings.finalRate ?? defaults.finalRate,
    plateauPatience: settings.plateauPatience ?? defaults.plateauPatience,
  };
}

/** The learning rate's schedule of one run, at its start. */
export function startSchedule(settings: ScheduleSettings, run: ScheduledRun): RateSchedule {
  return schedules[settings.schedule].start(completeSchedule(settings, run));
}

/**
 * Refuses options that the schedule does not use, a warm-up that would fill the run, and steps of the rate that would
 * come after its end.
 *
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError naming the first such option and what to do
 */
export function checkSchedule(
  settings: ScheduleSettings,
  { iterations }: Pick<ScheduledRun, "iterations">,
  nameOf: OptionNaming = ownName,
): void {
  checkUsed({ table: scheduleTable, chooser: "schedule", rows: schedules }, settings, nameOf);
  const { warmup = 0 } = settings;
  // The default is a third of the whole run, which a long warm-up may not leave.
  const usual = warmup > 0 ? defaultsOf(settings.schedule, iterations).decayInterval : 0;
  const { decayInterval = usual } = settings;
  const refuse = (option: "warmup" | "decayInterval", limit: string): never => {
    throw new InvalidInputError({
      source: "option",
      where: nameOf(describeOption(scheduleTable, option)),
      expected: `fewer iterations than ${limit}`,
      received: `${option === "warmup" ? warmup : decayInterval}`,
      hint: "Take fewer of them, or a longer run.",
    });
  };
  if (warmup >= iterations) refuse("warmup", `the run's ${iterations}`);
  const left = iterations - warmup;
  if (settings.schedule !== "step" || decayInterval < left) return;
  refuse("decayInterval", warmup > 0 ? `the ${left} after the warm-up` : `the run's ${iterations}`);
}
