import { readRow } from "../engine/panels.ts";
import type { Numbers } from "../engine/precision.ts";
import { activations } from "../network/activations.ts";
import type { LayoutEntry } from "../network/layout.ts";
import { type LayerSpec, layersOf } from "../network/spec.ts";
import { weightRegularizers } from "./regularizers.ts";
import type { LayerArray, Step } from "./step.ts";

/** The derivative of a cost by one parameter, from two costs beside it. */
export interface Quotient {
  readonly slope: number;
  /** How much of it the rounding of the costs may account for, and terms of the series beyond the extrapolation. */
  readonly uncertainty: number;
}

/** ε, the distance to each side: truncation grows with its fourth power, rounding with its inverse. */
const STEP_SIZE = 1e-5;
/** The share of a sum that one addition may lose to rounding. */
const ROUNDING = 2 ** -53;
/** No parameter is shifted further, however small its inputs are. */
const LARGEST_SHIFT = 1;
/** How often the distance is divided by ten when a unit switches on or off within it. */
const MAX_REFINEMENTS = 2;

/** The costs of a step with one parameter shifted. */
interface Costs {
  readonly dataCost: number;
  readonly penalty: number;
}

/**
 * A function that takes the difference quotient of a step's cost by one parameter, two central differences extrapolated
 * (L. F. Richardson 1911), since a normalization of sums that hardly vary bends the cost sharply:
 *
 *     D(ε) = (J(θ + ε) − J(θ − ε)) / 2ε,   dJ/dθ ≈ (4·D(ε) − D(2ε)) / 3
 *
 * Data cost and penalty are subtracted apart, so that a large penalty does not drown the data cost. ε is in the units of
 * a sum z: a weight is shifted by ε divided by the largest of its inputs.
 *
 * @returns a function of a block and a place in it; undefined is its answer where even the smallest distance crosses a
 * kink of the activation
 */
export function createDifference(step: Step): (entry: LayoutEntry, place: number) => Quotient | undefined {
  const { parameters } = step;
  const units = createUnitWatch(step);
  const costsAt = (index: number, value: number): Costs => {
    parameters[index] = value;
    step.forward(0);
    return { dataCost: step.dataCost(), penalty: step.penalty() };
  };
  const differenceAt = (index: number, value: number, size: number): Quotient | undefined => {
    const above = costsAt(index, value + size);
    if (!units.areAsBefore()) return undefined;
    const below = costsAt(index, value - size);
    if (!units.areAsBefore()) return undefined;
    const difference = above.dataCost - below.dataCost + (above.penalty - below.penalty);
    return { slope: difference / (2 * size), uncertainty: roundingOf(step, above, below) / (2 * size) };
  };
  return (entry, place) => {
    const hasCorner = entry.kind === "weight" && hasL1(step, entry.layer);
    const index = entry.offset + place;
    const value = parameters[index] as number;
    let size = shiftOf(step, entry, place);
    try {
      for (let refinement = 0; refinement <= MAX_REFINEMENTS; refinement++, size /= 10) {
        if (hasCorner && Math.abs(value) <= 2 * size) continue;
        units.forget();
        const near = differenceAt(index, value, size);
        const far = near && differenceAt(index, value, 2 * size);
        if (near !== undefined && far !== undefined) return extrapolate(near, far);
      }
      return undefined;
    } finally {
      parameters[index] = value;
      // Later shifts are measured by the outputs of the unshifted network.
      step.forward(0);
    }
  };
}

/** Watches which units of kinked activations are on. */
interface UnitWatch {
  /** Whether they are those of the first cost since they were forgotten; for that one, yes. */
  readonly areAsBefore: () => boolean;
  readonly forget: () => void;
}

function createUnitWatch(step: Step): UnitWatch {
  const hidden = step.activations.flatMap(({ numbers }, index) => (hasKinkAt(step, index) ? [numbers] : []));
  const pattern = new Uint8Array(hidden.reduce((sum, values) => sum + values.length, 0));
  let isKnown = false;
  return {
    areAsBefore: () => {
      if (isKnown) return hasPattern(pattern, hidden);
      takePattern(pattern, hidden);
      isKnown = true;
      return true;
    },
    forget: () => {
      isKnown = false;
    },
  };
}

/** Richardson's extrapolation: what is left of the series is about the square of what it took away. */
function extrapolate(near: Quotient, far: Quotient): Quotient {
  const bend = near.slope - far.slope;
  const slope = near.slope + bend / 3;
  const rounding = (4 * near.uncertainty + far.uncertainty) / 3;
  const rest = slope === 0 ? 0 : Math.min((bend * bend) / Math.abs(slope), Math.abs(bend));
  return { slope, uncertainty: rounding + rest };
}

/** Whether |w| is part of the cost: it has no derivative at 0. */
function hasL1({ settings }: Step, layer: number): boolean {
  return (weightRegularizers(settings)[layer - 1]?.lambda1 ?? 0) > 0;
}

/** Whether the activation of a layer has a kink. @param index of the layer, from 0 for the first hidden one */
function hasKinkAt({ spec }: Step, index: number): boolean {
  const { activation } = layersOf(spec)[index] as LayerSpec;
  return activations[activation].hasKink;
}

/** How far to shift a parameter so that no sum of its layer moves by more than ε: a weight counts by its largest input. */
function shiftOf(step: Step, { kind, layer, columns }: LayoutEntry, place: number): number {
  if (kind !== "weight") return STEP_SIZE;
  const { numbers, matrix } = step.outputs[layer - 1] as LayerArray;
  const inputs = readRow(numbers, matrix, place % columns);
  const largest = inputs.reduce((most, input) => Math.max(most, Math.abs(input)), 0);
  return largest === 0 ? STEP_SIZE : Math.min(STEP_SIZE / largest, LARGEST_SHIFT);
}

/** Notes which units are on for which examples: what changes a derivative that has a kink. */
function takePattern(pattern: Uint8Array, hidden: readonly Numbers[]): void {
  let place = 0;
  for (const values of hidden) for (const a of values) pattern[place++] = a > 0 ? 1 : 0;
}

function hasPattern(pattern: Uint8Array, hidden: readonly Numbers[]): boolean {
  let place = 0;
  for (const values of hidden) {
    for (const a of values) if (pattern[place++] !== (a > 0 ? 1 : 0)) return false;
  }
  return true;
}

/**
 * About how much rounding may have changed the difference of two costs. Each is a sum, whose losses add up like a random
 * walk, a mean of m examples by about √m·2⁻⁵³·J; a penalty that did not change lost the same on both sides.
 */
function roundingOf({ schedule, layout }: Step, above: Costs, below: Costs): number {
  const data = (Math.abs(above.dataCost) + Math.abs(below.dataCost)) * Math.sqrt(schedule.batchSize);
  const hasMoved = above.penalty !== below.penalty;
  const penalty = hasMoved ? (above.penalty + below.penalty) * Math.sqrt(layout.length) : 0;
  return ROUNDING * (data + penalty);
}
