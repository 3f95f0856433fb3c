import { contours } from "d3-contour";
import type { Grid } from "./grid.ts";

/** A place in steps of a grid: [2, 5] is the point of column 2 and row 5, counted from 0. */
export type GridPlace = readonly [column: number, row: number];

/** A closed line around a region, its first place not repeated. */
export type Ring = readonly GridPlace[];

/** Logits at places between the points of a grid. */
export type LogitsAt = (places: readonly GridPlace[]) => Float64Array;

/** The lines around the regions of a grid in which logits reach a level, straight between the grid's points. */
export function traceRings(logits: number[], grid: Grid, level: number): Ring[] {
  return findRings(logits, grid, { level, isSmooth: true });
}

/**
 * The lines at which a model's logit reaches a level, not those that the grid's points suggest: where a line crosses an
 * edge of the grid is sought along that edge, and where it bends between two edges it gets places of its own.
 *
 * @param logits at the grid's points; all are numbers
 * @returns rings whose places lie within a thousandth of a step of where the model's logit reaches the level, but for
 * those outside the grid's points, which close a ring
 */
export function traceExactly(
  logits: number[],
  grid: Grid,
  { level, logitsAt }: { readonly level: number; readonly logitsAt: LogitsAt },
): Ring[] {
  const areAbove: AreAbove = (places) => Array.from(logitsAt(places), (logit) => logit >= level);
  const rings = findRings(logits, grid, { level, isSmooth: false });
  const edges = rings
    .flat()
    .map((middle) => edgeAround(middle, grid, (point) => (logits[point] as number) >= level));
  const found = bisect(
    edges.filter((edge) => edge !== undefined),
    areAbove,
  ).values();
  const crossings = edges.map((edge) => (edge === undefined ? undefined : found.next().value)).values();
  const crossed = rings.map((ring) =>
    ring.map((middle): Vertex => {
      const crossing = crossings.next().value;
      return { place: crossing ?? middle, mayBend: crossing !== undefined };
    }),
  );
  return bendRings(crossed, areAbove).map((ring) => ring.map(({ place }) => place));
}

/** Which of some places have logits of at least the level. */
type AreAbove = (places: readonly GridPlace[]) => readonly boolean[];

/** d3's rings in steps of the grid, without the repetition of their first place. */
function findRings(
  values: number[],
  { columns, rows }: Grid,
  { level, isSmooth }: { readonly level: number; readonly isSmooth: boolean },
): Ring[] {
  const { coordinates } = contours().size([columns, rows]).smooth(isSmooth).contour(values, level);
  return coordinates
    .flat()
    .map((ring) => ring.slice(0, -1).map(([x, y]): GridPlace => [(x as number) - 0.5, (y as number) - 0.5]));
}

/** Two places between which a logit reaches the level. */
interface Bracket {
  readonly below: GridPlace;
  readonly above: GridPlace;
}

/** The edge of the grid that a place halves; undefined outside the grid's points. */
function edgeAround(
  [column, row]: GridPlace,
  { columns, rows }: Grid,
  isAbove: (point: number) => boolean,
): Bracket | undefined {
  const first: GridPlace = [Math.floor(column), Math.floor(row)];
  const last: GridPlace = [Math.ceil(column), Math.ceil(row)];
  if (first[0] < 0 || first[1] < 0 || last[0] >= columns || last[1] >= rows) return undefined;
  return isAbove(first[1] * columns + first[0])
    ? { below: last, above: first }
    : { below: first, above: last };
}

/** Halvings of a bracket: from a step of the grid to a thousandth. */
const HALVINGS = 10;

/** A place between the ends of every bracket where the level is reached. Each round asks for all places at once. */
function bisect(brackets: readonly Bracket[], areAbove: AreAbove): GridPlace[] {
  let narrowed = brackets;
  for (let round = 0; round < HALVINGS; round++) {
    const middles = narrowed.map(({ below, above }) => middleOf(below, above));
    const answers = areAbove(middles);
    narrowed = narrowed.map(({ below, above }, index) => {
      const middle = middles[index] as GridPlace;
      return answers[index] ? { below, above: middle } : { below: middle, above };
    });
  }
  return narrowed.map(({ below, above }) => middleOf(below, above));
}

function middleOf([a, b]: GridPlace, [c, d]: GridPlace): GridPlace {
  return [(a + c) / 2, (b + d) / 2];
}

/** A place of a ring, and whether the line from it to the next may still turn out to bend. */
interface Vertex {
  readonly place: GridPlace;
  readonly mayBend: boolean;
}

/** A line is bent where its middle is farther from where it belongs than this, in steps of the grid. */
const STRAIGHT_WITHIN = 0.02;
/** Each round halves how far a corner can lie beside the line. */
const BENDING_ROUNDS = 4;

/** Gives lines that cut a bend short the right place beside their middle, and so on with the two halves. */
function bendRings(
  rings: readonly (readonly Vertex[])[],
  areAbove: AreAbove,
): readonly (readonly Vertex[])[] {
  let bent = rings;
  for (let round = 0; round < BENDING_ROUNDS; round++) {
    const lines = bent.flatMap((ring) =>
      ring.flatMap((vertex, index) => {
        const next = ring[(index + 1) % ring.length] as Vertex;
        return vertex.mayBend ? [{ vertex, across: acrossMiddle(vertex.place, next.place) }] : [];
      }),
    );
    const bends = findBends(lines, areAbove);
    bent = bent.map((ring) =>
      ring.flatMap((vertex): Vertex[] => {
        const bend = bends.get(vertex);
        return bend === undefined
          ? [{ place: vertex.place, mayBend: false }]
          : [vertex, { place: bend, mayBend: true }];
      }),
    );
  }
  return bent;
}

/** A line from its vertex to the next, and a line as long across its middle. */
interface Line {
  readonly vertex: Vertex;
  readonly across: readonly [GridPlace, GridPlace];
}

function acrossMiddle(from: GridPlace, to: GridPlace): [GridPlace, GridPlace] {
  const [column, row] = middleOf(from, to);
  const [right, up] = [(to[0] - from[0]) / 2, (to[1] - from[1]) / 2];
  return [
    [column - up, row + right],
    [column + up, row - right],
  ];
}

/** By their first vertex the lines that cut a bend short, with the right place beside their middle. */
function findBends(lines: readonly Line[], areAbove: AreAbove): ReadonlyMap<Vertex, GridPlace> {
  const answers = areAbove(lines.flatMap(({ across }) => across));
  const crossed = lines.flatMap(({ vertex, across: [left, right] }, index) => {
    const [isLeftAbove, isRightAbove] = [answers[2 * index], answers[2 * index + 1]];
    if (isLeftAbove === isRightAbove) return [];
    return [{ vertex, bracket: isLeftAbove ? { below: right, above: left } : { below: left, above: right } }];
  });
  const places = bisect(
    crossed.map(({ bracket }) => bracket),
    areAbove,
  );
  return new Map(
    crossed.flatMap(({ vertex, bracket }, index): [Vertex, GridPlace][] => {
      const place = places[index] as GridPlace;
      const [column, row] = middleOf(bracket.below, bracket.above);
      const isBent = Math.max(Math.abs(place[0] - column), Math.abs(place[1] - row)) > STRAIGHT_WITHIN;
      return isBent ? [[vertex, place]] : [];
    }),
  );
}
