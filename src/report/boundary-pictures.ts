import { formatPlural } from "../base/number-format.ts";
import type { Comparison, VariantResult } from "../compare/comparison.ts";
import type { Design } from "../compare/options.ts";
import type { RunResult } from "../compare/perform-runs.ts";
import { isDiverged, soundOrAll, toLabel } from "../compare/results.ts";
import { nameRun } from "../compare/run-name.ts";
import type { DataSplit, Dataset, TargetColumn } from "../data/dataset.ts";
import type { Model } from "../model/model.ts";
import { canDraw } from "../plot/grid.ts";
import { drawPrepared, prepareBoundaries, type ShownModel } from "./boundary-picture.ts";
import type { Picture } from "./picture.ts";
import { tabulateRuns } from "./run-table.ts";

/** Data that a boundary can be drawn on, as far as its target is concerned. */
function hasClasses(data: DataSplit<TargetColumn>): data is DataSplit {
  return isOfClasses(data.training);
}

/** Whether the target is one class of each example, not labels or numbers. */
export function isOfClasses(dataset: Dataset<TargetColumn>): dataset is Dataset {
  return dataset.target.type === "category";
}

/** Why a comparison has no picture of its boundaries, in a sentence; undefined where it has one. */
export function whyNoBoundaries({
  data: { training, test },
  variants,
}: Pick<Comparison, "data" | "variants">): string | undefined {
  const count = training.features.length;
  const reason = isOfClasses(training)
    ? count !== 2
      ? `the data has ${formatPlural(count, "feature")}, not two`
      : canDraw([training, test])
        ? variants.every(({ runs }) => runs.every((result) => hasFeatures(result, training)))
          ? undefined
          : "the training examples of each fold have features of their own"
        : "the features are too large to be drawn"
    : `the target is ${training.target.type === "labels" ? "any number of labels" : "a number"}, not one class`;
  return reason && `There is no picture of the boundaries: ${reason}.`;
}

/** Whether a run's model has the features of some examples, whose preparation may be another in each fold. */
function hasFeatures({ run }: RunResult, { features }: Dataset<TargetColumn>): boolean {
  const names = run.model.labels.featureNames;
  return (
    names.length === features.length &&
    names.every((name) => features.some((feature) => feature.name === name))
  );
}

/**
 * The boundaries side by side, with the lines of several seeds, and each alone for its first seed; the only one of a lone
 * variant with one seed is there once. None where there are not two features to draw. In cross-validation all examples
 * but those for testing are drawn.
 */
export function drawBoundaries(comparison: Comparison): Picture[] {
  const { data, design, variants, examples } = comparison;
  if (!hasClasses(data) || whyNoBoundaries(comparison) !== undefined) return [];
  const drawn = design.kind === "folds" ? { training: examples as Dataset } : data;
  const tables = [tabulateRuns(comparison)];
  const shown = variants.map((variant) => toShownModel(variant, design));
  const prepared = prepareBoundaries({ data: drawn, models: shown });
  const titleAlone = (title: string): string => `Decision boundary on ${data.name}: ${title}`;
  const [lone] = variants;
  const title =
    lone && variants.length === 1 ? titleAlone(lone.title) : `Decision boundaries on ${data.name}`;
  const together = {
    name: "boundaries",
    title,
    ...drawPrepared(prepared, { id: "boundaries", title }),
    tables,
  };
  const hasOthers = shown.some(({ others = [] }) => others.length > 0);
  if (variants.length === 1 && !hasOthers) return [together];
  const models = variants.map((variant) => toFirstModel(variant));
  const single = hasOthers ? prepareBoundaries({ data: drawn, models }) : prepared;
  return [
    together,
    ...variants.map((variant, only): Picture => {
      const name = `boundary-${variant.name}`;
      const heading = titleAlone(hasOthers ? nameFirstRun(variant) : variant.title);
      return {
        name,
        title: heading,
        ...drawPrepared(single, { id: name, title: heading, only }),
        tables: [],
      };
    }),
  ];
}

/** A variant's runs that did not diverge, in one panel. */
function toShownModel(variant: VariantResult, design: Design): ShownModel {
  const [first, ...others] = soundOrAll(variant).map(({ run }) => run.model) as [Model, ...Model[]];
  if (isDiverged(variant)) return { heading: variant.title, model: first, isDiverged: true };
  return { heading: toLabel(variant, design), model: first, others };
}

function toFirstModel(variant: VariantResult): ShownModel {
  const [first] = soundOrAll(variant) as [RunResult, ...RunResult[]];
  return { heading: nameFirstRun(variant), model: first.run.model, isDiverged: isDiverged(variant) };
}

/** "L2 (λ = 0.7), seed 3". */
function nameFirstRun(variant: VariantResult): string {
  return `${variant.title}, seed ${nameRun(soundOrAll(variant)[0] as RunResult)}`;
}
