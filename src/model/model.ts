import { exp, log1p, sigmoid } from "../base/elementary.ts";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { fingerprint } from "../base/fingerprint.ts";
import { Matrix } from "../base/matrix.ts";
import { listNames } from "../base/names.ts";
import { parseOptions } from "../base/options.ts";
import { alignDataset, type DataLabels, labelsOf } from "../data/align.ts";
import { checkDataset } from "../data/check-dataset.ts";
import { Dataset } from "../data/dataset.ts";
import { computeLogits, evaluateNetwork } from "../network/evaluate-network.ts";
import { createLayout, nameOf, viewOf } from "../network/layout.ts";
import { type NetworkSpec, networkSpecSchema } from "../network/spec.ts";
import type { Parameters } from "../textbook/index.ts";
import { checkLabels } from "./check-labels.ts";

/** A probability above this is class 1. */
const DECISION_THRESHOLD = 0.5;

/** How well a model does on examples whose classes are known. */
export interface Evaluation {
  readonly examples: number;
  /** An example whose logit is not finite is not among them: the model has no answer to it. */
  readonly correct: number;
  /** correct / examples. */
  readonly accuracy: number;
  /** The mean cross-entropy, without penalty and without dropout; Infinity where a logit is not finite. */
  readonly dataCost: number;
}

/** How a model does on each of some examples whose classes are known, in their order. */
export interface ExampleScores {
  /** 1 where the model is right, 0 where it is wrong or has no answer. */
  readonly correct: Uint8Array;
  /** The cross-entropy, without penalty and without dropout; Infinity where the logit is not finite. */
  readonly costs: Float64Array;
}

/** A trained network as a value: it predicts, and it can be saved. It never changes, and never drops a unit. */
export class Model {
  readonly spec: NetworkSpec;
  readonly labels: DataLabels;
  /** All weights and biases, flat: W1, b1, W2, b2, …, each row after row. Not to be changed. */
  readonly parameters: Float64Array;
  /** The first 16 hex digits of the SHA-256 of the parameters: the same on every machine. */
  readonly fingerprint: string;

  /**
   * Everything is copied.
   *
   * @param parameters as many finite numbers as the network has; −0 becomes 0, since JSON does not keep its sign
   * @param labels the names of features and classes, as many as the network takes
   * @throws InvalidInputError when one of them is wrong or does not fit the others
   */
  constructor(spec: NetworkSpec, parameters: Float64Array, labels: DataLabels) {
    const { hiddenLayers, ...others } = parseOptions(networkSpecSchema, spec, ({ name }) => `Model: ${name}`);
    this.spec = Object.freeze({ ...others, hiddenLayers: frozen(hiddenLayers) });
    checkLabels(labels, spec.inputs, AT);
    const { featureNames, targetName, classNames } = labels;
    this.labels = Object.freeze({
      featureNames: frozen(featureNames),
      targetName,
      classNames: frozen(classNames),
    });
    checkParameters(parameters, createLayout(spec).length);
    this.parameters = parameters.map((value) => value + 0);
    this.fingerprint = fingerprint(this.parameters);
    Object.freeze(this);
  }

  /** A model of the present parameters, with the names of its training data. */
  static fromTraining(spec: NetworkSpec, parameters: Float64Array, training: Dataset): Model {
    checkDataset(training, "Model.fromTraining");
    return new Model(spec, parameters, labelsOf(training));
  }

  /**
   * The probability of class 1 for every row.
   *
   * @param rows one row per example, one number per feature in the order of `labels.featureNames`
   * @throws InvalidInputError when a row has another number of features, one that is not finite, or one so large that
   *   the network's sums overflow
   */
  predict(rows: readonly (readonly number[])[]): Float64Array {
    const logits = this.logits(rows);
    checkNoOverflow(logits);
    return logits.map(sigmoid);
  }

  /**
   * The logit of class 1 for every row: log(p/(1 − p)), which keeps its shape where p rounds to 0 or 1.
   *
   * @param rows as `predict` takes them
   * @returns what the network computes: not finite where its sums overflow, as they may far away from the examples and
   *   after a run that diverged
   * @throws InvalidInputError when a row has another number of features, or one that is not finite
   */
  logits(rows: readonly (readonly number[])[]): Float64Array {
    this.#checkRows(rows);
    if (rows.length === 0) return new Float64Array(0);
    const { spec, parameters } = this;
    return computeLogits({ spec, parameters, features: Matrix.fromRows(rows).transpose().data });
  }

  /** The class that a probability of class 1 stands for: 1 above 0.5, else 0. */
  classOf(probability: number): 0 | 1 {
    return probability > DECISION_THRESHOLD ? 1 : 0;
  }

  /**
   * Accuracy and cost on examples whose classes are known. Where sums overflow it gives both all the same: a run that
   * diverged is an expected outcome, and its model cannot tell whether features or parameters are to blame.
   *
   * @param dataset features and classes are found by their names, in whatever order they are
   * @throws InvalidInputError when a feature is missing or a class is unknown
   */
  evaluate(dataset: Dataset): Evaluation {
    checkDataset(dataset, "evaluate");
    const { X, Y } = alignDataset(dataset, this.labels).toMatrices();
    const { spec, parameters } = this;
    const { logits, dataCost } = evaluateNetwork({ spec, parameters, features: X.data }, Y.data);
    const correct = logits.filter((logit, i) => this.#isRight(logit, Y.data[i])).length;
    return { examples: dataset.examples, correct, accuracy: correct / dataset.examples, dataCost };
  }

  /**
   * What {@link evaluate} sums up, example by example: what two models on the same examples are compared by.
   *
   * @param dataset features and classes are found by their names, in whatever order they are
   * @throws InvalidInputError when a feature is missing or a class is unknown
   */
  scores(dataset: Dataset): ExampleScores {
    checkDataset(dataset, "scores");
    const { X, Y } = alignDataset(dataset, this.labels).toMatrices();
    const { spec, parameters } = this;
    const logits = computeLogits({ spec, parameters, features: X.data });
    const targets = Y.data;
    return {
      correct: Uint8Array.from(logits, (logit, i) => (this.#isRight(logit, targets[i]) ? 1 : 0)),
      costs: logits.map((logit, i) => crossEntropy(logit, targets[i] as number)),
    };
  }

  /** ‖W‖ of every layer, the root of the sum of squared weights: what L2 makes smaller. */
  get weightNorms(): readonly number[] {
    const weights = createLayout(this.spec).entries.filter((entry) => entry.kind === "weight");
    return weights.map((entry) => rootOfSquares(viewOf(this.parameters, entry)));
  }

  /** The parameters as the article's record of matrices: W1, b1, W2, … */
  toTextbook(): Parameters {
    const { entries } = createLayout(this.spec);
    const named = entries.map((entry) => {
      const values = viewOf(this.parameters, entry).slice();
      return [nameOf(entry), new Matrix(entry.rows, entry.columns, values)];
    });
    return Object.fromEntries(named) as Parameters;
  }

  #isRight(logit: number, target: number | undefined): boolean {
    return Number.isFinite(logit) && this.classOf(sigmoid(logit)) === target;
  }

  #checkRows(rows: unknown): void {
    const features = `${this.spec.inputs} finite features (${listNames(this.labels.featureNames)})`;
    if (!Array.isArray(rows)) {
      const hint = rows instanceof Dataset ? "Its row(i) gives one; evaluate takes it whole." : undefined;
      throw invalidRows(`a list of rows of ${features}`, describeValue(rows), hint);
    }
    for (const [index, row] of rows.entries()) {
      if (!Array.isArray(row)) throw invalidRows(features, `${describeValue(row)} as row ${index + 1}`);
      if (row.length !== this.spec.inputs) throw invalidRows(features, `${row.length} in row ${index + 1}`);
      const bad = row.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0) throw invalidRows(features, `${describeValue(row[bad])} in row ${index + 1}`);
    }
  }
}

/** −log of the probability that a logit gives to the right class, stably; Infinity where the logit is not finite. */
function crossEntropy(logit: number, target: number): number {
  if (!Number.isFinite(logit)) return Infinity;
  const wrong = target === 1 ? -logit : logit;
  return Math.max(wrong, 0) + log1p(exp(-Math.abs(wrong)));
}

function sumOfSquares(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight * weight, 0);
}

/** √Σw², also where the squares leave the finite range: then all are taken in units of the largest. */
function rootOfSquares(weights: Float64Array): number {
  const squares = sumOfSquares(weights);
  if (Number.isFinite(squares)) return Math.sqrt(squares);
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  return largest * Math.sqrt(sumOfSquares(weights.map((weight) => weight / largest)));
}

/** Where a model's parts come from, for messages. */
const AT = { source: "data", where: "Model" } as const;

/** A copy of a list that never changes. */
function frozen<Item>(list: readonly Item[]): readonly Item[] {
  return Object.freeze([...list]);
}

function checkParameters(parameters: Float64Array, count: number): void {
  const expected = `${count} finite parameters, as the network has`;
  if (!(parameters instanceof Float64Array)) {
    throw new InvalidInputError({ ...AT, expected, received: describeValue(parameters) });
  }
  const bad = parameters.findIndex((value) => !Number.isFinite(value));
  if (parameters.length === count && bad < 0) return;
  const received = bad < 0 ? String(parameters.length) : `${parameters[bad]} in place ${bad}`;
  throw new InvalidInputError({ ...AT, expected, received });
}

/** Refuses rows without a finite logit: an infinite one may have the wrong sign, since a part of its sum overflowed. */
function checkNoOverflow(logits: Float64Array): void {
  const bad = logits.findIndex((logit) => !Number.isFinite(logit));
  if (bad < 0) return;
  const received = `${logits[bad]} in row ${bad + 1}`;
  const hint = "They are too large for this network: scale them, in its training data too.";
  throw invalidRows("features that give a finite logit", received, hint);
}

function invalidRows(expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "data", where: "examples to predict", expected, received, hint });
}
