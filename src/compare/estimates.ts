import { deviation, max, mean as meanOfNumbers, min } from "d3-array";
import { type FigureUnit, unitOf } from "../plot/figure-units.ts";
import { FIGURE_NAMES, type FigureName, figureOf, figures, meanOf } from "./measures.ts";
import type { Design } from "./options.ts";
import type { RunResult } from "./perform-runs.ts";
import { correctedResampledT } from "./statistics/corrected-resampled-t.ts";
import type { CrossedBootstrap } from "./statistics/crossed-bootstrap.ts";
import { estimateMean } from "./statistics/crossed-interval.ts";
import {
  averageOverExamples,
  averageOverSeeds,
  type CrossedSample,
  divideSample,
} from "./statistics/crossed-sample.ts";
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
  /** Absent where the target is numbers. */
  readonly accuracy?: Estimate;
  /** Of numbers: the root of the mean squared error, its mean that of the squares of all runs. */
  readonly rmse?: Estimate;
  /** Of counts: the mean Poisson deviance. */
  readonly poissonDeviance?: Estimate;
  /** The mean of the head's usual loss, without penalty and without dropout: cross-entropy of classes. */
  readonly dataCost: Estimate;
}

/** The figures of a variant, by part of the data; empty where all its runs diverged. */
export type VariantEstimates = { readonly [Name in Part]?: PartEstimates };

/**
 * The figures of one variant: mean, standard deviation over runs, 95 % interval.
 *
 * - Several seeds: crossed bootstrap over seeds and examples, or over those of the two that the design names. Assumes
 *   that seeds are exchangeable, and examples independent draws from what the model will meet.
 * - One seed: Wilson's interval for accuracies, the bootstrap over examples for errors and costs.
 * - Cross-validation: the corrected resampled t-interval over the folds.
 *
 * The interval of a root of a mean goes from the root of the one end of the mean's to that of the other.
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
      const names = FIGURE_NAMES.filter((name) =>
        runs.some((run) => figureOf(run, part, name) !== undefined),
      );
      const estimates = names.map((name) => [name, estimateFigure(runs, { part, name }, design, bootstrap)]);
      return [part, Object.fromEntries(estimates)];
    }),
  );
}

/** Which figure is estimated. */
interface Which {
  readonly part: Part;
  readonly name: FigureName;
}

function estimateFigure(
  runs: readonly RunResult[],
  which: Which,
  design: Design,
  bootstrap: CrossedBootstrap,
): Estimate {
  const { part, name } = which;
  const { ofMean } = figures[name];
  const means = runs.map((run) => meanOf(run, part, name) ?? Number.NaN);
  const spread = means.length > 1 ? deviation(means, ofMean) : undefined;
  const { interval, method } = intervalOf(runs, { ...which, means }, design, bootstrap);
  return {
    mean: ofMean(meanOfNumbers(means) ?? Number.NaN),
    ...(spread === undefined ? {} : { standardDeviation: spread }),
    ...(interval === undefined
      ? {}
      : { interval: { low: ofMean(interval.low), high: ofMean(interval.high) } }),
    ...(method === undefined ? {} : { method }),
  };
}

/** What an interval is asked for. */
interface Means extends Which {
  /** Over the examples, one for each run. */
  readonly means: readonly number[];
}

function intervalOf(
  runs: readonly RunResult[],
  { part, name, means }: Means,
  design: Design,
  bootstrap: CrossedBootstrap,
): Pick<Estimate, "interval" | "method"> {
  if (!means.every(Number.isFinite)) return {};
  const { unit } = figures[name];
  if (design.kind === "folds") {
    if (means.length < 2) return {};
    const size = sizeOf(means, unit);
    const scaled = means.map((value) => value / size);
    const estimate = correctedResampledT(scaled, heldOutRatio(runs));
    return toInterval(estimate, "corrected resampled t", { size, range: rangeOf(means, unit) });
  }
  const [only] = runs;
  const evaluation = only?.[part];
  // One run is no sample of what other seeds do.
  if (runs.length === 1 && design.intervals !== "examples") return {};
  const isConstant = means.every((value) => value === 0) || means.every((value) => value === 1);
  if (
    unit === "share" &&
    evaluation !== undefined &&
    (runs.length === 1 || (isConstant && design.intervals !== "seeds"))
  ) {
    // Where every run answers every example alike, resampling would find no chance at all.
    return { interval: wilsonInterval(evaluation.correct, evaluation.examples), method: "Wilson" };
  }
  const { sample, method } = collapse(toSample(runs, part, name), design);
  // A single number tells nothing of chance.
  if (sample.values.length === 1) return {};
  const size = sizeOf(sample.values, unit);
  const estimate = estimateMean(divideSample(sample, size), bootstrap);
  return toInterval(estimate, method, { size, range: rangeOf(sample.values, unit) });
}

/** The interval of an estimate; none where nothing varied, which does not mean that nothing could. */
function toInterval(
  { interval, standardError }: MeanEstimate,
  method: IntervalMethod,
  { size, range: [least, most] }: { readonly size: number; readonly range: readonly [number, number] },
): Pick<Estimate, "interval" | "method"> {
  if (standardError === 0) return {};
  const [low, high] = [size * interval.low, size * interval.high];
  return { interval: { low: Math.max(least, low), high: Math.min(most, high) }, method };
}

/** The largest of some errors or costs: in units of it their squares stay finite, however large or small they are. */
export function sizeOf(values: Iterable<number>, unit: FigureUnit): number {
  return unit === "share" ? 1 : max(values, Math.abs) || 1;
}

/** Between which numbers a mean of such values lies: a share within 0 and 1, an error or a cost mostly from 0 on. */
function rangeOf(values: Iterable<number>, unit: FigureUnit): readonly [least: number, most: number] {
  const [least, most] = unitOf(unit).range;
  // Poisson's loss, which leaves out what depends on the count alone, can be negative.
  return (min(values) ?? 0) < least ? [-Infinity, most] : [least, most];
}

/** A row for each run, with a number for each example. */
export function toSample(runs: readonly RunResult[], part: Part, name: FigureName): CrossedSample {
  const rows = runs.map((run) => valuesOf(run, part, name));
  const examples = rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * examples);
  rows.forEach((row, index) => values.set(row, index * examples));
  return { seeds: rows.length, examples, values };
}

/** What a figure is made from, example by example; none where a run has no such figure. */
export function valuesOf({ scores }: RunResult, part: Part, name: FigureName): ArrayLike<number> {
  const found = scores[part];
  return (found && figures[name].valuesOf(found)) ?? [];
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
