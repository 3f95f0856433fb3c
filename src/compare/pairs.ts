import { mean } from "d3-array";
import { collapse, heldOutRatio, toSample } from "./estimates.ts";
import type { Design } from "./options.ts";
import type { PairFigures, PairResult } from "./pair-result.ts";
import type { RunResult } from "./perform-runs.ts";
import { runKey } from "./run-name.ts";
import { correctedResampledT } from "./statistics/corrected-resampled-t.ts";
import type { CrossedBootstrap } from "./statistics/crossed-bootstrap.ts";
import { estimateDifference } from "./statistics/crossed-interval.ts";
import { meanOf, subtract } from "./statistics/crossed-sample.ts";
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
 * - One seed: McNemar's exact test, and the interval of Bonett and Price.
 * - Cross-validation: the corrected resampled t-test of Nadeau and Bengio.
 *
 * p-values are corrected for the number of pairs after Holm; verdicts go by the corrected ones, at 5 %.
 */
export function comparePairs(
  contenders: readonly Contender[],
  design: Design,
  bootstrap: CrossedBootstrap,
): readonly PairResult[] {
  const context = { design, bootstrap, pairs: (contenders.length * (contenders.length - 1)) / 2 };
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
    return { ...numbers, verdict: toVerdict(numbers, { design, pairs: judged.length }) };
  });
}

/** What all pairs of a comparison share. */
interface PairContext {
  readonly design: Design;
  readonly bootstrap: CrossedBootstrap;
  /** How many they are. */
  readonly pairs: number;
}

function comparePair(first: Contender, second: Contender, context: PairContext): RawPair {
  const { design } = context;
  const part = design.kind === "folds" ? "development" : "test";
  const common = commonRuns(first.runs, second.runs).filter(([run]) => run[part] !== undefined);
  const [left, right] = [common.map(([run]) => run), common.map(([, run]) => run)];
  const judgedOn = left[0]?.[part]?.examples ?? 0;
  const examples = judgedOn + (design.kind === "folds" ? (left[0]?.training.examples ?? 0) : 0);
  const isAlike = common.every(([a, b]) => isSame(a.scores[part]?.correct, b.scores[part]?.correct));
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
      ? compareFolds(left, right)
      : design.seeds.length === 1
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

function isSame(left: Uint8Array | undefined, right: Uint8Array | undefined): boolean {
  return left?.every((value, index) => value === right?.[index]) ?? true;
}

type RawFigures = Omit<PairFigures, "adjustedPValue">;

function compareSeeds(
  first: readonly RunResult[],
  second: readonly RunResult[],
  { design, bootstrap, pairs }: PairContext & { readonly design: Extract<Design, { kind: "seeds" }> },
): RawFigures | undefined {
  const differences = subtract(toSample(second, "test", "accuracy"), toSample(first, "test", "accuracy"));
  const { sample, method } = collapse(differences, design);
  const estimate = estimateDifference(sample, bootstrap);
  if (isWithoutSpread(estimate)) return undefined;
  const { interval, pValue } = estimate;
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
  return { difference, interval, pValue, method, ...(needed ? { needed } : {}) };
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
 * Every fold's difference is in units of the folds' mean size, which differ by an example at most: equal numbers of
 * examples stay equal, and the mean is the share of all that were held out.
 */
function compareFolds(first: readonly RunResult[], second: readonly RunResult[]): RawFigures | undefined {
  const size = mean(first, (run) => run.development?.examples ?? 0) ?? 1;
  const differences = second.map(
    (run, index) => ((run.development?.correct ?? 0) - (first[index]?.development?.correct ?? 0)) / size,
  );
  const estimate = correctedResampledT(differences, heldOutRatio(first));
  if (isWithoutSpread(estimate)) return undefined;
  const { interval, pValue } = estimate;
  return { difference: estimate.mean, interval, pValue, method: "corrected resampled t" };
}
