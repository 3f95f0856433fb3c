import { describe, expect, it } from "vitest";
import type { VariantResult } from "../compare/comparison.ts";
import type { RunResult } from "../compare/perform-runs.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import { tabulateCurves, toRunCurve } from "./run-curves.ts";

/** A variant by the costs that its runs recorded every 100 iterations. */
function variant(costs: readonly (readonly number[])[], diverged: readonly number[] = []): VariantResult {
  const runs = costs.map((cost, index) => ({
    run: {
      history: { iteration: cost.map((_, record) => 100 * record), cost },
      outcome: { kind: diverged.includes(index) ? "diverged" : "finished" },
    },
  }));
  const settings = resolveSettings();
  return { name: "a", title: "a", settings, runs: runs as unknown as RunResult[], estimates: {} };
}

describe("the curve of several runs", () => {
  it("has their medians, and a band that leaves out a tenth on either side", () => {
    const eleven = Array.from({ length: 11 }, (_, run) => [run, 10 * (10 - run)]);
    expect(toRunCurve(variant(eleven), "cost")).toEqual({
      iterations: [0, 100],
      costs: [5, 50],
      band: { low: [1, 10], high: [9, 90] },
    });
  });

  it("leaves out runs that diverged, and is a run's own where only one is left", () => {
    const runs = [[9, 9], [1, 2], [3, 4], [5]];
    expect(toRunCurve(variant(runs, [0, 3]), "cost")).toMatchObject({ costs: [2, 3] });
    expect(toRunCurve(variant(runs, [0, 2, 3]), "cost")).toEqual({ iterations: [0, 100], costs: [1, 2] });
  });

  it("is the first run's alone where all diverged", () => {
    const runs = [[7, 8, 9], [1, 2, 3], [5]];
    expect(toRunCurve(variant(runs, [0, 1, 2]), "cost")).toEqual({
      iterations: [0, 100, 200],
      costs: [7, 8, 9],
    });
  });
});

describe("the table of curves", () => {
  const straight = (records: number): { iterations: number[]; costs: number[] } => ({
    iterations: Array.from({ length: records }, (_, i) => 10 * i),
    costs: Array.from({ length: records }, (_, i) => i / 1000),
  });

  it("has eleven rows at most, the first record and the last among them", () => {
    for (const records of [1, 2, 11, 12, 22, 301]) {
      const { rows } = tabulateCurves("Cost", [{ name: "a", ...straight(records) }]);
      expect(rows.length).toBeLessThanOrEqual(11);
      expect(rows[0]?.[0]).toBe("0");
      expect(rows.at(-1)?.[0]?.replace(" ", "")).toBe(String(10 * (records - 1)));
    }
  });

  it("has bands behind medians, and nothing where a curve has no record", () => {
    const band = { low: [0.1, 0.2], high: [0.3, 0.4] };
    const { columns, rows, caption } = tabulateCurves("Cost", [
      { name: "a", iterations: [0, 100], costs: [0.2, 0.3], band },
      { name: "b", iterations: [0], costs: [0.5] },
    ]);
    expect([caption, columns]).toEqual(["Cost", ["iteration", "a", "b"]]);
    expect(rows).toEqual([
      ["0", "0.2000 (0.1000 to 0.3000)", "0.5000"],
      ["100", "0.3000 (0.2000 to 0.4000)", ""],
    ]);
  });
});
