import { max } from "d3-array";
import type { CostBand } from "./curve-band.ts";
import type { CurveValues } from "./curve-points.ts";
import { type Axis, createAxis } from "./ticks.ts";

/** What of a curve decides on the scale that it is drawn on. */
export interface ScaledCurve extends CurveValues {
  readonly band?: CostBand | undefined;
  readonly isOffScale?: boolean | undefined;
}

/** What the numbers along the axis of x count. */
interface IterationUnit {
  readonly label: string;
  /** How many iterations are one. */
  readonly perUnit: number;
}

/** Axes of iterations and costs. */
export interface CostAxes {
  readonly iterations: IterationUnit;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
}

/** Room above the highest cost. */
const HEADROOM = 1.04;
/** An axis reaches at least so far, and at most so far that its length is still a number. */
const LEAST_COST = 1e-12;
const GREATEST_COST = 1e300;
/** Bands stretch the scale to at most so many times of what the curves need. */
const MOST_BAND_STRETCH = 2;

/**
 * Axes from 0 that hold all curves but those that are off the scale, unless all are. Bands count as well, but a single
 * wide one may not flatten all curves: the scale reaches at most twice as high as the curves themselves need, and what
 * of a band lies above is cut.
 */
export function createCostAxes(
  curves: readonly ScaledCurve[],
  size: { readonly width: number; readonly height: number },
): CostAxes {
  const onScale = curves.filter((curve) => !curve.isOffScale);
  const scaled = onScale.length > 0 ? onScale : curves;
  const highest = max(scaled, ({ costs }) => highestOf(costs)) ?? 0;
  const highestBand = max(scaled, ({ band }) => highestOf(band?.high ?? [])) ?? 0;
  const stretched = highest === 0 ? highestBand : Math.min(highestBand, MOST_BAND_STRETCH * highest);
  const longest = Math.max(1, max(curves, (curve) => max(curve.iterations)) ?? 1);
  const iterations = unitOf(longest);
  const top = Math.min(Math.max(highest, stretched, LEAST_COST), GREATEST_COST) * HEADROOM;
  return {
    iterations,
    xAxis: createAxis([0, longest / iterations.perUnit], size.width, {
      direction: "x",
      isCount: iterations.perUnit === 1,
    }),
    yAxis: createAxis([0, top], size.height, { direction: "y" }),
  };
}

function highestOf(costs: readonly number[]): number | undefined {
  return max(costs.filter(Number.isFinite));
}

/** Many iterations are counted in thousands, as in the article, and very many in millions. */
function unitOf(iterations: number): IterationUnit {
  if (iterations >= 5e6) return { label: "iterations (millions)", perUnit: 1e6 };
  if (iterations >= 5000) return { label: "iterations (thousands)", perUnit: 1000 };
  return { label: "iterations", perUnit: 1 };
}
