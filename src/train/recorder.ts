import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { toTargetUnits } from "../data/preparation/target-scale.ts";
import type { Numbers } from "../engine/precision.ts";
import { computeMetrics, type MetricName, metrics } from "../metrics/metrics.ts";
import { toPredictions } from "../network/heads.ts";
import { createStoppingMonitor, DEVELOPMENT_COST } from "./early-stopping.ts";
import type { TrainEvent } from "./events.ts";
import { type CostRecord, createHistory, type History, takeRecord } from "./history.ts";
import type { TrainSettings } from "./options.ts";
import type { Step } from "./step.ts";

/** Takes the records of a run, and watches over its improvement. */
export interface Recorder {
  /** The records so far; it grows with every one. */
  readonly history: History;
  /**
   * Takes a record after the forward pass of an iteration.
   *
   * @returns whether its cost and the parameters are finite; else none is taken
   */
  readonly record: (iteration: number) => boolean;
  /** Whether the last record was one too many without improvement. */
  readonly shouldStop: () => boolean;
  /** The parameters of the best record, where early stopping restores them; undefined otherwise. */
  readonly best: () => KeptParameters | undefined;
  /** The parameters of the last record, or the first ones: finite, whatever has become of them since. */
  readonly lastFinite: () => KeptParameters;
}

/** A copy of parameters, and how many steps had led to them. */
export interface KeptParameters {
  readonly parameters: Numbers;
  readonly iteration: number;
}

/** What a recorder takes beside its step. */
interface RecorderInput {
  readonly settings: TrainSettings;
  readonly development: Dataset<TargetColumn> | undefined;
  readonly onEvent: ((event: TrainEvent) => void) | undefined;
}

/** The recorder of a run at its start. */
export function createRecorder(step: Step, { settings, development, onEvent }: RecorderInput): Recorder {
  const { history, append } = createHistory();
  const { patience, minChange, restoreBest } = settings;
  const { direction, monitored } = createMonitored(step, settings, development);
  const stopping = createStoppingMonitor({ patience, minChange, direction });
  const isWatched = patience !== undefined;
  const best = isWatched && restoreBest ? step.modelParameters.slice() : undefined;
  const kept = keepParameters(step);
  let isTooLate = false;
  const record = (iteration: number): boolean => {
    const costs = takeRecord(step, iteration);
    if (!(Number.isFinite(costs.cost) && step.modelParameters.every(Number.isFinite))) return false;
    append(costs);
    kept.keep(iteration);
    const value = monitored(costs);
    // To the schedule of the learning rate, lower is better.
    step.observe(direction === "lower" ? value : -value);
    if (isWatched) {
      const { isBest, shouldStop } = stopping.observe(iteration, value);
      if (isBest) best?.set(step.modelParameters);
      isTooLate = shouldStop;
    }
    onEvent?.({ type: "cost", ...costs });
    return true;
  };
  return {
    history,
    record,
    shouldStop: () => isTooLate,
    lastFinite: kept.last,
    best: () => {
      const found = stopping.best();
      return best && found && { parameters: best, iteration: found.iteration };
    },
  };
}

/** What of a run is monitored: a cost of its records, or a metric on the development examples. */
function createMonitored(
  step: Step,
  { monitor }: TrainSettings,
  development: Dataset<TargetColumn> | undefined,
): { readonly direction: "lower" | "higher"; readonly monitored: (record: CostRecord) => number } {
  if (monitor === DEVELOPMENT_COST || development === undefined) {
    return { direction: "lower", monitored: ({ developmentCost, cost }) => developmentCost ?? cost };
  }
  const { better } = metrics[monitor];
  return { direction: better, monitored: () => measureDevelopment(step, development, monitor) };
}

/** Keeps a copy of a step's present parameters, the first ones to begin with. */
function keepParameters({ modelParameters }: Step): {
  readonly keep: (iteration: number) => void;
  readonly last: () => KeptParameters;
} {
  const parameters = modelParameters.slice();
  let keptAt = 0;
  return {
    keep: (iteration) => {
      parameters.set(modelParameters);
      keptAt = iteration;
    },
    last: () => ({ parameters, iteration: keptAt }),
  };
}

/** A metric of the present network on the development examples; NaN where its outputs are not finite. */
function measureDevelopment(step: Step, development: Dataset<TargetColumn>, metric: MetricName): number {
  const { head, outputs } = step.task.spec;
  const logits = step.developmentLogits?.() ?? new Float64Array(0);
  const { target, weights, preparation } = development;
  const predictions = toTargetUnits(toPredictions(head, logits, outputs), preparation);
  if (!predictions.every(Number.isFinite)) return Number.NaN;
  const targets = toTargetUnits(target.values, preparation);
  return (
    computeMetrics({ task: head, outputs, predictions, targets, weights }, [metric])[metric]?.value ??
    Number.NaN
  );
}
