import { fingerprint } from "../base/fingerprint.ts";
import { Matrix } from "../base/matrix.ts";
import { alignDataset, type DataLabels, labelsOf } from "../data/align.ts";
import { checkDataset } from "../data/check-dataset.ts";
import type { TargetColumn } from "../data/columns.ts";
import { Dataset } from "../data/dataset.ts";
import { targetScaleOf, toTargetUnits } from "../data/preparation/target-scale.ts";
import { targetRows } from "../data/target-rows.ts";
import { type PredictedExamples, toAnswers } from "../metrics/examples.ts";
import type { Measurement } from "../metrics/measurement.ts";
import { computeMetrics, type MetricName } from "../metrics/metrics.ts";
import { poissonDeviance } from "../metrics/regression.ts";
import { divideLogits } from "../metrics/temperature.ts";
import { computeActivations, computeLogits, evaluateNetwork } from "../network/evaluate-network.ts";
import { type HeadName, toPredictions } from "../network/heads.ts";
import { createLayout, nameOf, viewOf, weightsOf } from "../network/layout.ts";
import { DEFAULT_HUBER_DELTA, DEFAULT_LOSSES, type LossOfHead, lossOfHead } from "../network/losses.ts";
import type { NetworkSpec } from "../network/spec.ts";
import type { Parameters } from "../textbook/index.ts";
import { checkLabels } from "./check-labels.ts";
import { AT, checkParameters, checkSpec, checkTemperature, frozen } from "./check-model-parts.ts";
import { checkColumns, checkNoOverflow, checkRows } from "./check-rows.ts";
import { checkProvenance, type Provenance } from "./provenance.ts";
import type { Evaluation, ExampleScores } from "./scores.ts";
import { rootOfSquares } from "./weight-norms.ts";

/** A probability above this is class 1. */
const DECISION_THRESHOLD = 0.5;

/** What a model may have beside its network, its parameters and its names. */
export interface ModelExtras {
  /** Finite and above 0; 1 by default, and unless the model is one of classes. */
  readonly temperature?: number | undefined;
  /** Where it comes from, if that is known. */
  readonly provenance?: Provenance | undefined;
}

/** A trained network as a value: it predicts, and it can be saved. It never changes, and never drops a unit. */
export class Model {
  readonly spec: NetworkSpec;
  readonly labels: DataLabels;
  /** All weights and biases, flat: W1, b1, W2, b2, …, each row after row. Not to be changed. */
  readonly parameters: Float64Array;
  /** The first 16 hex digits of the SHA-256 of the parameters: the same on every machine. */
  readonly fingerprint: string;
  /** What the sums of the output layer are divided by before they become probabilities: 1 unless it was calibrated. */
  readonly temperature: number;
  /** Which data and settings trained it, where that is known. Nothing that it predicts depends on it. */
  declare readonly provenance?: Provenance;

  /**
   * Everything is copied but a preparation, which is not to be changed.
   *
   * @param parameters as many finite numbers as the network has; −0 becomes 0, since JSON does not keep its sign
   * @param labels the names of features and classes, as many as the network takes
   * @throws InvalidInputError when one of them is wrong or does not fit the others
   */
  constructor(
    spec: NetworkSpec,
    parameters: Float64Array,
    labels: DataLabels,
    { temperature = 1, provenance }: ModelExtras = {},
  ) {
    this.spec = checkSpec(spec);
    checkLabels(labels, this.spec, AT);
    const { featureNames, targetName, classNames, targetType, preparation } = labels;
    this.labels = Object.freeze({
      featureNames: frozen(featureNames),
      targetName,
      classNames: frozen(classNames),
      ...(targetType === undefined ? {} : { targetType }),
      ...(preparation === undefined ? {} : { preparation }),
    });
    checkParameters(parameters, createLayout(spec).length);
    this.parameters = parameters.map((value) => value + 0);
    this.fingerprint = fingerprint(this.parameters);
    checkTemperature(temperature, this.head);
    this.temperature = temperature;
    if (provenance !== undefined) this.provenance = checkProvenance(provenance);
    Object.freeze(this);
  }

  /** A model of the present parameters, with the names of its training data. */
  static fromTraining(spec: NetworkSpec, parameters: Float64Array, training: Dataset<TargetColumn>): Model {
    checkDataset(training, "Model.fromTraining");
    return new Model(spec, parameters, labelsOf(training));
  }

  /**
   * The same model with another temperature, which changes how sure it is, and none of its answers. Its fingerprint stays:
   * that of its parameters.
   *
   * @throws InvalidInputError when the temperature is not finite and above 0, or the model has no classes
   */
  withTemperature(temperature: number): Model {
    return new Model(this.spec, this.parameters, this.labels, { ...this.#extras(), temperature });
  }

  /**
   * The same model, which tells where it comes from, as its file then does. It predicts the same.
   *
   * @param provenance as `provenanceOf` makes it of a run
   * @throws InvalidInputError for anything else
   */
  withProvenance(provenance: Provenance): Model {
    return new Model(this.spec, this.parameters, this.labels, { ...this.#extras(), provenance });
  }

  /** What the outputs stand for. */
  get head(): HeadName {
    return this.spec.head ?? "binary";
  }

  /** How many numbers a prediction has: 1, or one for each of several classes or labels. */
  get outputs(): number {
    return this.spec.outputs ?? 1;
  }

  /**
   * The prediction for every row: the probability of class 1 of two; of several classes the probability of each, which
   * add up to 1; the probability of each label; the number, in the units of the target's column, or the mean of the count.
   *
   * @param rows one row per example, one number per feature in the order of `labels.featureNames`
   * @returns rows × outputs, row after row
   * @throws InvalidInputError when a row has another number of features, one that is not finite, or one so large that
   *   the network's sums overflow
   */
  predict(rows: readonly (readonly number[])[]): Float64Array {
    const logits = this.logits(rows);
    checkNoOverflow(logits, this.outputs);
    return this.toPredictions(logits);
  }

  /**
   * The prediction for every example, from columns: many times as fast as {@link predict} where there are many.
   *
   * @param columns a number per example for each feature, in the order of `labels.featureNames`
   * @param before how many examples come before these, where they are a part of more, for messages
   * @returns examples × outputs, example after example
   * @throws InvalidInputError as predict does
   */
  predictColumns(columns: readonly Float64Array[], before = 0): Float64Array {
    checkColumns(columns, this.labels.featureNames);
    const examples = (columns[0] as Float64Array).length;
    if (examples === 0) return new Float64Array(0);
    const features = new Float64Array(columns.length * examples);
    columns.forEach((column, feature) => {
      features.set(column, feature * examples);
    });
    const logits = this.#compute(features);
    checkNoOverflow(logits, this.outputs, before);
    return this.toPredictions(logits);
  }

  /**
   * What logits, as {@link logits} gives them, stand for: probabilities, or numbers in the units of the target's column.
   *
   * @returns as many numbers, in the same places
   */
  toPredictions(logits: Float64Array): Float64Array {
    const predictions = toPredictions(this.head, logits, this.outputs);
    const { preparation } = this.labels;
    return targetScaleOf(preparation) === undefined ? predictions : toTargetUnits(predictions, preparation);
  }

  /**
   * The sums of the output layer for every row, divided by the temperature. For two classes, the logit of class 1:
   * log(p/(1 − p)), which keeps its shape where p rounds to 0 or 1.
   *
   * @param rows as `predict` takes them
   * @returns rows × outputs, row after row: what the network computes: not finite where its sums overflow, as they may far away from the examples and
   *   after a run that diverged
   * @throws InvalidInputError when a row has another number of features, or one that is not finite
   */
  logits(rows: readonly (readonly number[])[]): Float64Array {
    checkRows(rows, this.labels);
    if (rows.length === 0) return new Float64Array(0);
    return this.#compute(Matrix.fromRows(rows).transpose().data);
  }

  /**
   * What every layer hands on for every row: the activations of the hidden layers, then the sums of the output layer, before
   * any temperature.
   *
   * @param rows as `predict` takes them
   * @returns by layer, rows × units, row after row; not finite where sums overflow
   * @throws InvalidInputError when a row has another number of features, or one that is not finite
   */
  activations(rows: readonly (readonly number[])[]): readonly Float64Array[] {
    checkRows(rows, this.labels);
    const { spec, parameters } = this;
    if (rows.length === 0)
      return Array.from({ length: spec.hiddenLayers.length + 1 }, () => new Float64Array(0));
    return computeActivations({ spec, parameters, features: Matrix.fromRows(rows).transpose().data });
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
  evaluate(dataset: Dataset<TargetColumn>): Evaluation {
    checkDataset(dataset, "evaluate");
    const aligned = alignDataset(dataset, this.labels);
    const { logits, dataCost } = this.#evaluate(aligned);
    const { examples } = dataset;
    const rights = this.#rights(aligned, logits).reduce((sum, right) => sum + right, 0);
    const correct = aligned.target.type === "number" ? Number.NaN : rights;
    return { examples, correct, accuracy: correct / examples, dataCost };
  }

  /**
   * Every metric that fits the target, or those that are asked for, with the weights that the examples have.
   *
   * @param dataset features and classes are found by their names, in whatever order they are
   * @param names the metrics; all that fit by default
   * @throws InvalidInputError when a feature is missing, a class is unknown, a metric does not fit, or sums overflow
   */
  measure(
    dataset: Dataset<TargetColumn>,
    names?: readonly MetricName[],
  ): Readonly<Partial<Record<MetricName, Measurement>>> {
    checkDataset(dataset, "measure");
    return computeMetrics(this.predictExamples(dataset), names);
  }

  /**
   * The predictions for examples beside what is true of them, in the units of the target's column: what metrics take.
   *
   * @param dataset features and classes are found by their names, in whatever order they are
   * @throws InvalidInputError when a feature is missing, a class is unknown, or sums overflow
   */
  predictExamples(dataset: Dataset<TargetColumn>): PredictedExamples {
    checkDataset(dataset, "predictExamples");
    const aligned = alignDataset(dataset, this.labels);
    const logits = this.#computeAligned(aligned);
    checkNoOverflow(logits, this.outputs);
    return this.#predicted(aligned, logits);
  }

  /**
   * What {@link evaluate} sums up, example by example: what two models on the same examples are compared by.
   *
   * @param dataset features and classes are found by their names, in whatever order they are
   * @throws InvalidInputError when a feature is missing or a class is unknown
   */
  scores(dataset: Dataset<TargetColumn>): ExampleScores {
    checkDataset(dataset, "scores");
    const aligned = alignDataset(dataset, this.labels);
    const logits = this.#computeAligned(aligned);
    return {
      correct: this.#rights(aligned, logits),
      costs: this.#costs(aligned, logits),
      ...this.#errors(aligned, logits),
    };
  }

  /** ‖W‖ of every layer, the root of the sum of squared weights: what L2 makes smaller. */
  get weightNorms(): readonly number[] {
    return weightsOf(createLayout(this.spec)).map((entry) => rootOfSquares(viewOf(this.parameters, entry)));
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

  #extras(): ModelExtras {
    return { temperature: this.temperature, provenance: this.provenance };
  }

  /** @param features features × examples, one row per feature */
  #compute(features: Float64Array): Float64Array {
    const { spec, parameters } = this;
    return divideLogits(computeLogits({ spec, parameters, features }), this.temperature);
  }

  #computeAligned(aligned: Dataset<TargetColumn>): Float64Array {
    return this.#compute(aligned.toMatrices().X.data);
  }

  #evaluate(aligned: Dataset<TargetColumn>): { logits: Float64Array; dataCost: number } {
    const { spec, parameters, temperature } = this;
    if (temperature !== 1) {
      const logits = this.#computeAligned(aligned);
      const costs = this.#costs(aligned, logits);
      return { logits, dataCost: costs.reduce((sum, cost) => sum + cost, 0) / costs.length };
    }
    const features = aligned.toMatrices().X.data;
    return evaluateNetwork({ spec, parameters, features }, targetRows(aligned, this.outputs).data);
  }

  #predicted(aligned: Dataset<TargetColumn>, logits: Float64Array): PredictedExamples {
    const { head: task, outputs } = this;
    const predictions = this.toPredictions(logits);
    const { weights } = aligned;
    return {
      task,
      outputs,
      predictions,
      targets: this.#targetsOf(aligned),
      weights,
      classNames: this.#names(),
    };
  }

  /** What was to be predicted, in the units of its column. */
  #targetsOf({ target: { values }, preparation }: Dataset<TargetColumn>): ArrayLike<number> {
    return targetScaleOf(preparation) === undefined ? values : toTargetUnits(values, preparation);
  }

  #names(): readonly string[] | undefined {
    const { classNames } = this.labels;
    return classNames.length === 0 ? undefined : classNames;
  }

  /** 1 where all answers to an example are right and its logits are finite. */
  #rights(aligned: Dataset<TargetColumn>, logits: Float64Array): Uint8Array {
    const { outputs } = this;
    const { target, examples } = aligned;
    if (target.type === "number") return new Uint8Array(examples);
    const answers = toAnswers(this.#predicted(aligned, logits));
    const width = target.values.length / examples;
    return Uint8Array.from({ length: examples }, (_, example) => {
      const ofExample = logits.subarray(example * outputs, (example + 1) * outputs);
      const given = answers.subarray(example * width, (example + 1) * width);
      const isRight = given.every((answer, place) => answer === target.values[example * width + place]);
      return isRight && ofExample.every(Number.isFinite) ? 1 : 0;
    });
  }

  #costs(aligned: Dataset<TargetColumn>, logits: Float64Array): Float64Array {
    const { outputs } = this;
    const { data, columns } = targetRows(aligned, outputs);
    const { costOf } = lossOfHead(DEFAULT_LOSSES[this.head], this.head) as LossOfHead;
    const targets = new Float64Array(outputs);
    return Float64Array.from({ length: columns }, (_, example) => {
      for (let row = 0; row < outputs; row++) targets[row] = data[row * columns + example] as number;
      const ofExample = logits.subarray(example * outputs, (example + 1) * outputs);
      // An infinite logit may have the wrong sign, since a part of its sum overflowed.
      return ofExample.every(Number.isFinite) ? costOf(ofExample, targets, DEFAULT_HUBER_DELTA) : Infinity;
    });
  }

  /** How far predicted numbers are from the true ones; nothing where the target is not numbers. */
  #errors(
    aligned: Dataset<TargetColumn>,
    logits: Float64Array,
  ): Pick<ExampleScores, "squaredErrors" | "deviances"> {
    if (aligned.target.type !== "number") return {};
    const predictions = this.toPredictions(logits);
    const values = this.#targetsOf(aligned);
    const errorsBy = (errorOf: (truth: number, prediction: number) => number): Float64Array =>
      predictions.map((prediction, example) =>
        Number.isFinite(prediction) ? errorOf(values[example] as number, prediction) : Infinity,
      );
    return {
      squaredErrors: errorsBy((truth, prediction) => (prediction - truth) * (prediction - truth)),
      ...(this.head === "count" ? { deviances: errorsBy(poissonDeviance) } : {}),
    };
  }
}
