import { describe, expect, it } from "vitest";
import { type ScheduleSettings, startSchedule } from "../../src/train/schedule-options.ts";
import figures from "./schedule-figures.json" with { type: "json" };

/** The larger of the absolute difference and, down to factors of 1e-3, the relative one. */
function errorOf(actual: number, expected: number): number {
  return Math.abs(actual - expected) / Math.max(Math.min(1, expected), 1e-3);
}

describe("schedules have PyTorch's factors, to 1e-12", () => {
  it.each(figures.cases)("$settings over $iterations iterations", ({ settings, iterations, factors }) => {
    const { factor } = startSchedule(settings as ScheduleSettings, { iterations });
    factors.forEach((expected, iteration) => {
      expect(errorOf(factor(iteration), expected), `iteration ${iteration}`).toBeLessThan(1e-12);
    });
    expect(factors).toHaveLength(iterations);
  });

  it.each(figures.plateaus)("$settings, $direction values are better", (made) => {
    const { settings, values, factors } = made;
    const direction = made.direction as "lower" | "higher";
    const schedule = startSchedule(settings as ScheduleSettings, { iterations: 1000, direction });
    values.forEach((value, record) => {
      schedule.observe(value);
      expect(errorOf(schedule.factor(record), factors[record] as number), `record ${record}`).toBeLessThan(
        1e-12,
      );
    });
    expect(new Set(factors).size).toBeGreaterThan(2);
  });
});
