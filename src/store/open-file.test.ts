import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { circumstances, madeRun, studyPlan } from "../../test/support/made-study.ts";
import { type Migration, migrations } from "./migrations.ts";
import { openFile } from "./open-file.ts";
import { openStore } from "./run-store.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-store-"));
  path = join(folder, "runs.db");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const second: Migration = { needs: "9.8.7", sql: "ALTER TABLE runs ADD COLUMN note TEXT" };

/** What a statement finds in the file, by another connection than the store's. */
function look(sql: string): unknown {
  using database = new DatabaseSync(path, { readOnly: true });
  return { ...database.prepare(sql).get() };
}

describe("a new store", () => {
  it("is made with the folders that lead to it, and is one file when it is closed", async () => {
    path = join(folder, "a", "b", "runs.db");
    (await openStore(path)).close();
    expect(await readdir(join(folder, "a", "b"))).toEqual(["runs.db"]);
  });

  it("is made of an empty file, and of a database that nothing is in", async () => {
    writeFileSync(path, "");
    (await openStore(path)).close();
    await rm(path);
    using database = new DatabaseSync(path);
    database.exec("PRAGMA auto_vacuum = incremental");
    (await openStore(path)).close();
    expect(look("PRAGMA application_id")).toEqual({ application_id: 0x776c6674 });
  });

  it("has its mark in the file itself, keeps a log beside it, and gives back what is removed", async () => {
    const database = await openFile(path, "write");
    expect(readFileSync(path).readUInt32BE(68)).toBe(0x776c6674);
    expect(database.row("PRAGMA journal_mode")).toMatchObject({ journal_mode: "wal" });
    expect(database.row("PRAGMA synchronous")).toMatchObject({ synchronous: 1 });
    expect(database.row("PRAGMA foreign_keys")).toMatchObject({ foreign_keys: 1 });
    expect(database.row("PRAGMA busy_timeout")).toMatchObject({ timeout: 5000 });
    expect(database.row("PRAGMA auto_vacuum")).toMatchObject({ auto_vacuum: 2 });
    database.close();
  });
});

describe("migrations", () => {
  it("bring an older file up to date, once, and keep what is in it", async () => {
    using store = await openStore(path);
    await store.openStudy(studyPlan, "test", circumstances).append(madeRun(3));
    store.close();
    for (const _ of ["first", "again"]) {
      const database = await openFile(path, "read", [...migrations, second]);
      expect(database.row("SELECT name, note FROM runs")).toMatchObject({ name: "strengths", note: null });
      expect(database.row("SELECT * FROM compatibility")).toMatchObject({ needs: "9.8.7" });
      database.close();
    }
    expect(look("PRAGMA user_version")).toEqual({ user_version: 2 });
    expect(look("SELECT count(*) AS runs FROM trial_runs")).toEqual({ runs: 1 });
  });

  it("are made whole or not at all", async () => {
    (await openStore(path)).close();
    const broken: Migration = { needs: "9.8.7", sql: "CREATE TABLE half (a INTEGER); CREATE TABLE runs (a)" };
    await expect(openFile(path, "write", [...migrations, broken])).rejects.toThrow("already exists");
    expect(look("PRAGMA user_version")).toEqual({ user_version: 1 });
    expect(look("SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'half'")).toEqual({ tables: 0 });
    (await openStore(path)).close();
  });

  it("of a newer wellfit are refused with the version that they need, and nothing is changed", async () => {
    (await openFile(path, "write", [...migrations, second])).close();
    const before = readFileSync(path);
    for (const purpose of ["read", "write"] as const) {
      await expect(openStore(path, purpose)).rejects.toThrow(
        `${path}: expected a run store that wellfit 0.1.0 can read, got one that needs wellfit 9.8.7 or newer. ` +
          "Use that version, or another file.",
      );
    }
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(await readdir(folder)).toEqual(["runs.db"]);
  });
});

describe("what is no store is refused and left as it is", () => {
  it.each<[string, () => void, string]>([
    ["a text", () => writeFileSync(path, "a,b\n1,2\n"), "a file of another kind"],
    ["a long text", () => writeFileSync(path, "a,b\n1,2\n".repeat(500)), "a file of another kind"],
    [
      "another application's database",
      () => {
        using database = new DatabaseSync(path);
        database.exec("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('keep me')");
      },
      "the database of another application",
    ],
    [
      "another application's database with a mark",
      () => {
        using database = new DatabaseSync(path);
        database.exec("PRAGMA application_id = 77");
      },
      "the database of another application",
    ],
  ])("%s", async (_, make, received) => {
    make();
    const before = readFileSync(path);
    for (const purpose of ["read", "write"] as const) {
      await expect(openStore(path, purpose)).rejects.toThrow(
        `${path}: expected a run store of wellfit, got ${received}. It was left as it is.`,
      );
    }
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(await readdir(folder)).toEqual(["runs.db"]);
  });

  it("another application's database whose tables still stand beside it", async () => {
    using other = new DatabaseSync(path);
    other.exec("PRAGMA journal_mode = wal; CREATE TABLE notes (text TEXT)");
    expect(readFileSync(path).readUInt32BE(40)).toBe(0);
    await expect(openStore(path)).rejects.toThrow("got the database of another application.");
    expect({ ...other.prepare("SELECT count(*) AS tables FROM sqlite_schema").get() }).toEqual({ tables: 1 });
  });

  it.each<[string, () => void, string]>([
    ["nothing", () => undefined, "no such file or folder"],
    ["an empty file", () => writeFileSync(path, ""), "a file with nothing in it"],
    ["a folder", () => mkdirSync(path), "a folder"],
    ["a pipe", () => execFileSync("mkfifo", [path]), "a socket or a device that takes no data"],
  ])("%s, where a store is to be read", async (_, make, received) => {
    make();
    await expect(openStore(path, "read")).rejects.toThrow(
      `${path}: expected a run store of wellfit, got ${received}.`,
    );
  });

  it("a store that is damaged", async () => {
    using store = await openStore(path);
    const study = store.openStudy(studyPlan, "test", circumstances);
    for (let trial = 1; trial <= 300; trial++) study.propose(trial, madeRun(trial).settings);
    store.close();
    truncateSync(path, 4096);
    await expect(openStore(path).then((opened) => opened.list())).rejects.toThrow(
      `${path}: expected a run store of wellfit, got a damaged file.`,
    );
  });

  it("a path that is none", async () => {
    await expect(openStore(5 as unknown as string)).rejects.toThrow(
      "openStore: expected a path as a text, got 5.",
    );
  });
});

describe("a disk that takes nothing", () => {
  /** Does something with the store on a small file system of its own. */
  async function onSmallDisk(work: (at: string, remount: () => void) => Promise<void>): Promise<void> {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], { stdio: "ignore" });
    try {
      await work(join(folder, "runs.db"), () => execFileSync("mount", ["-o", "remount,ro", folder]));
    } finally {
      execFileSync("umount", [folder]);
    }
  }

  function isMountable(): boolean {
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], { stdio: "ignore" });
      execFileSync("umount", [folder]);
      return true;
    } catch {
      return false;
    }
  }

  it("because it is full loses nothing that was there", async (context) => {
    if (!isMountable()) context.skip("needs the right to mount a small file system");
    await onSmallDisk(async (at) => {
      let kept = 0;
      using store = await openStore(at);
      const study = store.openStudy(studyPlan, "test", circumstances);
      const fill = async (): Promise<void> => {
        for (;;) {
          await study.append(madeRun(kept + 1));
          kept++;
        }
      };
      await expect(fill()).rejects.toThrow(
        `${at}: expected a place that can be written, got no space left on the disk.`,
      );
      expect(kept).toBeGreaterThan(10);
      expect((await study.read()).map(({ trial }) => trial)).toEqual(
        Array.from({ length: kept }, (_, index) => index + 1),
      );
    });
  });

  it("because it is read-only can be read, and refuses what is new", async (context) => {
    if (!isMountable()) context.skip("needs the right to mount a small file system");
    await onSmallDisk(async (at, makeReadOnly) => {
      const written = await openStore(at);
      written.openStudy(studyPlan, "test", circumstances);
      written.close();
      makeReadOnly();
      using store = await openStore(at, "read");
      expect(store.list()).toHaveLength(1);
      await expect(openStore(at)).rejects.toThrow(`${at}: expected a place that can be written, got a `);
      await expect(openFile(at, "read", [...migrations, second])).rejects.toThrow(
        `${at}: expected a place that can be written, since the store has to be brought up to date, got a read-only ` +
          "file or folder. Copy it to another place.",
      );
    });
  });
});
