import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { counterRandom } from "../base/counter-random.ts";
import { parseOptions } from "../base/options.ts";
import { averagingOptions, checkAveraging, planAveraging } from "./averaging.ts";

const table = v.strictObject(averagingOptions);
const ITERATIONS = 40;
/** The value of one parameter after each step. */
const values = counterRandom(1, "data").randn(ITERATIONS);

/** The average after each step, as the engine computes it from the weights. */
function averagesOf(options: object): number[] {
  const settings = parseOptions(table, options);
  checkAveraging(settings);
  const plan = planAveraging(settings, ITERATIONS);
  let average = 0;
  return Array.from(values, (value, iteration) => {
    average += (plan?.weight(iteration) ?? 0) * (value - average);
    return average;
  });
}

const meanOf = (numbers: ArrayLike<number>): number =>
  Array.from(numbers).reduce((sum, value) => sum + value, 0) / numbers.length;

describe("averaging", () => {
  it("is off unless chosen", () => {
    expect(planAveraging(parseOptions(table, {}), 10)).toBeUndefined();
  });

  it("ema is Σ(1 − d)·d^(n − i)·value i, with what is left of the first", () => {
    const averages = averagesOf({ averaging: "ema", averageDecay: 0.8 });
    let expected = values[0] as number;
    expect(averages[0]).toBe(expected);
    for (let n = 1; n < ITERATIONS; n++) {
      expected = 0.8 * expected + (1 - 0.8) * (values[n] as number);
      expect(averages[n]).toBeCloseTo(expected, 13);
    }
  });

  it("ema-corrected is Adam's corrected mean: (1 − d)·Σ d^(n − i)·value i, divided by 1 − d^(n + 1)", () => {
    const averages = averagesOf({ averaging: "ema-corrected", averageDecay: 0.8 });
    let sum = 0;
    for (let n = 0; n < ITERATIONS; n++) {
      sum = 0.8 * sum + (1 - 0.8) * (values[n] as number);
      expect(averages[n]).toBeCloseTo(sum / (1 - 0.8 ** (n + 1)), 13);
    }
    expect(averages[0]).toBe(values[0]);
  });

  it("swa is the plain mean of the last quarter, or of what start and interval choose", () => {
    expect(averagesOf({ averaging: "swa" }).at(-1)).toBeCloseTo(meanOf(values.subarray(30)), 14);
    const chosen = values.filter((_, iteration) => iteration >= 20 && iteration % 5 === 0);
    const options = { averaging: "swa", averageStart: 0.5, averageInterval: 5 };
    expect(averagesOf(options).at(-1)).toBeCloseTo(meanOf(chosen), 14);
  });

  it("begins with an exact copy at the start that the plan tells, even if the interval is longer than the run", () => {
    for (const averaging of ["ema", "ema-corrected", "swa"]) {
      const options = { averaging, averageStart: 0.99, averageInterval: 1000 };
      const plan = planAveraging(parseOptions(table, options), ITERATIONS);
      expect(plan?.start).toBe(39);
      expect(plan?.weight(38)).toBe(0);
      expect(averagesOf(options).at(-1)).toBe(values.at(-1));
    }
  });

  it("law: a mean of equal parameters is these parameters", () => {
    for (const averaging of ["ema", "ema-corrected", "swa"]) {
      const plan = planAveraging(parseOptions(table, { averaging }), 1000);
      let average = 0;
      for (let t = 0; t < 1000; t++) average += (plan?.weight(t) as number) * (0.7 - average);
      expect(average).toBe(0.7);
    }
  });
});

describe("the options of averaging", () => {
  it.each<[object, string]>([
    [
      { averaging: "swa", averageDecay: 0.9 },
      "averageDecay: expected averaging ema or ema-corrected beside it, got averaging swa. " +
        "Leave averageDecay out, or take another averaging.",
    ],
    [
      { averageStart: 0.5 },
      "averageStart: expected averaging ema or ema-corrected or swa beside it, got averaging none.",
    ],
    [{ averageInterval: 2 }, "averageInterval: expected averaging ema or ema-corrected or swa beside it"],
    [{ averageDecay: 1 }, "averageDecay: expected a number of at least 0 and less than 1, got 1."],
    [{ averageStart: 1 }, "averageStart: expected a number of at least 0 and less than 1, got 1."],
    [{ averageInterval: 0 }, "averageInterval: expected a whole number from 1 to 1000000000, got 0."],
    [{ averaging: "polyak" }, "averaging: expected one of none, ema, ema-corrected, swa"],
  ])("%j are refused", (options, message) => {
    expect(() => averagesOf(options)).toThrow(message);
  });
});
