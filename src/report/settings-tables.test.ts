import { describe, expect, it } from "vitest";
import type { VariantResult } from "../compare/comparison.ts";
import type { TrainOptions } from "../train/options.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import { settingsTables } from "./settings-tables.ts";

function variantOf(title: string, options: TrainOptions): VariantResult {
  const runs = [{ seed: 4 }, { seed: 6 }] as unknown as VariantResult["runs"];
  return { name: title, title, settings: resolveSettings(options), runs, estimates: {} };
}

const usualNames = (...options: TrainOptions[]): readonly (string | undefined)[] =>
  settingsTables(options.map((given, index) => variantOf(String(index), given))).usual.rows.map(
    ([name]) => name,
  );

describe("the settings of a report", () => {
  it("are shown where they say what a run is, and where some variant has not the default", () => {
    const { shown, usual } = settingsTables([
      variantOf("plain", {}),
      variantOf("thin", { keepProbability: [0.9, 1], batchSize: 5 }),
    ]);
    expect(shown.columns).toEqual(["setting", "plain", "thin"]);
    expect(Object.fromEntries(shown.rows.map(([name, ...values]) => [name, values]))).toEqual({
      hiddenLayers: ["20, 3", "20, 3"],
      activation: ["relu", "relu"],
      optimizer: ["gradient-descent", "gradient-descent"],
      learningRate: ["0.3", "0.3"],
      batchSize: ["usual", "5"],
      iterations: ["30 000", "30 000"],
      keepProbability: ["1", "0.9, 1"],
      seed: ["4 to 6", "4 to 6"],
    });
    expect(usual.columns).toEqual(["setting", "all models"]);
    expect(usual.rows).toContainEqual(["lambda", "0"]);
    expect(usual.rows).toContainEqual(["mask", "fresh"]);
  });

  it("are usual where every layer has the default, and not where one variant differs", () => {
    expect(usualNames({ lambda: [0, 0, 0] })).toContain("lambda");
    expect(usualNames({ lambda: 0 }, { lambda: [0, 0, 1] })).not.toContain("lambda");
    expect(usualNames({ clipping: "value" })).not.toContain("clipping");
  });

  it("are each in one table, but for those that nobody gave", () => {
    const { shown, usual } = settingsTables([variantOf("a", { schedule: "cosine", warmup: 3 })]);
    const names = [...shown.rows, ...usual.rows].map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(["schedule", "warmup", "noise", "precision"]));
    expect(names).not.toContain("momentum");
  });
});
