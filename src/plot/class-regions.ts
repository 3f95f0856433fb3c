import { log } from "../base/elementary.ts";
import type { Frame } from "./axes.ts";
import { BAND_LINE, BORDER_LINE, toPath } from "./boundary-paths.ts";
import type { Trace } from "./boundary-tracer.ts";
import { leadOfFirst, oddsOf } from "./class-fields.ts";
import type { Grid } from "./grid.ts";
import { element } from "./svg.ts";
import { regionClass, TONE_THRESHOLDS } from "./theme.ts";

/** What {@link drawClassRegions} draws. */
export interface ClassRegions {
  readonly trace: Trace;
  /** How many classes there are. */
  readonly classes: number;
  /** Those that are the most probable somewhere, in ascending order; the others have no shape. */
  readonly decided: readonly number[];
}

/**
 * The plane in the colours of several classes: each place in that of its most probable one, in a stronger tone the higher
 * its probability. The region of a class is drawn with those before it, which then cover their part.
 */
export function drawClassRegions(
  frame: Frame,
  grid: Grid,
  { trace, classes, decided }: ClassRegions,
): string {
  const [last, ...others] = decided.toReversed();
  if (last === undefined) return "";
  const regions = others.map((classIndex) => {
    const rings = trace(leadOfFirst(classIndex, classes), 0);
    const d = toPath(rings, { frame, grid, line: BORDER_LINE });
    return element("path", { class: regionClass(classIndex, 0), d });
  });
  const tones = decided.flatMap((classIndex) =>
    TONE_THRESHOLDS.slice(1).map((threshold, index) => {
      const rings = trace(oddsOf(classIndex, classes), log(threshold / (1 - threshold)));
      const d = toPath(rings, { frame, grid, line: BAND_LINE });
      return d === "" ? "" : element("path", { class: regionClass(classIndex, index + 1), d });
    }),
  );
  return [element("rect", { class: regionClass(last, 0), ...frame.box }), ...regions, ...tones].join("");
}
