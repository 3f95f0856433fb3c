import { mean } from "d3-array";
import { collapse, heldOutRatio, sizeOf, toSample, valuesOf } from "./estimates.ts";
import { type MeasureName, meanOf as meanOfRun, measureOf } from "./measures.ts";
import type { Design } from "./options.ts";
import type { PairFigures, PairResult } from "./pair-result.ts";
import type { RunResult } from "./perform-runs.ts";
import { runKey } from "./run-name.ts";
import { correctedResampledT } from "./statistics/corrected-resampled-t.ts";
import type { CrossedBootstrap } from "./statistics/crossed-bootstrap.ts";
import { estimateDifference } from "./statistics/crossed-interval.ts";
import { type CrossedSample, divideSample, meanOf, subtract } from "./statistics/crossed-sample.ts";
import { adjustByHolm } from "./statistics/holm.ts";
import { exactMcNemar, pairedShareInterval } from "./statistics/mcnemar.ts";
import type { MeanEstimate } from "./statistics/mean-estimate.ts";
import { neededToSettle } from "./statistics/needed-examples.ts";
import { varianceComponents } from "./statistics/variance-components.ts";
import { toVerdict } from "./verdicts.ts";

/** Two variants with their runs that did not diverge. */
export interface Contender {
  readonly name: string;
  readonly runs: readonly RunResult[];
}

/** A pair before the number of pairs is taken into account. */
type RawPair = Omit<PairResult, "figures" | "verdict"> & {
  readonly figures?: Omit<PairFigures, "adjustedPValue">;
};

/**
 * Compares every variant with every later one on the runs that both finished: the same seeds, the same examples.
 *
 * - Several seeds: the crossed bootstrap of the differences, example by example.
 * - One seed: of accuracies McNemar's exact test, and the interval of Bonett and Price; of errors the bootstrap over
 *   examples.
 * - Cross-validation: the corrected resampled t-test of Nadeau and Bengio.
 *
 * Errors are compared by their means over examples, squared ones for RMSE. The difference of the two roots is that of
 * the means over the sum of the roots, and its interval is taken to be that of the means over the same sum: it leaves out
 * 0 exactly where the test does. Where the roots lie far apart it is too long for errors of one shape, and too short where
 * the better model errs rarely but far.
 *
 * p-values are corrected for the number of pairs after Holm; verdicts go by the corrected ones, at 5 %.
 */
export function comparePairs(
  contenders: readonly Contender[],
  design: Design,
  bootstrap: CrossedBootstrap,
  measure: MeasureName = "accuracy",
): readonly PairResult[] {
  const context = { design, bootstrap, measure, pairs: (contenders.length * (contenders.length - 1)) / 2 };
  const raw = contenders.flatMap((first, index) =>
    contenders.slice(index + 1).map((second) => comparePair(first, second, context)),
  );
  const judged = raw.filter(({ figures }) => figures !== undefined);
  const adjusted = adjustByHolm(judged.map(({ figures }) => figures?.pValue ?? 1));
  return raw.map((pair) => {
    const figures = pair.figures && {
      ...pair.figures,
      adjustedPValue: adjusted[judged.indexOf(pair)] as number,
    };
    const numbers = { ...pair, ...(figures ? { figures } : {}) } as Omit<PairResult, "verdict">;
    return { ...numbers, verdict: toVerdict(numbers, { design, measure, pairs: judged.length }) };
  });
}

/** What all pairs of a comparison share. */
interface PairContext {
  readonly design: Design;
  readonly bootstrap: CrossedBootstrap;
  readonly measure: MeasureName;
  /** How many they are. */
  readonly pairs: number;
}

function comparePair(first: Contender, second: Contender, context: PairContext): RawPair {
  const { design, measure } = context;
  const part = design.kind === "folds" ? "development" : "test";
  // A run that has no finite figure tells of no difference.
  const isJudged = (run: RunResult): boolean => Number.isFinite(meanOfRun(run, part, measure));
  const common = commonRuns(first.runs, second.runs).filter((pair) => pair.every(isJudged));
  const [left, right] = [common.map(([run]) => run), common.map(([, run]) => run)];
  const judgedOn = left[0]?.[part]?.examples ?? 0;
  const examples = judgedOn + (design.kind === "folds" ? (left[0]?.training.examples ?? 0) : 0);
  const isAlike = common.every(([a, b]) => isSame(valuesOf(a, part, measure), valuesOf(b, part, measure)));
  const pair = {
    first: first.name,
    second: second.name,
    part,
    runs: common.length,
    examples,
    isAlike,
  } as const;
  const least = design.kind === "folds" || design.seeds.length > 1 ? 2 : 1;
  if (common.length < least) return pair;
  const figures =
    design.kind === "folds"
      ? compareFolds(left, right, measure)
      : design.seeds.length === 1 && measure === "accuracy"
        ? compareOnce(left, right, context)
        : compareSeeds(left, right, { ...context, design });
  return { ...pair, ...(figures ? { figures } : {}) };
}

/** Whether a difference is the same in all that could vary: two or three equal numbers do not tell how far chance reaches. */
function isWithoutSpread(estimate: MeanEstimate): boolean {
  return estimate.mean !== 0 && estimate.standardError === 0;
}

/** The runs of two variants that have the same seed and the same fold. */
function commonRuns(first: readonly RunResult[], second: readonly RunResult[]): [RunResult, RunResult][] {
  const byKey = new Map(second.map((run) => [runKey(run), run]));
  return first.flatMap((run): [RunResult, RunResult][] => {
    const partner = byKey.get(runKey(run));
    return partner === undefined ? [] : [[run, partner]];
  });
}

function isSame(left: ArrayLike<number>, right: ArrayLike<number>): boolean {
  return Array.from(left).every((value, index) => value === right[index]);
}

type RawFigures = Omit<PairFigures, "adjustedPValue">;

function compareSeeds(
  first: readonly RunResult[],
  second: readonly RunResult[],
  context: PairContext & { readonly design: Extract<Design, { kind: "seeds" }> },
): RawFigures | undefined {
  const { design, bootstrap, measure, pairs } = context;
  const [left, right] = [toSample(first, "test", measure), toSample(second, "test", measure)];
  const { unit } = measureOf(measure);
  const size = Math.max(sizeOf(left.values, unit), sizeOf(right.values, unit));
  const differences = divideSample(subtract(right, left), size);
  const { sample, method } = collapse(differences, design);
  const estimate = estimateDifference(sample, bootstrap);
  // A single number tells nothing of chance.
  if (isWithoutSpread(estimate) || sample.values.length === 1) return undefined;
  const difference = meanOf(differences);
  const { seeds, examples } = differences;
  const needed = neededToSettle({
    difference,
    // Without the source of chance that the interval leaves out, which no more seeds or examples would change.
    components: varianceComponents(sample),
    seeds,
    examples,
    pairs,
  });
  const scale = size * scaleOf(left, right, measure);
  return {
    ...scaleFigures({ ...estimate, mean: difference }, scale),
    method,
    ...(needed ? { needed } : {}),
  };
}

/** What turns a difference of the means of two samples into one of their figures. */
function scaleOf(left: CrossedSample, right: CrossedSample, name: MeasureName): number {
  const { ofMean, differenceScale } = measureOf(name);
  return differenceScale(ofMean(meanOf(left)), ofMean(meanOf(right)));
}

/** The figures of a difference in another unit. */
function scaleFigures(
  { mean: difference, interval, pValue }: MeanEstimate,
  scale: number,
): Pick<RawFigures, "difference" | "interval" | "pValue"> {
  const scaled = { low: scale * interval.low, high: scale * interval.high };
  return { difference: scale * difference, interval: scaled, pValue };
}

function compareOnce(
  [first]: readonly RunResult[],
  [second]: readonly RunResult[],
  { pairs }: PairContext,
): RawFigures {
  const [left, right] = [first?.scores.test?.correct, second?.scores.test?.correct] as [
    Uint8Array,
    Uint8Array,
  ];
  const examples = left.length;
  const onlyFirst = left.filter((value, index) => value > (right[index] as number)).length;
  const onlySecond = right.filter((value, index) => value > (left[index] as number)).length;
  const difference = (onlySecond - onlyFirst) / examples;
  const variance = (onlyFirst + onlySecond) / examples - difference * difference;
  const components = { seeds: 0, examples: variance, rest: 0 };
  const needed = neededToSettle({ difference, components, seeds: 1, examples, pairs });
  return {
    difference,
    interval: pairedShareInterval({ onlyFirst, onlySecond, examples }),
    pValue: exactMcNemar(onlyFirst, onlySecond),
    method: "exact McNemar",
    ...(needed ? { needed } : {}),
  };
}

/**
 * Every fold's difference is in units of the folds' mean size, which differ by an example at most: equal sums over
 * examples stay equal, and the mean is that of all that were held out.
 */
function compareFolds(
  first: readonly RunResult[],
  second: readonly RunResult[],
  name: MeasureName,
): RawFigures | undefined {
  const size = mean(first, (run) => run.development?.examples ?? 0) ?? 1;
  const sumsOf = (runs: readonly RunResult[]): number[] =>
    runs.map((run) => sum(valuesOf(run, "development", name)));
  const [left, right] = [sumsOf(first), sumsOf(second)];
  const { ofMean, differenceScale, unit } = measureOf(name);
  const whole = size * sizeOf([...left, ...right], unit);
  const estimate = correctedResampledT(
    right.map((value, index) => (value - (left[index] as number)) / whole),
    heldOutRatio(first),
  );
  if (isWithoutSpread(estimate)) return undefined;
  const figureOf = (sums: readonly number[]): number => ofMean((mean(sums) ?? 0) / size);
  const scale = (whole / size) * differenceScale(figureOf(left), figureOf(right));
  return { ...scaleFigures(estimate, scale), method: "corrected resampled t" };
}

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0);
}
