import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { searchFor, searchFunctions } from "../../../test/support/search-functions.ts";
import { counterRandom } from "../../base/counter-random.ts";
import { correctedResampledT } from "../../compare/statistics/corrected-resampled-t.ts";
import type { Axis, SearchPoint } from "./axis.ts";
import { countGridPoints, createGridSampler } from "./grid.ts";
import { createHaltonSampler } from "./halton.ts";
import { createParzenEstimator } from "./parzen.ts";
import { createRandomSampler } from "./random.ts";
import type { Observation } from "./sampler.ts";
import { createTpeSampler } from "./tpe.ts";
import { normalShare } from "./truncated-normal.ts";

const RANGE: Axis = { kind: "range" };
const CHOICE: Axis = { kind: "choice", choices: 3 };

/** What make-tuning-figures.py wrote. */
const figures = JSON.parse(
  readFileSync(new URL("../../../test/golden/tuning-figures.json", import.meta.url), "utf8"),
) as { readonly tpe: Record<string, number[]>; readonly trials: number };

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
}

const points = (
  sampler: { propose: (k: { trial: number; observations: []; pending: [] }) => SearchPoint },
  count: number,
) =>
  Array.from({ length: count }, (_, index) =>
    sampler.propose({ trial: index + 1, observations: [], pending: [] }),
  );

describe.each(Object.entries(searchFunctions))(
  "on %s, with the trials of Optuna's reference",
  (name, tried) => {
    const seeds = Array.from({ length: 50 }, (_, seed) => seed);
    const tpe = seeds.map((seed) =>
      searchFor(createTpeSampler({ axes: tried.axes, seed }), tried, seed, figures.trials),
    );

    it("TPE's best is at least as good as Optuna's TPE by median", () => {
      expect(median(tpe)).toBeLessThanOrEqual(median(figures.tpe[name] as number[]));
    });

    it("TPE beats random search, seed by seed", () => {
      const gains = seeds.map((seed) => {
        const random = createRandomSampler({ axes: tried.axes, seed });
        return searchFor(random, tried, seed, figures.trials) - (tpe[seed] as number);
      });
      // Seeds are independent: no training examples are shared.
      const { mean, pValue } = correctedResampledT(gains, 0);
      expect(mean).toBeGreaterThan(0);
      expect(pValue).toBeLessThan(0.05);
    });
  },
);

describe("samplers", () => {
  it.each([
    ["random", createRandomSampler],
    ["halton", createHaltonSampler],
    ["tpe", createTpeSampler],
  ] as const)("%s: a point depends on the seed and the trial, and on nothing else", (_, create) => {
    const context = { axes: [RANGE, CHOICE], seed: 7 };
    const ahead = create(context).propose({ trial: 9, observations: [], pending: [] });
    expect(points(create(context), 9)[8]).toEqual(ahead);
    expect(points(create({ ...context, seed: 8 }), 9)[8]).not.toEqual(ahead);
    for (const [place, choice] of points(create(context), 200)) {
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThanOrEqual(1);
      expect([0, 1, 2]).toContain(choice);
    }
  });

  it("Halton's points are spread more evenly than random ones in every pair of eight axes", () => {
    const axes = Array.from({ length: 8 }, () => RANGE);
    /** How many of 6 × 6 cells 72 points leave empty, over all pairs of axes. */
    const countEmpty = (made: readonly SearchPoint[]): number =>
      axes
        .flatMap((_, a) => axes.slice(a + 1).map((__, b) => [a, a + 1 + b] as const))
        .reduce((sum, [a, b]) => {
          const cells = made.map(
            (point) => 6 * Math.floor(6 * (point[a] as number)) + Math.floor(6 * (point[b] as number)),
          );
          return sum + 36 - new Set(cells).size;
        }, 0);
    const empty = countEmpty(points(createHaltonSampler({ axes, seed: 3 }), 72));
    expect(empty).toBeLessThan(0.7 * countEmpty(points(createRandomSampler({ axes, seed: 3 }), 72)));
  });

  it("a grid has every combination once, in another order for another seed", () => {
    const axes = [
      RANGE,
      CHOICE,
      { kind: "range", steps: { snap: (place: number) => Math.round(place), width: 1 } },
    ] as const;
    const grid = createGridSampler({ axes, seed: 1 }, 4);
    expect(grid.size).toBe(4 * 3 * 2);
    expect(countGridPoints(axes, 4)).toBe(grid.size);
    const all = points(grid, 24).map(String);
    expect(new Set(all).size).toBe(24);
    expect(new Set(points(grid, 24).map(([place]) => place))).toEqual(new Set([0, 1 / 3, 2 / 3, 1]));
    expect(points(createGridSampler({ axes, seed: 2 }, 4), 24).map(String)).not.toEqual(all);
  });

  it("TPE looks where the good trials are, and not at what was tried or is at work", () => {
    const axes = [
      CHOICE,
      { kind: "range", steps: { snap: (p: number) => Math.round(9 * p) / 9, width: 1 / 9 } },
    ] as const;
    const observations = Array.from({ length: 40 }, (_, index): Observation => {
      const point = [index % 3, (index % 10) / 9];
      return { point, rungs: 1, loss: Math.abs((point[1] as number) - 0.6) + (point[0] === 1 ? 0 : 1) };
    }).filter(({ point: [, place] }) => place !== 6 / 9);
    const propose = (trial: number, pending: SearchPoint[]): SearchPoint =>
      createTpeSampler({ axes, seed: 5 }).propose({ trial, observations, pending });
    const seen = new Set(observations.map(({ point }) => String(point)));
    const proposed = Array.from({ length: 40 }, (_, index) => propose(41 + index, []));
    expect(proposed.filter((point) => seen.has(String(point)))).toEqual([]);
    expect(proposed.filter(([choice]) => choice === 1).length).toBeGreaterThan(25);
    const first = propose(41, []);
    expect(propose(41, [first])).not.toEqual(first);
  });

  it("TPE holds trials that a pruner stopped early for worse than all that went on", () => {
    const observations = Array.from({ length: 30 }, (_, index): Observation => {
      const isLow = index % 2 === 0;
      return {
        point: [isLow ? 0.2 + index / 1000 : 0.8 + index / 1000],
        rungs: isLow ? 1 : 3,
        loss: isLow ? 0 : 1,
      };
    });
    const proposed = Array.from({ length: 20 }, (_, index) =>
      createTpeSampler({ axes: [RANGE], seed: 1 }).propose({ trial: 31 + index, observations, pending: [] }),
    );
    expect(proposed.filter(([place = 0]) => place > 0.5).length).toBeGreaterThan(15);
  });
});

describe("a Parzen estimator", () => {
  it("is a density: it sums to 1 over the space", () => {
    const made = [
      [0.1, 0],
      [0.15, 2],
      [0.9, 2],
      [0.9, 2],
    ];
    const estimator = createParzenEstimator([RANGE, CHOICE], made, [1, 0.5, 2, 1]);
    const cells = 2000;
    let sum = 0;
    for (let cell = 0; cell < cells; cell++)
      for (let choice = 0; choice < 3; choice++)
        sum += estimator.densityAt([(cell + 0.5) / cells, choice]) / cells;
    expect(sum).toBeCloseTo(1, 5);
  });

  it("draws what its density says", () => {
    const estimator = createParzenEstimator(
      [RANGE, CHOICE],
      [
        [0.3, 1],
        [0.4, 1],
        [0.95, 0],
      ],
      [1, 1, 1],
    );
    const random = counterRandom(4, "search");
    const drawn = Array.from({ length: 20_000 }, () => estimator.draw(random));
    for (const choice of [0, 1, 2]) {
      for (let tenth = 0; tenth < 10; tenth++) {
        const share =
          drawn.filter(([x = 0, c]) => c === choice && Math.floor(10 * x) === tenth).length / drawn.length;
        let mass = 0;
        for (let part = 0; part < 50; part++)
          mass += estimator.densityAt([(tenth + (part + 0.5) / 50) / 10, choice]) / 500;
        expect(Math.abs(share - mass), `${choice} ${tenth}`).toBeLessThan(0.012);
      }
    }
  });

  it("knows how much of a normal distribution lies within the range", () => {
    // SciPy: norm.cdf(1, c, s) − norm.cdf(0, c, s)
    expect(normalShare(0.5, 1)).toBeCloseTo(0.3829249225480262, 6);
    expect(normalShare(0, 0.1)).toBeCloseTo(0.5, 6);
    expect(normalShare(0.9, 0.2)).toBeCloseTo(0.691459061, 6);
    expect(normalShare(0.5, 0.01)).toBe(1);
  });
});
