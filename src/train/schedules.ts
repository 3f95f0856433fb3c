import { cos, exp, log } from "../base/elementary.ts";
import { wholePower } from "../base/powers.ts";
import { type Direction, isImproved } from "./improvement.ts";

/** How the learning rate of a run changes from iteration to iteration: settings without gaps. */
export interface CompleteSchedule {
  readonly schedule: ScheduleName;
  /** Iterations of the run, N. */
  readonly iterations: number;
  /** Iterations over which the rate rises, W: fewer than those of the run. */
  readonly warmup: number;
  /** What step, exponential and plateau multiply the rate by, γ. */
  readonly rateDecay: number;
  /** Iterations in which step and exponential do that once, s. */
  readonly decayInterval: number;
  /** Share of the learning rate that cosine and one-cycle end at, and below which plateau does not go, r. */
  readonly finalRate: number;
  /** Records without improvement that plateau waits for before it reduces the rate. */
  readonly plateauPatience: number;
  /** Which monitored values are better, for plateau. */
  readonly direction: Direction;
}

/** An option of a schedule, which some of them use. */
export type ScheduleField = "warmup" | "rateDecay" | "decayInterval" | "finalRate" | "plateauPatience";

/** The learning rate of one run. */
export interface RateSchedule {
  /** What multiplies the learning rate in an iteration, counted from 0. */
  readonly factor: (iteration: number) => number;
  /** Is told the monitored value at every record, in ascending order of iterations; only plateau does anything then. */
  readonly observe: (value: number) => void;
}

/** One row of {@link schedules}. */
export interface Schedule {
  /** One line for help and docs; t counts iterations from 0, after those of a warm-up. */
  readonly description: string;
  /** The options that do something beside it. */
  readonly uses: readonly ScheduleField[];
  /** The schedule of a run at its start. */
  readonly start: (settings: CompleteSchedule) => RateSchedule;
}

/** One-cycle begins at this share of the learning rate, and ends at one ten-thousandth of that unless told otherwise. */
const ONE_CYCLE_START = 1 / 25;
const ONE_CYCLE_FINAL = ONE_CYCLE_START / 1e4;
/** The share of a run in which one-cycle rises unless told otherwise. */
const ONE_CYCLE_RISE = 0.3;
/** A value must be better than the best by this share of it for plateau to count as improvement. */
const PLATEAU_THRESHOLD = 1e-4;

/**
 * The schedules of the learning rate by name. All count iterations, never epochs. All but one-cycle can be warmed up: in
 * the first W iterations their factor is (t + 1)/(W + 1), which is even steps from the first to the full rate in
 * iteration W (P. Goyal et al. 2017, arXiv:1706.02677). The formulas are those of PyTorch's lr_scheduler, with one
 * iteration for each call of its step().
 */
export const schedules = {
  constant: {
    description: "1 throughout",
    uses: ["warmup"],
    start: (settings) => warmedUp(settings, () => 1),
  },
  step: {
    description: "γ^⌊t/s⌋: decay γ after every s iterations (PyTorch's StepLR)",
    uses: ["warmup", "rateDecay", "decayInterval"],
    start: (settings) =>
      warmedUp(settings, (t) => wholePower(settings.rateDecay, Math.floor(t / settings.decayInterval))),
  },
  exponential: {
    description: "γ^(t/s): decay γ over every s iterations, evenly (PyTorch's ExponentialLR for s = 1)",
    uses: ["warmup", "rateDecay", "decayInterval"],
    start: (settings) => warmedUp(settings, (t) => power(settings.rateDecay, t, settings.decayInterval)),
  },
  cosine: {
    description:
      "r + (1 − r)/2·(1 + cos(π·t/(N − W))), from 1 down to final rate r (Loshchilov and Hutter 2017; CosineAnnealingLR)",
    uses: ["warmup", "finalRate"],
    start: (settings) =>
      warmedUp(settings, (t) => anneal(1, settings.finalRate, t / (settings.iterations - settings.warmup))),
  },
  "one-cycle": {
    description:
      "half a cosine from 1/25 up to 1 in the W iterations of the warm-up, another down to final rate r in the rest " +
      "(Smith and Topin 2018; OneCycleLR)",
    uses: ["warmup", "finalRate"],
    start: (settings) => ({ factor: (t) => oneCycle(t, settings), observe: ignore }),
  },
  plateau: {
    description:
      "times decay γ whenever more records in a row than the patience were not better than the best by 0.01 % of it " +
      "(PyTorch's ReduceLROnPlateau)",
    uses: ["warmup", "rateDecay", "finalRate", "plateauPatience"],
    start: startPlateau,
  },
} as const satisfies Record<string, Schedule>;

/** The name of a schedule. */
export type ScheduleName = keyof typeof schedules;

/** All names, in the table's order. */
export const SCHEDULE_NAMES: readonly ScheduleName[] = Object.keys(schedules) as ScheduleName[];

/** What a schedule's options are where they are not given, for a run of so many iterations. */
export function defaultsOf(
  schedule: ScheduleName,
  iterations: number,
): Readonly<Record<ScheduleField, number>> {
  const isOneCycle = schedule === "one-cycle";
  return {
    warmup: isOneCycle ? ONE_CYCLE_RISE * iterations : 0,
    rateDecay: 0.1,
    decayInterval: Math.ceil(iterations / 3),
    finalRate: isOneCycle ? ONE_CYCLE_FINAL : 0,
    plateauPatience: 10,
  };
}

function ignore(): void {}

/** A schedule behind a warm-up. @param after the factor by the iterations since then; 1 for 0 of them */
function warmedUp(
  { warmup }: CompleteSchedule,
  after: (t: number) => number,
  observe: RateSchedule["observe"] = ignore,
): RateSchedule {
  const rise = (iteration: number): number => (iteration < warmup ? (iteration + 1) / (warmup + 1) : 1);
  return { factor: (iteration) => rise(iteration) * after(Math.max(0, iteration - warmup)), observe };
}

/** Half a cosine from one number to another, at a share from 0 to 1 of the way. */
function anneal(from: number, to: number, share: number): number {
  return to + ((from - to) / 2) * (1 + cos(Math.PI * share));
}

/** The peak is at iteration W − 1, the end at N − 1, as in OneCycleLR, whose W is 0.3·N without rounding. */
function oneCycle(iteration: number, { iterations, warmup, finalRate }: CompleteSchedule): number {
  const peak = warmup - 1;
  if (iteration < peak) return anneal(ONE_CYCLE_START, 1, iteration / peak);
  return anneal(1, finalRate, (iteration - peak) / (iterations - 1 - peak));
}

/**
 * The improvement is measured against the size of the best value, so that it means the same for values below 0, where
 * PyTorch's threshold would take a worse value for a better one.
 */
function startPlateau(settings: CompleteSchedule): RateSchedule {
  const { rateDecay, finalRate, plateauPatience, direction } = settings;
  let factor = 1;
  let best: number | undefined;
  let waited = 0;
  const observe = (value: number): void => {
    if (isImproved(value, best, direction, PLATEAU_THRESHOLD * Math.abs(best ?? 0))) {
      best = value;
      waited = 0;
    } else if (++waited > plateauPatience) {
      factor = Math.max(factor * rateDecay, finalRate);
      waited = 0;
    }
  };
  return warmedUp(settings, () => factor, observe);
}

/** base^(t/interval): whole powers by squaring, the rest of the exponent by our own exp and log. */
function power(base: number, t: number, interval: number): number {
  const whole = Math.floor(t / interval);
  const rest = (t - whole * interval) / interval;
  return wholePower(base, whole) * (rest === 0 ? 1 : exp(rest * log(base)));
}
