import type { RunResult } from "../../src/compare/perform-runs.ts";
import { judge } from "../../src/compare/perform-runs.ts";
import type { FoldPlace } from "../../src/compare/planned-runs.ts";
import type { ExampleScores } from "../../src/model/scores.ts";
import type { Outcome } from "../../src/train/outcome.ts";
import type { TrainingRun } from "../../src/train/training-run.ts";

/** A run by what it answered: for each part of the data a 1 for each right answer, a 0 for each wrong one. */
export interface MadeRun {
  readonly seed?: number;
  readonly place?: FoldPlace;
  readonly training?: readonly number[];
  readonly development?: readonly number[];
  readonly test?: readonly number[];
  /** The cost of each wrong answer on every part, 1 unless given; right ones cost a tenth of it. */
  readonly cost?: number;
  readonly hasDiverged?: boolean;
}

const DIVERGED: Outcome = {
  kind: "diverged",
  iteration: 1,
  layer: 1,
  place: "cost",
  cause: "It was made so.",
};

/** A run that was never trained, for what only looks at answers. */
export function makeRun(made: MadeRun): RunResult {
  const { seed = 0, place, training = [1, 0], development, test, cost = 1, hasDiverged = false } = made;
  const toScores = (given: readonly number[]): ExampleScores => ({
    correct: Uint8Array.from(given),
    costs: Float64Array.from(given, (answer) => (answer === 1 ? cost / 10 : cost)),
  });
  const outcome = hasDiverged ? DIVERGED : { kind: "finished" };
  const run = { outcome, model: { head: "binary" } } as TrainingRun;
  const scores = {
    training: toScores(training),
    ...(development ? { development: toScores(development) } : {}),
    ...(test ? { test: toScores(test) } : {}),
  };
  return { seed, ...(place ? { place } : {}), ...judge(run, scores) };
}

/** A run by what it predicted: for each part of the data how far each number is from the true one. */
export interface MadeNumberRun {
  readonly seed?: number;
  readonly place?: FoldPlace;
  readonly training?: readonly number[];
  readonly development?: readonly number[];
  readonly test?: readonly number[];
}

/** A run of a model of numbers that was never trained. */
export function makeNumberRun({ seed = 0, place, training = [1, 0], ...parts }: MadeNumberRun): RunResult {
  const toScores = (errors: readonly number[]): ExampleScores => {
    const squaredErrors = Float64Array.from(errors, (error) => error * error);
    return { correct: new Uint8Array(errors.length), costs: squaredErrors, squaredErrors };
  };
  const { development, test } = parts;
  const run = { outcome: { kind: "finished" }, model: { head: "regression" } } as TrainingRun;
  const scores = {
    training: toScores(training),
    ...(development ? { development: toScores(development) } : {}),
    ...(test ? { test: toScores(test) } : {}),
  };
  return { seed, ...(place ? { place } : {}), ...judge(run, scores) };
}

/** So many right answers, and then so many wrong ones. */
export function answers(right: number, wrong: number): number[] {
  return [...Array.from({ length: right }, () => 1), ...Array.from({ length: wrong }, () => 0)];
}
