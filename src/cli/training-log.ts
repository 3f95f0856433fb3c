import { formatPlural } from "../base/number-format.ts";
import { PARTS } from "../compare/estimates.ts";
import { figureOf, formatMeasure, type MeasureName, measureOf } from "../compare/measures.ts";
import type { RunResult } from "../compare/perform-runs.ts";
import type { Variant } from "../compare/variants.ts";
import type { TrainEvent } from "../train/events.ts";
import { describeOutcome } from "../train/outcome.ts";
import type { TrainingRun } from "../train/training-run.ts";
import type { Output } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";

/** A cost is printed for each of these, as in the article: the first that is recorded from there on. */
const ITERATIONS_PER_LINE = 10_000;

/** Tells a person how a run goes on: a bar that moves, a line for every 10000 iterations and for the last, the end. */
export interface TrainingLog {
  readonly onEvent: (event: TrainEvent) => void;
  /**
   * The last lines: cost, accuracies or errors unless it diverged, how it ended unless it finished.
   *
   * @returns the run's seconds
   */
  end(result: RunResult, measure: MeasureName): number;
}

/**
 * A log of one run.
 *
 * @param name stands before every line where there is no terminal, so that each tells whose it is
 * @param title stands above the run's lines on a terminal
 */
export function createTrainingLog(output: Output, name: string, title: string): TrainingLog {
  const startedAt = performance.now();
  const lines = startLines(output, name, title);
  output.progress.start(title);
  return {
    onEvent: (event) => {
      if (event.type === "progress") output.progress.update(event.iteration, event.iterations);
      if (event.type === "cost") lines.tellCost(event.iteration, event.cost);
    },
    end: (result, measure) => {
      const seconds = (performance.now() - startedAt) / 1000;
      lines.end(result, measure, seconds);
      output.progress.clear();
      return seconds;
    },
  };
}

/** Tells of a run that is over what {@link createTrainingLog} tells while it goes on. */
export function tellRun(
  output: Output,
  { name, title }: Pick<Variant, "name" | "title">,
  result: RunResult,
  measure: MeasureName,
): void {
  const lines = startLines(output, name, title);
  const { iteration, cost } = result.run.history;
  for (const [index, at] of iteration.entries()) lines.tellCost(at, cost[index] as number);
  lines.end(result, measure);
}

/** The lines of a run, from its title on. */
interface RunLines {
  /** Prints a cost, unless less than 10000 iterations have passed since the last line. */
  readonly tellCost: (iteration: number, cost: number) => void;
  readonly end: (result: RunResult, measure: MeasureName, seconds?: number) => void;
}

function startLines({ print, colors, isTerminal }: Output, name: string, title: string): RunLines {
  let nextLine = 0;
  let toldIteration = -1;
  const tell = (line: string): void => print(isTerminal ? `  ${line}` : `${name}: ${line}`);
  const tellCost = (iteration: number, cost: number): void => {
    toldIteration = iteration;
    tell(`cost after iteration ${iteration}: ${cost}`);
  };
  if (isTerminal) print(colors.bold(title));
  return {
    tellCost: (iteration, cost) => {
      if (iteration < nextLine) return;
      nextLine = ITERATIONS_PER_LINE * (Math.floor(iteration / ITERATIONS_PER_LINE) + 1);
      tellCost(iteration, cost);
    },
    end: (result, measure, seconds) => {
      const { outcome, history, fingerprint } = result.run;
      const [last, cost] = [history.iteration.at(-1), history.cost.at(-1)];
      if (last !== undefined && cost !== undefined && last !== toldIteration) tellCost(last, cost);
      const time = seconds === undefined ? "" : ` ${colors.dim(`(${seconds.toFixed(2)} s)`)}`;
      const ending = colors.yellow(toPlainLine(describeOutcome(outcome)));
      tell(`${outcome.kind === "diverged" ? ending : describeFigures(result, measure)}${time}`);
      if (outcome.kind === "stopped" || outcome.kind === "stoppedEarly") tell(ending);
      for (const line of describeLength(result.run)) tell(line);
      tell(`fingerprint: ${fingerprint}`);
    },
  };
}

/** Through how many epochs batches have gone, and which iteration's model it is where that is not the last. */
function describeLength({ iterations, epochs, modelIteration, outcome }: TrainingRun): string[] {
  const length = `${formatPlural(iterations, "iteration")}, ${formatPlural(Math.round(10 * epochs) / 10, "epoch")}`;
  const isBack = outcome.kind !== "diverged" && modelIteration !== iterations;
  return [
    ...(epochs === iterations ? [] : [length]),
    ...(isBack ? [`the model is that of iteration ${modelIteration}`] : []),
  ];
}

/** "accuracy: training 94.8 %, test 92.5 %", "RMSE: training 0.6120, test 0.6912". */
export function describeFigures(result: RunResult, measure: MeasureName): string {
  const parts = PARTS.flatMap((part) => {
    const figure = figureOf(result, part, measure);
    return figure === undefined ? [] : [`${part} ${formatMeasure(figure, measure)}`];
  });
  return `${measureOf(measure).title}: ${parts.join(", ")}`;
}
