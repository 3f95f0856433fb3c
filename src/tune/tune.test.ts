import { describe, expect, it } from "vitest";
import { datasets } from "../data/datasets.ts";
import { divideIntoFolds, type Fold } from "../data/folds.ts";
import { joinParts } from "../data/join-parts.ts";
import { splitDataset } from "../data/split.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import { train } from "../train/train.ts";
import { finalSettings } from "./conclude.ts";
import { toStudyDocument } from "./documents.ts";
import type { TuneOptions } from "./options.ts";
import type { SearchOptions } from "./search-options.ts";
import { createTrialLog, type TrialLog, type TrialRun } from "./trial.ts";
import { type TuneContext, type TuneEvent, tune } from "./tune.ts";

const moons = splitDataset(datasets.moons({ examples: 120, noise: 0.3 }), { development: 0.25, test: 0.25 });
const search: SearchOptions = {
  lambda: { low: 0.001, high: 10, scale: "log" },
  learningRate: { low: 0.01, high: 1, scale: "log" },
};
const small = { search, iterations: 60, hiddenLayers: [4], folds: 3, trials: 20 } satisfies TuneOptions &
  TuneContext;

/** A listener to searches whose log has all runs. */
function refuseRuns({ type }: TuneEvent): void {
  if (type === "run") throw new Error("a run that the log has was made again");
}

/** A log that keeps a list within reach. */
function openLog(runs: TrialRun[]): TrialLog {
  const log = createTrialLog(runs);
  return {
    read: log.read,
    append: (run) => {
      runs.push(run);
      return log.append(run);
    },
  };
}

describe("a study", () => {
  it("retrains the winner on all that is not for testing, and looks at the test examples once, for it", async () => {
    const events: TuneEvent[] = [];
    const study = await tune(moons, { ...small, onEvent: (event) => events.push(event) });
    const { ending, ranking, trials, winner, runs } = study;
    expect(trials).toHaveLength(20);
    expect(ranking[0]?.number).toBe(winner?.number);
    expect(ending?.final.training.examples).toBe(90);
    expect(ending?.final.test?.examples).toBe(30);
    expect(ending?.testValue).toBe(ending?.final.test?.dataCost);
    expect(ending?.overBaseline?.runs).toBe(12);
    expect(ending?.overRunnerUp?.runs).toBe(12);
    // Nothing but the winner's settings decides the final model.
    const { settings } = ranking[0] ?? {};
    expect(ending?.settings).toEqual(settings);
    expect(events.filter(({ type }) => type === "run")).toHaveLength(runs);
    expect(events.filter(({ type }) => type === "trial")).toHaveLength(20);
  });

  it("its final model is what train makes of the winner's settings", async () => {
    const football = datasets.football();
    const { ending } = await tune(football, { ...small, trials: 6, seed: 5 });
    const again = await train(football.training, ending?.settings);
    expect(again.fingerprint).toBe(ending?.final.run.fingerprint);
  });

  it("goes on from a log where it was broken off, and ends as one that was not", async () => {
    const whole: TrialRun[] = [];
    const uninterrupted = await tune(moons, { ...small, log: openLog(whole) });
    for (const kept of [0, 1, 17, 40, whole.length]) {
      let made = 0;
      const runs = whole.slice(0, kept);
      const resumed = await tune(moons, {
        ...small,
        log: openLog(runs),
        onEvent: ({ type }) => {
          if (type === "run") made++;
        },
      });
      expect(toStudyDocument(resumed)).toEqual(toStudyDocument(uninterrupted));
      expect(made).toBe(whole.length - kept);
      expect(runs).toHaveLength(whole.length);
    }
  });

  it("refuses the log of another search", async () => {
    const runs: TrialRun[] = [];
    await tune(moons, { ...small, trials: 3, log: openLog(runs) });
    await expect(
      tune(moons, { ...small, trials: 3, lambda1: 0.5, log: createTrialLog(runs) }),
    ).rejects.toThrow(
      /^log: expected the runs of this search, got those of another, whose trial 1 has other settings\./,
    );
  });

  it("stopped by its signal, is the trials that ended", async () => {
    const controller = new AbortController();
    const study = await tune(moons, {
      ...small,
      signal: controller.signal,
      onEvent: ({ type }) => type === "trial" && controller.abort(),
    });
    expect(study.isStopped).toBe(true);
    expect(study.ending).toBeUndefined();
    expect(study.trials.length).toBeLessThan(7);
    expect(study.winner).toBeDefined();
  });

  it("of settings that all diverge has trials and no winner", async () => {
    const wild: SearchOptions = { learningRate: { low: 1e200, high: 1e300, scale: "log" } };
    const study = await tune(moons, { ...small, search: wild, trials: 5 });
    expect(study.trials.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => "diverged"));
    expect(study.ranking).toEqual([]);
    expect(study.winner).toBeUndefined();
    expect(study.ending).toBeUndefined();
  });

  it("finds what matters", async () => {
    const two: SearchOptions = {
      learningRate: { low: 0.0001, high: 1, scale: "log" },
      inputNoise: { low: 0, high: 0.001 },
    };
    const { importance } = await tune(moons, {
      ...small,
      search: two,
      trials: 30,
      sampler: "halton",
      pruner: "none",
    });
    expect(importance[0]?.option).toBe("learningRate");
    expect(importance[0]?.share).toBeGreaterThan(0.8);
  });

  it("with one fold is judged on the development examples as they are, by other seeds", async () => {
    const runs: TrialRun[] = [];
    await tune(moons, {
      ...small,
      folds: 1,
      repeats: 2,
      trials: 2,
      objective: "accuracy",
      log: openLog(runs),
    });
    const first = runs.find(({ trial, place }) => trial === 1 && place.repeat === 2);
    const { training, development } = moons;
    const again = await train(training, { ...first?.settings, development });
    expect(first?.settings.seed).toBe(4);
    expect(again.fingerprint).toBe(first?.fingerprint);
    expect(first?.value).toBe(again.model.evaluate(development ?? training).accuracy);
  });
});

describe("nested cross-validation", () => {
  it("makes a search in each outer fold that is the search on its examples alone, and judges its winner on the others", async () => {
    const runs: TrialRun[] = [];
    const options = { ...small, trials: 8, nested: 3 };
    const study = await tune(moons, { ...options, log: openLog(runs) });
    expect(study.nested?.folds).toHaveLength(3);
    const { promised, kept } = study.nested?.folds[1] ?? { promised: 0, kept: 0 };
    const examples = joinParts("moons", [moons.training, moons.development ?? moons.test]);
    const { training, heldOut } = divideIntoFolds(examples, 3, 3)[1] as Fold;
    const alone = await tune({ name: "outer", training, test: heldOut }, { ...small, trials: 8 });
    expect(alone.ranking[0]?.standing.mean).toBe(promised);
    expect(alone.ending?.testValue).toBe(kept);
    const again = await tune(moons, { ...options, log: createTrialLog(runs), onEvent: refuseRuns });
    expect(toStudyDocument(again)).toEqual(toStudyDocument(study));
  });

  it("needs folds within the outer ones", async () => {
    await expect(tune(moons, { ...small, folds: 1, nested: 3 })).rejects.toThrow(
      "nested: expected at least 2 folds within each outer one, got folds 1.",
    );
  });
});

describe("a final model with a patience", () => {
  it("trains for the middle length of its runs in place of it", () => {
    const settings = resolveSettings({ patience: 3, minChange: 0.1, epochs: 40 });
    const runs = [100, 300, 200].map((modelIteration) => ({ modelIteration }) as TrialRun);
    const final = finalSettings({ settings, runs });
    expect(final).toMatchObject({ iterations: 200, minChange: 0 });
    expect(final).not.toHaveProperty("patience");
    expect(final).not.toHaveProperty("epochs");
  });
});

describe("a search that cannot be is refused", () => {
  it.each<[Parameters<typeof tune>[1], string | RegExp]>([
    [{ trials: 0 }, "trials: expected a whole number from 1 to 100000, got 0."],
    [{ sampler: "tpee" as "tpe" }, 'sampler: expected one of tpe, halton, random, grid, got "tpee".'],
    [
      { objective: "r2" },
      /^objective: expected one of development cost, accuracy, .* for "[^"]+", got "?r2"?\./,
    ],
    [{ folds: 60 }, /^data set ".*": expected at least 60 examples of every class for 60 folds, got /],
    [
      {
        sampler: "grid",
        levels: 1000,
        search: { lambda: { low: 0, high: 1 }, lambda1: { low: 0, high: 1 }, mixup: { low: 0, high: 1 } },
      },
      /^levels: expected a grid of at most 1000000 points, got 1000000000\./,
    ],
    [{ seed: 2 ** 32 - 1 }, /^seed: expected a seed that leaves room/],
  ])("%j", async (options, message) => {
    await expect(tune(moons, options)).rejects.toThrow(message);
  });

  it("one fold without development examples", async () => {
    await expect(tune(datasets.football(), { folds: 1 })).rejects.toThrow(
      /^folds: expected at least 2 for "football", which has no development examples, got 1\./,
    );
  });
});
