import { describe, expect, it } from "vitest";
import { Model } from "../model/model.ts";
import { createLayout } from "../network/layout.ts";
import type { NetworkSpec } from "../network/spec.ts";
import { predictWithDropout } from "./monte-carlo-dropout.ts";

/** A model with parameters that differ in size and sign. */
function makeModel(spec: Partial<NetworkSpec> & { readonly targetType?: "number" } = {}): Model {
  const { targetType, ...given } = spec;
  const whole: NetworkSpec = { inputs: 2, hiddenLayers: [7, 5], activation: "relu", ...given };
  const parameters = new Float64Array(createLayout(whole).length).map((_, i) => ((i * 7) % 11) / 7 - 0.6);
  return new Model(whole, parameters, {
    featureNames: ["x1", "x2"],
    targetName: "y",
    classNames:
      targetType === "number"
        ? []
        : Array.from({ length: Math.max(2, whole.outputs ?? 1) }, (_, i) => `c${i}`),
    ...(targetType === undefined ? {} : { targetType }),
  });
}

const rows = Array.from({ length: 9 }, (_, i) => [Math.sin(i), i / 4 - 1]);

describe("Monte-Carlo dropout", () => {
  it("that drops nothing has no spread and says what the model says", () => {
    const model = makeModel();
    const { members, mean, standardDeviation, mutualInformation } = predictWithDropout(model, rows, {
      settings: { keepProbability: 1 },
      samples: 7,
    });
    expect(members).toHaveLength(7);
    expect(mean).toEqual(model.predict(rows));
    expect(standardDeviation).toEqual(new Float64Array(rows.length));
    expect(Math.max(...(mutualInformation as Float64Array))).toBeLessThan(1e-15);
  });

  it("divides the logits of every thinned network by the model's temperature", () => {
    const logit = (p: number): number => Math.log(p / (1 - p));
    const model = makeModel();
    const options = { settings: { keepProbability: 0.7 }, samples: 5 };
    const [plain, warm] = [model, model.withTemperature(2.5)].map(
      (asked) => predictWithDropout(asked, rows, options).members,
    );
    warm?.forEach((member, sample) => {
      for (const [row, probability] of member.entries()) {
        expect(2.5 * logit(probability)).toBeCloseTo(logit(plain?.[sample]?.[row] as number), 9);
      }
    });
  });

  it("gives the same for a row whatever is asked beside it, and another answer with another seed", () => {
    const model = makeModel();
    const options = {
      settings: { keepProbability: 0.7, inputKeepProbability: 0.9, noise: 0.1 },
      samples: 19,
    };
    const whole = predictWithDropout(model, rows, options);
    for (const start of [0, 3, 8]) {
      const part = predictWithDropout(model, rows.slice(start, start + 3), options);
      part.members.forEach((member, index) => {
        expect(member).toEqual(whole.members[index]?.slice(start, start + 3));
      });
    }
    expect(predictWithDropout(model, rows, { ...options, seed: 4 }).mean).not.toEqual(whole.mean);
    expect(Math.min(...whole.standardDeviation)).toBeGreaterThan(0);
  });

  it("asks thinned networks: a layer of one unit either stays, scaled, or is gone", () => {
    const model = makeModel({
      hiddenLayers: [1],
      activation: "linear",
      targetType: "number",
      head: "regression",
    });
    const [w1, w2, b1, v, c] = model.parameters as unknown as readonly [
      number,
      number,
      number,
      number,
      number,
    ];
    const { members } = predictWithDropout(model, [[2, -1]], {
      settings: { keepProbability: 0.25 },
      samples: 64,
    });
    const said = new Set(members.map(([answer]) => Number((answer as number).toFixed(12))));
    const kept = ((2 * w1 - w2 + b1) / 0.25) * v + c;
    expect(said).toEqual(new Set([Number(kept.toFixed(12)), Number(c.toFixed(12))]));
  });

  it.each([
    { keepProbability: 0.6 },
    { keepProbability: [0.9, 0.5] },
    { keepProbability: 0.8, dropoutKind: "gaussian" as const },
    { inputKeepProbability: 0.7 },
    { noise: 0.5, inputNoise: 0.2 },
  ])("of a linear network has its prediction as the expectation: %j", (settings) => {
    const model = makeModel({ activation: "linear", targetType: "number", head: "regression" });
    const samples = 4000;
    const { mean, standardDeviation, predictiveEntropy } = predictWithDropout(model, rows, {
      settings,
      samples,
    });
    expect(predictiveEntropy).toBeUndefined();
    model.predict(rows).forEach((expected, i) => {
      const standardError = (standardDeviation[i] as number) / Math.sqrt(samples);
      expect(standardError).toBeGreaterThan(0);
      expect(Math.abs((mean[i] as number) - expected)).toBeLessThan(3 * standardError);
    });
  });

  it("leaves normalization with the statistics of training", () => {
    const model = makeModel({ normalization: "batch" });
    const parameters = model.parameters.map((value, i) =>
      i >= model.parameters.length - 24 ? 0.5 + i / 50 : value,
    );
    const normalized = new Model(model.spec, parameters, model.labels);
    const tiny = { settings: { noise: 1e-12 }, samples: 5 };
    const { mean } = predictWithDropout(normalized, rows, tiny);
    normalized.predict(rows).forEach((expected, i) => expect(mean[i]).toBeCloseTo(expected, 9));
  });

  it("of several classes gives probabilities that add up to 1, and entropies", () => {
    const model = makeModel({ head: "multiclass", outputs: 3 });
    const { mean, predictiveEntropy, mutualInformation } = predictWithDropout(model, rows, {
      settings: { dropoutRate: 0.4 },
    });
    for (let row = 0; row < rows.length; row++) {
      const [a, b, c] = mean.subarray(3 * row) as unknown as readonly [number, number, number];
      expect(a + b + c).toBeCloseTo(1, 12);
      expect(mutualInformation?.[row]).toBeLessThanOrEqual(predictiveEntropy?.[row] as number);
    }
  });

  it("refuses what it cannot do", () => {
    const model = makeModel();
    const ask = (options: object): unknown => predictWithDropout(model, rows, { settings: {}, ...options });
    expect(() => ask({ settings: { connectKeepProbability: 0.5 } })).toThrow(
      "predictWithDropout: connectKeepProbability: expected 1, since it drops units, not weights, got 0.5.",
    );
    expect(() => ask({ samples: 0 })).toThrow("predictWithDropout: samples: expected");
    expect(() => predictWithDropout(model, [], { settings: {} })).toThrow(
      "rows: expected at least one row, got [].",
    );
  });
});
