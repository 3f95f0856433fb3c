import { parseOptions, toGivenOptions } from "../base/options.ts";
import { alignDataset, labelsOf } from "../data/align.ts";
import { checkDataSplit } from "../data/check-dataset.ts";
import type { DataSplit } from "../data/dataset.ts";
import type { Evaluation } from "../model/model.ts";
import { checkContext } from "../train/check-context.ts";
import type { TrainEvent } from "../train/events.ts";
import { resolveSettings, withKeepProbability } from "../train/options.ts";
import { type TrainingRun, train } from "../train/train.ts";
import { type CompareOptions, compareOptions, standardVariants, titleOf } from "./variants.ts";

/** A variant, trained and evaluated. */
export interface VariantResult {
  readonly name: string;
  /** The variant in words: "L2 (λ = 0.7)". */
  readonly title: string;
  readonly run: TrainingRun;
  readonly training: Evaluation;
  readonly development?: Evaluation;
  readonly test: Evaluation;
}

/** A finished comparison: variants on the same data from the same first weights. */
export interface Comparison {
  readonly data: DataSplit;
  /** In the order in which they were asked for; those that a stop prevented are missing. */
  readonly variants: readonly VariantResult[];
}

/** What a comparison tells while it goes on. */
export type CompareEvent =
  | { readonly type: "started"; readonly variant: string; readonly title: string }
  | { readonly type: "training"; readonly variant: string; readonly event: TrainEvent }
  | { readonly type: "evaluated"; readonly variant: string; readonly result: VariantResult };

/** What {@link compare} takes beside the settings. */
export interface CompareContext {
  /** Is told what happens to which variant, while it happens. */
  readonly onEvent?: ((event: CompareEvent) => void) | undefined;
  /** Stops the variant at work and leaves out the rest. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains the article's three models — no regularization, L2, dropout — on the same data from the same first weights,
 * and evaluates each on all parts of the data, without dropout. One whose strength is off (`lambda` 0,
 * `keepProbability` 1), or that has no hidden unit to drop out, would be the first again and is left out.
 *
 * @param data training and test examples; the cost on development examples is recorded where there are any. Without a
 *   name of the whole, the result bears that of the training part
 * @param options the settings of all variants, and the strengths of the regularized ones
 * @throws InvalidInputError when an option is wrong, the data has not exactly two classes, its parts have other features
 *   or classes than the training examples, or the arrays of a run would take more than 4 GiB
 */
export async function compare(
  data: Omit<DataSplit, "name"> & Partial<Pick<DataSplit, "name">>,
  options: CompareOptions & CompareContext = {},
): Promise<Comparison> {
  checkDataSplit(data, "compare");
  const { onEvent, signal, ...given } = toGivenOptions(options);
  checkContext({ onEvent, signal }, "compare");
  const variants = standardVariants(parseOptions(compareOptions, withKeepProbability(given)));
  const resolved = variants.map(({ name, options: settings }) => ({
    name,
    settings: resolveSettings(settings),
  }));
  checkParts(data);
  const whole = { ...data, name: data.name ?? data.training.name };
  const results: VariantResult[] = [];
  for (const { name: variant, settings } of resolved) {
    if (signal?.aborted) break;
    onEvent?.({ type: "started", variant, title: titleOf(settings) });
    const run = await train(data.training, {
      ...settings,
      development: data.development,
      signal,
      onEvent: (event) => onEvent?.({ type: "training", variant, event }),
    });
    const result = evaluateVariant(variant, run, whole);
    onEvent?.({ type: "evaluated", variant, result });
    results.push(result);
  }
  return { data: whole, variants: results };
}

/** Refuses parts that no model of the training examples could be evaluated on, before any is trained. */
function checkParts({ training, development, test }: Omit<DataSplit, "name">): void {
  const labels = labelsOf(training);
  if (development !== undefined) alignDataset(development, labels);
  alignDataset(test, labels);
}

/** A trained variant with its results on all parts of the data, also where its run diverged. */
export function evaluateVariant(name: string, run: TrainingRun, data: DataSplit): VariantResult {
  const { model } = run;
  return {
    name,
    title: titleOf(run.settings),
    run,
    training: model.evaluate(data.training),
    ...(data.development ? { development: model.evaluate(data.development) } : {}),
    test: model.evaluate(data.test),
  };
}
