import { type RocCurve, rocArea } from "../metrics/roc.ts";
import type { PictureText } from "./svg.ts";
import { drawUnitCurves } from "./unit-curves.ts";

/** The ROC curve of one model. */
export interface RocRun {
  readonly name: string;
  /** As `rocCurve` makes it; one of examples of a single class is not drawn. */
  readonly curve: RocCurve;
}

/** What {@link plotRocCurves} draws. */
export interface RocCurves extends PictureText {
  readonly runs: readonly RocRun[];
}

/**
 * ROC curves of several models in one frame, with the line of guessing and, in the key, the area below each.
 *
 * @returns an SVG document
 */
export function plotRocCurves({ runs, title, description }: RocCurves): string {
  return drawUnitCurves({
    texts: { title, description },
    axes: { xLabel: "false positive rate", yLabel: "true positive rate" },
    valueHeading: "AUC",
    curves: runs.map(({ name, curve }) => {
      const value = rocArea(curve);
      return { name, value, points: Number.isNaN(value) ? [] : toPoints(curve) };
    }),
    references: [{ name: "guessing", value: 0.5, from: { x: 0, y: 0 }, to: { x: 1, y: 1 } }],
  });
}

function toPoints({ falsePositiveRate, truePositiveRate }: RocCurve): { x: number; y: number }[] {
  return Array.from(falsePositiveRate, (x, index) => ({ x, y: truePositiveRate[index] as number }));
}
