import { describe, expect, it } from "vitest";
import {
  firstState,
  presentSettings,
  withChangesFromStart,
  withDuplicate,
  withOwnSetting,
  withoutVariant,
  withSharedSetting,
  withVariant,
} from "./lab-state.ts";

const idsOf = ({ variants }: typeof firstState): readonly number[] => variants.map(({ id }) => id);
const changed = withVariant(firstState, 2, (variant) => ({
  ...variant,
  changes: [
    { iteration: 100, lambda: 1 },
    { iteration: 200, lambda: 3, learningRate: 0.1 },
  ],
}));

describe("the state of the lab", () => {
  it("begins with the article's three models", () => {
    expect(firstState.variants.map(({ own }) => own)).toEqual([
      {},
      { lambda: 0.7 },
      { keepProbability: 0.86 },
    ]);
  });

  it("duplicates a network beside itself, up to four, under an id of its own", () => {
    const four = withDuplicate(firstState, 2);
    expect(idsOf(four)).toEqual([1, 2, 4, 3]);
    expect(four.variants[2]).toEqual({ ...firstState.variants[1], id: 4 });
    expect(withDuplicate(four, 1)).toBe(four);
  });

  it("removes any network but the last", () => {
    const two = withoutVariant(firstState, 2);
    expect(idsOf(two)).toEqual([1, 3]);
    const one = withoutVariant(two, 1);
    expect(withoutVariant(one, 3)).toBe(one);
  });

  it("knows the settings that a run has now, and those that the next one begins with", () => {
    const present = presentSettings(changed, changed.variants[1] as (typeof changed.variants)[1]);
    expect(present).toEqual({ lambda: 3, learningRate: 0.1 });
    const restarted = withChangesFromStart(changed);
    expect(restarted.variants[1]).toEqual({ id: 2, own: { lambda: 3, learningRate: 0.1 }, changes: [] });
  });

  it("starts a run anew when one of its settings is set, with the last values of the others", () => {
    expect(withOwnSetting(changed, 2, "seed", 9).variants[1]).toEqual({
      id: 2,
      own: { lambda: 3, learningRate: 0.1, seed: 9 },
      changes: [],
    });
    expect(withOwnSetting(changed, 2, "lambda", undefined).variants[1]?.own).toEqual({ learningRate: 0.1 });
    expect(withSharedSetting(changed, "seed", 9)).toMatchObject({
      shared: { seed: 9 },
      variants: [{}, { changes: [] }, {}],
    });
    expect(withSharedSetting(withSharedSetting(firstState, "seed", 9), "seed", undefined)).toEqual(
      firstState,
    );
  });
});
