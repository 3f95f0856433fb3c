import { describe, expect, it } from "vitest";
import { runsToPrune } from "./prunable.ts";
import type { RunSummary } from "./stored-run.ts";

/** A run that was never made. */
function makeSummary(id: string, more: Partial<RunSummary> = {}): RunSummary {
  return {
    id,
    kind: "train",
    time: "",
    version: "",
    machine: { platform: "", arch: "", node: "" },
    data: { name: "moons", hash: "a" },
    name: id,
    runs: 1,
    outcome: "finished",
    measure: "accuracy",
    development: null,
    test: null,
    ...more,
  };
}

function prune(runs: readonly RunSummary[], rule: Parameters<typeof runsToPrune>[1]): string {
  return runsToPrune(runs, rule)
    .map(({ id }) => id)
    .join("");
}

const accuracies = [0.7, 0.9, 0.8, 0.9].map((development, index) =>
  makeSummary("abcd"[index] as string, { development, test: 1 - development }),
);

describe("what pruning does not keep", () => {
  it("is all, or all but the newest", () => {
    expect([prune(accuracies, {}), prune(accuracies, { keepNewest: 3 })]).toEqual(["abcd", "d"]);
    expect(prune(accuracies, { keepNewest: 9 })).toBe("");
  });

  it("is all but the best on development examples, of equals the newest, and never by test examples", () => {
    expect([1, 2, 3].map((keepBest) => prune(accuracies, { keepBest }))).toEqual(["acd", "ac", "a"]);
    expect(prune(accuracies, { keepBest: 1, keepNewest: 1 })).toBe("cd");
  });

  it("is all but the least errors", () => {
    const errors = [3, 1, 2].map((development, index) =>
      makeSummary("abc"[index] as string, { development, measure: "rmse" }),
    );
    expect(prune(errors, { keepBest: 1 })).toBe("ac");
  });

  it("is judged on each data set by itself, and what has no development figure beside others comes last", () => {
    const data = { name: "moons", hash: "b" };
    const runs = [...accuracies, makeSummary("e"), makeSummary("f", { data, development: 0.1 })];
    expect(prune(runs, { keepBest: 1 })).toBe("acde");
  });

  it("is nothing where no run of a data set has development examples, or nothing says which way is better", () => {
    const runs = ["a", "b"].map((id, index) => makeSummary(id, { test: index }));
    expect(prune(runs, { keepBest: 1 })).toBe("");
    const odd = ["a", "b"].map((id, index) => makeSummary(id, { development: index, measure: "f1" }));
    expect(prune(odd, { keepBest: 1 })).toBe("");
  });
});
