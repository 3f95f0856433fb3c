import { describe, expect, it } from "vitest";
import { numpyRandom } from "../base/numpy-random.ts";
import { computeLogits } from "./evaluate-network.ts";
import { createLayout } from "./layout.ts";
import type { NetworkSpec } from "./spec.ts";

const specs: readonly NetworkSpec[] = [
  { inputs: 2, hiddenLayers: [20, 3], activation: "relu", normalization: "none" },
  {
    inputs: 3,
    hiddenLayers: [5],
    activation: "tanh",
    normalization: "batch",
    head: "multiclass",
    outputs: 3,
  },
];

describe("the logits of many examples", () => {
  it.each(specs)("are those of each alone, wherever a block of them ends: $activation", (spec) => {
    const random = numpyRandom(1);
    const parameters = random.rand(createLayout(spec).length);
    const examples = 2 * 1024 + 3;
    const features = random.rand(spec.inputs * examples).map((value) => value - 0.5);
    const outputs = spec.outputs ?? 1;
    const all = computeLogits({ spec, parameters, features });
    expect(all.length).toBe(examples * outputs);
    for (const example of [0, 1, 1022, 1023, 1024, 1025, 2047, 2048, examples - 1]) {
      const alone = Float64Array.from(
        { length: spec.inputs },
        (_, feature) => features[feature * examples + example] as number,
      );
      expect(all.subarray(example * outputs, (example + 1) * outputs)).toEqual(
        computeLogits({ spec, parameters, features: alone }),
      );
    }
  });
});
