import type * as v from "valibot";
import { messageOf } from "../base/errors.ts";
import { splitHash, type TableReading } from "../data/dataset.ts";
import type { Evaluation } from "../model/scores.ts";
import type { SettingChange } from "../train/changes.ts";
import type { TrainSettings } from "../train/options.ts";
import type { Diverged } from "../train/outcome.ts";
import type { Comparison, VariantResult } from "./comparison.ts";
import { isSound } from "./comparison.ts";
import type { comparisonDocument, datasetDocument, runDocument, variantDocument } from "./document-schema.ts";
import { PARTS, type Part } from "./estimates.ts";
import { FIGURE_NAMES, figureOf, MEASURE_NAMES, type MeasureName } from "./measures.ts";
import type { PairResult } from "./pair-result.ts";
import type { FailedRun, RunResult } from "./perform-runs.ts";
import type { FoldPlace } from "./planned-runs.ts";

/** The data of a comparison in a machine-readable result. */
export type DatasetDocument = v.InferOutput<typeof datasetDocument>;

/** A run in a machine-readable result. */
export type RunDocument = v.InferOutput<typeof runDocument>;

/** A variant in a machine-readable result. */
export type VariantDocument = v.InferOutput<typeof variantDocument>;

/** A comparison as a machine-readable result: `schemas/comparison.schema.json` describes it. */
export type ComparisonDocument = v.InferOutput<typeof comparisonDocument>;

/** A comparison, for machines. */
export function toComparisonDocument(comparison: Comparison): ComparisonDocument {
  const { design, measure, variants, pairs, testLooks, choice, planned, failures } = comparison;
  const { kind, seeds } = design;
  return {
    dataset: toDatasetDocument(comparison),
    design:
      kind === "folds"
        ? { kind, folds: design.folds, repeats: seeds.length }
        : { kind, intervals: design.intervals },
    measure,
    seeds: [...seeds],
    variants: variants.map(toVariantDocument),
    intervals: variants.flatMap(toIntervals),
    pairs: pairs.map(toPair),
    verdicts: pairs.map(({ first, second, verdict }) => ({ first, second, ...verdict })),
    testLooks,
    choice: choice ?? null,
    planned,
    failures: failures.map(toFailure),
  };
}

/** The data of a comparison, for machines. */
export function toDatasetDocument({ data }: Pick<Comparison, "data">): DatasetDocument {
  return {
    name: data.name,
    hash: splitHash(data),
    training: data.training.examples,
    ...(data.development ? { development: data.development.examples } : {}),
    test: data.test.examples,
    features: data.training.features.length,
    ...(data.training.preparation ? { preparation: data.training.preparation } : {}),
    ...(data.reading ? { reading: toPlainReading(data.reading) } : {}),
  };
}

/** What there is to say of rows, as plain JSON of its own. */
function toPlainReading({ leftOut, surprises, leaks }: TableReading): DatasetDocument["reading"] {
  return { leftOut, surprises: [...surprises], leaks: [...leaks] };
}

/** A variant of a comparison, for machines. */
export function toVariantDocument({ name, title, settings, runs }: VariantResult): VariantDocument {
  return {
    name,
    title,
    settings: toPlainSettings(settings),
    runs: runs.map(toRunDocument),
  };
}

/** Settings as plain JSON: what was not given and has no default is left out. */
export function toPlainSettings(settings: TrainSettings): VariantDocument["settings"] {
  return JSON.parse(JSON.stringify(settings)) as VariantDocument["settings"];
}

function toChange({ lambda, ...change }: SettingChange): NonNullable<RunDocument["changes"]>[number] {
  if (lambda === undefined) return change;
  return { ...change, lambda: typeof lambda === "number" ? lambda : [...lambda] };
}

/** A run, for machines. */
export function toRunDocument(result: RunResult): RunDocument {
  const { seed, place, run } = result;
  const { history, outcome } = run;
  const { kind, ...details } = outcome;
  return {
    seed,
    ...toPlace(place),
    outcome: kind,
    ...(kind === "diverged" ? { divergence: details as Omit<Diverged, "kind"> } : {}),
    iterations: run.iterations,
    epochs: run.epochs,
    modelIteration: run.modelIteration,
    fingerprint: run.fingerprint,
    ...(run.changes ? { changes: run.changes.map(toChange) } : {}),
    ...toFigures(result),
    dataCost: byPart(result, ({ dataCost }) => toJsonNumber(dataCost)),
    weightNorms: [...run.model.weightNorms],
    costs: history.iteration.map((iteration, index) => ({
      iteration,
      cost: history.cost[index] as number,
      dataCost: history.dataCost[index] as number,
      penalty: history.penalty[index] as number,
      dataCostWithoutDropout: toJsonNumber(history.dataCostWithoutDropout[index]),
      ...(history.developmentCost.length > 0
        ? { developmentCost: toJsonNumber(history.developmentCost[index]) }
        : {}),
    })),
  };
}

/** What models like this one can be compared by, on every part of the data. */
function toFigures(result: RunResult): Partial<Pick<RunDocument, MeasureName>> {
  const names = MEASURE_NAMES.filter((name) => figureOf(result, "training", name) !== undefined);
  return Object.fromEntries(
    names.map((name) => [name, byPart(result, (_, part) => toJsonNumber(figureOf(result, part, name)))]),
  );
}

function toPlace(place: FoldPlace | undefined): Partial<FoldPlace> {
  return place === undefined ? {} : { repeat: place.repeat, fold: place.fold };
}

/** A number for every part of the data that a run was judged on. */
function byPart<Value>(
  result: RunResult,
  pick: (evaluation: Evaluation, part: Part) => Value,
): { training: Value; development?: Value; test?: Value } {
  const { training, development, test } = result;
  return {
    training: pick(training, "training"),
    ...(development ? { development: pick(development, "development") } : {}),
    ...(test ? { test: pick(test, "test") } : {}),
  };
}

function toIntervals({ name, runs, estimates }: VariantResult): ComparisonDocument["intervals"] {
  const parts: readonly Part[] = PARTS.filter((part) => estimates[part] !== undefined);
  return parts.flatMap((part) =>
    FIGURE_NAMES.flatMap((measure) => {
      const estimate = estimates[part]?.[measure];
      if (estimate === undefined) return [];
      return [
        {
          variant: name,
          part,
          measure,
          runs: runs.filter(isSound).length,
          mean: toJsonNumber(estimate.mean),
          standardDeviation: toJsonNumber(estimate.standardDeviation),
          low: toJsonNumber(estimate.interval?.low),
          high: toJsonNumber(estimate.interval?.high),
          method: estimate.method ?? null,
        },
      ];
    }),
  );
}

function toPair({
  first,
  second,
  part,
  runs,
  examples,
  figures,
}: PairResult): ComparisonDocument["pairs"][number] {
  return {
    first,
    second,
    part,
    runs,
    examples,
    difference: figures?.difference ?? null,
    low: figures?.interval.low ?? null,
    high: figures?.interval.high ?? null,
    pValue: figures?.pValue ?? null,
    adjustedPValue: figures?.adjustedPValue ?? null,
    method: figures?.method ?? null,
    needed: figures?.needed ?? null,
  };
}

function toFailure({ variant, seed, place, cause }: FailedRun): ComparisonDocument["failures"][number] {
  return { variant, seed, ...toPlace(place), cause: messageOf(cause) };
}

/** JSON has no word for a number that is not finite. */
function toJsonNumber(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
