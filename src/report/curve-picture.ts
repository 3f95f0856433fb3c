import { extent } from "d3-array";
import { formatFeature, shorten } from "../base/number-format.ts";
import { type Comparison, isSound, type VariantResult } from "../compare/comparison.ts";
import { toLabel } from "../compare/results.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import { inColumnUnits, scaleRows } from "../data/preparation/feature-units.ts";
import { toTargetUnits } from "../data/preparation/target-scale.ts";
import type { Model } from "../model/model.ts";
import { type CurveExamples, plotFittedCurves } from "../plot/fitted-curves.ts";
import type { Picture } from "./picture.ts";

/** So many places along the feature, and one more, give a smooth curve. */
const STEPS = 400;
/** More curves in one panel become an area. */
const MOST_CURVES = 20;
/** The longest name of a column along an axis. */
const MAX_NAME_LENGTH = 30;

/**
 * What models of one feature predict over it, with the examples; none where there are more features, classes or labels are
 * predicted, or no run has finite predictions. In cross-validation all examples but those for testing are drawn.
 */
export function drawFittedCurves(comparison: Comparison): Picture[] {
  const { data, design, examples, variants } = comparison;
  const isOverFolds = design.kind === "folds";
  const [training, test] = isOverFolds ? [examples, undefined] : [data.training, data.test];
  const [feature, second] = inColumnUnits(training).features;
  if (feature === undefined || second !== undefined || training.target.type !== "number") return [];
  const places = placesOf([training, ...(test === undefined ? [] : [test])]);
  const panels = variants.flatMap((variant) => {
    const curves = predictCurves(variant, places);
    return curves.length === 0 ? [] : [{ heading: toLabel(variant, design), curves }];
  });
  if (panels.length === 0) return [];
  const title = `Predictions on ${data.name}`;
  const explanation =
    `Every curve is what one run predicts${isOverFolds ? ", trained without its fold" : ""}, over the examples. ` +
    "A curve that follows single examples is too free, one that misses their shape too stiff.";
  const svg = plotFittedCurves({
    title,
    description: explanation,
    id: "fitted",
    panels,
    places,
    training: toExamples(training),
    test: test && toExamples(test),
    xLabel: formatFeature(shorten(feature.name, MAX_NAME_LENGTH)),
    yLabel: shorten(training.target.name, MAX_NAME_LENGTH),
  });
  return [{ name: "fitted", title, explanation, svg, tables: [] }];
}

/** Evenly spread places from the least to the greatest of a feature. */
function placesOf(parts: readonly Dataset<TargetColumn>[]): number[] {
  const [low = 0, high = 0] = extent(parts.flatMap((part) => Array.from(toExamples(part).places)));
  return Array.from({ length: STEPS + 1 }, (_, step) => low + (step / STEPS) * (high - low));
}

function toExamples(dataset: Dataset<TargetColumn>): CurveExamples {
  const { target, preparation } = dataset;
  const { features } = inColumnUnits(dataset);
  return { places: features[0]?.values ?? [], targets: toTargetUnits(target.values, preparation) };
}

/** The curves of a variant's first runs that did not diverge, and are finite. */
function predictCurves({ runs }: VariantResult, places: readonly number[]): Float64Array[] {
  return runs
    .filter((result) => isSound(result) && result.run.model.spec.inputs === 1)
    .slice(0, MOST_CURVES)
    .map(({ run: { model } }) => model.toPredictions(model.logits(rowsFor(model, places))))
    .filter((curve) => curve.every(Number.isFinite));
}

/** Places along the feature's column as the model takes them. */
function rowsFor(
  { labels: { preparation } }: Model,
  places: readonly number[],
): readonly (readonly number[])[] {
  return scaleRows(
    places.map((place) => [place]),
    preparation,
  );
}
