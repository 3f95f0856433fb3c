import * as v from "valibot";
import { counterRandom } from "../base/counter-random.ts";
import { checkDataset } from "../data/check-dataset.ts";
import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Numbers } from "../engine/precision.ts";
import { type LayoutEntry, nameOf, viewOf } from "../network/layout.ts";
import { type LayerSpec, layersOf } from "../network/spec.ts";
import { createDifference, type Quotient } from "./difference-quotient.ts";
import { type TrainOptions, trainOptions } from "./options.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { createStep, type Step } from "./step.ts";

/**
 * What a check found: a gradient that is right, one that is wrong, or that it cannot be told, because rounding hides it,
 * costs are not finite or every parameter lies beside a kink.
 */
export type GradientVerdict = "right" | "wrong" | "unclear";

/**
 * Why a gradient cannot be told: the costs are not finite; every parameter lies beside a kink; no shift changes the cost
 * by a single bit, since units are off or rounding swallows it; or the gradient is so small beside the cost that its
 * rounding hides it.
 */
export type UnclearReason = "not finite" | "kinks" | "no effect" | "rounding";

/** The check of one block of parameters: a layer's weights or biases. */
export interface BlockCheck {
  /** W1, b1, W2, … */
  readonly name: string;
  /**
   * ‖analytic − numeric‖ / (‖analytic‖ + ‖numeric‖) over the parameters that were checked; 0 where both are 0, or are
   * rounding where the gradient is known to be 0: a normalization takes out what a bias before it adds.
   */
  readonly relativeError: number;
  /** How much of that the rounding of the cost may account for: 1 or more where nothing is left of the gradient. */
  readonly rounding: number;
  readonly parameters: number;
  /** Parameters beside a kink of the activation, where no difference quotient is right: not checked. */
  readonly skipped: number;
  readonly verdict: GradientVerdict;
  /** Only beside the verdict "unclear". */
  readonly reason?: UnclearReason;
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
  "optimizer",
  "learningRate",
  "momentum",
  "beta1",
  "beta2",
  "rho",
  "epsilon",
  "schedule",
  "warmup",
  "rateDecay",
  "decayInterval",
  "finalRate",
  "plateauPatience",
  "constraint",
  "constraintLimit",
  "clipping",
  "clippingLimit",
  "averaging",
  "averageDecay",
  "averageStart",
  "averageInterval",
  "patience",
  "monitor",
  "minChange",
  "restoreBest",
  "weightDecay",
  "iterations",
  "epochs",
  "precision",
  "costInterval",
]);

/** Below this relative error a gradient counts as right; above it, beyond what rounding explains, as wrong. */
export const GRADIENT_TOLERANCE = 1e-7;

/** Where rounding may account for more than this share of a gradient, nothing is said about it. */
const MAX_ROUNDING = 1e-3;
/** The estimate of rounding is one of its order of magnitude: only what is larger than so many of it is an error. */
const ROUNDING_MARGIN = 10;
/** Deviation of the biases, scales and shifts that a check draws. */
const BIAS_SIZE = 0.1;
/** Which numbers the kinds of them are drawn from, beside each other. */
const OFFSET_STREAMS = { bias: 0, scale: 1, shift: 2, mean: 3, variance: 4 } as const;
/** More layers than a network has. */
const MAX_LAYERS = 1024;

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
export function checkGradients(dataset: Dataset<TargetColumn>, options: TrainOptions = {}): GradientCheck {
  checkDataset(dataset, "checkGradients");
  const settings = resolveSettings({ ...options, patience: undefined, optimizer: undefined });
  const mask = settings.mask === "stream" ? "frozen" : settings.mask;
  const step = createStep(dataset, { ...settings, mask, precision: "f64" });
  drawOffsets(step, settings.seed);
  step.forward(0);
  step.backward();
  const differenceAt = createDifference(step);
  const trained = step.layout.entries.filter(({ offset }) => offset < step.layout.trained);
  const blocks = trained.map((entry) =>
    compareBlock(entry, {
      analytic: viewOf(step.gradients, entry),
      differenceAt: (place) => differenceAt(entry, place),
      isZero: isCancelled(step, entry),
    }),
  );
  const verdict =
    (["wrong", "unclear"] as const).find((found) => blocks.some((block) => block.verdict === found)) ??
    "right";
  const worst = Math.max(...blocks.map((block) => block.relativeError));
  return { blocks, worst, verdict, isCorrect: verdict === "right" };
}

/** Biases, scales and shifts leave the places where they begin, 0 and 1, at which errors could hide. */
function drawOffsets({ layout, parameters }: Step, seed: number): void {
  for (const entry of layout.entries) {
    if (entry.kind === "weight" || entry.offset >= layout.trained) continue;
    const values = viewOf(parameters, entry);
    // A scale has numbers of its own, so that it is not the bias once more.
    const draw = counterRandom(seed, "biases", entry.layer + OFFSET_STREAMS[entry.kind] * MAX_LAYERS);
    draw.randn(entry.length).forEach((value, index) => {
      values[index] = (entry.kind === "scale" ? 1 : 0) + BIAS_SIZE * value;
    });
  }
}

/** Whether the derivatives of a block are 0 whatever the data: normalization subtracts what a bias before it adds. */
function isCancelled({ spec }: Step, { kind, layer }: LayoutEntry): boolean {
  const { normalization, units } = layersOf(spec)[layer - 1] as LayerSpec;
  return kind === "bias" && (normalization === "batch" || (normalization === "layer" && units === 1));
}

/** What {@link compareBlock} compares. */
interface BlockInput {
  readonly analytic: Numbers;
  readonly differenceAt: (place: number) => Quotient | undefined;
  /** Whether both are known to be 0 but for rounding. */
  readonly isZero: boolean;
}

function compareBlock(entry: LayoutEntry, { analytic, differenceAt, isZero }: BlockInput): BlockCheck {
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
  const block = { name: nameOf(entry), parameters: entry.length, skipped };
  const size = Math.sqrt(analyticNorm) + Math.sqrt(numericNorm);
  const isNothing = isZero && uncertainty < Infinity && size <= ROUNDING_MARGIN * Math.sqrt(uncertainty);
  const relativeError = isNothing || size === 0 ? 0 : Math.sqrt(difference) / size;
  const rounding = isNothing ? 0 : size === 0 ? 1 : Math.sqrt(uncertainty) / size;
  return { ...block, relativeError, rounding, ...judge({ ...block, relativeError, rounding }) };
}

function judge({
  relativeError,
  rounding,
  parameters,
  skipped,
}: Omit<BlockCheck, "verdict">): Pick<BlockCheck, "verdict" | "reason"> {
  if (skipped === parameters) return { verdict: "unclear", reason: "kinks" };
  if (!Number.isFinite(relativeError + rounding)) return { verdict: "unclear", reason: "not finite" };
  if (relativeError - ROUNDING_MARGIN * rounding >= GRADIENT_TOLERANCE) return { verdict: "wrong" };
  // An error that rounding may account for may as well be one of the gradient.
  const isRight = relativeError < GRADIENT_TOLERANCE && rounding <= MAX_ROUNDING;
  if (isRight) return { verdict: "right" };
  return { verdict: "unclear", reason: relativeError === 0 ? "no effect" : "rounding" };
}

function square(value: number): number {
  return value * value;
}
