import * as v from "valibot";
import { InvalidInputError } from "../base/errors.ts";
import { describeOption, type OptionNaming, ownName } from "../base/options.ts";
import { type Direction, isImproved } from "./improvement.ts";

/** The monitored value where none is chosen: the data cost on the development examples; lower is better. */
export const DEVELOPMENT_COST = "development cost";

/** The options of early stopping beside {@link monitorOptionFor}, to be spread into a table. A patience turns it on. */
export const stoppingOptions = {
  patience: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(1e9),
      v.description(
        "stops the run after so many records of the cost in a row without improvement on the development data; the cost " +
          "interval is the number of iterations from one record to the next",
      ),
      v.metadata({
        flag: "patience",
        placeholder: "n",
        hint: "It counts records of the cost, not iterations. Leave it out to train to the end.",
      }),
    ),
  ),
  minChange: v.optional(
    v.pipe(
      v.number(),
      v.finite(),
      v.minValue(0),
      v.description("what the monitored value must improve by, in its own unit, to count as improvement"),
      v.metadata({ flag: "min-change", placeholder: "change" }),
    ),
    0,
  ),
  restoreBest: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        "beside a patience: the model gets the parameters of the best record, however the run ended",
      ),
      v.metadata({ flag: "restore-best", placeholder: "true|false" }),
    ),
    true,
  ),
} as const;

/** The value that early stopping monitors, as an option. @param metricNames what can be monitored beside the cost */
export const monitorOptionFor = <const Name extends string>(metricNames: readonly Name[]) =>
  v.optional(
    v.pipe(
      v.picklist([DEVELOPMENT_COST, ...metricNames]),
      v.description("what must improve on the development data: its cost or a metric"),
      v.metadata({ flag: "monitor" }),
    ),
    DEVELOPMENT_COST,
  );

/** The monitored value of one record. */
export interface MonitoredRecord {
  /** How many steps had been taken. */
  readonly iteration: number;
  readonly value: number;
}

/** What a monitor says of a record. */
export interface MonitorVerdict {
  /** Whether it is the best so far, by however little: the caller keeps these parameters. */
  readonly isBest: boolean;
  /** Whether as many records in a row as the patience were no improvement. */
  readonly shouldStop: boolean;
}

/** Watches one value of a run from record to record. */
export interface StoppingMonitor {
  /** Is told the monitored value at every record, in ascending order of iterations. NaN and Infinity improve nothing. */
  readonly observe: (iteration: number, value: number) => MonitorVerdict;
  /** The best record so far, the first of equal ones; undefined until there was a finite value. */
  readonly best: () => MonitoredRecord | undefined;
  /** How many records in a row were no improvement. */
  readonly waited: () => number;
}

/** What a monitor watches for. */
export interface StoppingRule {
  /** Records in a row without improvement after which to stop; never by default. */
  readonly patience?: number | undefined;
  /** What a value must be better by than the last that was an improvement; 0 by default. */
  readonly minChange?: number | undefined;
  /** Which values are better; "lower" by default. */
  readonly direction?: Direction | undefined;
}

/**
 * Early stopping (L. Prechelt, Early Stopping — But When?, 1998; the rule is that of Keras' EarlyStopping). The best
 * record and the last improvement are two things: with a minimum change, records may become better without counting as
 * improvement, and the best of them is still the one to restore. Many such records add up: each is compared with the
 * last improvement.
 */
export function createStoppingMonitor({
  patience = Infinity,
  minChange = 0,
  direction = "lower",
}: StoppingRule): StoppingMonitor {
  let best: MonitoredRecord | undefined;
  let improvement: number | undefined;
  let waited = 0;
  return {
    observe: (iteration, value) => {
      const isBest = isImproved(value, best?.value, direction);
      if (isBest) best = { iteration, value };
      if (isImproved(value, improvement, direction, minChange)) {
        improvement = value;
        waited = 0;
      } else waited++;
      return { isBest, shouldStop: waited >= patience };
    },
    best: () => best,
    waited: () => waited,
  };
}

const stoppingTable = v.strictObject({ ...stoppingOptions, monitor: monitorOptionFor([]) });

/**
 * Refuses a patience without development data, and the other options of early stopping without a patience.
 *
 * @param given the options that were given, without defaults
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError naming the first such option and what to do
 */
export function checkStopping(
  given: Readonly<Partial<Record<keyof typeof stoppingTable.entries, unknown>>>,
  hasDevelopment: boolean,
  nameOf: OptionNaming = ownName,
): void {
  const call = (option: keyof typeof stoppingTable.entries): string =>
    nameOf(describeOption(stoppingTable, option));
  const refuse = (where: string, expected: string, hint: string): never => {
    throw new InvalidInputError({ source: "option", where, expected, received: "none", hint });
  };
  const patience = call("patience");
  if (given.patience !== undefined && !hasDevelopment) {
    const hint = `Give development data, or leave ${patience} out: training data cannot tell when to stop.`;
    refuse(patience, "development data beside it", hint);
  }
  for (const option of ["monitor", "minChange", "restoreBest"] as const) {
    if (given[option] === undefined || given.patience !== undefined) continue;
    const where = call(option);
    refuse(where, `${patience} beside it`, `Give ${patience}, or leave ${where} out.`);
  }
}
