import { counterRandom } from "../base/counter-random.ts";
import { classTallies, countConfusion } from "../metrics/confusion.ts";
import { classCount, type PredictedExamples, toAnswers } from "../metrics/examples.ts";
import { type MetricName, metrics } from "../metrics/metrics.ts";
import { CONFIDENCE, type Interval } from "./statistics/interval.ts";
import { wilsonInterval } from "./statistics/wilson-interval.ts";

/** How an interval of a metric was found. */
export const METRIC_INTERVAL_METHODS = ["wilson", "bootstrap"] as const;

/** Where a metric lies on endlessly many examples, as far as these tell. */
export interface MetricInterval extends Interval {
  readonly method: (typeof METRIC_INTERVAL_METHODS)[number];
}

/** How many draws of examples there are, for at most so many examples. */
const RESAMPLES = 1000;
/** Of more examples there would be too few draws in a few seconds. */
export const MOST_RESAMPLED_EXAMPLES = 10_000;
/** So many draws must give the metric a value: one without examples of a class gives none. */
const VALID_SHARE = 0.95;
/** Resampling moves the calibration error away from 0 by itself: its interval would not hold it. */
const NOT_RESAMPLED: readonly MetricName[] = ["calibrationError"];

/**
 * The 95 % intervals of metrics: Wilson's where a metric is a share of examples, else the percentiles of 1000 bootstrap
 * draws of examples (Efron 1979). They assume that the examples are independent draws. A metric has none where there are more
 * than 10 000 examples to draw from, where too few draws give it a value, and where all give the same one, which no
 * example contradicts but none proves.
 *
 * @param names the metrics
 * @param seed of the draws
 * @returns by name, in the order asked for
 */
export function metricIntervals(
  examples: PredictedExamples,
  names: readonly MetricName[],
  seed = 0,
): Readonly<Partial<Record<MetricName, MetricInterval>>> {
  const shares = sharesOf(examples);
  const drawn = bootstrapIntervals(
    examples,
    names.filter((name) => shares[name] === undefined && !NOT_RESAMPLED.includes(name)),
    seed,
  );
  return Object.fromEntries(
    names.flatMap((name) => {
      const interval = shares[name] ?? drawn[name];
      return interval === undefined ? [] : [[name, interval]];
    }),
  );
}

type Intervals = Partial<Record<MetricName, MetricInterval>>;

/** The metrics that are a share of examples which all count the same. */
function sharesOf(examples: PredictedExamples): Intervals {
  const { task, targets, weights } = examples;
  if (weights !== undefined || (task !== "binary" && task !== "multiclass")) return {};
  const classes = classCount(examples);
  const matrix = countConfusion({ classes, actual: targets, predicted: toAnswers(examples) });
  const tallies = classTallies(matrix);
  const right = tallies.reduce((sum, { hits }) => sum + hits, 0);
  const accuracy = wilson(right, targets.length);
  const [, one] = tallies;
  if (task !== "binary" || one === undefined) return { accuracy };
  return {
    accuracy,
    ...(one.predicted === 0 ? {} : { precision: wilson(one.hits, one.predicted) }),
    ...(one.actual === 0 ? {} : { recall: wilson(one.hits, one.actual) }),
  };
}

function wilson(hits: number, count: number): MetricInterval {
  return { ...wilsonInterval(hits, count), method: "wilson" };
}

function bootstrapIntervals(
  examples: PredictedExamples,
  names: readonly MetricName[],
  seed: number,
): Intervals {
  const count = examples.predictions.length / examples.outputs;
  if (count > MOST_RESAMPLED_EXAMPLES || names.length === 0) return {};
  const random = counterRandom(seed, "bootstrap");
  const found = names.map((): number[] => []);
  for (let draw = 0; draw < RESAMPLES; draw++) {
    const drawn = pick(examples, random.randint(0, count, count));
    names.forEach((name, index) => {
      const { value } = metrics[name].measure(drawn);
      if (!Number.isNaN(value)) found[index]?.push(value);
    });
  }
  return Object.fromEntries(
    names.flatMap((name, index) => {
      const interval = percentiles(found[index] as number[]);
      return interval === undefined ? [] : [[name, interval]];
    }),
  );
}

function percentiles(values: readonly number[]): MetricInterval | undefined {
  if (values.length < VALID_SHARE * RESAMPLES) return undefined;
  const sorted = Float64Array.from(values).toSorted();
  const outside = Math.round(((1 - CONFIDENCE) / 2) * sorted.length);
  const low = sorted[outside] as number;
  const high = sorted[sorted.length - 1 - outside] as number;
  return low === high ? undefined : { low, high, method: "bootstrap" };
}

/** Examples with these numbers, as often as they occur. */
function pick(examples: PredictedExamples, rows: Float64Array): PredictedExamples {
  const { task, outputs, predictions, targets, weights } = examples;
  const width = task === "binary" || task === "multiclass" ? 1 : outputs;
  const take = (values: ArrayLike<number>, perRow: number): Float64Array => {
    const taken = new Float64Array(rows.length * perRow);
    for (let place = 0; place < taken.length; place++) {
      const row = rows[Math.floor(place / perRow)] as number;
      taken[place] = values[row * perRow + (place % perRow)] as number;
    }
    return taken;
  };
  return {
    ...examples,
    predictions: take(predictions, outputs),
    targets: take(targets, width),
    weights: weights === undefined ? undefined : take(weights, 1),
  };
}
