import type { Axis, SearchPoint } from "./axis.ts";

/** What is known of a point that a search has tried. */
export interface Observation {
  readonly point: SearchPoint;
  /** How far it was judged, in rungs: those that a pruner stopped know less, and count as worse than all that went on. */
  readonly rungs: number;
  /** The less the better; Infinity where training diverged. */
  readonly loss: number;
}

/** What a sampler may look at when it proposes a point. */
export interface Knowledge {
  /** The trial that the point is for, counted from 1. */
  readonly trial: number;
  /** The trials whose ends it may know, in their order. */
  readonly observations: readonly Observation[];
  /** The points of trials before it whose ends it may not know. */
  readonly pending: readonly SearchPoint[];
}

/** Where a search looks next: a pure function of what it is told, so that a search is the same however it is divided. */
export interface Sampler {
  /** How many points it has; absent where it never ends. */
  readonly size?: number;
  readonly propose: (knowledge: Knowledge) => SearchPoint;
}

/** What every sampler is made from. */
export interface SamplerContext {
  readonly axes: readonly Axis[];
  readonly seed: number;
}
