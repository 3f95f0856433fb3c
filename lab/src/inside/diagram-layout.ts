/** Where the units of a network stand in its diagram, in pixels of the page. */

/** A diagram: a column for the features and for each layer. */
export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  /** The side of a unit's picture. */
  readonly tile: number;
  /** How many letters there is room for before each feature. */
  readonly letters: number;
  /** By column, its middle from the left, and the middles of its units from the top. */
  readonly columns: readonly { readonly x: number; readonly ys: readonly number[] }[];
}

/** Fingers need so much; a wider page gives more. */
const TILE = { narrow: 26, wide: 34 } as const;
const WIDE_FROM = 520;
const GAP_SHARE = 0.2;
/** Between columns there is at least so much, for the weights. */
const LEAST_GAP = 46;
/** For the headings of columns, and for short names of features. */
const MARGIN = { top: 44, left: 30, right: 2, bottom: 4 } as const;

/** A letter of a name is about so wide; longer names are cut. */
const LETTER = 7;
const MOST_LETTERS = { narrow: 8, wide: 18 } as const;
const BEFORE_TILE = 10;

/**
 * Lays out columns of so many units.
 *
 * @param room the width that there is; many columns need more
 * @param longest how many letters the longest name of a feature has
 */
export function layOutDiagram(units: readonly number[], room: number, longest = 0): DiagramLayout {
  const size = room < WIDE_FROM ? "narrow" : "wide";
  const tile = TILE[size];
  const letters = Math.min(longest, MOST_LETTERS[size]);
  const leftMargin = Math.max(MARGIN.left, letters * LETTER + BEFORE_TILE);
  const pitch = Math.round(tile * (1 + GAP_SHARE));
  const gaps = Math.max(1, units.length - 1);
  const width = Math.max(room, leftMargin + MARGIN.right + tile + gaps * (tile + LEAST_GAP));
  const tallest = Math.max(...units) * pitch;
  const step = (width - leftMargin - MARGIN.right - tile) / gaps;
  return {
    width,
    height: MARGIN.top + tallest + MARGIN.bottom,
    tile,
    letters,
    columns: units.map((count, column) => ({
      x: leftMargin + tile / 2 + column * step,
      ys: Array.from(
        { length: count },
        (_, row) => MARGIN.top + tallest / 2 + (row - (count - 1) / 2) * pitch,
      ),
    })),
  };
}

/** A line between two units as the path of an SVG. */
export function linkPath(
  { tile, columns }: DiagramLayout,
  layer: number,
  rows: { from: number; to: number },
): string {
  const [left, right] = [columns[layer - 1], columns[layer]];
  const [x1, x2] = [(left?.x ?? 0) + tile / 2, (right?.x ?? 0) - tile / 2];
  const [y1, y2] = [left?.ys[rows.from] ?? 0, right?.ys[rows.to] ?? 0];
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}
