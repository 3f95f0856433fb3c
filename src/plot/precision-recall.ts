import { averagePrecision, type PrecisionRecallCurve } from "../metrics/precision-recall.ts";
import type { PictureText } from "./svg.ts";
import { drawUnitCurves } from "./unit-curves.ts";

/** The precision–recall curve of one model. */
export interface PrecisionRecallRun {
  readonly name: string;
  /** As `precisionRecallCurve` makes it; one of a class without examples is not drawn. */
  readonly curve: PrecisionRecallCurve;
}

/** What {@link plotPrecisionRecall} draws. */
export interface PrecisionRecallCurves extends PictureText {
  readonly runs: readonly PrecisionRecallRun[];
}

/**
 * Precision–recall curves of several models in one frame, as steps, so that the area below each is its average
 * precision, which stands in the key. A line shows the share of the class, which is the precision of guessing.
 *
 * @returns an SVG document
 */
export function plotPrecisionRecall({ runs, title, description }: PrecisionRecallCurves): string {
  const prevalences = [...new Set(runs.map(({ curve }) => curve.prevalence))].filter((share) => share > 0);
  return drawUnitCurves({
    texts: { title, description },
    axes: { xLabel: "recall", yLabel: "precision" },
    valueHeading: "average precision",
    curves: runs.map(({ name, curve }) => ({
      name,
      value: curve.prevalence === 0 ? Number.NaN : averagePrecision(curve),
      points: curve.prevalence === 0 ? [] : toSteps(curve),
    })),
    references: prevalences.map((share) => ({
      name: "guessing (share of the class)",
      value: share,
      from: { x: 0, y: share },
      to: { x: 1, y: share },
    })),
  });
}

/** From one recall to the next with the precision of the next; the first point, a convention, is no step. */
function toSteps({ precision, recall }: PrecisionRecallCurve): { x: number; y: number }[] {
  return Array.from(precision.subarray(1), (y, index) => [
    { x: recall[index] as number, y },
    { x: recall[index + 1] as number, y },
  ]).flat();
}
