import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyTemperature, fitTemperature } from "./temperature.ts";

describe("the temperature that fits", () => {
  const logit = fc.integer({ min: -40, max: 40 }).map((n) => n / 4);
  const examples = fc
    .array(fc.tuple(logit, logit, logit, fc.integer({ min: 0, max: 2 })), { minLength: 3, maxLength: 20 })
    .map((rows) => ({
      outputs: 3,
      logits: rows.flatMap(([a, b, c]) => [a, b, c]),
      classes: rows.map((row) => row[3]),
    }));

  it("has no greater loss than its neighbours, nor than none at all", () => {
    fc.assert(
      fc.property(examples, ({ outputs, logits, classes }) => {
        const fitted = fitTemperature({ outputs, logits, classes });
        const { temperature, logLossBefore, logLossAfter, isAtBound } = fitted;
        expect(logLossAfter).toBeLessThanOrEqual(logLossBefore + 1e-12);
        if (isAtBound) return;
        for (const factor of [0.9, 1.1]) {
          const scaled = logits.map((value) => value / (temperature * factor));
          expect(fitTemperature({ outputs, logits: scaled, classes }).logLossBefore).toBeGreaterThanOrEqual(
            logLossAfter - 1e-12,
          );
        }
      }),
    );
  });

  it("grows with the logits", () => {
    fc.assert(
      fc.property(examples, fc.constantFrom(0.5, 2, 8), ({ outputs, logits, classes }, factor) => {
        const first = fitTemperature({ outputs, logits, classes });
        const scaled = fitTemperature({ outputs, logits: logits.map((value) => factor * value), classes });
        fc.pre(!first.isAtBound && !scaled.isAtBound && first.temperature > 0.05 && first.temperature < 50);
        expect(scaled.temperature / first.temperature).toBeCloseTo(factor, 8);
      }),
    );
  });

  it("is a bound where every example is right, where all are wrong, and where logits say nothing", () => {
    const right = fitTemperature({ outputs: 1, logits: [-1, 2], classes: [0, 1] });
    expect([right.isAtBound, Math.round(1024 * right.temperature)]).toEqual([true, 1]);
    const wrong = fitTemperature({ outputs: 1, logits: [-1, 2], classes: [1, 0] });
    expect([wrong.isAtBound, Math.round(wrong.temperature)]).toEqual([true, 1024]);
    expect(fitTemperature({ outputs: 2, logits: [1, 1, 3, 3], classes: [0, 1] }).isAtBound).toBe(true);
  });

  it("is found of logits of any size", () => {
    const classes = [1, 1, 0, 0];
    for (const size of [1e-2, 1, 300]) {
      const logits = [1, -1, -2, -1].map((value) => size * value);
      const fitted = fitTemperature({ outputs: 1, logits, classes });
      expect(fitted.isAtBound).toBe(false);
      expect(fitted.temperature / size).toBeCloseTo(
        fitTemperature({ outputs: 1, logits: [1, -1, -2, -1], classes }).temperature,
        10,
      );
    }
  });
});

it("a temperature divides logits, and keeps which class is the most probable", () => {
  expect(Array.from(applyTemperature([0, 4], { outputs: 1, temperature: 2 }))[0]).toBe(0.5);
  expect(applyTemperature([4], { outputs: 1, temperature: 2 })[0]).toBeCloseTo(0.8807970779778823, 15);
  const [a, b, c] = applyTemperature([1000, 1001, 0], { outputs: 3, temperature: 10 }) as never as number[];
  expect([a, b, c].every((p) => Number.isFinite(p))).toBe(true);
  expect(b).toBeGreaterThan(a as number);
});

it("what cannot be scaled is refused", () => {
  expect(() => applyTemperature([1], { outputs: 1, temperature: 0 })).toThrow(
    "applyTemperature: temperature: expected a finite number above 0, got 0.",
  );
  expect(() => applyTemperature([1, 2, 3], { outputs: 2, temperature: 1 })).toThrow(
    "applyTemperature: logits: expected 4 numbers, got 3.",
  );
  expect(() => fitTemperature({ outputs: 1, logits: [Infinity], classes: [1] })).toThrow(
    "fitTemperature: logits, number 1: expected a finite number, got Infinity.",
  );
  expect(() => fitTemperature({ outputs: 1, logits: [1, 2], classes: [1] })).toThrow(
    "fitTemperature: logits: expected 1 number, got 2.",
  );
});
