/** A point along a line: how far from its start, and what the cost is there. */
export interface Trial {
  /** Multiple of the direction. */
  readonly step: number;
  readonly cost: number;
  /** The derivative of the cost by the step. */
  readonly slope: number;
  /** The derivatives of the cost by all parameters; a copy. */
  readonly gradient: Float64Array;
}

/** The cost along a direction. */
export interface Line {
  /** Step 0, where the slope is below 0. */
  readonly start: Trial;
  /** The largest component of the direction, which tells how little a step can matter. */
  readonly largest: number;
  readonly evaluate: (step: number) => Trial;
}

/** Where a line search ended. */
export interface LineSearchResult {
  /** The start itself where no step with a lower cost was found. */
  readonly trial: Trial;
  readonly evaluations: number;
}

/** c₁: the cost must fall by this share of what the slope at the start promises. */
const SUFFICIENT_DECREASE = 1e-4;
/** c₂: the slope must become as flat as this share of the slope at the start. */
const CURVATURE = 0.9;
/** Evaluations after the first. */
const MAX_EVALUATIONS = 25;
/** A bracket in which no parameter moves by more than this is not refined. */
const SMALLEST_MOVE = 1e-9;
/** How far the next step of the widening may lie beyond the last: at least, as a share of the last widening; at most. */
const LEAST_WIDENING = 0.01;
const MOST_WIDENING = 10;
/** The share of a bracket that a step must stay away from its ends when the one before was near one, too. */
const MARGIN = 0.1;

/**
 * A step that fulfils the strong Wolfe conditions: J. Nocedal and S. Wright, Numerical Optimization, 2nd ed., algorithms
 * 3.5 (widen until a bracket holds one) and 3.6 (narrow the bracket), by the minima of cubics (3.59). Constants, and what
 * keeps a step away from the ends of a bracket, are those of PyTorch's L-BFGS, so that both take the same steps. Beyond
 * that, a step whose cost is not finite is halved towards the last that was.
 *
 * @param firstStep the first step to try, greater than 0
 */
export function searchLine(line: Line, firstStep: number): LineSearchResult {
  const { start } = line;
  let [previous, trial] = [start, line.evaluate(firstStep)];
  for (let extra = 0; extra < MAX_EVALUATIONS; extra++) {
    let next: number;
    if (!isFiniteTrial(trial)) {
      next = (previous.step + trial.step) / 2;
    } else {
      const isRising = extra > 1 && trial.cost >= previous.cost;
      if (isTooHigh(trial, start) || isRising) return narrow(line, previous, trial, extra);
      if (isFlat(trial, start)) return { trial, evaluations: extra + 1 };
      if (trial.slope >= 0) return narrow(line, previous, trial, extra);
      const least = trial.step + LEAST_WIDENING * (trial.step - previous.step);
      next = minimumOfCubic(previous, trial, least, trial.step * MOST_WIDENING);
      previous = trial;
    }
    trial = line.evaluate(next);
  }
  const isLower = isFiniteTrial(trial) && trial.cost < start.cost;
  return { trial: isLower ? trial : start, evaluations: MAX_EVALUATIONS + 1 };
}

/** Whether the cost and all its derivatives are finite. */
export function isFiniteTrial({ cost, gradient }: Pick<Trial, "cost" | "gradient">): boolean {
  return Number.isFinite(cost) && gradient.every(Number.isFinite);
}

/**
 * The second part of the search, between two trials of which one may be the start: the low one is the best so far.
 *
 * @param spent evaluations after the first so far
 */
function narrow(line: Line, previous: Trial, trial: Trial, spent: number): LineSearchResult {
  let [low, high] = previous.cost <= trial.cost ? [previous, trial] : [trial, previous];
  let extra = spent;
  let wasNear = false;
  while (extra < MAX_EVALUATIONS && Math.abs(high.step - low.step) * line.largest >= SMALLEST_MOVE) {
    const chosen = stepWithin(low, high, wasNear);
    wasNear = chosen.isNear;
    const next = line.evaluate(chosen.step);
    extra++;
    if (!isFiniteTrial(next)) break;
    if (isTooHigh(next, line.start) || next.cost >= low.cost) {
      [low, high] = low.cost <= next.cost ? [low, next] : [next, low];
      continue;
    }
    if (isFlat(next, line.start)) return { trial: next, evaluations: extra + 1 };
    if (next.slope * (high.step - low.step) >= 0) high = low;
    low = next;
  }
  return { trial: low, evaluations: extra + 1 };
}

/**
 * The next step in a bracket, and whether it is near an end without having been moved: the first such step is taken as
 * it is, one that follows it, or lies on the end itself, is moved inwards.
 */
function stepWithin(low: Trial, high: Trial, wasNear: boolean): { step: number; isNear: boolean } {
  const from = Math.min(low.step, high.step);
  const to = Math.max(low.step, high.step);
  const step = minimumOfCubic(low, high, from, to);
  const margin = MARGIN * (to - from);
  if (Math.min(to - step, step - from) >= margin) return { step, isNear: false };
  if (!wasNear && step > from && step < to) return { step, isNear: true };
  return { step: to - step < step - from ? to - margin : from + margin, isNear: false };
}

/** Whether the cost has not fallen enough (the first Wolfe condition is broken). */
function isTooHigh(trial: Trial, start: Trial): boolean {
  return trial.cost > start.cost + SUFFICIENT_DECREASE * trial.step * start.slope;
}

/** Whether the slope is flat enough (the second Wolfe condition, in its strong form). */
function isFlat(trial: Trial, start: Trial): boolean {
  return Math.abs(trial.slope) <= -CURVATURE * start.slope;
}

/**
 * Where the cubic through two trials, with their slopes, has its minimum, within bounds (Nocedal and Wright, 3.59); the
 * middle of the bounds where it has none.
 */
function minimumOfCubic(one: Trial, other: Trial, least: number, most: number): number {
  const [left, right] = one.step <= other.step ? [one, other] : [other, one];
  const width = right.step - left.step;
  const tilt = left.slope + right.slope - (3 * (right.cost - left.cost)) / width;
  const root = Math.sqrt(tilt * tilt - left.slope * right.slope);
  const step = right.step - width * ((right.slope + root - tilt) / (right.slope - left.slope + 2 * root));
  return Number.isNaN(step) ? (least + most) / 2 : Math.min(Math.max(step, least), most);
}
