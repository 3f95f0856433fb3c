import { deviation, max, mean as meanOfNumbers } from "d3-array";
import type { ExampleScores } from "../model/model.ts";
import type { Design } from "./options.ts";
import type { RunResult } from "./perform-runs.ts";
import { correctedResampledT } from "./statistics/corrected-resampled-t.ts";
import type { CrossedBootstrap } from "./statistics/crossed-bootstrap.ts";
import { estimateMean } from "./statistics/crossed-interval.ts";
import { averageOverExamples, averageOverSeeds, type CrossedSample } from "./statistics/crossed-sample.ts";
import type { Interval } from "./statistics/interval.ts";
import type { MeanEstimate } from "./statistics/mean-estimate.ts";
import { wilsonInterval } from "./statistics/wilson-interval.ts";

/** The parts of the data that runs are judged on, in the order in which results name them. */
export const PARTS = ["training", "development", "test"] as const;

/** A part of the data that runs are judged on. */
export type Part = (typeof PARTS)[number];

/** How the interval of a figure can be made. */
export const INTERVAL_METHODS = [
  "crossed bootstrap",
  "bootstrap over seeds",
  "bootstrap over examples",
  "Wilson",
  "corrected resampled t",
] as const;

/** How an interval was made. */
export type IntervalMethod = (typeof INTERVAL_METHODS)[number];

/** A figure of a variant over its runs. */
export interface Estimate {
  readonly mean: number;
  /** Over the runs; absent with only one. */
  readonly standardDeviation?: number;
  /** Of 95 %; absent where it cannot be had: of a cost that is not finite, of one run over seeds, or where nothing varied. */
  readonly interval?: Interval;
  /** How the interval was made. */
  readonly method?: IntervalMethod;
}

/** The figures of a variant on one part of the data. Runs that diverged are left out of all of them. */
export interface PartEstimates {
  readonly accuracy: Estimate;
  /** The mean cross-entropy, without penalty and without dropout. */
  readonly dataCost: Estimate;
}

/** The figures of a variant, by part of the data; empty where all its runs diverged. */
export type VariantEstimates = { readonly [Name in Part]?: PartEstimates };

/** A measure of a run on examples. */
type Measure = keyof PartEstimates;

/**
 * The figures of one variant: mean, standard deviation over runs, 95 % interval.
 *
 * - Several seeds: crossed bootstrap over seeds and examples, or over those of the two that the design names. Assumes
 *   that seeds are exchangeable, and examples independent draws from what the model will meet.
 * - One seed: Wilson's interval for accuracies, the bootstrap over examples for costs.
 * - Cross-validation: the corrected resampled t-interval over the folds.
 *
 * @param runs those that did not diverge
 */
export function estimateVariant(
  runs: readonly RunResult[],
  design: Design,
  bootstrap: CrossedBootstrap,
): VariantEstimates {
  const parts = PARTS.filter((part) => runs.some((run) => run[part] !== undefined));
  return Object.fromEntries(
    parts.map((part) => {
      const estimate = (measure: Measure): Estimate => {
        const values = runs.map((run) => run[part]?.[measure] ?? Number.NaN);
        const spread = values.length > 1 ? deviation(values) : undefined;
        return {
          mean: meanOfNumbers(values) ?? Number.NaN,
          ...(spread === undefined ? {} : { standardDeviation: spread }),
          ...intervalOf(runs, { part, measure, values }, design, bootstrap),
        };
      };
      return [part, { accuracy: estimate("accuracy"), dataCost: estimate("dataCost") }];
    }),
  );
}

/** What an interval is asked for. */
interface Figure {
  readonly part: Part;
  readonly measure: Measure;
  /** One for each run. */
  readonly values: readonly number[];
}

function intervalOf(
  runs: readonly RunResult[],
  { part, measure, values }: Figure,
  design: Design,
  bootstrap: CrossedBootstrap,
): Pick<Estimate, "interval" | "method"> {
  if (!values.every(Number.isFinite)) return {};
  if (design.kind === "folds") {
    if (values.length < 2) return {};
    const unit = unitOf(values, measure);
    const scaled = values.map((value) => value / unit);
    return toInterval(correctedResampledT(scaled, heldOutRatio(runs)), "corrected resampled t", {
      unit,
      measure,
    });
  }
  const [only] = runs;
  const evaluation = only?.[part];
  // One run is no sample of what other seeds do.
  if (runs.length === 1 && design.intervals !== "examples") return {};
  const isConstant = values.every((value) => value === 0) || values.every((value) => value === 1);
  if (
    measure === "accuracy" &&
    evaluation !== undefined &&
    (runs.length === 1 || (isConstant && design.intervals !== "seeds"))
  ) {
    // Where every run answers every example alike, resampling would find no chance at all.
    return { interval: wilsonInterval(evaluation.correct, evaluation.examples), method: "Wilson" };
  }
  const { sample, method } = collapse(toSample(runs, part, measure), design);
  // A single number tells nothing of chance.
  if (sample.values.length === 1) return {};
  const unit = unitOf(sample.values, measure);
  const scaled = { ...sample, values: sample.values.map((value) => value / unit) };
  return toInterval(estimateMean(scaled, bootstrap), method, { unit, measure });
}

/** The interval of an estimate; none where nothing varied, which does not mean that nothing could. */
function toInterval(
  { interval, standardError }: MeanEstimate,
  method: IntervalMethod,
  { unit, measure }: { readonly unit: number; readonly measure: Measure },
): Pick<Estimate, "interval" | "method"> {
  return standardError === 0 ? {} : { interval: within(interval, unit, measure), method };
}

/** The largest of some costs: in units of it their squares stay finite, however large or small they are. */
function unitOf(values: Iterable<number>, measure: Measure): number {
  return measure === "accuracy" ? 1 : max(values) || 1;
}

/** An interval in given units as one in its own: a share lies between 0 and 1, a cost is at least 0. */
function within({ low, high }: Interval, unit: number, measure: Measure): Interval {
  const most = measure === "accuracy" ? 1 : Infinity;
  return { low: Math.max(0, unit * low), high: Math.min(most, unit * high) };
}

/** A row for each run, with a number for each example. */
export function toSample(runs: readonly RunResult[], part: Part, measure: Measure): CrossedSample {
  const rows = runs.map((run) => valuesOf(run.scores[part] as ExampleScores, measure));
  const examples = rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * examples);
  rows.forEach((row, index) => values.set(row, index * examples));
  return { seeds: rows.length, examples, values };
}

function valuesOf({ correct, costs }: ExampleScores, measure: Measure): ArrayLike<number> {
  return measure === "accuracy" ? correct : costs;
}

/** The method of a bootstrap, by what it resamples. */
type BootstrapMethod = Extract<IntervalMethod, `${string}bootstrap${string}`>;

/** A sample with only those sources of chance that intervals are to cover, and the name of what is done with it. */
export function collapse(
  sample: CrossedSample,
  design: Extract<Design, { kind: "seeds" }>,
): { readonly sample: CrossedSample; readonly method: BootstrapMethod } {
  if (design.intervals === "examples") {
    return { sample: averageOverSeeds(sample), method: "bootstrap over examples" };
  }
  if (design.intervals === "seeds" || sample.examples === 1) {
    return { sample: averageOverExamples(sample), method: "bootstrap over seeds" };
  }
  return { sample, method: "crossed bootstrap" };
}

/** How many examples are held out for each that is trained on. */
export function heldOutRatio(runs: readonly RunResult[]): number {
  const heldOut = meanOfNumbers(runs, (run) => run.development?.examples ?? 0) ?? 0;
  const trained = meanOfNumbers(runs, (run) => run.training.examples) ?? 1;
  return heldOut / trained;
}
