import type { Dataset } from "../data/dataset.ts";
import { areFinite } from "../engine/parameters.ts";
import { viewOf } from "../network/layout.ts";
import type { TrainSettings } from "./options.ts";
import type { Step } from "./step.ts";

/** A run that took all its steps. */
export interface Finished {
  readonly kind: "finished";
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
  /** Where in the layer: its sums on the way up, its derivatives on the way down, or a parameter after the step. */
  readonly place: "sums" | "gradients" | "parameters";
  /** The likely cause and what to try, in a sentence. */
  readonly cause: string;
}

/** How a run ended. All three are expected: none is an error. */
export type Outcome = Finished | Stopped | Diverged;

/** A feature this large makes a step of usual size overshoot. */
const LARGE_FEATURE = 10;

/** Finds where a step that could not be taken went wrong: first upwards, then downwards, then in the step itself. */
export function diagnoseDivergence(
  step: Step,
  iteration: number,
  settings: TrainSettings,
  training: Dataset,
): Diverged {
  const { layer, place } = findNonFinite(step);
  return { kind: "diverged", iteration, layer, place, cause: likelyCause(settings, training) };
}

function findNonFinite(step: Step): Pick<Diverged, "layer" | "place"> {
  const upwards = step.forwardPass.activations.findIndex((values) => !areFinite(values));
  if (upwards >= 0) return { layer: Math.max(upwards, 1), place: "sums" };
  const downwards = step.sumGradients.findLastIndex((values) => !areFinite(values));
  if (downwards >= 0) return { layer: downwards, place: "gradients" };
  const gradient = step.layout.entries.find((entry) => !areFinite(viewOf(step.gradients, entry)));
  if (gradient !== undefined) return { layer: gradient.layer, place: "gradients" };
  const largest = step.layout.entries.map((entry) => maxSize(viewOf(step.gradients, entry)));
  const entry = step.layout.entries[largest.indexOf(Math.max(...largest))];
  return { layer: entry?.layer ?? 1, place: "parameters" };
}

/** Why a run probably went wrong, and what to try: a sentence. */
export function likelyCause(settings: TrainSettings, training: Dataset): string {
  const { learningRate, lambda } = settings;
  const shrink = (learningRate * lambda) / training.examples;
  if (shrink > 2) {
    return (
      `learning rate × λ / m is ${shrink.toPrecision(3)}: above 2 the penalty alone throws every weight further past 0 ` +
      "in each step. Take a smaller λ or learning rate."
    );
  }
  const large = training.features.find((feature) => maxSize(feature.values) > LARGE_FEATURE);
  if (large !== undefined) {
    return (
      `feature "${large.name}" reaches ${maxSize(large.values).toPrecision(3)}. ` +
      "Scale the features to about −1 … 1, or take a smaller learning rate."
    );
  }
  const advice = learningRate > 1 ? "Try 0.3 or less." : "Try a tenth of it.";
  return `the learning rate ${learningRate} is too large for this network. ${advice}`;
}

function maxSize(values: Float64Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

/** An outcome in words, for people. */
export function describeOutcome(outcome: Outcome): string {
  if (outcome.kind === "finished") return "finished";
  if (outcome.kind === "stopped") return `stopped after ${outcome.iteration} iterations`;
  const place = outcome.place === "sums" ? "the sums" : `the ${outcome.place}`;
  return (
    `diverged at iteration ${outcome.iteration}: ${place} of layer ${outcome.layer} are not finite. ` +
    `Likely cause: ${outcome.cause}`
  );
}
