import type { NetworkPlace } from "./inside.ts";

/** Keys that lead through a diagram. */
export type WalkKey = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Home" | "End";

/** Whether a key leads through a diagram. */
export function isWalkKey(key: string): key is WalkKey {
  return ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"].includes(key);
}

/** How far along its column a key leads. */
const STEPS: Readonly<Record<WalkKey, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  Home: -Infinity,
  End: Infinity,
  ArrowLeft: 0,
  ArrowRight: 0,
};

/**
 * Where a key leads: up and down within a layer, left and right from a unit to a weight and on to the unit behind it; from
 * weight to weight, all begin in the same unit. At an edge of the diagram, nowhere else.
 *
 * @param drawn by layer from the features, the units that are drawn
 */
export function walk(drawn: readonly (readonly number[])[], place: NetworkPlace, key: WalkKey): NetworkPlace {
  const { layer, unit, input } = place;
  if (STEPS[key] !== 0) return { ...place, unit: along(drawn[layer], unit, STEPS[key]) };
  const isForward = key === "ArrowRight";
  if (input !== undefined) return isForward ? { layer, unit } : { layer: layer - 1, unit: input };
  const next = drawn[layer + 1]?.[0];
  if (isForward) return next === undefined ? place : { layer: layer + 1, unit: next, input: unit };
  const first = drawn[layer - 1]?.[0];
  return first === undefined ? place : { layer, unit, input: first };
}

function along(units: readonly number[] = [], unit: number, steps: number): number {
  const row = Math.min(Math.max(units.indexOf(unit) + steps, 0), units.length - 1);
  return units[row] ?? unit;
}

/** Whether a place is among those that are drawn. */
export function isDrawn(
  drawn: readonly (readonly number[])[],
  { layer, unit, input }: NetworkPlace,
): boolean {
  if (drawn[layer]?.includes(unit) !== true) return false;
  return input === undefined || drawn[layer - 1]?.includes(input) === true;
}

/** A place as a text that no other place has. */
export function keyOfPlace({ layer, unit, input }: NetworkPlace): string {
  return input === undefined ? `${layer}.${unit}` : `${layer}.${unit}.${input}`;
}
