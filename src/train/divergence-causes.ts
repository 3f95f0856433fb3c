/**
 * Why a run probably left the finite range. Every suspect says how far it is above what does no harm, as the logarithm of
 * a factor by which it makes steps overshoot; the strongest is named.
 */

import { log } from "../base/elementary.ts";
import { formatFeature } from "../base/number-format.ts";
import type { NumberColumn, TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { adviseSmallerSteps, nameRate, rateExcess } from "./divergence-advice.ts";
import { type Evidence, largestSize } from "./divergence-evidence.ts";
import type { TrainSettings } from "./options.ts";
import { outputRegularizers, weightRegularizers } from "./regularizers.ts";

/** A feature this large makes a step of usual size overshoot. */
const LARGE_FEATURE = 10;
/** So many times their first size are weights that have exploded. */
const EXPLODED_WEIGHTS = 1000;
/** By so much sums grow on the way up where the first weights are too large for a deep network. */
const EXPLODED_SUMS = 1e6;
/** Weights that have not grown more have not exploded themselves. */
const GROWN_WEIGHTS = 100;
/** Below it, a unit was the same for all examples of a batch: dividing by its deviation enlarges every derivative. */
const CONSTANT_VARIANCE = 1e-6;
/** e^z overflows above it. */
const LARGEST_EXPONENT = { f64: 709, f32: 88 } as const;
/** What evidence weighs that leaves no doubt. */
const CERTAIN = 1e9;

/** What is known of a run that went wrong. */
interface Case {
  readonly settings: TrainSettings;
  readonly training: Dataset<TargetColumn>;
  /** Undefined where only the settings are known. */
  readonly evidence: Evidence | undefined;
  /** The learning rate of the iteration. */
  readonly rate: number;
}

/** A possible cause: how strongly it is suspected, and what to say of it. */
interface Suspect {
  readonly strength: number;
  readonly sentence: string;
}

/** Why a run probably went wrong, and what to try: a sentence each. */
export function likelyCause(
  settings: TrainSettings,
  training: Dataset<TargetColumn>,
  evidence?: Evidence,
): string {
  const known = { settings, training, evidence, rate: evidence?.learningRate ?? settings.learningRate };
  const suspects = [
    suspectPenalty(known),
    suspectFeature(known),
    suspectTarget(known),
    suspectDropout(known),
    suspectExponential(known),
    suspectConstantUnit(known),
    suspectDepth(known),
  ].filter((suspect) => suspect !== undefined && suspect.strength > 0) as Suspect[];
  const strongest = [suspectRate(known), ...suspects].reduce((most, suspect) =>
    suspect.strength > most.strength ? suspect : most,
  );
  return strongest.sentence;
}

/** Whether no step has been taken yet, so that no learning rate can be to blame. */
function isBeforeFirstStep({ evidence }: Case): boolean {
  return evidence?.iteration === 0 && evidence.place !== "parameters";
}

function suspectRate(known: Case): Suspect {
  const { settings, evidence, rate, training } = known;
  const excess = rateExcess(settings, rate);
  if (isBeforeFirstStep(known)) {
    const first = `no step had been taken: the first weights (initialiser ${settings.initialiser}) and these data leave the range`;
    const wayOut =
      settings.precision === "f32" ? "Take precision f64." : "Scale the data, or take another initialiser.";
    return { strength: Number.NEGATIVE_INFINITY, sentence: `${first}. ${wayOut}` };
  }
  const growth = evidence?.growth;
  if (excess <= 0 && growth !== undefined && growth.factor > EXPLODED_WEIGHTS) {
    const grown = `the weights of layer ${growth.layer} have grown to ${growth.factor.toPrecision(2)} times their first size`;
    const isHuber = training.target.type === "number" && settings.loss === undefined;
    const huber = isHuber ? " A Huber loss bounds what one example can do." : "";
    return { strength: excess, sentence: `${grown}. ${adviseSmallerSteps(settings, rate)}${huber}` };
  }
  const sentence = `${nameRate(settings, rate, evidence?.iteration)} is too large for this network. ${adviseSmallerSteps(settings, rate, true)}`;
  return { strength: excess, sentence };
}

/** The update w − rate·λ/m·w is stable while rate·λ/m stays below 2; Adam and its kind take steps of one size. */
function suspectPenalty({ settings, training, rate }: Case): Suspect | undefined {
  const lambda = Math.max(...weightRegularizers(settings).map((layer) => layer.lambda));
  const shrink = (rate * lambda) / training.examples;
  if (!(shrink > 2)) return undefined;
  return {
    strength: log(Math.min(shrink, Number.MAX_VALUE) / 2),
    sentence:
      `learning rate × λ / m is ${shrink.toPrecision(3)}: above 2 the penalty alone throws every weight further past 0 ` +
      "in each step. Take a smaller λ or learning rate.",
  };
}

/** The curvature of the cost in the first weights grows with the square of the features. */
function suspectFeature({ training }: Case): Suspect | undefined {
  const large = findLargestFeature(training);
  const size = large === undefined ? 0 : largestSize(large.values);
  if (large === undefined || size <= LARGE_FEATURE) return undefined;
  return {
    strength: 2 * log(size / LARGE_FEATURE),
    sentence:
      `feature "${large.name}" reaches ${size.toPrecision(3)}. ` +
      "Scale the features to about −1 … 1, or take a smaller learning rate.",
  };
}

/** The first derivatives of a squared error are as large as the target; Huber's are bounded. */
function suspectTarget({ training, settings }: Case): Suspect | undefined {
  const { target } = training;
  if (target.type !== "number" || settings.loss === "huber" || settings.loss === "poisson") return undefined;
  const size = largestSize(target.values);
  if (size <= LARGE_FEATURE) return undefined;
  return {
    strength: 2 * log(size / LARGE_FEATURE),
    sentence:
      `target ${formatFeature(target.name)} reaches ${size.toPrecision(3)}, and the squared error with it. ` +
      "Scale the target to about −1 … 1, or take loss huber.",
  };
}

function suspectDropout({ settings }: Case): Suspect | undefined {
  if (!leavesTooFewUnits(settings)) return undefined;
  const { smallest, keepProbability } = thinnestLayer(settings);
  const units = `${smallest} ${smallest === 1 ? "unit" : "units"}`;
  return {
    strength: -log(keepProbability * smallest),
    sentence:
      `a keep probability of ${keepProbability} leaves most examples no unit of a layer of ${units}. ` +
      "Take a larger one, or more units.",
  };
}

/** Poisson's loss is e^z − y·z of the sum z: it overflows long before z does. */
function suspectExponential({ settings, training, evidence, rate }: Case): Suspect | undefined {
  if (settings.loss !== "poisson" || evidence === undefined) return undefined;
  const { largestLogit } = evidence;
  if (!(largestLogit > LARGEST_EXPONENT[settings.precision])) return undefined;
  const large = findLargestFeature(training);
  const isScaled = large === undefined || largestSize(large.values) <= LARGE_FEATURE;
  const advice = isScaled
    ? adviseSmallerSteps(settings, rate)
    : `Scale feature "${large.name}", which reaches ${largestSize(large.values).toPrecision(3)}.`;
  return {
    strength: CERTAIN,
    sentence: `the predicted count e^z overflows at the output z = ${largestLogit.toPrecision(3)} (loss poisson). ${advice}`,
  };
}

/** 1/√(variance + ε) of a constant unit enlarges derivatives hundreds of times. */
function suspectConstantUnit({ settings, evidence }: Case): Suspect | undefined {
  const unit = evidence?.constantUnit;
  if (unit === undefined || !(unit.variance < CONSTANT_VARIANCE)) return undefined;
  const batch = settings.batchSize === undefined ? "" : `mini-batches of ${settings.batchSize} `;
  const advice = settings.batchSize === undefined ? "" : "larger batches, ";
  return {
    strength: log(CONSTANT_VARIANCE / Math.max(unit.variance, Number.MIN_VALUE)) / 2,
    sentence:
      `batch normalization of unit ${unit.unit} of layer ${unit.layer} divides by nearly 0: ${batch}give it the same sum for ` +
      `every example. Take ${advice}normalization layer, or another initialiser.`,
  };
}

/** Sums that grow from layer to layer with weights that have not: each layer does a little, and there are many. */
function suspectDepth({ settings, evidence }: Case): Suspect | undefined {
  if (evidence === undefined || evidence.growth.factor > GROWN_WEIGHTS) return undefined;
  const finite = evidence.sums.filter(Number.isFinite);
  const [first = 0, last = 0] = [finite[0], finite.at(-1)];
  if (finite.length < 2 || !(last / first > EXPLODED_SUMS)) return undefined;
  const normalized = [settings.normalization].flat().every((name) => name === "none")
    ? "normalization layer, "
    : "";
  return {
    strength: CERTAIN / 10,
    sentence:
      `activations explode on the way up, from ${first.toPrecision(2)} in layer 1 to ${last.toPrecision(2)} in layer ${finite.length}, ` +
      `though no weight is over ${Math.ceil(evidence.growth.factor)} times the first sizes. ` +
      `Take ${normalized}activation tanh, or fewer layers.`,
  };
}

/** Whether dropout leaves less than one unit of a layer on average: most examples then get nothing through. */
export function leavesTooFewUnits(settings: TrainSettings): boolean {
  if (settings.hiddenLayers.length === 0 || settings.dropoutKind !== "standard") return false;
  const { smallest, keepProbability } = thinnestLayer(settings);
  return keepProbability < 1 && keepProbability * smallest < 1;
}

/** The hidden layer that dropout leaves the fewest units of. */
function thinnestLayer(settings: TrainSettings): {
  readonly smallest: number;
  readonly keepProbability: number;
} {
  const layers = settings.hiddenLayers.map((units, index) => ({
    smallest: units,
    keepProbability: outputRegularizers(settings)[index + 1]?.keepProbability ?? 1,
  }));
  return layers.reduce((thinnest, layer) =>
    layer.smallest * layer.keepProbability < thinnest.smallest * thinnest.keepProbability ? layer : thinnest,
  );
}

/** The largest feature that is so large that a step of usual size overshoots; undefined where all are scaled. */
export function findLargeFeature(training: Dataset<TargetColumn>): NumberColumn | undefined {
  const largest = findLargestFeature(training);
  return largest !== undefined && largestSize(largest.values) > LARGE_FEATURE ? largest : undefined;
}

/** The feature with the largest number; the first of equal ones. */
function findLargestFeature({ features }: Dataset<TargetColumn>): NumberColumn | undefined {
  return features.reduce<NumberColumn | undefined>(
    (most, feature) =>
      most === undefined || largestSize(feature.values) > largestSize(most.values) ? feature : most,
    undefined,
  );
}
