import { formatPercent } from "../base/number-format.ts";
import type { VariantResult } from "../compare/compare.ts";
import type { TrainEvent } from "../train/events.ts";
import { describeOutcome } from "../train/outcome.ts";
import type { Output } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";

/** A cost is printed for each of these, as in the article: the first that is recorded from there on. */
const ITERATIONS_PER_LINE = 10_000;

/** Tells a person how a run goes on: a bar that moves, a line for every 10000 iterations and for the last, the end. */
export interface TrainingLog {
  readonly onEvent: (event: TrainEvent) => void;
  /** The last lines: cost, accuracies unless it diverged, how it ended unless it finished. @returns the run's seconds */
  end(result: VariantResult): number;
}

/**
 * A log of one run.
 *
 * @param name stands before every line where there is no terminal, so that each tells whose it is
 * @param title stands above the run's lines on a terminal
 */
export function createTrainingLog(output: Output, name: string, title: string): TrainingLog {
  const { colors, isTerminal } = output;
  const startedAt = performance.now();
  let nextLine = 0;
  let toldIteration = -1;
  const tell = (line: string): void => output.print(isTerminal ? `  ${line}` : `${name}: ${line}`);
  const tellCost = (iteration: number, cost: number): void => {
    toldIteration = iteration;
    tell(`cost after iteration ${iteration}: ${cost}`);
  };
  if (isTerminal) output.print(colors.bold(title));
  output.progress.start(title);
  return {
    onEvent: (event) => {
      if (event.type === "progress") output.progress.update(event.iteration, event.iterations);
      if (event.type === "cost" && event.iteration >= nextLine) {
        nextLine = ITERATIONS_PER_LINE * (Math.floor(event.iteration / ITERATIONS_PER_LINE) + 1);
        tellCost(event.iteration, event.cost);
      }
    },
    end: ({ training, development, test, run: { outcome, history, fingerprint } }) => {
      const [last, cost] = [history.iteration.at(-1), history.cost.at(-1)];
      if (last !== undefined && cost !== undefined && last !== toldIteration) tellCost(last, cost);
      const seconds = (performance.now() - startedAt) / 1000;
      const time = colors.dim(`(${seconds.toFixed(2)} s)`);
      const ending = colors.yellow(toPlainLine(describeOutcome(outcome)));
      const parts = { training, development, test };
      const accuracies = Object.entries(parts).flatMap(([part, evaluation]) =>
        evaluation === undefined ? [] : [`${part} ${formatPercent(evaluation.accuracy)}`],
      );
      tell(`${outcome.kind === "diverged" ? ending : `accuracy: ${accuracies.join(", ")}`} ${time}`);
      if (outcome.kind === "stopped") tell(ending);
      tell(`fingerprint: ${fingerprint}`);
      output.progress.clear();
      return seconds;
    },
  };
}
