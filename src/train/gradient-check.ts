import * as v from "valibot";
import { counterRandom } from "../base/counter-random.ts";
import { checkDataset } from "../data/check-dataset.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Numbers } from "../engine/precision.ts";
import { type LayoutEntry, nameOf, viewOf } from "../network/layout.ts";
import { createDifference, type Quotient } from "./difference-quotient.ts";
import { resolveSettings, type TrainOptions, trainOptions } from "./options.ts";
import { createStep, type Step } from "./step.ts";

/**
 * What a check found: a gradient that is right, one that is wrong, or that it cannot be told, because rounding hides it,
 * costs are not finite or every parameter lies beside a kink.
 */
export type GradientVerdict = "right" | "wrong" | "unclear";

/** The check of one block of parameters: a layer's weights or biases. */
export interface BlockCheck {
  /** W1, b1, W2, … */
  readonly name: string;
  /** ‖analytic − numeric‖ / (‖analytic‖ + ‖numeric‖) over the parameters that were checked; 0 where both are 0. */
  readonly relativeError: number;
  /** How much of that the rounding of the cost may account for: 1 or more where nothing is left of the gradient. */
  readonly rounding: number;
  readonly parameters: number;
  /** Parameters beside a kink of the activation, where no difference quotient is right: not checked. */
  readonly skipped: number;
  readonly verdict: GradientVerdict;
}

/** The check of a network's gradients. */
export interface GradientCheck {
  readonly blocks: readonly BlockCheck[];
  /** The largest relative error of a block. */
  readonly worst: number;
  /** Wrong if one block is, else unclear if one block is. */
  readonly verdict: GradientVerdict;
  /** Whether every block was found right. */
  readonly isCorrect: boolean;
}

/** The settings that a gradient depends on: those of a run, without what only its steps need. */
export const gradientOptions = v.omit(trainOptions, [
  "learningRate",
  "iterations",
  "precision",
  "costInterval",
]);

/** Below this relative error a gradient counts as right; above it, beyond what rounding explains, as wrong. */
export const GRADIENT_TOLERANCE = 1e-7;

/** Where rounding may account for more than this share of a gradient, nothing is said about it. */
const MAX_ROUNDING = 1e-3;
/** Deviation of the biases that a check draws. */
const BIAS_SIZE = 0.1;

/**
 * Compares the gradients of the backward pass with central differences of the cost, parameter by parameter, at the
 * first weights of a run and small random biases (with biases of 0, a unit whose inputs all dropped out would stand
 * exactly at relu's kink).
 *
 * Dropout masks are the same for all evaluations, since a cost with changing masks has no derivative: those of the first
 * iteration, and in place of "stream" the frozen one. The arithmetic is float64, whatever the precision: differences of
 * float32 costs have no digits left.
 *
 * @param dataset the examples that the cost is taken over
 * @param options the settings of the run; λ and dropout may be combined
 * @throws InvalidInputError when a setting is wrong or the examples are not of exactly two classes
 */
export function checkGradients(dataset: Dataset, options: TrainOptions = {}): GradientCheck {
  checkDataset(dataset, "checkGradients");
  const settings = resolveSettings(options);
  const mask = settings.mask === "stream" ? "frozen" : settings.mask;
  const step = createStep(dataset, { ...settings, mask, precision: "f64" });
  drawBiases(step, settings.seed);
  step.forward(0);
  step.backward();
  const differenceAt = createDifference(step);
  const blocks = step.layout.entries.map((entry) =>
    compareBlock(entry, viewOf(step.gradients, entry), (place) => differenceAt(entry, place)),
  );
  const verdict =
    (["wrong", "unclear"] as const).find((found) => blocks.some((block) => block.verdict === found)) ??
    "right";
  const worst = Math.max(...blocks.map((block) => block.relativeError));
  return { blocks, worst, verdict, isCorrect: verdict === "right" };
}

function drawBiases({ layout, parameters }: Step, seed: number): void {
  for (const entry of layout.entries) {
    const draw = counterRandom(seed, "biases", entry.layer);
    if (entry.kind === "bias")
      viewOf(parameters, entry).set(draw.randn(entry.length).map((value) => BIAS_SIZE * value));
  }
}

function compareBlock(
  entry: LayoutEntry,
  analytic: Numbers,
  differenceAt: (place: number) => Quotient | undefined,
): BlockCheck {
  let difference = 0;
  let uncertainty = 0;
  let analyticNorm = 0;
  let numericNorm = 0;
  let skipped = 0;
  for (let i = 0; i < entry.length; i++) {
    const numeric = differenceAt(i);
    if (numeric === undefined) {
      skipped++;
      continue;
    }
    const gradient = analytic[i] as number;
    difference += square(gradient - numeric.slope);
    uncertainty += square(numeric.uncertainty);
    analyticNorm += square(gradient);
    numericNorm += square(numeric.slope);
  }
  const size = Math.sqrt(analyticNorm) + Math.sqrt(numericNorm);
  const relativeError = size === 0 ? 0 : Math.sqrt(difference) / size;
  const rounding = size === 0 ? 1 : Math.sqrt(uncertainty) / size;
  const counts = { parameters: entry.length, skipped };
  return {
    name: nameOf(entry),
    relativeError,
    rounding,
    ...counts,
    verdict: judge(relativeError, rounding, counts),
  };
}

function judge(
  relativeError: number,
  rounding: number,
  { parameters, skipped }: { readonly parameters: number; readonly skipped: number },
): GradientVerdict {
  if (skipped === parameters) return "unclear";
  if (relativeError - rounding >= GRADIENT_TOLERANCE) return "wrong";
  // An error that rounding may account for may as well be one of the gradient.
  return relativeError < GRADIENT_TOLERANCE && rounding <= MAX_ROUNDING ? "right" : "unclear";
}

function square(value: number): number {
  return value * value;
}
