import type { Numbers } from "../engine/precision.ts";
import { isFiniteTrial, type Line, searchLine, type Trial } from "./line-search.ts";

/** A cost and its derivatives at parameters that can be changed. */
export interface CostOracle {
  /** Written in place, in their own precision; between two iterations, nobody else may change them. */
  readonly parameters: Numbers;
  /** The cost at the parameters as they are, and its derivatives in the same order: a view that is read at once. */
  readonly evaluate: () => { readonly cost: number; readonly gradient: Numbers };
}

/** The settings of {@link Lbfgs}; the defaults are those of PyTorch but for the history, which is 100 there. */
export interface LbfgsSettings {
  /** The first step that each line search tries; 1 by default, which fits the curvature that the method estimates. */
  readonly learningRate?: number | undefined;
  /** How many of the last steps it remembers; 10 by default. */
  readonly history?: number | undefined;
  /** It has converged where no derivative is larger; 1e-7 by default. */
  readonly gradientTolerance?: number | undefined;
  /** It has converged where neither the cost nor any parameter changes by more in an iteration; 1e-9 by default. */
  readonly changeTolerance?: number | undefined;
}

/** What happened in an iteration. */
export interface LbfgsIteration {
  /**
   * - "moved": a step was taken.
   * - "converged": at a minimum as far as the tolerances tell, after a last step or without one.
   * - "line search failed": no lower cost along the direction; the parameters are as they were. This is how runs in
   *   float32 usually end.
   * - "not finite": the cost or a derivative at the first parameters is not; nothing was changed.
   */
  readonly kind: "moved" | "converged" | "line search failed" | "not finite";
  /** The cost at the parameters as they now are. */
  readonly cost: number;
  /** Multiple of the direction that was taken; 0 where the parameters did not change. */
  readonly step: number;
  /** How often the cost and its derivatives were computed. */
  readonly evaluations: number;
}

/** A step that was taken, s, what the derivatives changed by, y, and s·y. */
interface Memory {
  readonly move: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** A step is remembered if s·y is larger, so that the curvature along it was surely above 0. */
const LEAST_CURVATURE = 1e-10;

/**
 * L-BFGS: J. Nocedal and S. Wright, Numerical Optimization, 2nd ed., algorithms 7.4 and 7.5, with a line search for the
 * strong Wolfe conditions. It takes the steps of PyTorch's LBFGS with line_search_fn "strong_wolfe". The cost must be
 * the same function all the time: all examples in every evaluation, and no fresh noise. All sums are float64, in
 * ascending order of parameters, whatever the precision of these.
 */
export class Lbfgs {
  readonly #oracle: CostOracle;
  readonly #settings: { readonly [Name in keyof LbfgsSettings]-?: number };
  #memories: Memory[] = [];
  /** The last point that was reached; undefined before the first iteration. */
  #here: Pick<Trial, "cost" | "gradient"> | undefined;
  /** Whether nothing is known of the curvature, so that the first step is kept short. */
  #isFirst = true;
  /** The step that led there, and the derivatives before; undefined once it is remembered, or was not worth it. */
  #last: { readonly move: Float64Array; readonly gradient: Float64Array } | undefined;

  /** @param oracle its parameters are the first */
  constructor(oracle: CostOracle, settings: LbfgsSettings = {}) {
    const { learningRate = 1, history = 10, gradientTolerance = 1e-7, changeTolerance = 1e-9 } = settings;
    this.#oracle = oracle;
    this.#settings = { learningRate, history, gradientTolerance, changeTolerance };
  }

  /**
   * One direction, one line search, one step. The parameters are those of the step, whatever was evaluated last: what
   * the oracle computed on the way may belong to others. After "converged" or a failure, more of them do no harm.
   * Where the line search fails, it is tried once more down the gradient, with nothing remembered.
   */
  iterate(): LbfgsIteration {
    const evaluations = this.#here === undefined ? 1 : 0;
    this.#here ??= this.#evaluate();
    const { cost } = this.#here;
    if (!isFiniteTrial(this.#here)) return { kind: "not finite", cost, step: 0, evaluations };
    if (largestOf(this.#here.gradient) <= this.#settings.gradientTolerance) {
      return { kind: "converged", cost, step: 0, evaluations };
    }
    const first = this.#descend(this.#here, evaluations);
    if (first.kind !== "line search failed" || this.#memories.length === 0) return first;
    this.#memories = [];
    this.#isFirst = true;
    return this.#descend(this.#here, first.evaluations);
  }

  /** Remembers where the method is, and what it knows. @returns a function that goes back there */
  save(): () => void {
    const [memories, here, isFirst, last] = [[...this.#memories], this.#here, this.#isFirst, this.#last];
    return () => {
      this.#memories = memories;
      this.#here = here;
      this.#isFirst = isFirst;
      this.#last = last;
    };
  }

  #evaluate(): Pick<Trial, "cost" | "gradient"> {
    const { cost, gradient } = this.#oracle.evaluate();
    return { cost, gradient: Float64Array.from(gradient) };
  }

  /** @param spent evaluations of this iteration so far */
  #descend({ cost, gradient }: Pick<Trial, "cost" | "gradient">, spent: number): LbfgsIteration {
    const { learningRate, gradientTolerance, changeTolerance } = this.#settings;
    this.#remember(gradient);
    const direction = this.#directionFrom(gradient);
    const start: Trial = { step: 0, cost, gradient, slope: dot(gradient, direction) };
    if (start.slope > -changeTolerance) return { kind: "converged", cost, step: 0, evaluations: spent };
    const line = this.#lineAlong(direction, start);
    const size = gradient.reduce((sum, value) => sum + Math.abs(value), 0);
    const search = searchLine(line, (this.#isFirst ? Math.min(1, 1 / size) : 1) * learningRate);
    const evaluations = spent + search.evaluations;
    const { trial } = search;
    line.moveTo(trial.step);
    if (trial === start) return { kind: "line search failed", cost, step: 0, evaluations };
    this.#last = { move: direction.map((value) => value * trial.step), gradient };
    this.#here = trial;
    this.#isFirst = false;
    const hasConverged =
      largestOf(trial.gradient) <= gradientTolerance ||
      largestOf(this.#last.move) <= changeTolerance ||
      Math.abs(trial.cost - cost) < changeTolerance;
    const kind = hasConverged ? "converged" : "moved";
    return { kind, cost: trial.cost, step: trial.step, evaluations };
  }

  /** Keeps the last step and what it changed, in the place of the oldest where the history is full. */
  #remember(gradient: Float64Array): void {
    if (this.#last === undefined) return;
    const { move, gradient: before } = this.#last;
    this.#last = undefined;
    const change = gradient.map((value, i) => value - (before[i] as number));
    const curvature = dot(change, move);
    if (!(curvature > LEAST_CURVATURE)) return;
    if (this.#memories.length === this.#settings.history) this.#memories.shift();
    this.#memories.push({ move, change, curvature });
  }

  /** −H·gradient by the two loops over what is remembered (algorithm 7.4), H₀ = s·y/(y·y)·I of the last (7.20). */
  #directionFrom(gradient: Float64Array): Float64Array {
    const direction = gradient.map((value) => -value);
    const newest = this.#memories.at(-1);
    if (newest === undefined) return direction;
    const shares = this.#memories.map(() => 0);
    for (let i = shares.length - 1; i >= 0; i--) {
      const { move, change, curvature } = this.#memories[i] as Memory;
      const share = dot(move, direction) / curvature;
      shares[i] = share;
      addScaled(direction, change, -share);
    }
    const scale = newest.curvature / dot(newest.change, newest.change);
    for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] as number) * scale;
    for (const [i, { move, change, curvature }] of this.#memories.entries()) {
      addScaled(direction, move, (shares[i] as number) - dot(change, direction) / curvature);
    }
    return direction;
  }

  #lineAlong(direction: Float64Array, start: Trial): Line & { readonly moveTo: (step: number) => void } {
    const { parameters } = this.#oracle;
    const origin = Float64Array.from(parameters);
    const moveTo = (step: number): void => {
      for (let i = 0; i < origin.length; i++) {
        parameters[i] = (origin[i] as number) + step * (direction[i] as number);
      }
    };
    const evaluate = (step: number): Trial => {
      moveTo(step);
      const point = this.#evaluate();
      return { step, ...point, slope: dot(point.gradient, direction) };
    };
    return { start, largest: largestOf(direction), evaluate, moveTo };
  }
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] as number) * (other[i] as number);
  return sum;
}

/** target += factor·values, in place. */
function addScaled(target: Float64Array, values: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) + factor * (values[i] as number);
}

function largestOf(values: Float64Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
