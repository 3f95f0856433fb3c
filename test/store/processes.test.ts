import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { counterRandom } from "../../src/base/counter-random.ts";
import { openStore } from "../../src/store/run-store.ts";
import type { StoredStudy } from "../../src/store/stored-run.ts";
import { circumstances, madeRun, settingsOf, studyPlan } from "../support/made-study.ts";

const WRITER = fileURLToPath(new URL("../support/store-writer.ts", import.meta.url));

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-store-"));
  path = join(folder, "runs.db");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What {@link write} can be told of a writer while it runs. */
interface Watch {
  /** It is there, and goes on when its standard input ends; without this it does so at once. */
  readonly onReady?: (child: ChildProcess) => void;
  /** It has acknowledged so many trials. */
  readonly onTrial?: (child: ChildProcess, acknowledged: number) => void;
}

/** Runs a writer to its end, and tells which trials it has acknowledged. */
async function write(
  owner: string,
  { onReady = ({ stdin }) => void stdin?.end(), onTrial }: Watch = {},
): Promise<{
  readonly acknowledged: readonly number[];
  readonly stderr: string;
  readonly code: number | null;
}> {
  const child = spawn(process.execPath, [WRITER, path, owner]);
  let [stdout, stderr] = ["", ""];
  // What stands before the last line break was written whole.
  const lines = (): number[] => stdout.split("\n").slice(0, -1).map(Number);
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const before = lines().length;
    stdout += text;
    if (before === 0 && lines().length > 0) onReady(child);
    onTrial?.(child, lines().length - 1);
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { acknowledged: lines().filter((trial) => trial > 0), stderr, code };
}

/** Runs several writers, which begin when the last is there. */
function writeTogether(owners: readonly string[]): Promise<Awaited<ReturnType<typeof write>>[]> {
  const ready: ChildProcess[] = [];
  const onReady = (child: ChildProcess): void => {
    ready.push(child);
    if (ready.length === owners.length) for (const { stdin } of ready) stdin?.end();
  };
  return Promise.all(owners.map((owner) => write(owner, { onReady })));
}

async function propose(trials: number): Promise<void> {
  using store = await openStore(path);
  const study = store.openStudy(studyPlan, "test", circumstances);
  for (let trial = 1; trial <= trials; trial++) study.propose(trial, settingsOf(trial));
}

async function readStudy(): Promise<StoredStudy> {
  using store = await openStore(path, "read");
  return store.read(store.list()[0]?.id ?? "") as StoredStudy;
}

function checkSound(): void {
  using database = new DatabaseSync(path);
  expect({ ...database.prepare("PRAGMA integrity_check").get() }).toEqual({ integrity_check: "ok" });
  expect(database.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
}

describe("a process that is killed", () => {
  it("loses no trial that it has acknowledged, whenever it happens, and the next goes on", async () => {
    const [trials, kills] = [400, 12];
    const random = counterRandom(1, "data");
    await propose(trials);
    const acknowledged: number[] = [];
    for (let kill = 1; kill <= kills; kill++) {
      const moment = 1 + random.randint(25);
      const result = await write(`process ${kill}`, {
        onTrial: (child, count) => count >= moment && child.kill("SIGKILL"),
      });
      expect([result.code, result.stderr]).toEqual([null, ""]);
      acknowledged.push(...result.acknowledged);
      checkSound();
      const { trials: stored } = await readStudy();
      const done = new Map(
        stored.filter(({ state }) => state === "finished").map((trial) => [trial.number, trial]),
      );
      for (const trial of acknowledged) {
        expect(done.get(trial)).toMatchObject({ objective: 1 / trial, settings: settingsOf(trial) });
        expect(done.get(trial)?.runs).toMatchObject([
          { value: 1 / trial, fingerprint: madeRun(trial).fingerprint },
        ]);
      }
      // What it had begun waits for somebody who knows that it is dead.
      using store = await openStore(path);
      const study = store.openStudy(studyPlan, "test", circumstances);
      expect(study.release(`process ${kill}`)).toBeLessThanOrEqual(1);
      expect(study.owners()).toEqual([]);
    }
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    const last = await write("the last");
    expect(last).toMatchObject({ code: 0, stderr: "" });
    const { trials: stored } = await readStudy();
    expect(stored.map(({ number, state }) => [number, state])).toEqual(
      Array.from({ length: trials }, (_, index) => [index + 1, "finished"]),
    );
    expect(stored.every(({ runs }) => runs.length === 1)).toBe(true);
  });

  it("while it makes the store leaves one that the next can open, or none", async () => {
    const random = counterRandom(2, "data");
    for (let kill = 1; kill <= 8; kill++) {
      await rm(folder, { recursive: true, force: true });
      await write("short-lived", {
        onReady: (child) => {
          child.stdin?.end();
          setTimeout(() => child.kill("SIGKILL"), 30 * random.rand());
        },
      });
      await propose(3);
      expect((await readStudy()).trials.map(({ number }) => number)).toEqual([1, 2, 3]);
      checkSound();
    }
  });
});

describe("several processes", () => {
  it("claim each trial once", async () => {
    const trials = 200;
    await propose(trials);
    const results = await writeTogether(["one", "two", "three"]);
    for (const { code, stderr } of results) expect([code, stderr]).toEqual([0, ""]);
    const acknowledged = results.flatMap((result) => result.acknowledged);
    expect(acknowledged.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: trials }, (_, index) => index + 1),
    );
    const { trials: stored } = await readStudy();
    expect(new Set(stored.map(({ state, claims }) => `${state} ${claims}`))).toEqual(new Set(["finished 1"]));
    checkSound();
  });

  it("make one store between them where there is none", async () => {
    const results = await writeTogether(["one", "two", "three", "four"]);
    for (const { code, stderr } of results) expect([code, stderr]).toEqual([0, ""]);
    using store = await openStore(path);
    expect(store.list()).toHaveLength(1);
    checkSound();
  });
});
