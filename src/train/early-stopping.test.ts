import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { parseOptions } from "../base/options.ts";
import { checkStopping, createStoppingMonitor, monitorOptionFor, stoppingOptions } from "./early-stopping.ts";

/** Tells values to a monitor, one per 100 iterations, until it says to stop. @returns how many it was told */
function tell(monitor: ReturnType<typeof createStoppingMonitor>, values: readonly number[]): number {
  const last = values.findIndex((value, record) => monitor.observe(100 * record, value).shouldStop);
  return last < 0 ? values.length : last + 1;
}

describe("a stopping monitor", () => {
  it("stops after as many records in a row without improvement as its patience", () => {
    const monitor = createStoppingMonitor({ patience: 2 });
    expect(tell(monitor, [3, 2, 2, 1, 1.5, 1, 0])).toBe(6);
    expect(monitor.best()).toEqual({ iteration: 300, value: 1 });
    expect(monitor.waited()).toBe(2);
  });

  it("with patience 1 stops at the first record that is no better", () => {
    expect(tell(createStoppingMonitor({ patience: 1 }), [3, 2, 2, 1])).toBe(3);
  });

  it("looks for higher values where these are better", () => {
    const monitor = createStoppingMonitor({ patience: 2, direction: "higher" });
    expect(tell(monitor, [0.5, 0.7, 0.6, 0.7, 0.9])).toBe(4);
    expect(monitor.best()).toEqual({ iteration: 100, value: 0.7 });
  });

  it("tells the best apart from the last improvement, which a minimum change asks more of", () => {
    const monitor = createStoppingMonitor({ patience: 3, minChange: 0.5 });
    expect(tell(monitor, [2, 1.8, 1.6, 1.7, 0])).toBe(4);
    expect(monitor.best()).toEqual({ iteration: 200, value: 1.6 });
  });

  it("adds small changes up: each record is compared with the last improvement", () => {
    const monitor = createStoppingMonitor({ patience: 3, minChange: 0.5 });
    expect(tell(monitor, [2, 1.8, 1.6, 1.4, 1.2, 1, 0.8])).toBe(7);
    expect(createStoppingMonitor({ minChange: 0.5 }).observe(0, 1)).toEqual({
      isBest: true,
      shouldStop: false,
    });
  });

  it("takes NaN and Infinity for no improvement, also as the first", () => {
    const monitor = createStoppingMonitor({ patience: 3 });
    expect(monitor.observe(0, NaN)).toEqual({ isBest: false, shouldStop: false });
    expect(monitor.observe(1, Infinity)).toEqual({ isBest: false, shouldStop: false });
    expect(monitor.best()).toBeUndefined();
    expect(monitor.observe(2, 5)).toEqual({ isBest: true, shouldStop: false });
    const higher = createStoppingMonitor({ direction: "higher" });
    expect(higher.observe(0, Infinity).isBest).toBe(false);
    expect(higher.observe(0, -1).isBest).toBe(true);
  });

  it("law: the best record is the first of the lowest values that were told, however the run ends", () => {
    const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 30 });
    const rules = fc.record({
      patience: fc.integer({ min: 1, max: 40 }),
      minChange: fc.integer({ max: 4, min: 0 }),
    });
    fc.assert(
      fc.property(values, rules, (given, rule) => {
        const monitor = createStoppingMonitor(rule);
        const seen = given.slice(0, tell(monitor, given));
        const lowest = Math.min(...seen);
        expect(monitor.best()).toEqual({ iteration: 100 * seen.indexOf(lowest), value: lowest });
      }),
    );
  });

  it("law: parameters copied whenever a record is the best are those of the best record", () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 30 }), (given) => {
        const monitor = createStoppingMonitor({ direction: "higher" });
        let copied: number | undefined;
        given.forEach((value, iteration) => {
          if (monitor.observe(iteration, value).isBest) copied = iteration;
        });
        expect(copied).toBe(monitor.best()?.iteration);
      }),
    );
  });
});

describe("the options of early stopping", () => {
  const table = v.strictObject({ ...stoppingOptions, monitor: monitorOptionFor(["accuracy"]) });

  it("watch the development cost and restore the best, once there is a patience", () => {
    expect(parseOptions(table, { patience: 5 })).toEqual({
      patience: 5,
      monitor: "development cost",
      minChange: 0,
      restoreBest: true,
    });
    expect(() => checkStopping({ patience: 5, monitor: "accuracy" }, true)).not.toThrow();
    expect(() => checkStopping({}, false)).not.toThrow();
  });

  it.each<[object, string]>([
    [
      { patience: 0 },
      "patience: expected a whole number from 1 to 1000000000, got 0. It counts records of the cost, not iterations. " +
        "Leave it out to train to the end.",
    ],
    [{ minChange: -1 }, "minChange: expected a finite number of at least 0, got -1."],
    [{ monitor: "cost" }, 'monitor: expected one of development cost, accuracy, got "cost".'],
    [{ restoreBest: 1 }, "restoreBest: expected true or false, got 1."],
  ])("%j are refused", (options, message) => {
    expect(() => parseOptions(table, options)).toThrow(message);
  });

  it("are refused without what they need, by the names that the caller has for them", () => {
    expect(() => checkStopping({ patience: 5 }, false)).toThrow(
      "patience: expected development data beside it, got none. Give development data, or leave patience out: " +
        "training data cannot tell when to stop.",
    );
    const flagOf = ({ flag }: { flag?: string }): string => `--${flag}`;
    for (const [option, flag] of [
      ["monitor", "--monitor"],
      ["minChange", "--min-change"],
      ["restoreBest", "--restore-best"],
    ] as const) {
      expect(() => checkStopping({ [option]: 1 }, true, flagOf)).toThrow(
        `${flag}: expected --patience beside it, got none. Give --patience, or leave ${flag} out.`,
      );
    }
  });
});
