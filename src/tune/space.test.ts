import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datasets } from "../data/datasets.ts";
import { divideIntoFolds } from "../data/folds.ts";
import { defaultSpace } from "./default-space.ts";
import { resolveSpace } from "./resolve-space.ts";
import type { SearchOptions } from "./search-options.ts";
import { type SearchSpace, toAxis, valuesAt } from "./space.ts";
import { checkSpace, settingsOf } from "./trial-settings.ts";

const [fold] = divideIntoFolds(datasets.football().training, 5, 0);
const examples = {
  training: fold?.training ?? datasets.football().training,
  heldOut: datasets.football().test,
};

/** The values of one setting at evenly spread places. */
function valuesOf(search: SearchOptions, count: number): readonly unknown[] {
  const space = resolveSpace(search);
  return Array.from(
    { length: count },
    (_, index) => Object.values(valuesAt(space, [index / (count - 1)]))[0],
  );
}

describe("a range", () => {
  it("is spread evenly, ends included, or along its logarithm", () => {
    expect(valuesOf({ keepProbability: { low: 0.5, high: 1 } }, 6)).toEqual([0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(valuesOf({ lambda: { low: 0.001, high: 10, scale: "log" } }, 5)).toEqual([
      0.001, 0.01, 0.1, 1, 10,
    ]);
  });

  it("of a setting that takes whole numbers has whole numbers, each with the same room", () => {
    const counts = new Map<unknown, number>();
    for (const value of valuesOf({ batchSize: { low: 1, high: 4 } }, 4001))
      counts.set(value, (counts.get(value) ?? 0) + 1);
    expect([...counts.keys()]).toEqual([1, 2, 3, 4]);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(3);
    const sizes = valuesOf({ iterations: { low: 1, high: 1e6, scale: "log" } }, 100);
    expect(sizes.every(Number.isInteger)).toBe(true);
    expect([sizes[0], sizes.at(-1)]).toEqual([1, 1e6]);
  });

  it("never leaves its ends, and a whole number's place stands for itself", () => {
    const ends = fc.tuple(
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 1, max: 1000 }),
      fc.constantFrom("linear", "log"),
    );
    fc.assert(
      fc.property(ends, fc.double({ min: 0, max: 1, noNaN: true }), ([low, span, scale], place) => {
        const high = low + span;
        const [whole] = resolveSpace({ batchSize: { low, high, scale: scale as "log" } });
        const axis = toAxis(whole as SearchSpace[number]);
        if (axis.kind !== "range" || axis.steps === undefined) throw new Error("a range of steps");
        const { batchSize } = valuesAt([whole as SearchSpace[number]], [place]);
        expect(batchSize).toBeGreaterThanOrEqual(low);
        expect(batchSize).toBeLessThanOrEqual(high);
        const snapped = axis.steps.snap(place);
        expect(valuesAt([whole as SearchSpace[number]], [snapped])).toEqual({ batchSize });
        expect(axis.steps.snap(snapped)).toBe(snapped);
        const real = resolveSpace({ inputNoise: { low: low / 7, high: high / 7, scale: scale as "log" } });
        const { inputNoise } = valuesAt(real, [place]);
        expect(inputNoise).toBeGreaterThanOrEqual(low / 7);
        expect(inputNoise).toBeLessThanOrEqual(high / 7);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a space that is wrong is refused in one line", () => {
  it.each<[object | null, string | RegExp]>([
    [{}, "search: expected at least one setting to vary, got none."],
    [null, "search: expected an object of ranges and choices, got null."],
    [
      { lamda: { low: 0, high: 1 } },
      'search: expected a setting of training, got "lamda". Did you mean "lambda"?',
    ],
    [{ seed: { low: 0, high: 9 } }, /^search: expected a setting of training, got "seed"\. A seed is chance/],
    [{ lambda: 3 }, "search.lambda: expected { low, high, scale? } or { choices }, got 3."],
    [{ lambda: { low: 1 } }, /^search\.lambda: expected two finite numbers, got nothing\./],
    [{ lambda: { low: 1, high: 1 } }, "search.lambda: expected a lower end below the upper one, got 1..1."],
    [{ lambda: { low: 2, high: 1 } }, "search.lambda: expected a lower end below the upper one, got 2..1."],
    [{ lambda: { low: -1, high: 1 } }, /^search\.lambda: expected a finite number of at least 0.*, got -1\./],
    [
      { lambda: { low: 0, high: 1, scale: "log" } },
      /^search\.lambda: expected a lower end above 0 on a logarithmic/,
    ],
    [{ lambda: { low: 0, high: 1, scale: "ln" } }, 'search.lambda: expected scale linear or log, got "ln".'],
    [
      { keepProbability: { low: 0.5, high: 2 } },
      /^search\.keepProbability: expected a number greater than 0 and/,
    ],
    [
      { batchSize: { low: 1.5, high: 3 } },
      /^search\.batchSize: expected a whole number of at least 1, got 1\.5\./,
    ],
    [
      { hiddenLayers: { low: 1, high: 9 } },
      /^search\.hiddenLayers: expected \{ choices \}, got an object with/,
    ],
    [
      { hiddenLayers: { choices: [[4], [4]] } },
      "search.hiddenLayers: expected every choice once, got [4] twice.",
    ],
    [
      { hiddenLayers: { choices: [[4], [0]] } },
      /^search\.hiddenLayers: expected a list of at most 32 numbers/,
    ],
    [{ activation: { choices: ["relu"] } }, /^search\.activation: expected at least 2 choices, got relu\./],
    [{ activation: { choices: "relu" } }, 'search.activation: expected a list of choices, got "relu".'],
    [
      { keepProbability: { low: 0.5, high: 1 }, dropoutRate: { low: 0, high: 0.5 } },
      "search.dropoutRate: expected only one of the two: search.keepProbability or search.dropoutRate, got both.",
    ],
  ])("%j", (search, message) => {
    expect(() => resolveSpace(search as SearchOptions)).toThrow(message);
  });

  it.each<[SearchOptions, object, string | RegExp]>([
    [
      { optimizer: { choices: ["adam", "lbfgs"] }, lambda: { low: 0, high: 1 } },
      { batchSize: 32 },
      /^search, with optimizer lbfgs: batchSize: expected none beside optimizer lbfgs/,
    ],
    [
      { momentum: { low: 0.5, high: 0.9 } },
      {},
      /^search\.momentum: expected a setting that does something .* never does\./,
    ],
    [
      { batchSize: { choices: [32, 9999] } },
      {},
      /^search, with batchSize 9999: batchSize: expected at most /,
    ],
    [
      { keepProbability: { choices: [[0.5, 0.9], [0.8]] } },
      {},
      /^search, with keepProbability 0\.8: keepProbability: expected /,
    ],
  ])("%j beside %j", (search, given, message) => {
    expect(() => checkSpace(resolveSpace(search), given, examples)).toThrow(message);
  });
});

describe("the settings of a trial", () => {
  it("leave out what does nothing beside the rest", () => {
    const search: SearchOptions = {
      optimizer: { choices: ["adam", "momentum"] },
      momentum: { low: 0.5, high: 0.99 },
      hiddenLayers: { choices: [[], [8]] },
      keepProbability: { low: 0.5, high: 0.9 },
    };
    expect(() => checkSpace(resolveSpace(search), {}, examples)).not.toThrow();
    const adam = settingsOf({}, { optimizer: "adam", momentum: 0.7, hiddenLayers: [], keepProbability: 0.6 });
    expect(adam).toMatchObject({
      optimizer: "adam",
      learningRate: 0.001,
      hiddenLayers: [],
      keepProbability: 1,
    });
    expect(adam.momentum).toBeUndefined();
    const other = settingsOf(
      {},
      { optimizer: "momentum", momentum: 0.7, hiddenLayers: [8], keepProbability: 0.6 },
    );
    expect(other).toMatchObject({ momentum: 0.7, keepProbability: 0.6 });
  });

  it("replace given ones, also in another unit", () => {
    expect(settingsOf({ epochs: 9, lambda: 3 }, { iterations: 50, lambda: 1 })).toMatchObject({
      iterations: 50,
      lambda: 1,
    });
    expect(settingsOf({ keepProbability: 0.9 }, { dropoutRate: 0.25 }).keepProbability).toBe(0.75);
  });

  it("can be searched with nothing said, whatever the optimizer", () => {
    for (const given of [
      {},
      { optimizer: "adam" },
      { optimizer: "lbfgs" },
      { hiddenLayers: [32] },
    ] as const) {
      const search = defaultSpace(given);
      expect(() => checkSpace(resolveSpace(search), given, examples)).not.toThrow();
      expect(Object.keys(search)).toContain("lambda");
    }
    expect(defaultSpace({ learningRate: 0.1 }).learningRate).toEqual({ low: 0.01, high: 0.3, scale: "log" });
  });
});
