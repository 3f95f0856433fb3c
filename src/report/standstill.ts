import { max, min, sum, variance } from "d3-array";
import { log } from "../base/elementary.ts";
import { formatAlike, formatClass, formatCost, formatNumber } from "../base/number-format.ts";
import { isSound } from "../compare/comparison.ts";
import { figureOf } from "../compare/measures.ts";
import type { RunResult } from "../compare/perform-runs.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import { preparedAs } from "../data/preparation/feature-units.ts";
import { toTargetUnits } from "../data/preparation/target-scale.ts";
import { Model } from "../model/model.ts";
import { createInitialParameters } from "../network/initial-parameters.ts";
import { createLayout } from "../network/layout.ts";
import { findLargeFeature, leavesTooFewUnits, likelyCause } from "../train/divergence-causes.ts";
import { createRandomness } from "../train/randomness.ts";
import { hasPenalty } from "../train/regularizers.ts";
import type { TrainingRun } from "../train/training-run.ts";

/** How far a data cost may lie from that of the shares of the classes and still be called the same. */
const COST_TOLERANCE = 0.01;
/** So many times the cost of the shares of the classes is far above it. */
const FAR_ABOVE = 2;
/** An error of at least this share of the deviation of the numbers is no smaller. */
const LEAST_GAIN = 0.99;
/** Targets beyond are far from what first weights answer with. */
const LARGE_TARGET = 10;
/** The size of a layer's weights below which a penalty has drawn them to 0. */
const TINY_NORM = 0.01;
/** A cost has clearly fallen when it is at most this share of the first. */
const CLEARLY_FALLEN = 0.9;
/** A cost still falls when the last tenth of a run brought at least this share of the whole fall. */
const STILL_FALLING = 0.01;

const GUESSING = "guessing from how frequent each class is";
const ADVICE = "It may need more iterations, another learning rate, or features scaled to about −1 … 1.";

/** Says so where no feature of the training examples varies: then nothing can be learned, whatever the settings. */
export function describeConstantFeatures(training: Dataset<TargetColumn>): string[] {
  if (!areConstant(training)) return [];
  const which = training.features.length === 1 ? "The only feature has" : "Every feature has";
  const apart = training.target.type === "category" ? "the classes" : "them";
  return [
    `${which} the same value in all training examples: nothing tells ${apart} apart, and no setting can change that.`,
  ];
}

function areConstant({ features }: Dataset<TargetColumn>): boolean {
  return features.every(({ values }) => values.every((value) => value === values[0]));
}

/**
 * Says of a run that it learned nothing, or nothing yet, and probably why: it answers no better than the larger class
 * alone, at the cost of guessing from how frequent each class is, or far above it. Nothing for any other run, nor where
 * no feature varies, as {@link describeConstantFeatures} tells, or the target is several classes or labels. Of numbers: that
 * its error is no smaller than that of answering with their mean.
 */
export function describeStandstill(
  title: string,
  result: RunResult,
  training: Dataset<TargetColumn>,
): string[] {
  // In cross-validation each model has a preparation of its own, which may make other features.
  const examples = preparedAs(training, result.run.model.labels.preparation);
  if (examples === undefined) return [];
  if (hasTwoClasses(examples)) return describeTwoClasses(title, result, examples);
  return examples.target.type === "number" ? describeNumbers(title, result, training) : [];
}

function hasTwoClasses(data: Dataset<TargetColumn>): data is Dataset {
  return data.target.type === "category" && data.target.classNames.length === 2;
}

function describeTwoClasses(title: string, result: RunResult, training: Dataset): string[] {
  const { run, training: trained } = result;
  const isNoBetter = trained.accuracy <= (max(training.classCounts) ?? 0) / training.examples;
  if (!isSound(result) || areConstant(training) || !isNoBetter) return [];
  const guessing = entropyOf(training);
  const isFarAbove = trained.dataCost > FAR_ABOVE * guessing;
  const { lowest, highest } = answersOf(run.model, training);
  const isOneSided = highest <= 0 || lowest > 0;
  const isSame = Math.abs(trained.dataCost - guessing) < COST_TOLERANCE * guessing;
  if (!isFarAbove && !(isSame && isOneSided)) return [];
  // Biases alone, all that weights at 0 leave, settle at the cost of guessing: far above it, the cause is another. Large
  // features throw units out of their range; a penalty then only wears down weights that do nothing any more.
  const isHeldDown = !isFarAbove && hasTinyWeights(run) && findLargeFeature(training) === undefined;
  if (lowest < highest && !isHeldDown && isStillFalling(run.history.dataCostWithoutDropout)) {
    const [first, last] = [run.history.dataCostWithoutDropout[0] ?? 0, trained.dataCost].map(formatCost);
    return [`${title} needs more iterations: its data cost fell from ${first} to ${last}, and still falls.`];
  }
  const name = formatClass(training.target.classNames[highest > 0 ? 1 : 0] ?? "");
  const finding = isFarAbove
    ? `its data cost of ${formatCost(trained.dataCost)} is far above the ${formatCost(guessing)} of ${GUESSING}`
    : `it takes every training example for ${name}, and its data cost is that of ${GUESSING}`;
  const cause = causeOf(run, training, { isHeldDown, isDead: lowest === highest });
  return [`${title} learned nothing: ${finding}. ${cause}`];
}

/** Numbers that weigh differently have another mean; nothing is said of them. */
function describeNumbers(title: string, result: RunResult, training: Dataset<TargetColumn>): string[] {
  const values = toTargetUnits(training.target.values, training.preparation);
  const spread = Math.sqrt(((variance(values) ?? 0) * (training.examples - 1)) / training.examples);
  const error = figureOf(result, "training", "rmse") ?? 0;
  // Other losses than squared ones have aims of their own: Huber's leaves outliers alone.
  const { loss } = result.run.settings;
  const isSquared = loss === undefined || loss === "squared";
  const hasChance = isSquared && isSound(result) && !areConstant(training) && training.weights === undefined;
  if (!hasChance || spread === 0 || error < LEAST_GAIN * spread) return [];
  const [own, least] = formatAlike([error, spread]);
  const isLarge = (max(training.target.values, Math.abs) ?? 0) > LARGE_TARGET;
  const advice = isLarge
    ? "The numbers are large: scale the target to about −1 … 1, or take more iterations."
    : ADVICE;
  return [
    `${title} learned nothing: its RMSE of ${own} on the training examples is no smaller than the ${least} of always ` +
      `answering with their mean. ${advice}`,
  ];
}

/** The mean cross-entropy of always answering with the shares of the classes. */
function entropyOf({ classCounts, examples }: Dataset): number {
  return -sum(classCounts, (count) => (count === 0 ? 0 : (count / examples) * log(count / examples)));
}

/** Whether a cost has clearly fallen and goes on falling: no sign of a wrong learning rate, only of a short run. */
function isStillFalling(costs: readonly number[]): boolean {
  const [first = 0, last = 0] = [costs[0], costs.at(-1)];
  const before = costs[Math.min(costs.length - 2, Math.floor(0.9 * (costs.length - 1)))] ?? first;
  return last <= CLEARLY_FALLEN * first && before - last >= STILL_FALLING * (first - last);
}

/** Whether a run with a penalty ended with all weights near 0. */
function hasTinyWeights({ model, settings }: TrainingRun): boolean {
  return hasPenalty(settings) && (max(model.weightNorms) ?? 0) < TINY_NORM;
}

/** What is known of a run that learned nothing. */
interface Standstill {
  /** Whether the penalty holds all weights near 0. */
  readonly isHeldDown: boolean;
  /** Whether no input reaches the output any more, so that no further step can change that. */
  readonly isDead: boolean;
}

function causeOf(run: TrainingRun, training: Dataset, { isHeldDown, isDead }: Standstill): string {
  const { settings, history } = run;
  if (isHeldDown) {
    return `Likely cause: λ = ${[settings.lambda]
      .flat()
      .map((lambda) => formatNumber(lambda))
      .join(", ")} holds all weights near 0. Take a smaller λ.`;
  }
  if (isDead && wasDeadAtFirst(run, training)) {
    return "Cause: the first weights already give every example the same answer. Take another seed or more hidden units.";
  }
  const costs = history.dataCostWithoutDropout;
  const hasRisen = (costs.at(-1) ?? 0) > (costs[0] ?? 0);
  return isDead || hasRisen || leavesTooFewUnits(settings)
    ? `Likely cause: ${likelyCause(settings, training)}`
    : ADVICE;
}

/** Whether a run's first weights let no input through. */
function wasDeadAtFirst({ model, settings }: TrainingRun, training: Dataset): boolean {
  const { weightsOf } = createRandomness(settings);
  const parameters = createInitialParameters(createLayout(model.spec), weightsOf);
  const { lowest, highest } = answersOf(new Model(model.spec, parameters, model.labels), training);
  return lowest === highest;
}

/** The lowest and the highest logit of a model on some examples. */
function answersOf(model: Model, data: Dataset): { readonly lowest: number; readonly highest: number } {
  const logits = model.logits(Array.from({ length: data.examples }, (_, i) => data.row(i)));
  return { lowest: min(logits) ?? 0, highest: max(logits) ?? 0 };
}
