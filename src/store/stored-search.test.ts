import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { circumstances, madeRun } from "../../test/support/made-study.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { toStudyDocument } from "../tune/documents.ts";
import type { Study } from "../tune/study.ts";
import { type TuneContext, tune } from "../tune/tune.ts";
import { openStore, type RunStore } from "./run-store.ts";
import type { StoredStudy } from "./stored-run.ts";
import { openSearch, type SearchRequest, type StoredSearch } from "./stored-search.ts";

const data = splitDataset(datasets.moons({ examples: 60 }));
const search = { lambda: { low: 0.001, high: 10, scale: "log" } } as const;
const options = { trials: 5, iterations: 10, folds: 2, hiddenLayers: [3] };

let folder: string;
let store: RunStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-store-"));
  store = await openStore(join(folder, "runs.db"));
});
afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true, force: true });
});

function openAs(owner: string, more: Partial<SearchRequest> = {}): StoredSearch {
  return openSearch(store, { ...circumstances, data, options, search, name: "s", owner, ...more });
}

/** Searches with the store as its log, until it or `signal` stops it. */
function searchIn(
  stored: StoredSearch,
  { signal = stored.signal, ...more }: TuneContext = {},
): Promise<Study> {
  return tune(data, { ...options, search, log: stored, onEvent: stored.onEvent, signal, ...more });
}

function readTrials(): StoredStudy["trials"] {
  return (store.read(store.list().at(-1)?.id ?? "") as StoredStudy).trials;
}

describe("a search in a store", () => {
  it("is named after its data and a hash, which its id begins with", () => {
    const { name } = openAs("one", { name: undefined });
    const [summary] = store.list();
    expect(name).toBe(`moons-${summary?.id.split("-").at(0)}`);
    expect(openAs("one", { name: undefined, options: { ...options, trials: 6 } }).name).not.toBe(name);
  });

  it("goes on in another process where a stop ended it, to the same study", async () => {
    const controller = new AbortController();
    {
      using stored = openAs("one");
      const onEvent: TuneContext["onEvent"] = (event) => {
        stored.onEvent(event);
        if (event.type === "trial" && event.trial.number === 2) controller.abort();
      };
      const study = await searchIn(stored, { onEvent, signal: controller.signal });
      stored.finish(study);
      expect(study.isStopped).toBe(true);
    }
    expect(readTrials().find(({ number }) => number === 0)).toMatchObject({ state: "waiting" });
    using stored = openAs("two", { resumes: true });
    const kept = (await stored.read()).length;
    expect(kept).toBeGreaterThan(3);
    let made = 0;
    const study = await searchIn(stored, {
      onEvent: (event) => {
        stored.onEvent(event);
        if (event.type === "run") made++;
      },
    });
    stored.finish(study);
    expect(toStudyDocument(study)).toEqual(toStudyDocument(await tune(data, { ...options, search })));
    expect(made).toBe(study.runs - kept);
    expect(new Set(readTrials().map(({ state }) => state))).not.toContain("waiting");
  });

  it("is stopped by a run that failed, whose trial does not end by it", () => {
    using stored = openAs("one");
    const run = madeRun(1, { outcome: "failed", value: null, cause: "out of memory" });
    stored.onEvent({ type: "run", run: madeRun(2) });
    expect(stored.signal.aborted).toBe(false);
    stored.onEvent({ type: "run", run });
    expect(stored.signal.aborted).toBe(true);
    const { settings } = run;
    const trial = {
      number: 1,
      point: [0],
      values: {},
      settings,
      state: "diverged",
      runs: [run],
      rungLosses: [],
    } as const;
    stored.onEvent({ type: "trial", trial });
    expect(readTrials().map(({ number }) => number)).toEqual([0]);
  });

  it("stops, and says why, where the store cannot keep how a trial ended", async () => {
    using stored = openAs("one");
    const finished = await searchIn(stored);
    const [first] = finished.trials;
    if (first === undefined) throw new Error("there is a trial");
    const runs = first.runs.map((run) => ({ ...run, value: (run.value ?? 0) + 1 }));
    stored.onEvent({ type: "trial", trial: { ...first, state: "complete", runs } });
    expect(stored.signal.aborted).toBe(true);
    expect(() => stored.finish(finished)).toThrow(
      /trial 1: expected \w+ at [\d.]+, as before, got finished at [\d.]+\.$/,
    );
  });
});
