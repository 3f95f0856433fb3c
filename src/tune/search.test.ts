import { describe, expect, it } from "vitest";
import { counterRandom } from "../base/counter-random.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import { judgeLeaders, placesOf } from "./leaders.ts";
import { PRUNER_NAMES, type PrunerName, rungsOf } from "./pruners.ts";
import { SAMPLER_NAMES, samplers } from "./samplers/samplers.ts";
import { type NeededRun, type PerformRun, type SearchPlan, searchTrials } from "./search.ts";
import type { TrialRun } from "./trial.ts";

const AXES = [{ kind: "range" }, { kind: "range" }, { kind: "choice", choices: 3 }] as const;
const SETTINGS = resolveSettings({});

/** A valley with a little noise by fold, and a corner in which training diverges. */
function valueOf({ settings, place }: NeededRun): number | null {
  const [x, y, choice] = [settings.lambda as number, settings.learningRate, settings.costInterval ?? 1];
  if (x > 0.8 && y > 0.2) return null;
  const noise = counterRandom(place.repeat * 100 + place.fold, "data").randn();
  return (x - 0.3) * (x - 0.3) + (y - 0.6) * (y - 0.6) + 0.1 * choice + 0.02 * noise;
}

function toRun(needed: NeededRun): TrialRun {
  const value = valueOf(needed);
  return {
    ...needed,
    outcome: value === null ? "diverged" : "finished",
    value,
    modelIteration: 10,
    fingerprint: `${needed.trial}`,
  };
}

/** So many workers that are done in an order drawn by a seed. */
function simulate(
  workers: number,
  seed: number,
): { readonly perform: PerformRun; readonly most: () => number } {
  const random = counterRandom(seed, "data", 99);
  const waiting: (() => void)[] = [];
  const atWork: (() => void)[] = [];
  let most = 0;
  let isTicking = false;
  const tick = (): void => {
    while (atWork.length < workers && waiting.length > 0) atWork.push(waiting.shift() as () => void);
    most = Math.max(most, atWork.length);
    const [done] = atWork.length === 0 ? [] : atWork.splice(random.randint(atWork.length), 1);
    done?.();
    isTicking = atWork.length + waiting.length > 0;
    if (isTicking) setImmediate(tick);
  };
  const perform: PerformRun = (needed) =>
    new Promise((resolve) => {
      waiting.push(() => resolve(toRun(needed)));
      if (!isTicking) setImmediate(tick);
      isTicking = true;
    });
  return { perform, most: () => most };
}

function toPlan(
  options: Partial<SearchPlan> & { readonly samplerName?: (typeof SAMPLER_NAMES)[number] } = {},
): SearchPlan {
  const { samplerName = "tpe", ...others } = options;
  return {
    sampler: samplers[samplerName].create({ axes: AXES, seed: 4 }, { levels: 5 }),
    trials: 60,
    lag: 4,
    pruner: "median",
    places: placesOf({ folds: 5, from: 1, count: 1 }),
    interpret: (point) => {
      const [lambda = 0, learningRate = 0, costInterval = 0] = point;
      const values = { lambda, learningRate, costInterval: costInterval + 1 };
      return { values, settings: { ...SETTINGS, ...values } };
    },
    sign: 1,
    ...others,
  };
}

describe.each(PRUNER_NAMES)("with pruner %s", (pruner: PrunerName) => {
  it.each(SAMPLER_NAMES)(
    "%s: the trials are the same with any number of workers and in any order of ends",
    async (samplerName) => {
      const plan = (): SearchPlan => toPlan({ pruner, samplerName });
      const alone = await searchTrials(
        plan(),
        async (needed) => toRun(needed),
        () => undefined,
      );
      expect(alone).toHaveLength(60);
      for (const [workers, seed] of [
        [1, 1],
        [2, 2],
        [3, 3],
        [7, 4],
        [40, 5],
      ] as const) {
        const { perform, most } = simulate(workers, seed);
        expect(await searchTrials(plan(), perform, () => undefined)).toEqual(alone);
        expect(most()).toBe(Math.min(workers, most()));
        if (workers <= 3) expect(most()).toBe(workers);
      }
    },
  );
});

describe("a search", () => {
  it("stops trials early with a pruner, and those alone that are worse than others", async () => {
    const run = (pruner: PrunerName) =>
      searchTrials(
        toPlan({ pruner }),
        async (needed) => toRun(needed),
        () => undefined,
      );
    const whole = await run("none");
    expect(new Set(whole.map(({ state }) => state))).toEqual(new Set(["complete", "diverged"]));
    for (const pruner of ["median", "halving", "hyperband"] as const) {
      const trials = await run(pruner);
      const pruned = trials.filter(({ state }) => state === "pruned");
      expect(pruned.length, pruner).toBeGreaterThan(2);
      for (const { runs } of pruned) expect(rungsOf(5).slice(0, -1)).toContain(runs.length);
      const spent = trials.reduce((sum, { runs }) => sum + runs.length, 0);
      expect(spent, pruner).toBeLessThan(whole.reduce((sum, { runs }) => sum + runs.length, 0));
      const best = Math.min(
        ...trials
          .filter(({ state }) => state === "complete")
          .map(({ rungLosses }) => rungLosses.at(-1) as number),
      );
      expect(best, pruner).toBeLessThan(0.12);
    }
  });

  it("a trial that diverged is a result, and is not looked at again", async () => {
    const always: PerformRun = async (needed) => ({ ...toRun(needed), outcome: "diverged", value: null });
    const trials = await searchTrials(toPlan({ trials: 20 }), always, () => undefined);
    expect(trials.map(({ state }) => state)).toEqual(Array.from({ length: 20 }, () => "diverged"));
    expect(trials.map(({ runs }) => runs.length)).toEqual(Array.from({ length: 20 }, () => 1));
  });

  it("a larger value is the better one where the objective says so", async () => {
    const turned: PerformRun = async (needed) => {
      const run = toRun(needed);
      return { ...run, value: run.value === null ? null : -run.value };
    };
    const usual = await searchTrials(
      toPlan(),
      async (needed) => toRun(needed),
      () => undefined,
    );
    const larger = await searchTrials(toPlan({ sign: -1 }), turned, () => undefined);
    expect(larger.map(({ point }) => point)).toEqual(usual.map(({ point }) => point));
  });

  it("ends with the trials before a stop", async () => {
    let runs = 0;
    const stopped: PerformRun = async (needed) => (++runs > 100 ? undefined : toRun(needed));
    const trials = await searchTrials(toPlan({ pruner: "none" }), stopped, () => undefined);
    const whole = await searchTrials(
      toPlan({ pruner: "none" }),
      async (needed) => toRun(needed),
      () => undefined,
    );
    expect(trials.length).toBeGreaterThan(15);
    expect(trials.length).toBeLessThan(25);
    expect(trials).toEqual(whole.filter(({ number }) => trials.some((trial) => trial.number === number)));
  });

  it("hands on what a run throws", async () => {
    const broken: PerformRun = async () => {
      throw new Error("no worker is left");
    };
    await expect(searchTrials(toPlan(), broken, () => undefined)).rejects.toThrow("no worker is left");
  });
});

describe("rungs", () => {
  it.each([
    [1, [1]],
    [3, [1, 3]],
    [5, [1, 2, 5]],
    [10, [1, 2, 5, 10]],
    [20, [1, 2, 5, 10, 20]],
  ])("of %i runs end after %j", (runs, ends) => {
    expect(rungsOf(runs)).toEqual(ends);
  });
});

describe("leaders", () => {
  it("are judged on as many fresh repeats as they have, half of them again each time, and luck falls back", async () => {
    const trials = await searchTrials(
      toPlan({ pruner: "none" }),
      async (needed) => toRun(needed),
      () => undefined,
    );
    const asked: NeededRun[] = [];
    const perform: PerformRun = async (needed) => {
      asked.push(needed);
      return toRun(needed);
    };
    const { trials: ranking, repeats } = await judgeLeaders(trials, {
      repeats: 1,
      folds: 5,
      sign: 1,
      perform,
    });
    expect(repeats).toBe(8);
    expect(asked).toHaveLength(5 * (8 + 4 * 2 + 2 * 4));
    expect(Math.min(...asked.map(({ place }) => place.repeat))).toBe(2);
    expect(ranking.slice(0, 9).map(({ runs }) => runs.length)).toEqual([40, 40, 20, 20, 10, 10, 10, 10, 5]);
    const lucky = (needed: NeededRun): TrialRun => ({
      ...toRun(needed),
      value: needed.trial === 3 ? (needed.place.repeat === 1 ? -1 : 9) : valueOf(needed),
    });
    const tried = await searchTrials(
      toPlan({ pruner: "none" }),
      async (needed) => lucky(needed),
      () => undefined,
    );
    const again = await judgeLeaders(tried, {
      repeats: 1,
      folds: 5,
      sign: 1,
      perform: async (needed) => lucky(needed),
    });
    expect(again.trials.slice(0, 4).map(({ number }) => number)).not.toContain(3);
  });
});
