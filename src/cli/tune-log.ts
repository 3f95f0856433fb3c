import { formatPlural } from "../base/number-format.ts";
import { signOf } from "../tune/objective.ts";
import type { SearchDesign } from "../tune/options.ts";
import { standingOf } from "../tune/standings.ts";
import type { Standing } from "../tune/study.ts";
import { describeValues, formatBriefly, formatEstimate, formatObjective } from "../tune/study-words.ts";
import { meanValue, type Trial, type TrialRun } from "../tune/trial.ts";
import type { TuneEvent } from "../tune/tune.ts";
import { complain } from "./failures.ts";
import type { Output } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";
import { formatRate } from "./progress-bar.ts";

/** Tells a person how a search goes on: one bar with the best so far; without a terminal, a line for every trial. */
export interface TuneLog {
  readonly onEvent: (event: TuneEvent) => void;
  /** Says how long it took, and how many runs were made meanwhile. @returns the seconds */
  readonly end: () => number;
}

/** What the bar says in front while the leaders are judged, and after. */
const PHASES = {
  leaders: "leaders again",
  ending: "winner beside others",
  nested: "nested searches",
} as const;

/** A log of a search. @param workers how many threads make its runs */
export function createTuneLog(output: Output, workers: number): TuneLog {
  const startedAt = performance.now();
  const tellFailure = tellOnce();
  const counter = createCounter(output);
  let runs = 0;
  let best: Trial | undefined;
  let design: SearchDesign | undefined;
  return {
    onEvent: (event) => {
      if (event.type === "started") {
        ({ design } = event);
        counter.start("no trial yet", event.trials, "trials");
      }
      if (event.type === "phase") counter.start(PHASES[event.phase], event.runs, "runs");
      if (event.type === "run") {
        runs++;
        tellFailure(event.run);
        counter.count("runs");
      }
      if (event.type !== "trial" || event.outer !== undefined || design === undefined) return;
      if (isBetter(event.trial, best, design)) {
        best = event.trial;
        output.progress.relabel(`best ${formatBriefly(toStanding(best, design), design.objective)}`);
      }
      if (!output.isTerminal) output.print(describeTrial(event.trial, design));
      counter.count("trials");
    },
    end: () => {
      output.progress.clear();
      const seconds = (performance.now() - startedAt) / 1000;
      const rate = `${formatRate(runs / seconds)} runs/s with ${formatPlural(workers, "worker")}`;
      output.print(output.colors.dim(`${formatPlural(runs, "run")} in ${seconds.toFixed(1)} s, ${rate}`));
      return seconds;
    },
  };
}

/** What a bar counts. */
interface Counter {
  readonly start: (label: string, total: number, unit: "trials" | "runs") => void;
  /** Counts one more, if it is of the unit that the bar counts. */
  readonly count: (unit: "trials" | "runs") => void;
}

function createCounter({ progress }: Pick<Output, "progress">): Counter {
  let [done, total, counted] = [0, 1, "trials"];
  return {
    start: (label, all, unit) => {
      [done, total, counted] = [0, Math.max(1, all), unit];
      progress.start(label, unit);
    },
    count: (unit) => {
      if (unit === counted) progress.update(++done, total);
    },
  };
}

/** Complains of runs that failed: of one cause once. */
function tellOnce(): (run: TrialRun) => void {
  const told = new Set<string>();
  return ({ trial, cause }) => {
    if (cause === undefined || told.has(cause)) return;
    told.add(cause);
    complain(`trial ${trial} failed: ${cause}`);
  };
}

function isBetter(trial: Trial, best: Trial | undefined, { objective }: SearchDesign): boolean {
  if (trial.state !== "complete") return false;
  return best === undefined || signOf(objective) * (meanValue(trial.runs) - meanValue(best.runs)) < 0;
}

function toStanding({ runs }: Pick<Trial, "runs">, { objective, folds }: SearchDesign): Standing {
  return standingOf(runs, { folds, sign: signOf(objective) });
}

/** "0.2492 (0.0809 to 0.4176)". */
function describeMean(trial: Pick<Trial, "runs">, design: SearchDesign): string {
  const standing = toStanding(trial, design);
  const [mean, interval] = formatEstimate(standing, design.objective);
  return standing.interval === undefined ? mean : `${mean} (${interval})`;
}

/** "trial 12: 0.2492 (0.0809 to 0.4176), lambda 0.79, keep-prob 0.91". */
function describeTrial(trial: Trial, design: SearchDesign): string {
  const { number, state, runs, values } = trial;
  const ending =
    state === "diverged"
      ? "diverged"
      : state === "pruned"
        ? `pruned after ${formatPlural(runs.length, "run")} at ${formatObjective(meanValue(runs), design.objective)}`
        : describeMean(trial, design);
  return toPlainLine(
    `trial ${number}: ${ending}, ${describeValues(values, ({ flag, name }) => flag ?? name)}`,
  );
}
