import { describe, expect, it } from "vitest";
import { makeFootballPoints } from "../../scripts/make-football.ts";
import { football } from "../../src/data/football.ts";
import { TEST_POINTS, TRAINING_POINTS } from "../../src/data/football-points.ts";
import { presets } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import figures from "./football-figures.json" with { type: "json" };

const options = {
  none: {},
  l2: { lambda: 0.7 },
  dropout: { keepProbability: 0.86 },
  "l2+dropout": { lambda: 3, keepProbability: 0.8 },
  stream: { keepProbability: 0.86, mask: "stream" },
} as const;

it("the football points are those that their script makes", () => {
  expect(makeFootballPoints()).toEqual({ training: TRAINING_POINTS, test: TEST_POINTS });
});

describe("NumPy's figures on football", () => {
  const { training, test } = football();

  it.each(Object.entries(figures.variants))("%s: costs, accuracies, weight norms", async (name, expected) => {
    const run = await train(training, { ...presets.article, ...options[name as keyof typeof options] });
    for (const [iteration, cost] of Object.entries(expected.costs)) {
      const actual = run.history.cost[run.history.iteration.indexOf(Number(iteration))] as number;
      expect(Math.abs(actual / cost - 1)).toBeLessThan(1e-10);
    }
    expect(run.model.evaluate(training).accuracy).toBe(expected.accuracy.training);
    expect(run.model.evaluate(test).accuracy).toBe(expected.accuracy.test);
    run.model.weightNorms.forEach((norm, layer) => {
      expect(norm).toBeCloseTo(expected.weightNorms[layer] as number, 8);
    });
  });
});
