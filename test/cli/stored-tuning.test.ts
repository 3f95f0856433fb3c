import { hostname } from "node:os";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { datasets } from "../../src/data/datasets.ts";
import { splitDataset } from "../../src/data/split.ts";
import { openStore } from "../../src/store/run-store.ts";
import type { RunSummary, StoredStudy } from "../../src/store/stored-run.ts";
import { openSearch } from "../../src/store/stored-search.ts";
import type { StudyDocument } from "../../src/tune/documents.ts";
import { type CliResult, interruptAt, useCliFolder } from "../support/cli.ts";
import { circumstances } from "../support/made-study.ts";

const { path, run, runWith } = useCliFolder();

const KILLER = new URL("../support/kill-at-commit.ts", import.meta.url).href;
const SEARCH =
  "tune moons --trials 6 --iterations 20 --folds 2 --hidden 3 --search lambda=log:0.001..10 --workers 2".split(
    " ",
  );
const STORED = [...SEARCH, "--store", "runs.db"];

/** The document that a search prints, without the time, which alone differs from one to the next. */
function documentOf({ code, stdout, stderr }: CliResult): StudyDocument {
  expect([code, stderr]).toEqual([0, ""]);
  const { seconds: _, ...document } = JSON.parse(stdout) as StudyDocument & { seconds: number };
  return document;
}

async function searchAs(...args: string[]): Promise<StudyDocument> {
  return documentOf(await run(...args, "--json"));
}

async function summaries(): Promise<readonly RunSummary[]> {
  using store = await openStore(path("runs.db"), "read");
  return store.list();
}

async function studyNamed(name: string): Promise<StoredStudy> {
  using store = await openStore(path("runs.db"), "read");
  const { id } = store.list().find((each) => each.name === name) as RunSummary;
  return store.read(id) as StoredStudy;
}

/** Begins the study "s", as a process that was broken off before its first run. */
async function leaveTo(owner: string): Promise<void> {
  using store = await openStore(path("runs.db"));
  openSearch(store, {
    ...circumstances,
    data: splitDataset(datasets.moons()),
    options: { trials: 6, iterations: 20, folds: 2, hiddenLayers: [3] },
    search: { lambda: { low: 0.001, high: 10, scale: "log" } },
    name: "s",
    owner,
  });
}

describe("tune --store", () => {
  it("keeps every trial and run, and the given settings as trial 0", async () => {
    const document = await searchAs(...STORED, "--study", "moon search");
    const { trials, measure } = await studyNamed("moon search");
    expect(measure).toBe("development cost");
    expect(trials.map(({ number, state, claims }) => `${number} ${state} ${claims}`)).toEqual(
      Array.from({ length: 7 }, (_, index) => `${index} finished 1`),
    );
    for (const { number, runs } of document.trials) {
      const stored = trials[number];
      const fingerprints = stored?.runs.map(({ fingerprint }) => fingerprint);
      expect(fingerprints).toEqual(expect.arrayContaining(runs.map(({ fingerprint }) => fingerprint)));
      expect(stored?.settings.lambda).toBe(document.trials[number - 1]?.values.lambda);
    }
    expect(trials[0]?.objective).toBe(document.given.standing.mean);
    const stored = trials.reduce((sum, { runs }) => sum + runs.length, 0);
    expect(stored).toBe(document.runs);
    const [summary] = await summaries();
    expect(summary).toMatchObject({ kind: "tune", name: "moon search", runs: 7 });
    const shown = await run("runs", "show", "runs.db", summary?.id ?? "");
    expect(shown.stdout).toMatch(/^trials: 7 finished\nsearch: finished$/m);
    expect(shown.stdout).toMatch(/^trial\tstate\tlambda\truns\tobjective\n0\tfinished\t0\t/m);
  });

  it("killed with -9 at any commit loses nothing, and goes on to the same study", async () => {
    const whole = [...SEARCH, "--nested", "2"];
    const resumed = [...whole, "--store", "runs.db", "--resume"];
    const expected = await searchAs(...whole);
    // The commits of the first: the file, its trial, a study and one for each outer fold, then the runs.
    const moments = [1, -3, 3, -4, 6, -9, 14, -23, 29];
    for (const moment of moments) {
      const env = { NODE_OPTIONS: `--import ${KILLER}`, KILL_AT: String(moment) };
      const { code, stderr } = await runWith({ env }, ...resumed);
      expect([code, stderr], `killed at ${moment}`).toEqual([null, ""]);
    }
    const { stdout } = await run("runs", "export", "runs.db");
    const stored = (JSON.parse(stdout) as { runs: StoredStudy[] }).runs;
    const kept = stored.flatMap(({ trials }) => trials).reduce((sum, { runs }) => sum + runs.length, 0);
    expect(kept).toBeGreaterThan(50);
    expect(await searchAs(...resumed)).toEqual(expected);
    expect(await searchAs(...resumed)).toEqual(expected);
    const states = (await summaries()).map(({ name, runs }) => `${name.replace(/-.{6}/, "")}: ${runs}`);
    expect(states).toEqual(["moons, outer fold 2: 6", "moons, outer fold 1: 6", "moons: 7"]);
  });

  it("stopped by ctrl-C says so, and goes on", async () => {
    const whileRunning = interruptAt("trial 1:");
    const stopped = await runWith({ whileRunning }, ...STORED, "--study", "s", "--iterations", "2000");
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/^wellfit: study s is not finished; --resume goes on with it\.$/m);
    const again = [...STORED, "--study", "s", "--iterations", "2000"];
    const { code, stdout, stderr } = await run(...again, "--resume");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^study s in runs\.db: goes on after \d+ runs$/m);
  });

  it("lets two searches use one store at the same time", async () => {
    const other = ["--seed", "7"];
    const [first, second] = await Promise.all([
      searchAs(...STORED, "--study", "one"),
      searchAs(...STORED, ...other, "--study", "two"),
    ]);
    expect([first, second]).toEqual([await searchAs(...SEARCH), await searchAs(...SEARCH, ...other)]);
    const counts = (await summaries()).map(({ name, runs }) => `${name}: ${runs}`);
    expect(counts.toSorted()).toEqual(["one: 7", "two: 7"]);
  });
});

describe("a study of the same name is refused in one line", () => {
  it("that is finished, of other data, or another search", async () => {
    await searchAs(...STORED, "--study", "s");
    const hint = "Give another name for a study of its own.";
    const cases: readonly (readonly [readonly string[], string])[] = [
      [
        STORED,
        'study "s": expected a study that is new, got one that is finished. See it again (--resume), or give another ' +
          "name (--study).",
      ],
      [
        [...STORED, "--trials", "7", "--resume"],
        `runs.db: study "s": expected the search it was begun with, got another one. ${hint}`,
      ],
      [
        [...STORED.with(1, "circles"), "--resume"],
        'runs.db: study "s": expected the data it was begun with, moons (13e067d16e52014e), got circles',
      ],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await run(...args, "--study", "s", "--quiet");
      expect([code, stdout, stderr.split("\n").length]).toEqual([2, "", 2]);
      expect(stderr).toContain(`wellfit: ${message}`);
    }
  });

  it("that another process has at work", async () => {
    await leaveTo(`${hostname()}:${process.pid}`);
    const resumed = await run(...STORED, "--study", "s", "--resume");
    expect([resumed.code, resumed.stderr]).toEqual([
      2,
      `wellfit: study "s": expected a study that no other process has at work, got one of ${hostname()}:${process.pid}. ` +
        "Wait for its end, or take it over (--take-over) where there is no such process any more.\n",
    ]);
    const anew = await run(...STORED, "--study", "s");
    expect([anew.code, anew.stderr]).toEqual([
      2,
      'wellfit: study "s": expected a study that is new, got one that is not finished. Go on with it (--resume), or ' +
        "give another name (--study).\n",
    ]);
  });

  it("of a machine that nobody can ask, unless it is taken over", async () => {
    await leaveTo("elsewhere:1");
    const { stderr } = await run(...STORED, "--study", "s", "--resume");
    expect(stderr).toContain("got one of elsewhere:1.");
    expect(await searchAs(...STORED, "--study", "s", "--resume", "--take-over")).toEqual(
      await searchAs(...SEARCH),
    );
  });

  it("and a flag without the one that it needs", async () => {
    for (const [args, message] of [
      [["--study", "s"], "--study: expected --store beside it, got none."],
      [["--resume"], "--resume: expected --store beside it, got none."],
      [["--store", "runs.db", "--take-over"], "--take-over: expected --resume beside it, got none."],
    ] as const) {
      const { code, stderr } = await run(...SEARCH, ...args);
      expect([code, stderr]).toEqual([2, `wellfit: ${message}\n`]);
    }
  });
});
