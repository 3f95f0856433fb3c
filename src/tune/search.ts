import type { FoldPlace } from "../compare/planned-runs.ts";
import type { TrainSettings } from "../train/options.ts";
import { type PrunerName, pruners, rungsOf } from "./pruners.ts";
import type { SearchPoint } from "./samplers/axis.ts";
import type { Observation, Sampler } from "./samplers/sampler.ts";
import { meanValue, type Trial, type TrialRun, type TrialState } from "./trial.ts";
import type { TrialValues } from "./trial-settings.ts";

/** One run that a trial needs. */
export interface NeededRun {
  readonly trial: number;
  readonly settings: TrainSettings;
  readonly place: FoldPlace;
}

/** Makes a run, or remembers it; undefined where a stop came first. */
export type PerformRun = (run: NeededRun) => Promise<TrialRun | undefined>;

/** What a search is, beside the runs that it asks for. */
export interface SearchPlan {
  readonly sampler: Sampler;
  readonly pruner: PrunerName;
  /** The most trials; a grid may have fewer. */
  readonly trials: number;
  /** How many of the trials right before it a proposal and a pruner do not know the ends of. */
  readonly lag: number;
  /** The runs of a whole trial, in their order. */
  readonly places: readonly FoldPlace[];
  /** What a point asks for. */
  readonly interpret: (point: SearchPoint) => {
    readonly values: TrialValues;
    readonly settings: TrainSettings;
  };
  /** 1 where a smaller value is better, −1 where a larger one is. */
  readonly sign: 1 | -1;
}

/** A trial that is over or at work. */
interface Started {
  readonly point: SearchPoint;
  readonly ending: Promise<Trial | undefined>;
}

/**
 * Tries points, one after the other, with up to `lag` + 1 trials at work at the same time. What is proposed for trial n, and
 * whether it is pruned, depends on the trials up to n − lag − 1 alone, whose ends are awaited, and never on which of the
 * others happens to have ended. So the trials, and all their bits, are the same with any number of workers.
 *
 * @param onTrial is told of every trial that has ended, as they end
 * @returns the trials that ended, in their order; a stop keeps the later ones from it
 */
export async function searchTrials(
  plan: SearchPlan,
  perform: PerformRun,
  onTrial: (trial: Trial) => void,
): Promise<readonly Trial[]> {
  const { sampler, lag } = plan;
  const count = Math.min(plan.trials, sampler.size ?? Infinity);
  const started: Started[] = [];
  const known: Trial[] = [];
  for (let number = 1; number <= count; number++) {
    const last = number - lag - 1;
    if (last >= 1) {
      const ended = await (started[last - 1] as Started).ending;
      if (ended === undefined) break;
      known.push(ended);
    }
    const observations = known.map(toObservation);
    const pending = started.slice(known.length).map(({ point }) => point);
    const point = sampler.propose({ trial: number, observations, pending });
    const ending = tryPoint(plan, { number, point, peers: [...known] }, perform);
    // A failure is thrown where the trial is awaited; until then, it is not unheard.
    ending.then((trial) => trial && onTrial(trial)).catch(() => undefined);
    started.push({ point, ending });
  }
  const endings = await Promise.all(started.map(({ ending }) => ending));
  return endings.filter((trial) => trial !== undefined);
}

function toObservation({ point, rungLosses, state }: Trial): Observation {
  if (state === "diverged") return { point, rungs: 0, loss: Infinity };
  return { point, rungs: rungLosses.length, loss: rungLosses.at(-1) ?? Infinity };
}

/** A point that is being tried, with the trials whose ends it may know. */
interface Attempt {
  readonly number: number;
  readonly point: SearchPoint;
  readonly peers: readonly Trial[];
}

async function tryPoint(
  { places, interpret, sign, pruner }: SearchPlan,
  { number, point, peers }: Attempt,
  perform: PerformRun,
): Promise<Trial | undefined> {
  const { values, settings } = interpret(point);
  const runs: TrialRun[] = [];
  const rungLosses: number[] = [];
  const rungs = rungsOf(places.length);
  const end = (state: TrialState): Trial => ({ number, point, values, settings, state, runs, rungLosses });
  for (const [rung, size] of rungs.entries()) {
    const made = await Promise.all(
      places.slice(runs.length, size).map((place) => perform({ trial: number, settings, place })),
    );
    if (made.includes(undefined)) return undefined;
    runs.push(...(made as TrialRun[]));
    if (runs.some(({ value }) => value === null)) return end("diverged");
    const loss = sign * meanValue(runs);
    rungLosses.push(loss);
    const state = { trial: number, rung, rungs: rungs.length, loss, peers };
    if (size < places.length && pruners[pruner].isHopeless(state)) return end("pruned");
  }
  return end("complete");
}
