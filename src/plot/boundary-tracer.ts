import { decidedClasses, type Field, LOGIT, leadOfFirst } from "./class-fields.ts";
import { type GridPlace, type LogitsAt, type Ring, traceExactly, traceRings } from "./contour-rings.ts";
import { countOutputs, type Grid, type GridLogits } from "./grid.ts";
import { interpolateLogits } from "./interpolate-logits.ts";

/** What finds the lines at which a number reaches a level. */
export type Trace = (field: Field, level: number) => readonly Ring[];

/** The lines of a classifier on a grid that were found so far. */
interface Tracer {
  readonly grid: Grid;
  /** The classifier's when it was first drawn. */
  readonly logits: Float64Array;
  readonly trace: Trace;
}

/**
 * The lines of the classifiers that were drawn. To find them takes longer than all else in a picture, and a report draws
 * every panel twice, beside the others and alone. They are kept no longer than their classifier.
 */
const tracers = new WeakMap<GridLogits, Tracer>();

/**
 * The lines of a classifier, those found before included, unless another grid or changed logits have made them wrong. They
 * are where the model has them; without a model, or where logits are missing, where the grid's points suggest.
 */
export function findTracer(classifier: GridLogits, grid: Grid): Trace {
  const { logits } = classifier;
  const known = tracers.get(classifier);
  if (known?.grid === grid && isSame(known.logits, logits)) return known.trace;
  const seek = createTracer(classifier, grid);
  const found = new Map<string, readonly Ring[]>();
  const trace: Trace = (field, level) => {
    const key = `${field.name} ${level}`;
    const rings = found.get(key) ?? seek(field, level);
    found.set(key, rings);
    return rings;
  };
  tracers.set(classifier, { grid, logits: logits.slice(), trace });
  return trace;
}

/** The lines between the classes of a classifier: of two, where its logit is 0. */
export function traceBorder(classifier: GridLogits, grid: Grid): readonly Ring[] {
  const trace = findTracer(classifier, grid);
  const outputs = countOutputs(classifier.logits, grid);
  if (outputs === 1) return trace(LOGIT, 0);
  const [, ...decided] = decidedClasses(grid, classifier.logits).toReversed();
  return decided.flatMap((classIndex) => trace(leadOfFirst(classIndex, outputs), 0));
}

/** NaN is the same as NaN. */
function isSame(left: Float64Array, right: Float64Array): boolean {
  return left.length === right.length && left.every((value, index) => Object.is(value, right[index]));
}

/** Of several, logits beyond it are drawn as it: infinite ones have no difference. */
const LARGEST_LOGIT = 1e300;

function createTracer({ logits, logitsAt }: GridLogits, grid: Grid): Trace {
  const outputs = countOutputs(logits, grid);
  const largest = outputs === 1 ? Infinity : LARGEST_LOGIT;
  const filled = logits.map((logit) =>
    Number.isNaN(logit) ? 0 : Math.min(Math.max(logit, -largest), largest),
  );
  const isPartial = logits.some(Number.isNaN);
  // Straight lines for the classes up to each by themselves would not agree on where three of them meet.
  const between = outputs === 1 ? undefined : interpolateLogits(filled, grid);
  const ask = isPartial || logitsAt === undefined ? between : atPlaces(logitsAt, grid);
  // A field is asked for one level after another.
  let last: { readonly field: string; readonly values: number[] } | undefined;
  return (field, level) => {
    const values = last?.field === field.name ? last.values : Array.from(valuesOf(field, filled, outputs));
    last = { field: field.name, values };
    if (ask === undefined) return traceRings(values, grid, level);
    const fieldAt: LogitsAt = (places) => valuesOf(field, ask(places), outputs);
    return traceExactly(values, grid, { level, logitsAt: fieldAt });
  };
}

/** A model's answers at places of a grid. */
function atPlaces(logitsAt: NonNullable<GridLogits["logitsAt"]>, grid: Grid): LogitsAt {
  return (places: readonly GridPlace[]) =>
    logitsAt(
      places.map(([column, row]) => [grid.xStart + column * grid.xStep, grid.yStart + row * grid.yStep]),
    );
}

/** A number of every point. */
function valuesOf({ valueOf }: Field, logits: Float64Array, outputs: number): Float64Array {
  return Float64Array.from({ length: logits.length / outputs }, (_, point) =>
    valueOf(logits, point * outputs),
  );
}
