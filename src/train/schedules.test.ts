import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { parseOptions } from "../base/options.ts";
import { checkSchedule, type ScheduleSettings, scheduleOptions, startSchedule } from "./schedule-options.ts";
import { SCHEDULE_NAMES, type ScheduleName } from "./schedules.ts";

/** The factors of all iterations of a run. */
function factorsOf(settings: ScheduleSettings, iterations: number): number[] {
  const { factor } = startSchedule(settings, { iterations });
  return Array.from({ length: iterations }, (_, iteration) => factor(iteration));
}

const table = v.strictObject(scheduleOptions);
const settingsOf = (options: object): ScheduleSettings => parseOptions(table, options);

describe("schedules", () => {
  it("are constant unless another is chosen", () => {
    expect(settingsOf({})).toEqual({ schedule: "constant" });
    expect(factorsOf(settingsOf({}), 5)).toEqual([1, 1, 1, 1, 1]);
  });

  it("step multiplies by the very factor, by default twice in a run", () => {
    expect(factorsOf(settingsOf({ schedule: "step", rateDecay: 0.3, decayInterval: 2 }), 5)).toEqual([
      1,
      1,
      0.3,
      0.3,
      0.3 * 0.3,
    ]);
    expect(factorsOf(settingsOf({ schedule: "step" }), 7)).toEqual([1, 1, 1, 0.1, 0.1, 0.1, 0.1 * 0.1]);
  });

  it("exponential meets step at the end of every interval, and falls evenly in between", () => {
    const options = { rateDecay: 0.2, decayInterval: 8 };
    const [smooth, steps] = [
      factorsOf(settingsOf({ schedule: "exponential", ...options }), 64),
      factorsOf(settingsOf({ schedule: "step", ...options }), 64),
    ];
    for (let t = 0; t < 64; t += 8) expect(smooth[t]).toBe(steps[t]);
    for (let t = 1; t < 64; t++) {
      expect((smooth[t] as number) / (smooth[t - 1] as number)).toBeCloseTo(0.2 ** (1 / 8), 14);
    }
  });

  it("warm-up rises by even steps, and the schedule begins behind it", () => {
    const warm = factorsOf(settingsOf({ schedule: "cosine", warmup: 3 }), 23);
    expect(warm.slice(0, 4)).toEqual([0.25, 0.5, 0.75, 1]);
    expect(warm.slice(3)).toEqual(factorsOf(settingsOf({ schedule: "cosine" }), 20));
  });

  it("one-cycle begins at 1/25, peaks at 1, ends at the final rate; its rise can be set", () => {
    const usual = factorsOf(settingsOf({ schedule: "one-cycle" }), 100);
    expect(usual[0]).toBeCloseTo(1 / 25, 15);
    expect(usual.indexOf(Math.max(...usual))).toBe(29);
    expect(usual.at(-1)).toBeCloseTo(1 / 25 / 1e4, 15);
    const own = factorsOf(settingsOf({ schedule: "one-cycle", warmup: 50, finalRate: 0.5 }), 100);
    expect(own.indexOf(Math.max(...own))).toBe(49);
    expect(own.at(-1)).toBeCloseTo(0.5, 15);
  });

  it("plateau waits for the patience, never goes below the final rate, and bears NaN", () => {
    const settings = settingsOf({ schedule: "plateau", plateauPatience: 1, rateDecay: 0.5, finalRate: 0.2 });
    const schedule = startSchedule(settings, { iterations: 100 });
    const factors = [3, 3, NaN, 3, 3, Infinity, 3, 2].map((value) => {
      schedule.observe(value);
      return schedule.factor(50);
    });
    expect(factors).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25, 0.2, 0.2]);
  });

  it("plateau takes a worse value for no improvement, below 0 too", () => {
    const settings = settingsOf({ schedule: "plateau", plateauPatience: 0, rateDecay: 0.5 });
    const schedule = startSchedule(settings, { iterations: 10, direction: "higher" });
    schedule.observe(-1);
    schedule.observe(-1.000_05);
    expect(schedule.factor(0)).toBe(0.5);
    schedule.observe(-0.9);
    expect(schedule.factor(0)).toBe(0.5);
  });

  it("law: every factor of every schedule lies in [0, 1], for any run", () => {
    const runs = fc.record({
      schedule: fc.constantFrom(...SCHEDULE_NAMES),
      iterations: fc.integer({ min: 1, max: 60 }),
      warmupShare: fc.option(fc.double({ min: 0, max: 0.999, noNaN: true }), { nil: undefined }),
      rateDecay: fc.option(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { nil: undefined }),
      decayInterval: fc.option(fc.integer({ min: 1, max: 70 }), { nil: undefined }),
      finalRate: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    });
    fc.assert(
      fc.property(runs, ({ iterations, warmupShare, ...settings }) => {
        const warmup = warmupShare === undefined ? undefined : Math.floor(warmupShare * iterations);
        for (const factor of factorsOf({ ...settings, warmup }, iterations)) {
          expect(factor).toBeGreaterThanOrEqual(0);
          expect(factor).toBeLessThanOrEqual(1 + 1e-15);
        }
      }),
    );
  });
});

describe("the options of schedules", () => {
  it.each<[object, string]>([
    [
      { rateDecay: 0.5 },
      "rateDecay: expected schedule step or exponential or plateau beside it, got schedule constant. " +
        "Leave rateDecay out, or take another schedule.",
    ],
    [
      { schedule: "cosine", decayInterval: 5 },
      "decayInterval: expected schedule step or exponential beside it, got schedule cosine.",
    ],
    [
      { schedule: "step", finalRate: 0.1 },
      "finalRate: expected schedule cosine or one-cycle or plateau beside it, got schedule step.",
    ],
    [
      { schedule: "one-cycle", plateauPatience: 3 },
      "plateauPatience: expected schedule plateau beside it, got schedule one-cycle.",
    ],
    [{ warmup: 100 }, "warmup: expected fewer iterations than the run's 100, got 100."],
  ])("%j are refused", (options, message) => {
    expect(() => checkSchedule(settingsOf(options), { iterations: 100 })).toThrow(message);
  });

  it.each<[object, string]>([
    [{ rateDecay: 1 }, "rateDecay: expected a number greater than 0 and less than 1, got 1."],
    [
      { warmup: 0.1 },
      "warmup: expected a whole number from 0 to 1000000000, got 0.1. It counts iterations, not epochs.",
    ],
    [{ decayInterval: 0 }, "decayInterval: expected a whole number from 1 to 1000000000, got 0."],
    [{ finalRate: 2 }, "finalRate: expected a number from 0 to 1, got 2. It is a share of the learning rate"],
    [{ plateauPatience: -1 }, "plateauPatience: expected a whole number from 0 to 1000000000, got -1."],
    [
      { schedule: "linear" },
      "schedule: expected one of constant, step, exponential, cosine, one-cycle, plateau",
    ],
  ])("%j are out of range", (options, message) => {
    expect(() => settingsOf(options)).toThrow(message);
  });

  it.each<[ScheduleName, object]>([
    ["constant", { warmup: 5 }],
    ["step", { warmup: 5, rateDecay: 0.5, decayInterval: 9 }],
    ["exponential", { rateDecay: 0.5, decayInterval: 9 }],
    ["cosine", { warmup: 99, finalRate: 0 }],
    ["one-cycle", { warmup: 5, finalRate: 0 }],
    ["plateau", { warmup: 5, rateDecay: 0.5, finalRate: 0.1, plateauPatience: 3 }],
  ])("%s takes %j", (schedule, options) => {
    expect(() => checkSchedule(settingsOf({ schedule, ...options }), { iterations: 100 })).not.toThrow();
  });

  it("are called in messages as the caller calls them", () => {
    const flagOf = ({ flag }: { flag?: string }): string => `--${flag}`;
    expect(() => checkSchedule(settingsOf({ rateDecay: 0.5 }), { iterations: 9 }, flagOf)).toThrow(
      "--rate-decay: expected --schedule step or exponential or plateau beside it, got --schedule constant.",
    );
    expect(() => checkSchedule(settingsOf({ warmup: 9 }), { iterations: 9 }, flagOf)).toThrow(
      "--warmup: expected fewer iterations than the run's 9, got 9.",
    );
  });
});
