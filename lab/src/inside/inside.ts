/** What a network is like inside, as a worker tells the page: everything is plain data. */

import type { Equation } from "./equation.ts";
import type { WeightCounts } from "./weight-counts.ts";

/** A place in a network: a unit of a layer or, with an input, the weight that comes to it from there. */
export interface NetworkPlace {
  /** From 0, the features, to the output layer. */
  readonly layer: number;
  /** Counted from 0. */
  readonly unit: number;
  /** The unit of the layer below, or the feature; undefined for the unit itself, and for its bias. */
  readonly input?: number | undefined;
}

/** What a page wants to know of the inside. */
export interface InsideWanted {
  /** The training example whose way through the network is followed, counted from 0; undefined is one that costs much. */
  readonly example: number | undefined;
  /** The weight or bias whose step is explained; undefined is the weight of the first layer that the example moves most. */
  readonly parameter: NetworkPlace | undefined;
}

/** One layer, or the features. */
export interface InsideLayer {
  /** How many units it has. */
  readonly size: number;
  /** Those that are told of, in ascending order: of large layers, the strongest. */
  readonly units: readonly number[];
  /** What each hands on over the plane: units × points. */
  readonly responses: Float32Array;
  /** Units × units below, row after row; empty for the features. */
  readonly weights: Float64Array;
  readonly biases: Float64Array;
  /** Undefined for the features. */
  readonly counts: WeightCounts | undefined;
}

/** The next step of a run, as one example and one parameter see it. */
export interface ExplainedStep {
  /** How many steps have been taken. */
  readonly iteration: number;
  /** The example that it is about. */
  readonly example: number;
  /** How many examples its batch has. */
  readonly batch: number;
  readonly parameter: NetworkPlace;
  readonly before: number;
  readonly after: number;
  /** By layer, those of the units told of that drop out for the example in this iteration. */
  readonly dropped: readonly (readonly number[])[];
  readonly forward: readonly Equation[];
  readonly cost: readonly Equation[];
  readonly backward: readonly Equation[];
  readonly update: readonly Equation[];
  /** Whether the numbers that follow are finite. */
  readonly isTaken: boolean;
  /** Whether it is the step of the weights that are shown: a run may show averaged ones, or its best. */
  readonly isOfShown: boolean;
}

/** A network inside, at the iteration of the frame that it comes with. */
export interface Inside {
  /** From the features to the output layer. */
  readonly layers: readonly InsideLayer[];
  /** Points along each side of the plane, which reaches one step beyond the picture. */
  readonly columns: number;
  readonly rows: number;
  /** Undefined where an earlier iteration is shown, or the run has diverged. */
  readonly step: ExplainedStep | undefined;
}
