import { describe, expect, it } from "vitest";
import { formatCost, formatPercent } from "../base/number-format.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { train } from "../train/train.ts";
import { compare, toComparison } from "./compare.ts";
import { toResultsTable } from "./results.ts";

const football = datasets.football();
const moons = splitDataset(datasets.moons({ examples: 60 }));

/** A row of a table by the names of its columns. */
function rowOf(
  { columns, rows }: ReturnType<typeof toResultsTable>,
  index: number,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(columns.map((column, place) => [column, rows[index]?.[place]]));
}

describe("the table of results of one seed", () => {
  it("has the accuracies on each part, and no intervals", async () => {
    const table = toResultsTable(await compare(moons, { iterations: 10, seeds: 1 }));
    expect(table.columns).toEqual([
      "model",
      "training accuracy",
      "development accuracy",
      "test accuracy",
      "data cost",
      "penalty",
      "‖W₁‖",
      "‖W₂‖",
      "‖W₃‖",
    ]);
    expect(rowOf(table, 0)["test accuracy"]).toMatch(/^\d+\.\d %$/);
  });

  it("has the penalty of the final weights, as the last record has it", async () => {
    const comparison = await compare(football, { iterations: 250, costInterval: 7, seeds: 1 });
    const { columns, rows } = toResultsTable(comparison);
    const penalties = rows.map((row) => row[columns.indexOf("penalty")]);
    const recorded = comparison.variants.map(({ runs }) =>
      formatCost(runs[0]?.run.history.penalty.at(-1) as number),
    );
    expect(penalties).toEqual(recorded);
    expect(Number(penalties[1])).toBeGreaterThan(0);
  });

  it("has a column for every layer", async () => {
    const comparison = await compare(football, { iterations: 20, hiddenLayers: [4], seeds: 1 });
    const { columns, rows } = toResultsTable(comparison);
    expect(columns.slice(-2)).toEqual(["‖W₁‖", "‖W₂‖"]);
    const norms = comparison.variants[0]?.runs[0]?.run.model.weightNorms ?? [];
    expect(rows[0]?.slice(-2)).toEqual(norms.map((norm) => norm.toFixed(2)));
  });

  it("gives a diverged run neither accuracy nor penalty", async () => {
    const options = { iterations: 100, learningRate: 1000, lambda: 1, seeds: 1 };
    const table = toResultsTable(await compare(football, options));
    expect(rowOf(table, 1)).toEqual({
      model: "L2 (λ = 1), diverged",
      "training accuracy": "diverged",
      "test accuracy": "diverged",
      "data cost": "not finite",
      penalty: "diverged",
      "‖W₁‖": expect.stringMatching(/^\d\.\de123$/),
      "‖W₂‖": expect.any(String),
      "‖W₃‖": expect.any(String),
    });
    expect(table.rows[0]?.[1]).toMatch(/%$/);
  });

  it("says of a run that was stopped that it was", async () => {
    const controller = new AbortController();
    const run = await train(football.training, {
      iterations: 30_000,
      signal: controller.signal,
      onEvent: ({ type }) => type === "progress" && controller.abort(),
    });
    expect(run.outcome.kind).toBe("stopped");
    const { rows } = toResultsTable(toComparison("none", run, football));
    expect(rows[0]?.[0]).toBe("no regularization, stopped");
  });
});

describe("the table of results of several seeds", () => {
  it("has means with deviations, and the intervals of the test accuracies", async () => {
    const comparison = await compare(football, { iterations: 50, seeds: 3 });
    const table = toResultsTable(comparison);
    expect(table.columns.slice(0, 4)).toEqual([
      "model",
      "training accuracy",
      "test accuracy",
      "95 % interval",
    ]);
    comparison.variants.forEach(({ title, estimates: { training, test } }, index) => {
      const { mean = 0, standardDeviation = 0, interval = { low: 0, high: 0 } } = test?.accuracy ?? {};
      expect(rowOf(table, index)).toMatchObject({
        model: title,
        "test accuracy": `${formatPercent(mean)} ± ${(100 * standardDeviation).toFixed(1)}`,
        "95 % interval": `${formatPercent(interval.low)} to ${formatPercent(interval.high)}`,
        "data cost": formatCost(training?.dataCost.mean ?? 0),
      });
    });
  });

  it("has means of penalties and norms", async () => {
    const comparison = await compare(football, { iterations: 20, seeds: 3 });
    const row = rowOf(toResultsTable(comparison), 1);
    const runs = comparison.variants[1]?.runs ?? [];
    const meanOf = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(row.penalty).toBe(formatCost(meanOf(runs.map(({ run }) => run.history.penalty.at(-1) as number))));
    expect(row["‖W₁‖"]).toBe(meanOf(runs.map(({ run }) => run.model.weightNorms[0] as number)).toFixed(2));
  });

  it("says of how many runs the figures are where some diverged or are missing", async () => {
    const options = { iterations: 72, learningRate: 430, lambda: 1, seeds: 3 };
    const halfDiverged = toResultsTable(await compare(football, options));
    expect(halfDiverged.rows.map(([name]) => name)).toEqual([
      "no regularization",
      "L2 (λ = 1), 2 diverged",
      "dropout (keep 0.86)",
    ]);
    expect(rowOf(halfDiverged, 1)["test accuracy"]).toMatch(/^\d+\.\d %$/);
    const controller = new AbortController();
    let runs = 0;
    const stopped = await compare(football, {
      iterations: 5,
      seeds: 3,
      signal: controller.signal,
      onEvent: ({ type }) => type === "run" && ++runs === 4 && controller.abort(),
    });
    expect(toResultsTable(stopped).rows.map(([name]) => name)).toEqual([
      "no regularization, 2 of 3 runs",
      "L2 (λ = 0.7), 1 of 3 runs",
      "dropout (keep 0.86), 1 of 3 runs",
    ]);
  });

  it("has no interval where all runs diverged", async () => {
    const options = { iterations: 100, learningRate: 1000, lambda: 1, seeds: 2 };
    expect(rowOf(toResultsTable(await compare(football, options)), 1)).toMatchObject({
      model: "L2 (λ = 1), diverged",
      "test accuracy": "diverged",
      "95 % interval": "unknown",
      "data cost": "not finite",
    });
  });
});

describe("the table of results of a cross-validation", () => {
  it("has the accuracy on the folds that were held out, with its interval", async () => {
    const { columns, rows } = toResultsTable(await compare(moons, { iterations: 10, folds: 3 }));
    expect(columns.slice(0, 4)).toEqual(["model", "training accuracy", "held-out accuracy", "95 % interval"]);
    expect(rows[0]?.[2]).toMatch(/^\d+\.\d % ± \d+\.\d$/);
    expect(rows[0]?.[3]).toMatch(/^\d+\.\d+ % to \d+\.\d+ %$/);
  });
});
