import * as v from "valibot";
import { InvalidInputError } from "../base/errors.ts";
import { describeOption, type OptionNaming, ownName } from "../base/options.ts";
import { wholePower } from "../base/powers.ts";
import { checkUsed } from "./check-used.ts";

/** What a moving average keeps of itself each time, unless told otherwise. */
const USUAL_DECAY = 0.999;

/** An option of averaging, which some kinds use. */
export type AveragingField = "averageStart" | "averageInterval" | "averageDecay";

/** One row of {@link averagings}. */
export interface Averaging {
  /** One line for help and docs; n counts the parameters that are in the average already. */
  readonly description: string;
  /** The options that do something beside it. */
  readonly uses: readonly AveragingField[];
  /** The share of the run before which nothing is averaged unless told otherwise. */
  readonly usualStart: number;
  /** What the next parameters weigh, for n before them. */
  readonly weight: (n: number, decay: number) => number;
}

/**
 * The running means of a run's parameters by name: after the step of an iteration,
 * average += weight·(parameters − average). The first weight is 1, so that the average begins as a copy and remembers
 * nothing of what it was: before that, it is to be 0, for the copy to be exact.
 */
export const averagings = {
  none: { description: "the parameters themselves", uses: [], usualStart: 0, weight: () => 0 },
  ema: {
    description: "exponential moving average: weight 1 for the first, 1 − d for the others",
    uses: ["averageDecay", "averageStart", "averageInterval"],
    usualStart: 0,
    weight: (n, decay) => (n === 0 ? 1 : 1 - decay),
  },
  "ema-corrected": {
    description:
      "exponential moving average without the long memory of its start: weight (1 − d)/(1 − d^(n + 1)), Adam's correction",
    uses: ["averageDecay", "averageStart", "averageInterval"],
    usualStart: 0,
    weight: (n, decay) => (1 - decay) / (1 - wholePower(decay, n + 1)),
  },
  swa: {
    description: "stochastic weight averaging: weight 1/(n + 1), the plain mean (Izmailov et al. 2018)",
    uses: ["averageStart", "averageInterval"],
    usualStart: 0.75,
    weight: (n) => 1 / (n + 1),
  },
} as const satisfies Record<string, Averaging>;

/** The name of a kind of averaging. */
export type AveragingName = keyof typeof averagings;

/** All names, in the table's order. */
export const AVERAGING_NAMES: readonly AveragingName[] = Object.keys(averagings) as AveragingName[];

/** The options of averaging, to be spread into a table. */
export const averagingOptions = {
  averaging: v.optional(
    v.pipe(
      v.picklist(AVERAGING_NAMES),
      v.description("mean of the parameters over the run that the model gets instead of the last ones"),
      v.metadata({ flag: "averaging" }),
    ),
    "none",
  ),
  averageDecay: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.ltValue(1),
      v.description("what a moving average keeps of itself each time, d; it spans about 1/(1 − d) of them"),
      v.metadata({ flag: "average-decay", placeholder: "d", defaultInWords: `${USUAL_DECAY}` }),
    ),
  ),
  averageStart: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.ltValue(1),
      v.description("share of the run before which nothing is averaged"),
      v.metadata({ flag: "average-start", placeholder: "share", defaultInWords: "0; 0.75 for swa" }),
    ),
  ),
  averageInterval: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(1e9),
      v.description("iterations from one averaging to the next"),
      v.metadata({ flag: "average-interval", placeholder: "n", defaultInWords: "1" }),
    ),
  ),
} as const;

const averagingTable = v.strictObject(averagingOptions);

/** The part of a run's settings that is about averaging, in which what depends on the kind may still be open. */
export type AveragingSettings = Readonly<v.InferOutput<typeof averagingTable>>;

/** The averaging of one run. */
export interface AveragingPlan {
  /** The weight of the parameters after the step of an iteration, counted from 0; 0 where they are not averaged. */
  readonly weight: (iteration: number) => number;
  /** The first iteration with a weight; a run that ends before has no average. */
  readonly start: number;
}

/** The weights of a run's averaging; undefined where there is none. */
export function planAveraging(settings: AveragingSettings, iterations: number): AveragingPlan | undefined {
  const { averaging, averageDecay = USUAL_DECAY, averageInterval = 1 } = settings;
  if (averaging === "none") return undefined;
  const { weight, usualStart }: Averaging = averagings[averaging];
  const start = Math.floor((settings.averageStart ?? usualStart) * iterations);
  return {
    weight: (iteration) => {
      const since = iteration - start;
      return since >= 0 && since % averageInterval === 0 ? weight(since / averageInterval, averageDecay) : 0;
    },
    start,
  };
}

/**
 * Refuses options that the kind of averaging does not use.
 *
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError naming the first such option and what to do
 */
export function checkAveraging(settings: AveragingSettings, nameOf: OptionNaming = ownName): void {
  checkUsed({ table: averagingTable, chooser: "averaging", rows: averagings }, settings, nameOf);
}

/**
 * Refuses an interval so long that the average would be one set of parameters, and what follows it would be lost.
 *
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError naming the interval and what to do
 */
export function checkAverageInterval(
  settings: AveragingSettings,
  iterations: number,
  nameOf: OptionNaming = ownName,
): void {
  const { averageInterval } = settings;
  const plan = planAveraging(settings, iterations);
  if (plan === undefined || averageInterval === undefined) return;
  const averaged = iterations - plan.start;
  if (averageInterval < averaged) return;
  throw new InvalidInputError({
    source: "option",
    where: nameOf(describeOption(averagingTable, "averageInterval")),
    expected: `fewer iterations than the ${averaged} that are averaged over`,
    received: `${averageInterval}`,
    hint: "Take fewer of them, a longer run or an earlier start.",
  });
}
