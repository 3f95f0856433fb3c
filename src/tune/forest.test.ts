import { describe, expect, it } from "vitest";
import { counterRandom } from "../base/counter-random.ts";
import { growForest } from "./forest.ts";
import type { Axis } from "./samplers/axis.ts";

const AXES: readonly Axis[] = [
  { kind: "range" },
  { kind: "range" },
  { kind: "choice", choices: 3 },
  { kind: "range" },
];

/** Points with a value made of their axes. */
function examplesOf(count: number, valueOf: (x: number, y: number, c: number) => number) {
  const random = counterRandom(3, "data");
  const points = Array.from({ length: count }, () => [
    random.rand(),
    random.rand(),
    random.randint(3),
    random.rand(),
  ]);
  return { axes: AXES, points, losses: points.map(([x = 0, y = 0, c = 0]) => valueOf(x, y, c)), seed: 1 };
}

describe("a forest", () => {
  it("predicts what it has learned", () => {
    const examples = examplesOf(400, (x, y, c) => 2 * x - y + c);
    const forest = growForest(examples);
    for (const [x, y, c] of [
      [0.2, 0.3, 0],
      [0.5, 0.8, 2],
      [0.9, 0.1, 1],
    ] as const)
      expect(Math.abs(forest.predict([x, y, c, 0.5]) - (2 * x - y + c))).toBeLessThan(0.25);
    expect(growForest(examples).predict([0.4, 0.4, 1, 0.2])).toBe(forest.predict([0.4, 0.4, 1, 0.2]));
  });

  it("gives each axis its share of the variance of a sum", () => {
    // Of a·x with x uniform the variance is a²/12, of b·c with three equal choices b²·2/3.
    const parts = [4 / 12, 1 / 12, 0.25 * (2 / 3), 0];
    const total = parts.reduce((sum, part) => sum + part, 0);
    const effects = growForest(examplesOf(600, (x, y, c) => 2 * x - y + 0.5 * c)).mainEffects();
    parts.forEach((part, axis) =>
      expect(Math.abs((effects[axis] as number) - part / total)).toBeLessThan(0.06),
    );
  });

  it("gives axes that act together alone no main effect", () => {
    const effects = growForest(examplesOf(600, (x, y) => (x > 0.5 === y > 0.5 ? 1 : -1))).mainEffects();
    expect(effects.reduce((sum, effect) => sum + effect, 0)).toBeLessThan(0.15);
  });

  it("says nothing of what is the same everywhere", () => {
    expect(growForest(examplesOf(30, () => 5)).mainEffects()).toEqual([0, 0, 0, 0]);
  });
});
