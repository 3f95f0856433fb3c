import { describe, expect, it } from "vitest";
import { measureUncertainty } from "./uncertainty.ts";

describe("an ensemble", () => {
  it("of one member does not spread, and all of its doubt lies in the data", () => {
    const { mean, standardDeviation, predictiveEntropy, mutualInformation } = measureUncertainty({
      outputs: 1,
      isOneOfClasses: false,
      members: [Float64Array.of(0.5, 1)],
    });
    expect(Array.from(mean)).toEqual([0.5, 1]);
    expect(Array.from(standardDeviation)).toEqual([0, 0]);
    expect(predictiveEntropy[0]).toBeCloseTo(Math.LN2, 15);
    expect(predictiveEntropy[1]).toBe(0);
    expect(Array.from(mutualInformation)).toEqual([0, 0]);
  });

  it("of certain members that differ is in doubt only because they do", () => {
    const { standardDeviation, predictiveEntropy, mutualInformation } = measureUncertainty({
      outputs: 2,
      isOneOfClasses: true,
      members: [Float64Array.of(1, 0), Float64Array.of(0, 1)],
    });
    expect(Array.from(standardDeviation)).toEqual([0.5, 0.5]);
    expect(mutualInformation).toEqual(predictiveEntropy);
    expect(mutualInformation[0]).toBeCloseTo(Math.LN2, 15);
  });

  it("has members of one length that say probabilities", () => {
    const members = [Float64Array.of(0.5), Float64Array.of(0.5, 0.5)];
    expect(() => measureUncertainty({ outputs: 1, isOneOfClasses: false, members })).toThrow(
      "measureUncertainty: member 2: expected 1 number, got 2.",
    );
    expect(() => measureUncertainty({ outputs: 1, isOneOfClasses: false, members: [] })).toThrow(
      "measureUncertainty: members: expected at least one, got [].",
    );
    expect(() =>
      measureUncertainty({ outputs: 1, isOneOfClasses: false, members: [Float64Array.of(2)] }),
    ).toThrow("measureUncertainty: member 1, number 1: expected a probability from 0 to 1, got 2.");
  });
});
