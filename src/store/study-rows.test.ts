import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  circumstances,
  madeRun,
  settingsOf,
  sharedSettings,
  studyPlan,
} from "../../test/support/made-study.ts";
import { studyDocument } from "./document-schema.ts";
import { openStore, type RunStore } from "./run-store.ts";
import type { StoredStudy } from "./stored-run.ts";
import type { StudyLog } from "./study-log.ts";

let folder: string;
let path: string;
let store: RunStore;
let study: StudyLog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-store-"));
  path = join(folder, "runs.db");
  store = await openStore(path);
  study = openAs("one");
});
afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true, force: true });
});

const elsewhere = { ...circumstances, machine: { platform: "darwin", arch: "arm64", node: "22.13.0" } };

function openAs(owner: string, from = circumstances): StudyLog {
  return store.openStudy(studyPlan, owner, from);
}

function readStudy(): StoredStudy {
  return store.read(store.list()[0]?.id ?? "") as StoredStudy;
}

describe("a study", () => {
  it("goes on under its name", async () => {
    await study.append(madeRun(1));
    expect(await openAs("two").read()).toEqual([madeRun(1)]);
    expect(store.list()).toHaveLength(1);
  });

  it("of other data, or another search, is refused", () => {
    const where = `${path}: study "strengths": expected`;
    const hint = "Give another name for a study of its own.";
    const data = { name: "moons", hash: "0000000000000000" };
    expect(() => store.openStudy({ ...studyPlan, data }, "one", circumstances)).toThrow(
      `${where} the data it was begun with, moons (13e067d16e52014e), got moons (0000000000000000). ${hint}`,
    );
    for (const other of [
      { ...studyPlan, definition: { sampler: "tpe" } },
      { ...studyPlan, settings: { ...sharedSettings, activation: "tanh" as const } },
    ]) {
      expect(() => store.openStudy(other, "one", circumstances)).toThrow(
        `${where} the search it was begun with, got another one. ${hint}`,
      );
    }
    expect(store.openStudy({ ...studyPlan, name: "other", data }, "one", circumstances).owners()).toEqual([]);
  });

  it("is read whole, as its schema says", async () => {
    study.propose(2, settingsOf(2));
    await study.append(madeRun(1));
    await study.append(
      madeRun(1, { place: { repeat: 2, fold: 1 }, settings: { ...settingsOf(1), seed: 6 } }),
    );
    study.end(1, { state: "finished", objective: 0.9, standardError: 0.01 });
    const document = readStudy();
    v.assert(studyDocument, document);
    expect(document).toMatchObject({
      name: "strengths",
      measure: "accuracy",
      definition: studyPlan.definition,
    });
    expect(document.trials).toMatchObject([
      { number: 1, state: "finished", objective: 0.9, standardError: 0.01, settings: settingsOf(1) },
      { number: 2, state: "waiting", objective: null, settings: settingsOf(2), runs: [] },
    ]);
    expect(document.trials[0]?.runs.map(({ repeat, seed }) => [repeat, seed])).toEqual([
      [1, 5],
      [2, 6],
    ]);
    expect(store.list()).toMatchObject([{ runs: 1, outcome: "study" }]);
  });
});

describe("a claim", () => {
  it("gives every waiting trial once, the first first, or one by its number", () => {
    for (const trial of [3, 1, 2]) study.propose(trial, settingsOf(trial));
    const other = openAs("two");
    expect(other.claim(2)).toEqual({ number: 2, settings: settingsOf(2), claims: 1 });
    expect([study.claim()?.number, study.claim(2), other.claim()?.number, study.claim()]).toEqual([
      1,
      undefined,
      3,
      undefined,
    ]);
    expect(study.owners()).toEqual(["one", "two"]);
    expect(study.claim(99)).toBeUndefined();
  });

  it("of a process that is known to be dead is free again; what it finished stays", async () => {
    for (const trial of [1, 2]) study.propose(trial, settingsOf(trial));
    const dead = openAs("dead");
    dead.claim();
    await dead.append(madeRun(1));
    dead.end(1, { state: "finished", objective: 1 });
    dead.claim();
    expect(study.claim()).toBeUndefined();
    expect([study.release("alive"), study.release("dead"), study.release("dead")]).toEqual([0, 1, 0]);
    expect(study.claim()).toEqual({ number: 2, settings: settingsOf(2), claims: 2 });
    expect((await study.read()).map(({ trial }) => trial)).toEqual([1]);
  });
});

describe("what is told twice", () => {
  it("is kept once where it is the same", async () => {
    study.propose(1, settingsOf(1));
    study.propose(1, { ...settingsOf(1), seed: 77 });
    for (const log of [study, openAs("two", elsewhere)]) {
      await log.append(madeRun(1));
      log.end(1, { state: "finished", objective: 1 });
    }
    expect(readStudy().trials).toHaveLength(1);
    expect(readStudy().trials[0]?.runs).toMatchObject([{ machine: circumstances.machine }]);
  });

  it("with other bits is refused with both machines", async () => {
    await study.append(madeRun(3));
    const other = madeRun(3, { fingerprint: "ffffffffffffffff" });
    await expect(openAs("two", elsewhere).append(other)).rejects.toThrow(
      `${path}: trial 3, repeat 1, fold 1: expected finished at 0.3333333333333333 with fingerprint 0000000000000003, as ` +
        "wellfit 0.1.0 on linux x64, Node 24.0.0 found, got finished at 0.3333333333333333 with fingerprint " +
        "ffffffffffffffff on wellfit 0.1.0 on darwin arm64, Node 22.13.0.",
    );
    for (const differing of [
      { value: 0.25 },
      { outcome: "diverged" as const },
      { settings: { ...settingsOf(3), seed: 4 } },
    ]) {
      await expect(study.append(madeRun(3, differing))).rejects.toThrow(
        "trial 3, repeat 1, fold 1: expected",
      );
    }
    expect(await study.read()).toEqual([madeRun(3)]);
  });

  it("with other settings is refused", async () => {
    study.propose(1, settingsOf(1));
    const refusal =
      `${path}: trial 1: expected {"hiddenLayers":[1],"lambda":0.14285714285714285} beside the shared settings, as it ` +
      'was proposed, got {"hiddenLayers":[2],"lambda":0.2857142857142857}.';
    expect(() => study.propose(1, settingsOf(2))).toThrow(refusal);
    await expect(study.append(madeRun(1, { settings: settingsOf(2) }))).rejects.toThrow(refusal);
    expect(await study.read()).toEqual([]);
  });

  it("with another end is refused, and so is the end of no trial", () => {
    study.propose(1, settingsOf(1));
    study.end(1, { state: "pruned", objective: 0.5 });
    expect(() => study.end(1, { state: "finished", objective: 0.5 })).toThrow(
      `${path}: trial 1: expected pruned at 0.5, as before, got finished at 0.5.`,
    );
    expect(() => study.end(2, { state: "finished", objective: 1 })).toThrow(
      `${path}: trial 2: expected one that was proposed, got none.`,
    );
  });
});

describe("a run that failed", () => {
  const failed = madeRun(1, { outcome: "failed", value: null, modelIteration: 0, fingerprint: "" });

  it("is replaced by one that did not, and says nothing against it", async () => {
    await study.append(failed);
    expect(await study.read()).toEqual([failed]);
    await study.append(madeRun(1));
    await study.append(failed);
    expect(await study.read()).toEqual([madeRun(1)]);
  });

  it("may make its trial fail, which may be ended anew", async () => {
    await study.append(failed);
    study.end(1, { state: "failed", objective: null, cause: "out of memory" });
    expect(readStudy().trials).toMatchObject([{ state: "failed", cause: "out of memory" }]);
    study.end(1, { state: "finished", objective: 1 });
    expect(readStudy().trials).toMatchObject([{ state: "finished", cause: null }]);
  });
});

it("settings come back in the order and with the numbers that they had", async () => {
  const { lambda, ...others } = sharedSettings;
  const orders = [
    { ...others, lambda: 0.1 + 0.2 },
    { ...sharedSettings, patience: 5, keepProbability: 5e-324 },
    { lambda, ...others },
    others as typeof sharedSettings,
  ];
  for (const [index, settings] of orders.entries()) await study.append(madeRun(index + 1, { settings }));
  const back = (await study.read()).map(({ settings }) => JSON.stringify(settings));
  expect(back).toEqual(orders.map((settings) => JSON.stringify(settings)));
});
