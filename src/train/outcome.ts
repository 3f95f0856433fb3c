/** How a run ended. */

/** A run that took all its steps. */
export interface Finished {
  readonly kind: "finished";
}

/** A run that early stopping ended: what it monitored did not improve any more. */
export interface StoppedEarly {
  readonly kind: "stoppedEarly";
  /** How many steps had been taken. */
  readonly iteration: number;
}

/** A run that its caller stopped by the signal. */
export interface Stopped {
  readonly kind: "stopped";
  /** How many steps had been taken. */
  readonly iteration: number;
}

/** A run whose numbers left the finite range. The parameters are the last that were finite. */
export interface Diverged {
  readonly kind: "diverged";
  /** How many steps had been taken. */
  readonly iteration: number;
  /** The layer, counted from 1, in which the first number was not finite. */
  readonly layer: number;
  /**
   * Where in the layer: its sums on the way up; the cost, of which the data's belongs to the last layer and the penalty's
   * to the layer with the largest weights; its derivatives on the way down; its parameters after the step.
   */
  readonly place: "sums" | "cost" | "gradients" | "parameters";
  /** The likely cause and what to try, in a sentence. */
  readonly cause: string;
}

/** How a run ended. All are expected: none is an error. */
export type Outcome = Finished | StoppedEarly | Stopped | Diverged;

/** An outcome in words, for people. */
export function describeOutcome(outcome: Outcome): string {
  if (outcome.kind === "finished") return "finished";
  if (outcome.kind !== "diverged") {
    const why = outcome.kind === "stoppedEarly" ? ": no more improvement" : "";
    const { iteration } = outcome;
    return `stopped after ${iteration} iteration${iteration === 1 ? "" : "s"}${why}`;
  }
  const { iteration, layer, place, cause } = outcome;
  const finding =
    place === "cost"
      ? `the cost is not finite, because of layer ${layer}`
      : `the ${place} of layer ${layer} are not finite`;
  return `diverged at iteration ${iteration}: ${finding}. Likely cause: ${cause}`;
}
