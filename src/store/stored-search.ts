import { describeValue, InvalidInputError } from "../base/errors.ts";
import { toDatasetDocument } from "../compare/documents.ts";
import type { DataSplit, TargetColumn } from "../data/dataset.ts";
import { signOf } from "../tune/objective.ts";
import type { TuneOptions } from "../tune/options.ts";
import { type ResolvedSearch, resolveSearch } from "../tune/plan-study.ts";
import type { SearchOptions } from "../tune/search-options.ts";
import { standingOf } from "../tune/standings.ts";
import type { Standing, Study } from "../tune/study.ts";
import { BASELINE, type Trial, type TrialLog, type TrialRun } from "../tune/trial.ts";
import type { TuneEvent } from "../tune/tune.ts";
import { workOf } from "./begin-study.ts";
import type { Circumstances } from "./machine.ts";
import { prefixOf } from "./run-rows.ts";
import type { RunStore } from "./run-store.ts";
import type { StudyLog, StudyPlan, TrialEnding } from "./study-log.ts";

/** What {@link openSearch} is asked for. */
export interface SearchRequest extends Circumstances {
  readonly data: DataSplit<TargetColumn>;
  /** As `tune` gets them. */
  readonly options: TuneOptions;
  /** As `tune` gets it. */
  readonly search?: SearchOptions | undefined;
  /** By which the study is found again; by default the data's name, and a hash of data and search. */
  readonly name?: string | undefined;
  /** Names the process that asks, among all that work on the store. */
  readonly owner: string;
  /** To go on with the study of this name, where there is one; otherwise that is refused. */
  readonly resumes?: boolean | undefined;
  /** Whether a process that had the study at work may still live; it is refused then. By default each may. */
  readonly mayLive?: ((owner: string) => boolean) | undefined;
}

/**
 * Opens a study in a store for `tune`, whose log it is then and whose events it hears: every run and every trial is kept as
 * it ends. One process at a time has a study at work. After a crash the same call with `resumes` goes on, and the search
 * ends with the same bits as one that was never broken off. Searches of nested cross-validation have studies of their own
 * beside it, named after the outer fold.
 *
 * @throws InvalidInputError when a study of this name is of other data or another search, was begun before and is not to go
 *   on, or is at work in another process
 */
export function openSearch(store: RunStore, request: SearchRequest): StoredSearch {
  return StoredSearch.open(store, request);
}

/** A search that a store keeps, from {@link openSearch}. To be closed. */
export class StoredSearch implements TrialLog {
  /** Of the study. */
  readonly name: string;
  readonly #resolved: ResolvedSearch;
  readonly #owner: string;
  /** That of the search itself, then those of the outer folds. */
  readonly #logs: readonly StudyLog[];
  readonly #stop = new AbortController();
  /** The trials that were told to the store, by outer fold and number. */
  readonly #claimed = new Set<string>();
  #failure: unknown;

  private constructor(
    name: string,
    resolved: ResolvedSearch,
    { owner, logs }: { readonly owner: string; readonly logs: readonly StudyLog[] },
  ) {
    this.name = name;
    this.#resolved = resolved;
    this.#owner = owner;
    this.#logs = logs;
  }

  /** What {@link openSearch} does. */
  static open(store: RunStore, request: SearchRequest): StoredSearch {
    const { owner, time, machine } = request;
    const resolved = resolveSearch(request.options, request.search);
    const plan = toStudyPlan(request, resolved);
    const openLog = (each: StudyPlan): StudyLog => store.openStudy(each, owner, { time, machine });
    const main = openLog(plan);
    const nested = Array.from({ length: resolved.design.nested ?? 0 }, (_, index) => index + 1);
    const logs = [main, ...nested.map((outer) => openLog(toOuterPlan(plan, outer)))];
    main.propose(BASELINE, resolved.settings);
    takeStudy(logs, plan.name, request);
    return new StoredSearch(plan.name, resolved, { owner, logs });
  }

  /** Ends the search where going on would not end with the same bits: a run failed, or the store refuses. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  readonly read = async (): Promise<readonly TrialRun[]> => {
    const kept = await Promise.all(
      this.#logs.map(async (log, outer) => {
        const runs = await log.read();
        return outer === 0 ? runs : runs.map((run) => ({ ...run, outer }));
      }),
    );
    return kept.flat();
  };

  readonly append = async ({ outer = 0, ...run }: TrialRun): Promise<void> => {
    const log = this.#logs[outer] as StudyLog;
    const key = `${outer} ${run.trial}`;
    if (!this.#claimed.has(key)) {
      // With the first seed, whichever of its runs ends first.
      log.propose(run.trial, { ...run.settings, seed: this.#resolved.settings.seed });
      log.claim(run.trial);
      this.#claimed.add(key);
    }
    await log.append(run);
  };

  /** Hears what `tune` tells, and ends trials in the store. */
  readonly onEvent = (event: TuneEvent): void => {
    if (event.type === "run" && event.run.outcome === "failed") this.#stop.abort();
    if (event.type !== "trial" || event.trial.runs.some(({ outcome }) => outcome === "failed")) return;
    const { trial, outer = 0 } = event;
    try {
      this.#logs[outer]?.end(trial.number, this.#toEnding(trial));
    } catch (error) {
      this.#failure ??= error;
      this.#stop.abort();
    }
  };

  /**
   * Marks the study as finished, unless a stop ended it.
   *
   * @throws InvalidInputError when the store could not keep how a trial ended
   */
  finish({ baseline, isStopped }: Study): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (isStopped) return;
    const isDiverged = baseline.runs.some(({ value }) => value === null);
    const state = isDiverged ? "diverged" : "finished";
    this.#logs[0]?.end(BASELINE, { state, ...toFigures(baseline.standing) });
  }

  /** Lets another process have what is not finished. */
  close(): void {
    for (const log of this.#logs) log.release(this.#owner);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #toEnding({ state, runs }: Trial): TrialEnding {
    if (state === "diverged") return { state, objective: null };
    const { folds, objective } = this.#resolved.design;
    const standing = standingOf(runs, { folds, sign: signOf(objective) });
    return { state: state === "complete" ? "finished" : state, ...toFigures(standing) };
  }
}

function toFigures({ mean, standardError }: Standing): Pick<TrialEnding, "objective" | "standardError"> {
  return { objective: mean ?? null, standardError: standardError ?? null };
}

function toStudyPlan(
  { data, name }: Pick<SearchRequest, "data" | "name">,
  { design, settings, space }: ResolvedSearch,
): StudyPlan {
  const dataset = toDatasetDocument({ data });
  const plan = {
    data: { name: dataset.name, hash: dataset.hash },
    measure: design.objective,
    settings,
    definition: { space, design },
  };
  return { ...plan, name: name ?? `${dataset.name}-${prefixOf(workOf(plan))}` };
}

/** The study of an outer fold, counted from 1. */
function toOuterPlan(plan: StudyPlan, outer: number): StudyPlan {
  return {
    ...plan,
    name: `${plan.name}, outer fold ${outer}`,
    definition: { ...plan.definition, outer },
  };
}

/** Makes a study that of one process: whoever has the given settings at work, which every study has as trial 0. */
function takeStudy(
  logs: readonly StudyLog[],
  name: string,
  { owner, resumes = false, mayLive = () => true }: SearchRequest,
): void {
  const [main] = logs as readonly [StudyLog];
  if (resumes) {
    for (const log of logs) {
      for (const other of log.owners()) if (other === owner || !mayLive(other)) log.release(other);
    }
  }
  const claimed = main.claim(BASELINE);
  const isFirst = claimed?.claims === 1;
  if (isFirst || (resumes && claimed !== undefined)) return;
  if (claimed !== undefined) main.release(owner);
  const isOver = !["waiting", "running"].includes(main.stateOf(BASELINE) ?? "waiting");
  if (resumes && isOver) return;
  if (!resumes) {
    throw refused(name, {
      expected: "a study that is new",
      received: isOver ? "one that is finished" : "one that is not finished",
      hint: `${isOver ? "See it again" : "Go on with it"} (--resume), or give another name (--study).`,
    });
  }
  throw refused(name, {
    expected: "a study that no other process has at work",
    received: `one of ${main.owners().join(", ")}`,
    hint: "Wait for its end, or take it over (--take-over) where there is no such process any more.",
  });
}

function refused(
  name: string,
  parts: { readonly expected: string; readonly received: string; readonly hint: string },
): InvalidInputError {
  return new InvalidInputError({ source: "option", where: `study ${describeValue(name)}`, ...parts });
}
