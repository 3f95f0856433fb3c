import { describe, expect, it } from "vitest";
import { presets } from "../train/options.ts";
import { presetBeside } from "./preset-flag.ts";

const { general, article } = presets;

describe("a preset beside given settings", () => {
  it("is whole beside none, and beside settings that it leaves open", () => {
    expect(presetBeside(undefined, { lambda: 2 })).toEqual({});
    expect(presetBeside("general", {})).toEqual(general);
    expect(presetBeside("article", { keepProbability: 0.9 })).toEqual(article);
  });

  it("gives way to each setting that is given, and to the length in whatever unit", () => {
    const { lambda: _, epochs: __, ...others } = general;
    expect(presetBeside("general", { lambda: 0, iterations: 500 })).toEqual(others);
    const { iterations: ___, ...rest } = article;
    expect(presetBeside("article", { epochs: 5 })).toEqual(rest);
  });

  it("leaves its learning rate to the optimizer that it was chosen for, its batches to those that take some", () => {
    const { optimizer: _, ...withRate } = general;
    const { learningRate: __, ...withBatches } = withRate;
    const { batchSize: ___, ...bare } = withBatches;
    expect(presetBeside("general", { optimizer: "adam" })).toEqual(withRate);
    expect(presetBeside("general", { optimizer: "nesterov" })).toEqual(withBatches);
    expect(presetBeside("general", { optimizer: "lbfgs" })).toEqual(bare);
  });
});
