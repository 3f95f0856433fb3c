import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { circumstances, madeRun, studyPlan } from "../../test/support/made-study.ts";
import { compare, toComparison } from "../compare/compare.ts";
import { toComparisonDocument } from "../compare/documents.ts";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { train } from "../train/train.ts";
import { runListDocument, storedDocument } from "./document-schema.ts";
import { openStore, type RunStore } from "./run-store.ts";
import type { RunRecord, StoredRun } from "./stored-run.ts";

let folder: string;
let path: string;
let store: RunStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-store-"));
  path = join(folder, "runs.db");
  store = await openStore(path);
});
afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true, force: true });
});

const compared: RunRecord = { kind: "compare", ...circumstances };
const data = datasets.football();
const comparison = await compare(data, { iterations: 20, seeds: 2, lambda: 0.5 });
const later = { ...compared, time: "2026-03-02T12:00:00.000Z" };

describe("what is recorded of a comparison", () => {
  it("is a run for each variant, with all that its document says and where it was made", () => {
    const ids = store.record(comparison, compared);
    const document = toComparisonDocument(comparison);
    expect(ids).toHaveLength(3);
    for (const [index, id] of ids.entries()) {
      const run = store.read(id) as StoredRun;
      v.assert(storedDocument, run);
      const { dataset, design, measure } = document;
      expect(run).toEqual({
        id,
        kind: "compare",
        version: "0.1.0",
        ...circumstances,
        dataset,
        design,
        measure,
        ...document.variants[index],
        figures: {
          accuracy: {
            training: comparison.variants[index]?.estimates.training?.accuracy?.mean,
            test: comparison.variants[index]?.estimates.test?.accuracy?.mean,
          },
          dataCost: {
            training: comparison.variants[index]?.estimates.training?.dataCost.mean,
            test: comparison.variants[index]?.estimates.test?.dataCost.mean,
          },
        },
      });
    }
  });

  it("is listed, the newest first", () => {
    const [none, l2, dropout] = store.record(comparison, compared);
    store.record(comparison, later);
    const list = store.list();
    v.assert(runListDocument, list);
    expect(list.map(({ id }) => id).slice(3)).toEqual([dropout, l2, none]);
    expect(list.slice(0, 3).every(({ time }) => time === later.time)).toBe(true);
    expect(list[5]).toMatchObject({
      kind: "compare",
      name: "none",
      runs: 2,
      outcome: "finished",
      measure: "accuracy",
      development: null,
      test: comparison.variants[0]?.estimates.test?.accuracy?.mean,
      data: { name: "football", hash: toComparisonDocument(comparison).dataset.hash },
    });
  });

  it("has the same beginning of its id where settings, seeds and data are the same, and another number", async () => {
    const first = store.record(comparison, compared);
    expect(store.record(comparison, later)).toEqual(first.map((id) => id.replace(/-1$/, "-2")));
    const others = await compare(data, { iterations: 20, seeds: 2, seed: 9, lambda: 0.5 });
    const prefixes = new Set(store.record(others, later).map((id) => id.slice(0, 6)));
    expect(first.some((id) => prefixes.has(id.slice(0, 6)))).toBe(false);
  });

  it("says of a run that diverged that nothing is known", async () => {
    const run = await train(data.training, { iterations: 5, learningRate: 1e155 });
    const [id] = store.record(toComparison("wild", run, data), { kind: "train", ...circumstances });
    expect(store.list()).toMatchObject([{ id, outcome: "diverged", test: null }]);
    expect((store.read(id as string) as StoredRun).runs[0]?.outcome).toBe("diverged");
  });

  it("holds names and hashes of the data, and none of its numbers", async () => {
    const rows = Array.from({ length: 40 }, (_, index) => [1234.5678 + index, 1e-7 * index]);
    const labels = rows.map((_, index) => (index % 2 === 0 ? "a" : "b"));
    const secret = Dataset.fromRows({ name: "secret", rows, labels });
    const split = { training: secret, test: secret };
    store.record(await compare(split, { iterations: 3, seeds: 1 }), compared);
    store.close();
    const bytes = readFileSync(path);
    const number = Buffer.from(Float64Array.of(1234.5678).buffer);
    expect(bytes.includes("secret")).toBe(true);
    expect([bytes.includes("1234.5678"), bytes.includes("1235.5678"), bytes.includes(number)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("needs a time and a machine", () => {
    for (const time of ["yesterday", "2026-03-01", 5 as unknown as string]) {
      expect(() => store.record(comparison, { ...compared, time })).toThrow(
        /^time: expected a time as toISOString\(\) writes it, got /,
      );
    }
    const machine = { platform: "linux" } as RunRecord["machine"];
    expect(() => store.record(comparison, { ...compared, machine })).toThrow(
      "machine: expected platform, arch and node as texts, got an object with platform.",
    );
    expect(store.list()).toEqual([]);
  });
});

describe("a list", () => {
  it("has what its filter asks for", () => {
    const [none] = store.record(comparison, compared);
    store.openStudy(studyPlan, "test", circumstances);
    expect(store.list({ kind: "tune" })).toMatchObject([{ kind: "tune", name: "strengths", runs: 0 }]);
    expect(store.list({ data: "football" })).toHaveLength(3);
    expect(store.list({ data: studyPlan.data.hash })).toHaveLength(1);
    expect(store.list({ data: "foot" })).toEqual([]);
    expect(store.list({ outcome: "finished", kind: "compare", limit: 2 })).toHaveLength(2);
    expect(store.list({ outcome: "diverged" })).toEqual([]);
    expect(store.list().at(-1)?.id).toBe(none);
  });
});

describe("an id", () => {
  it("may be cut to a beginning that no other has", () => {
    const [id] = store.record(comparison, compared);
    expect(store.read((id as string).slice(0, 6)).id).toBe(id);
    expect(store.read(id as string).id).toBe(id);
  });

  it("that is none, or says not which, is refused with what it may be", () => {
    const [id = ""] = store.record(comparison, compared);
    store.record(comparison, later);
    const expected = `${path}: expected the id of a run in it, or a beginning that no other has, got`;
    expect(() => store.read(id.slice(0, 6))).toThrow(
      `${expected} "${id.slice(0, 6)}". So begin ${id.slice(0, 6)}-2, ${id.slice(0, 6)}-1.`,
    );
    const misspelt = `${id.slice(0, 5)}x-1`;
    expect(() => store.read(misspelt)).toThrow(`${expected} "${misspelt}". Did you mean "${id}"?`);
    expect(() => store.read("")).toThrow(`${expected} "". wellfit runs list shows all.`);
    expect(() => store.read("no such run")).toThrow(
      `${expected} "no such run". wellfit runs list shows all.`,
    );
  });
});

describe("what is removed", () => {
  it("is gone with all that belongs to it, and its id is not given out again", async () => {
    const ids = store.record(comparison, compared);
    const study = store.openStudy(studyPlan, "test", circumstances);
    await study.append(madeRun(1));
    expect(store.remove([...ids, "000000-1"])).toBe(3);
    expect(store.list()).toMatchObject([{ kind: "tune" }]);
    expect(store.record(comparison, compared)).toEqual(ids.map((id) => id.replace(/-1$/, "-2")));
    expect(store.remove(store.list().map(({ id }) => id))).toBe(4);
    expect(await study.read()).toEqual([]);
  });

  it("gives its place in the file back", async () => {
    const run = await train(data.training, { iterations: 2000, costInterval: 1 });
    const large = toComparison("large", run, data);
    const [id = ""] = store.record(large, { kind: "train", ...circumstances });
    store.close();
    const before = readFileSync(path).length;
    store = await openStore(path);
    store.remove([id]);
    store.close();
    expect(readFileSync(path).length).toBeLessThan(before / 2);
  });
});
