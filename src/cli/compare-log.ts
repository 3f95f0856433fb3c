import { messageOf } from "../base/errors.ts";
import { formatPlural, withFullStop } from "../base/number-format.ts";
import type { CompareEvent } from "../compare/compare.ts";
import type { MeasureName } from "../compare/measures.ts";
import type { FailedRun, RunResult } from "../compare/perform-runs.ts";
import { nameRun } from "../compare/run-name.ts";
import type { Variant } from "../compare/variants.ts";
import { describeOutcome } from "../train/outcome.ts";
import { complain } from "./failures.ts";
import type { Output } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";
import { formatRate } from "./progress-bar.ts";
import { describeFigures, tellRun } from "./training-log.ts";

/** Tells a person how a comparison goes on: one bar for all runs; without a terminal, or with one run each, every run. */
export interface CompareLog {
  readonly onEvent: (event: CompareEvent) => void;
  /** Says how long it took. @returns the seconds */
  readonly end: () => number;
}

/** A log of a comparison. @param workers how many threads make its runs */
export function createCompareLog(output: Output, workers: number): CompareLog {
  const startedAt = performance.now();
  const failures = tellFailures();
  let singles: SingleRuns | undefined;
  let measure: MeasureName = "accuracy";
  let made = 0;
  return {
    onEvent: (event) => {
      if (event.type === "started") {
        ({ measure } = event);
        if (event.runs === event.variants.length) singles = tellInOrder(output, event);
        output.progress.start(formatPlural(event.variants.length, "model"), "runs");
      }
      if (event.type === "progress") output.progress.update(event.done, event.runs);
      if (event.type === "failed") failures.tell(event);
      if (event.type !== "run") return;
      made++;
      if (singles !== undefined) singles.tell(event.variant, event.result);
      else if (!output.isTerminal) output.print(describeRun(event.variant, event.result, measure));
    },
    end: () => {
      singles?.tellRest();
      failures.tellRest();
      output.progress.clear();
      const seconds = (performance.now() - startedAt) / 1000;
      const rate = `${formatRate(made / seconds)} runs/s with ${formatPlural(workers, "worker")}`;
      output.print(output.colors.dim(`${formatPlural(made, "run")} in ${seconds.toFixed(1)} s, ${rate}`));
      return seconds;
    },
  };
}

/** Runs that failed: of one cause the first is told of, and in the end how many others it cost. */
function tellFailures(): { readonly tell: (failed: FailedRun) => void; readonly tellRest: () => void } {
  const counts = new Map<string, number>();
  return {
    tell: (failed) => {
      const message = messageOf(failed.cause);
      const before = counts.get(message) ?? 0;
      counts.set(message, before + 1);
      if (before === 0) complain(`${failed.variant}, seed ${nameRun(failed)} failed: ${message}`);
    },
    tellRest: () => {
      for (const count of counts.values()) {
        if (count > 1) complain(`${formatPlural(count - 1, "other run")} failed like one before.`);
      }
    },
  };
}

/** Runs of which there is one for each model. */
interface SingleRuns {
  readonly tell: (variant: string, result: RunResult) => void;
  /** Tells what waits for runs that will never come. */
  readonly tellRest: () => void;
}

/** Tells of runs in the order of the models, however they come. */
function tellInOrder(
  output: Output,
  { variants, measure }: { readonly variants: readonly Variant[]; readonly measure: MeasureName },
): SingleRuns {
  const waiting = new Map<string, RunResult>();
  const left = [...variants];
  const tellNext = (): boolean => {
    const [next] = left;
    const result = next && waiting.get(next.name);
    if (next === undefined || result === undefined) return false;
    left.shift();
    tellRun(output, next, result, measure);
    return true;
  };
  return {
    tell: (variant, result) => {
      waiting.set(variant, result);
      let isTold = tellNext();
      while (isTold) isTold = tellNext();
    },
    tellRest: () => {
      while (left.length > 0) if (!tellNext()) left.shift();
    },
  };
}

/** "l2, seed 4: accuracy: training 94.8 %, test 92.5 %, fingerprint 0123456789abcdef"; or how it diverged, in sentences. */
function describeRun(variant: string, result: RunResult, measure: MeasureName): string {
  const { outcome, fingerprint } = result.run;
  const ending =
    outcome.kind === "diverged"
      ? `${withFullStop(describeOutcome(outcome))} Fingerprint`
      : `${describeFigures(result, measure)}, fingerprint`;
  return toPlainLine(`${variant}, seed ${nameRun(result)}: ${ending} ${fingerprint}`);
}
