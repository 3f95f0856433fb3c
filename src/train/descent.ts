import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { Model } from "../model/model.ts";
import type { ChangedSettings, SettingChange } from "./changes.ts";
import { diagnoseDivergence } from "./divergence.ts";
import { optimizers } from "./optimizers.ts";
import type { TrainSettings } from "./options.ts";
import type { Outcome } from "./outcome.ts";
import type { KeptParameters, Recorder } from "./recorder.ts";
import type { Step } from "./step.ts";
import type { TrainingRun } from "./training-run.ts";

/** What a run is made of. */
export interface DescentInput {
  readonly dataset: Dataset<TargetColumn>;
  readonly settings: TrainSettings;
  readonly step: Step;
  readonly recorder: Recorder;
  /** Changes to be made on the way, in ascending order of iterations; none by default. */
  readonly changes?: readonly SettingChange[] | undefined;
}

/** What has been done of the present iteration: nothing, its forward pass, or that and its record. */
type Progress = "begun" | "passed" | "recorded";

/**
 * A run as a loop that can be left and entered between any two iterations: where that happens changes no bit. It
 * takes a record as soon as it arrives at an iteration with one, and leaves the rest of that iteration for later.
 */
export class Descent {
  readonly #input: DescentInput;
  readonly #pending: SettingChange[];
  readonly #changes: SettingChange[] = [];
  /** As the changes so far have made them. */
  #settings: TrainSettings;
  #iteration = 0;
  #progress: Progress = "begun";
  #outcome: Outcome | undefined;
  /** The model's parameters before the pass of an iteration that was entered. */
  #beforePass = new Float64Array(0);

  /** Takes the first record. */
  constructor(input: DescentInput) {
    this.#input = input;
    this.#settings = input.settings;
    this.#pending = [...(input.changes ?? [])];
    this.#arriveAt(0);
  }

  /** How many steps have been taken. */
  get iteration(): number {
    return this.#iteration;
  }

  /** How the run ended; undefined while it can go on. */
  get outcome(): Outcome | undefined {
    return this.#outcome;
  }

  /** The changes that have been made, in their order. */
  get changes(): readonly SettingChange[] {
    return this.#changes;
  }

  /** A copy of the model's present parameters: an iteration that was entered has not moved its running statistics yet. */
  copyParameters(): Float64Array {
    const isEntered = this.#outcome === undefined && this.#progress === "passed";
    return Float64Array.from(isEntered ? this.#beforePass : this.#input.step.modelParameters);
  }

  /** The settings with all changes so far. */
  get settings(): TrainSettings {
    return this.#settings;
  }

  /** Takes so many steps, fewer where the run ends before. @returns how it ended, if it did */
  advance(iterations: number): Outcome | undefined {
    const end = Math.min(this.#iteration + iterations, this.#input.step.schedule.iterations);
    while (this.#outcome === undefined && this.#iteration < end) {
      if (this.#progress === "begun") this.#takeSteps(end);
      else this.#finishStep();
    }
    return this.#outcome;
  }

  /**
   * Does the passes of the present iteration, unless they have been done, so that its arrays can be read.
   *
   * @returns how the run ended, if it ends here
   */
  enter(): Outcome | undefined {
    const { step, recorder } = this.#input;
    if (this.#outcome !== undefined || this.#progress !== "begun") return this.#outcome;
    if (optimizers[this.#settings.optimizer].isFullBatch) {
      // Its steps do passes of their own: this one is no part of them, and must not even move running statistics.
      const putBack = step.save();
      step.forward(this.#iteration);
      putBack();
      return undefined;
    }
    this.#beforePass = Float64Array.from(step.modelParameters);
    this.#progress = "passed";
    if (step.forward(this.#iteration) && step.backward()) return undefined;
    recorder.record(this.#iteration);
    this.#outcome = this.#diagnose();
    return this.#outcome;
  }

  /** Ends the run where it is, unless it has ended. @returns how it ended */
  stop(): Outcome {
    this.#outcome ??= this.#takeRecord() ? { kind: "stopped", iteration: this.#iteration } : this.#diagnose();
    return this.#outcome;
  }

  /** Goes on with other values, from the next step on; values that are there already change nothing. */
  change({
    lambda = this.#settings.lambda,
    learningRate = this.#settings.learningRate,
  }: ChangedSettings): void {
    const { lambda: formerLambda, learningRate: formerRate } = this.#settings;
    const change = {
      ...(isSame(lambda, formerLambda) ? {} : { lambda }),
      ...(learningRate === formerRate ? {} : { learningRate }),
    };
    if (Object.keys(change).length === 0) return;
    this.#settings = { ...this.#settings, ...change };
    this.#input.step.change(this.#settings);
    const last = this.#changes.at(-1);
    const isOneMoment = last?.iteration === this.#iteration;
    this.#changes.splice(isOneMoment ? -1 : this.#changes.length, 1, {
      ...(isOneMoment ? last : {}),
      iteration: this.#iteration,
      ...change,
    });
  }

  /** The run, once it has ended. */
  toRun(outcome: Outcome): TrainingRun {
    const { dataset, settings, step, recorder } = this.#input;
    const { parameters, iteration: modelIteration } = recorder.best() ?? this.#last();
    const model = Model.fromTraining(step.spec, Float64Array.from(parameters), dataset);
    return {
      model,
      history: recorder.history,
      outcome,
      iterations: this.#iteration,
      modelIteration,
      settings,
      ...(this.#changes.length > 0 ? { changes: this.#changes } : {}),
      epochs: this.#iteration / step.schedule.batchesPerEpoch,
      fingerprint: model.fingerprint,
    };
  }

  /** Whole steps, up to the next record or change, from an iteration of which nothing has been done. */
  #takeSteps(end: number): void {
    const { step, recorder } = this.#input;
    const { costInterval } = step.schedule;
    const nextRecord = Math.ceil((this.#iteration + 1) / costInterval) * costInterval;
    const next = Math.min(end, nextRecord, this.#pending[0]?.iteration ?? Infinity);
    const reached = step.iterate(this.#iteration, next);
    if (reached === next) {
      this.#arriveAt(next);
      return;
    }
    this.#iteration = reached;
    // The forward pass of that iteration is the last: its cost, if it is finite, ends the history.
    recorder.record(reached);
    this.#outcome = this.#diagnose();
  }

  /** The rest of a step whose forward pass has been done. */
  #finishStep(): void {
    const { step, recorder } = this.#input;
    if (step.backward() && step.descend()) {
      this.#arriveAt(this.#iteration + 1);
      return;
    }
    if (this.#progress === "passed") recorder.record(this.#iteration);
    this.#outcome = this.#diagnose();
  }

  #arriveAt(iteration: number): void {
    const { step, recorder } = this.#input;
    const { iterations, costInterval } = step.schedule;
    this.#iteration = iteration;
    this.#progress = "begun";
    const isLast = iteration === iterations;
    if (isLast || iteration % costInterval === 0) {
      if (!this.#takeRecord()) this.#outcome = this.#diagnose();
      else if (isLast) this.#outcome = { kind: "finished" };
      else if (recorder.shouldStop()) this.#outcome = { kind: "stoppedEarly", iteration };
    }
    while (this.#outcome === undefined && this.#pending[0]?.iteration === iteration) {
      this.change(this.#pending.shift() as SettingChange);
    }
  }

  /** Takes the record of the present iteration, once. @returns whether its numbers are finite */
  #takeRecord(): boolean {
    const { step, recorder } = this.#input;
    if (this.#progress === "recorded") return true;
    if (this.#progress === "begun" && !step.forward(this.#iteration)) return false;
    this.#progress = "recorded";
    return recorder.record(this.#iteration);
  }

  #diagnose(): Outcome {
    return diagnoseDivergence(this.#input.step, this.#iteration, this.#settings, this.#input.dataset);
  }

  /** The parameters that a run ends with, unless a step has led its averages or statistics out of the finite range. */
  #last(): KeptParameters {
    const { step, recorder } = this.#input;
    return step.modelParameters.every(Number.isFinite)
      ? { parameters: step.modelParameters, iteration: this.#iteration }
      : recorder.lastFinite();
  }
}

function isSame(value: ChangedSettings["lambda"], other: ChangedSettings["lambda"]): boolean {
  return JSON.stringify(value) === JSON.stringify(other);
}
