import { toGivenOptions } from "../base/options.ts";
import { alignDataset, labelsOf } from "../data/align.ts";
import { checkDataSplit } from "../data/check-dataset.ts";
import type { DataSplit, TargetColumn } from "../data/dataset.ts";
import { checkContext } from "../train/check-context.ts";
import { checkTrainable } from "../train/step.ts";
import type { TrainingRun } from "../train/training-run.ts";
import { choose } from "./choice.ts";
import { type Comparison, isSound, type VariantResult } from "./comparison.ts";
import { estimateVariant } from "./estimates.ts";
import { chooseMeasure, type MeasureName } from "./measures.ts";
import { type CompareOptions, checkFoldsKeepTime, type Design, resolveDesign } from "./options.ts";
import { comparePairs } from "./pairs.ts";
import { type FailedRun, judge, performRuns, type RunEnding, type RunResult } from "./perform-runs.ts";
import { examplesFor, type PlannedRun, planRuns } from "./planned-runs.ts";
import { createCrossedBootstrap } from "./statistics/crossed-bootstrap.ts";
import type { TrainingPool } from "./training-pool.ts";
import { titleOf } from "./variant-names.ts";
import { resolveVariants, type Variant, type VariantOptions } from "./variants.ts";

/** What a comparison tells while it goes on. */
export type CompareEvent =
  | {
      readonly type: "started";
      readonly runs: number;
      readonly variants: readonly Variant[];
      /** What they will be compared by. */
      readonly measure: MeasureName;
    }
  /** How many runs are done, with the shares of those at work: several times a second, for progress bars. */
  | { readonly type: "progress"; readonly done: number; readonly runs: number }
  | { readonly type: "run"; readonly variant: string; readonly title: string; readonly result: RunResult }
  | ({ readonly type: "failed" } & FailedRun);

/** What {@link compare} takes beside the settings. */
export interface CompareContext {
  /** What is compared, in place of no regularization, L2 and dropout. */
  readonly variants?: readonly VariantOptions[] | undefined;
  /** Workers that make the runs at the same time; without them they are made in this thread, one after the other. */
  readonly pool?: TrainingPool | undefined;
  /** Is told what happens, while it happens. */
  readonly onEvent?: ((event: CompareEvent) => void) | undefined;
  /** Ends the runs at work and makes no more: what is finished is the result. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains variants — the article's three, no regularization, L2 and dropout, unless others are given — with many seeds on
 * the same data, evaluates each run on all parts of the data, without dropout, and says which differences are more than
 * chance: in accuracy, where numbers are predicted in RMSE, and where all models predict counts in Poisson deviance. The
 * results do not depend on the number of workers.
 *
 * One of the article's three whose strength is off (`lambda` 0, `keepProbability` 1), or that has no hidden unit to drop
 * out, would be the first again and is left out.
 *
 * @param data training and test examples; the cost on development examples is recorded where there are any. Without a
 *   name of the whole, the result bears that of the training part
 * @param options the settings of all variants, the strengths of the article's regularized ones, and how many seeds or
 *   folds
 * @throws InvalidInputError when an option is wrong, its parts have other features
 *   or classes than the training examples, a class has fewer examples than there are folds, folds are to be made of
 *   examples that time divides, or the arrays of a run would take more than 4 GiB
 */
export async function compare(
  data: Omit<DataSplit<TargetColumn>, "name"> & { readonly name?: string | undefined },
  options: CompareOptions & CompareContext = {},
): Promise<Comparison> {
  checkDataSplit(data, "compare");
  const { onEvent, signal, pool, variants: givenVariants, ...given } = toGivenOptions(options);
  checkContext({ onEvent, signal, pool }, "compare");
  const variants = resolveVariants(given, givenVariants);
  const design = resolveDesign({ ...given, seed: given.seed ?? (variants[0] as Variant).settings.seed });
  checkFoldsKeepTime(given, data.order === "time");
  checkParts(data);
  const whole = { ...data, name: data.name ?? data.training.name };
  const planned = planRuns(design, variants, whole);
  const examples = examplesFor(design, whole);
  for (const { settings } of variants) checkTrainable(examples, settings, whole.development);
  const measure = chooseMeasure(whole.training.target, variants);
  onEvent?.({ type: "started", runs: planned.length, variants, measure });
  const endings = await performRuns(planned, {
    pool,
    signal,
    onProgress: (done) => onEvent?.({ type: "progress", done, runs: planned.length }),
    onEnding: (run, ending) => onEvent?.(toEvent(run, ending)),
  });
  return conclude({ data: whole, design, measure, examples, variants }, planned, endings);
}

/** Refuses parts that no model of the training examples could be evaluated on, before any is trained. */
function checkParts({ training, development, test }: Omit<DataSplit<TargetColumn>, "name">): void {
  const labels = labelsOf(training);
  if (development !== undefined) alignDataset(development, labels);
  alignDataset(test, labels);
}

function toEvent(run: PlannedRun, ending: NonNullable<RunEnding>): CompareEvent {
  const { name, title } = run.variant;
  if (ending.kind === "done") return { type: "run", variant: name, title, result: ending.result };
  return { type: "failed", ...toFailure(run, ending.cause) };
}

function toFailure({ variant, seed, place }: PlannedRun, cause: unknown): FailedRun {
  return { variant: variant.name, seed, ...(place ? { place } : {}), cause };
}

/** The runs by variant, with all that follows from them. */
function conclude(
  {
    variants,
    ...common
  }: Pick<Comparison, "data" | "design" | "measure" | "examples"> & { variants: readonly Variant[] },
  planned: readonly PlannedRun[],
  endings: readonly RunEnding[],
): Comparison {
  const bootstrap = createCrossedBootstrap();
  const results = variants.map((variant): VariantResult => {
    const runs = endings.flatMap((ending, index) =>
      ending?.kind === "done" && planned[index]?.variant === variant ? [ending.result] : [],
    );
    return { ...variant, runs, estimates: estimateVariant(runs.filter(isSound), common.design, bootstrap) };
  });
  const finished = results.filter(({ runs }) => runs.length > 0);
  const choice = choose(finished, common.measure);
  return {
    ...common,
    variants: finished,
    pairs: comparePairs(
      finished.map(({ name, runs }) => ({ name, runs: runs.filter(isSound) })),
      common.design,
      bootstrap,
      common.measure,
    ),
    testLooks: finished.flatMap(({ runs }) => runs).filter(({ test }) => test !== undefined).length,
    ...(choice ? { choice } : {}),
    planned: planned.length,
    failures: endings.flatMap((ending, index) =>
      ending?.kind === "failed" ? [toFailure(planned[index] as PlannedRun, ending.cause)] : [],
    ),
  };
}

/** A single run as a comparison of one variant, for its table, its pictures and its report. */
export function toComparison(name: string, run: TrainingRun, data: DataSplit<TargetColumn>): Comparison {
  const { settings, changes, model } = run;
  const scores = {
    training: model.scores(data.training),
    ...(data.development ? { development: model.scores(data.development) } : {}),
    test: model.scores(data.test),
  };
  const title = titleOf(settings);
  const variant = { name, title: changes === undefined ? title : `${title}, changed on the way`, settings };
  const design: Design = { kind: "seeds", seeds: [settings.seed], intervals: "examples" };
  const planned = planRuns(design, [variant], data);
  const result = { seed: settings.seed, ...judge(run, scores) };
  const measure = chooseMeasure(data.training.target, [variant]);
  const setting = { data, design, measure, examples: data.training, variants: [variant] };
  return conclude(setting, planned, [{ kind: "done", result }]);
}
