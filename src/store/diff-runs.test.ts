import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { circumstances, sharedSettings } from "../../test/support/made-study.ts";
import { diffRuns, runDifferenceDocument } from "./diff-runs.ts";
import type { StoredRun } from "./stored-run.ts";

type Repeat = StoredRun["runs"][number];

const plain = sharedSettings as StoredRun["settings"];

/** A run of a seed that ended with such a fingerprint. */
function makeRepeat(seed: number, fingerprint: string, more: Partial<Repeat> = {}): Repeat {
  return { seed, fingerprint, outcome: "finished", ...more } as Repeat;
}

/** A stored run that was never made. */
function makeStored(more: Partial<StoredRun> = {}): StoredRun {
  return {
    id: "aaaaaa-1",
    kind: "train",
    version: "0.1.0",
    ...circumstances,
    measure: "accuracy",
    name: "none",
    title: "none",
    design: { kind: "seeds" },
    settings: plain,
    dataset: { name: "moons", hash: "13e067d16e52014e", training: 10, test: 5, features: 2 },
    figures: { accuracy: { training: 1, test: 0.9 }, dataCost: { training: 0.1 } },
    runs: [makeRepeat(1, "a"), makeRepeat(2, "b")],
    ...more,
  };
}

const mac = { machine: { platform: "darwin", arch: "arm64", node: "22.13.0" } };

describe("two runs side by side", () => {
  it("tell what differs of the work, of where it was done, and of the results", () => {
    const settings = { ...plain, lambda: 3, patience: 5 };
    const second = makeStored({ id: "bbbbbb-1", settings, ...mac, figures: { accuracy: { test: 0.8 } } });
    const difference = diffRuns(makeStored(), second);
    v.assert(runDifferenceDocument, difference);
    expect(difference).toMatchObject({
      first: "aaaaaa-1",
      second: "bbbbbb-1",
      work: [
        { name: "lambda", first: 0, second: 3 },
        { name: "patience", first: null, second: 5 },
      ],
      surroundings: [
        { name: "platform", first: "linux", second: "darwin" },
        { name: "arch", first: "x64", second: "arm64" },
        { name: "node", first: "24.0.0", second: "22.13.0" },
      ],
      results: [
        { name: "accuracy", part: "training", first: 1, second: null },
        { name: "accuracy", part: "test", first: 0.9, second: 0.8 },
        { name: "dataCost", part: "training", first: 0.1, second: null },
      ],
    });
  });
});

describe("what is said of the bits", () => {
  it.each<[string, Partial<StoredRun>, object]>([
    [
      "the same",
      { ...mac },
      {
        kind: "same",
        compared: 2,
        different: 0,
        text: "The same settings and data gave the same bits in all 2 runs that they have in common.",
      },
    ],
    [
      "the same, of one seed in common, whatever seed the settings name and whatever the data are called",
      {
        settings: { ...plain, seed: 2, costInterval: 7 },
        dataset: { ...makeStored().dataset, name: "moons.csv" },
        runs: [makeRepeat(2, "b"), makeRepeat(3, "c")],
      },
      {
        kind: "same",
        compared: 1,
        different: 0,
        text: "The same settings and data gave the same bits in the run that they have in common.",
      },
    ],
    [
      "others on another machine",
      { ...mac, runs: [makeRepeat(1, "a"), makeRepeat(2, "x")] },
      {
        kind: "other",
        compared: 2,
        different: 1,
        text:
          "The same settings and data gave other bits in 1 of 2 runs: wellfit 0.1.0 on linux x64, Node 24.0.0, and " +
          "wellfit 0.1.0 on darwin arm64, Node 22.13.0. This must not be: please report it.",
      },
    ],
    [
      "others on the same machine",
      { runs: [makeRepeat(2, "x")] },
      {
        kind: "other",
        compared: 1,
        different: 1,
        text:
          "The same settings and data gave other bits in 1 of 1 run: both by wellfit 0.1.0 on linux x64, Node 24.0.0. " +
          "This must not be: please report it.",
      },
    ],
    [
      "others by another version",
      { version: "0.2.0", runs: [makeRepeat(1, "x")] },
      {
        kind: "other",
        compared: 1,
        different: 1,
        text:
          "The same settings and data gave other bits in 1 of 1 run: wellfit 0.1.0 on linux x64, Node 24.0.0, and " +
          "wellfit 0.2.0 on linux x64, Node 24.0.0. The change log says whether arithmetic has changed between the " +
          "versions.",
      },
    ],
    [
      "others of other work",
      { settings: { ...plain, lambda: 3, activation: "tanh" }, runs: [makeRepeat(1, "x")] },
      {
        kind: "otherWork",
        compared: 1,
        different: 1,
        text: "They differ in activation and lambda, so their bits need not agree.",
      },
    ],
    [
      "the same of other work",
      { settings: { ...plain, patience: 9 } },
      {
        kind: "otherWork",
        compared: 2,
        different: 0,
        text: "They differ in patience, and yet ended with the same bits.",
      },
    ],
    [
      "other work with other folds",
      { design: { kind: "folds", folds: 5, repeats: 1 } },
      { kind: "otherWork", text: "They differ in folds, and yet ended with the same bits." },
    ],
    [
      "nothing without a common seed and fold",
      { runs: [makeRepeat(1, "a", { repeat: 1, fold: 2 }), makeRepeat(7, "a")] },
      { kind: "nothingInCommon", compared: 0, different: 0, text: "They have no seed and fold in common." },
    ],
  ])("%s", (_, more, bits) => {
    expect(diffRuns(makeStored(), makeStored(more)).bits).toMatchObject(bits);
  });
});
