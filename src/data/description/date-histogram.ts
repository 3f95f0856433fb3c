/** Histograms of points in time, in steps of the calendar. */

import { calendarDay, DAY, daysSince1970, HOUR, MINUTE } from "../preparation/dates.ts";
import { chooseBins, countBetween, type Histogram, MOST_BINS } from "./histogram.ts";

/** How many points in time lie between edges, in milliseconds since 1970. */
export interface DateHistogram extends Histogram {
  /** How long each bin is: "day", "5 years". */
  readonly step: string;
}

/** A length that bins can have. */
interface Step {
  readonly name: string;
  /** In milliseconds, on average. */
  readonly length: number;
  /** The number of the step that a moment is in. */
  readonly numberOf: (moment: number) => number;
  /** The moment at which a step begins. */
  readonly startOf: (number: number) => number;
}

/** 1970 began on a Thursday, three days after the Monday of its week. */
const MONDAY = -3 * DAY;
const YEAR: number = 365.2425 * DAY;
const YEARS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000] as const;

const STEPS: readonly Step[] = [
  fixedStep("millisecond", 1),
  fixedStep("10 milliseconds", 10),
  fixedStep("100 milliseconds", 100),
  fixedStep("second", 1000),
  fixedStep("15 seconds", 15_000),
  fixedStep("minute", MINUTE),
  fixedStep("15 minutes", 15 * MINUTE),
  fixedStep("hour", HOUR),
  fixedStep("6 hours", 6 * HOUR),
  fixedStep("day", DAY),
  fixedStep("week", 7 * DAY, MONDAY),
  monthStep("month", 1),
  monthStep("quarter", 3),
  ...YEARS.map((years) => monthStep(years === 1 ? "year" : `${years} years`, 12 * years)),
];

/**
 * A histogram of points in time: its bins are days, weeks from Monday, months and other steps of the calendar in UTC, the
 * shortest that are not shorter than the bins of the same numbers would be, nor than a day where no point has a time of
 * the day, and at most {@link MOST_BINS}. The first bin holds the earliest point, the last one the latest.
 *
 * @param sorted milliseconds since 1970, in ascending order; at least one
 */
export function countDates(sorted: Float64Array): DateHistogram {
  const [first, last] = [sorted[0] as number, sorted.at(-1) as number];
  const width = (last - first) / Math.min(MOST_BINS, chooseBins(sorted));
  const least = sorted.every((moment) => moment % DAY === 0) ? Math.max(DAY, width) : width;
  const fits = ({ length, numberOf }: Step): boolean =>
    length >= least && numberOf(last) - numberOf(first) < MOST_BINS;
  const step = (STEPS.find(fits) ?? STEPS.at(-1)) as Step;
  const from = step.numberOf(first);
  const bins = step.numberOf(last) - from + 1;
  const edges = Array.from({ length: bins + 1 }, (_, bin) => step.startOf(from + bin));
  return { step: step.name, edges, counts: countBetween(sorted, edges) };
}

function fixedStep(name: string, length: number, origin = 0): Step {
  return {
    name,
    length,
    numberOf: (moment) => Math.floor((moment - origin) / length),
    startOf: (number) => origin + number * length,
  };
}

function monthStep(name: string, months: number): Step {
  return {
    name,
    length: (months / 12) * YEAR,
    numberOf: (moment) => {
      const { year, month } = calendarDay(Math.floor(moment / DAY));
      return Math.floor((12 * year + month - 1) / months);
    },
    startOf: (number) => {
      const month = number * months;
      return daysSince1970(Math.floor(month / 12), month - 12 * Math.floor(month / 12) + 1, 1) * DAY;
    },
  };
}
