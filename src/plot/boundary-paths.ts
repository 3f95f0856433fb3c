import type { Frame } from "./axes.ts";
import type { GridPlace, Ring } from "./contour-rings.ts";
import type { Point } from "./curve-points.ts";
import type { Grid } from "./grid.ts";
import { simplifyRing } from "./simplify-ring.ts";

/** How exactly a line is drawn. */
export interface LineStyle {
  /** How far, in pixels, it may pass by the points that it stands for. */
  readonly tolerance: number;
  readonly decimals: number;
}

/** Lines between shades. */
export const BAND_LINE: LineStyle = { tolerance: 0.15, decimals: 1 };
/** Lines between classes. */
export const BORDER_LINE: LineStyle = { tolerance: 0.03, decimals: 2 };
/** Thin lines, of which there may be many. */
export const SEED_BORDER_LINE: LineStyle = { tolerance: 0.1, decimals: 1 };

/** Rings in steps of the grid as a path in pixels. */
export function toPath(
  rings: readonly Ring[],
  { frame, grid, line }: { readonly frame: Frame; readonly grid: Grid; readonly line: LineStyle },
): string {
  const toPoint = ([column, row]: GridPlace): Point => ({
    x: frame.x(grid.xStart + column * grid.xStep),
    y: frame.y(grid.yStart + row * grid.yStep),
  });
  return rings
    .map((ring) => simplifyRing(ring.map(toPoint), line.tolerance))
    .map((ring) => ring.map(({ x, y }) => `${x.toFixed(line.decimals)} ${y.toFixed(line.decimals)}`))
    .map((places) => `M${places.join("L")}Z`)
    .join("");
}
