import { describe, expect, it } from "vitest";
import { InvalidInputError } from "../base/errors.ts";
import { MAX_SEED } from "../base/random-stream.ts";
import { datasets } from "../data/datasets.ts";
import { compare } from "./compare.ts";
import { type CompareOptions, resolveDesign } from "./options.ts";

describe("the design of a comparison", () => {
  it("is 20 seeds from the first on, with intervals over seeds and examples, unless said", () => {
    expect(resolveDesign({ seed: 3 })).toEqual({
      kind: "seeds",
      seeds: Array.from({ length: 20 }, (_, i) => 3 + i),
      intervals: "seeds-and-examples",
    });
  });

  it("takes as many seeds as are asked for, and the sources of chance that intervals are to cover", () => {
    expect(resolveDesign({ seed: 0, seeds: 2, intervals: "seeds" })).toEqual({
      kind: "seeds",
      seeds: [0, 1],
      intervals: "seeds",
    });
    expect(resolveDesign({ seed: MAX_SEED - 1, seeds: 2 }).seeds).toEqual([MAX_SEED - 1, MAX_SEED]);
  });

  it("with one seed has intervals over examples alone", () => {
    const alone = { kind: "seeds", seeds: [7], intervals: "examples" };
    expect(resolveDesign({ seed: 7, seeds: 1 })).toEqual(alone);
    expect(resolveDesign({ seed: 7, seeds: 1, intervals: "examples" })).toEqual(alone);
  });

  it("is cross-validation with folds, one seed for each repeat", () => {
    expect(resolveDesign({ seed: 3, folds: 5 })).toEqual({ kind: "folds", folds: 5, seeds: [3] });
    expect(resolveDesign({ seed: 3, folds: 5, repeats: 4 })).toEqual({
      kind: "folds",
      folds: 5,
      seeds: [3, 4, 5, 6],
    });
  });

  const hint = "repeats says how many seeds cross-validation takes, and its intervals cover all chance.";
  const alone = "One seed tells nothing of what others do: intervals examples covers the examples alone.";
  it.each<[Parameters<typeof resolveDesign>[0], string]>([
    [{ seed: 3, repeats: 4 }, "repeats: expected folds beside it, got 4."],
    [
      { seed: 3, folds: 10_000, repeats: 2 },
      "repeats: expected at most 10000 runs of a model, got 2 × 10000.",
    ],
    [{ seed: 3, folds: 5, seeds: 20 }, `seeds: expected no seeds beside folds, got 20. ${hint}`],
    [
      { seed: 3, folds: 5, intervals: "seeds" },
      `intervals: expected no intervals beside folds, got seeds. ${hint}`,
    ],
    [
      { seed: 3, seeds: 1, intervals: "seeds" },
      `seeds: expected at least 2 seeds for intervals seeds, got 1. ${alone}`,
    ],
    [
      { seed: 3, seeds: 1, intervals: "seeds-and-examples" },
      `seeds: expected at least 2 seeds for intervals seeds-and-examples, got 1. ${alone}`,
    ],
    [{ seed: MAX_SEED, seeds: 2 }, "seeds: expected seeds up to 4294967295, got 2 from 4294967295 on."],
    [
      { seed: MAX_SEED, folds: 2, repeats: 3 },
      "repeats: expected seeds up to 4294967295, got 3 from 4294967295 on.",
    ],
  ])("refuses %j", (given, message) => {
    const error = errorOf(() => resolveDesign(given));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ source: "option", message });
  });

  it("calls options as its caller does", () => {
    const nameOf = ({ flag }: { readonly flag?: string }): string => `--${flag}`;
    expect(() => resolveDesign({ seed: 3, repeats: 2 }, nameOf)).toThrow(
      "--repeats: expected --folds beside it, got 2.",
    );
    expect(() => resolveDesign({ seed: 3, seeds: 1, intervals: "seeds" }, nameOf)).toThrow(
      "--seeds: expected at least 2 seeds for --intervals seeds, got 1. One seed tells nothing of what others do: " +
        "--intervals examples covers the examples alone.",
    );
  });
});

function errorOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("compare", () => {
  const counted = "a whole number from 1 to 10000";
  it.each<[object, string]>([
    [{ seeds: 0 }, `seeds: expected ${counted}, got 0. One seed says little about a difference.`],
    [{ seeds: 1.5 }, `seeds: expected ${counted}, got 1.5.`],
    [{ seeds: 10_001 }, `seeds: expected ${counted}, got 10001.`],
    [{ seeds: "3" }, `seeds: expected ${counted}, got "3".`],
    [{ seeds: Number.NaN }, `seeds: expected ${counted}, got NaN.`],
    [{ folds: 1 }, "folds: expected a whole number from 2 to 10000, got 1."],
    [{ folds: 2.5 }, "folds: expected a whole number from 2 to 10000, got 2.5."],
    [{ folds: 2, repeats: 0 }, `repeats: expected ${counted}, got 0.`],
    [{ intervals: "both" }, 'intervals: expected one of seeds-and-examples, seeds, examples, got "both".'],
    [{ seed: -1 }, "seed: expected a whole number from 0 to 4294967295, got -1."],
    [{ fold: 5 }, 'got "fold". Did you mean "folds"?'],
    [{ repeats: 2 }, "repeats: expected folds beside it, got 2."],
    [{ seeds: 1, intervals: "seeds" }, "seeds: expected at least 2 seeds for intervals seeds, got 1."],
    [{ seed: MAX_SEED }, "seeds: expected seeds up to 4294967295, got 20 from 4294967295 on."],
  ])("refuses %j before anything is trained", async (options, message) => {
    const started: unknown[] = [];
    const onEvent = (event: unknown): number => started.push(event);
    const given = { iterations: 1, onEvent, ...options } as CompareOptions;
    await expect(compare(datasets.football(), given)).rejects.toThrow(message);
    expect(started).toEqual([]);
  });

  it("refuses more folds than a class has examples, before anything is trained", async () => {
    const { training, test } = datasets.football();
    const few = training.select("few", [0, 1, 2, 3, 4, 5, 6, 7]);
    const started: unknown[] = [];
    const onEvent = (event: unknown): number => started.push(event);
    await expect(compare({ training: few, test }, { folds: 8, onEvent })).rejects.toThrow(
      /^data set "few": expected at least 8 examples of every class for 8 folds, got \d examples of \w+\. Take fewer folds, or more examples\.$/,
    );
    expect(started).toEqual([]);
  });
});
