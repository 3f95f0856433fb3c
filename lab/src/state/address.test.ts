import { assert, constantFrom, integer, property, record, subarray, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAddress, type Place, parseAddress } from "./address.ts";
import { firstState } from "./lab-state.ts";
import type { Settings } from "./settings.ts";

const settings = subarray([
  ["lambda", 0.7],
  ["lambda", [0, 0.1, 0.2]],
  ["keepProbability", 0.86],
  ["hiddenLayers", [20, 3]],
  ["hiddenLayers", []],
  ["activation", "tanh"],
  ["activation", ["relu", "gelu"]],
  ["optimizer", "adam"],
  ["learningRate", 1e-7],
  ["restoreBest", false],
  ["classWeights", "balanced"],
  ["classWeights", [1, 2]],
  ["seed", 4294967295],
] as const).map((entries) => Object.fromEntries(entries.map(([name, value]) => [name, value])) as Settings);

const changes = subarray([
  { iteration: 10, lambda: 2 },
  { iteration: 200, learningRate: 0.05 },
  { iteration: 3000, lambda: [0, 1, 2], learningRate: 1 },
]);

const places = record({
  state: record({
    data: constantFrom<Place["state"]["data"]>(
      { source: "football", sample: {} },
      { source: "moons", sample: { noise: 0.2, examples: 300, dataSeed: 7 } },
      { source: "blobs", sample: { classes: 4 } },
      { source: "data/my points.csv", sample: {} },
    ),
    shared: settings,
    variants: tuple(settings, settings, changes).map(([first, second, made]) => [
      { id: 1, own: first, changes: [] },
      { id: 2, own: second, changes: made },
    ]),
  }),
  iteration: constantFrom(undefined, 0, 1200),
});

describe("an address", () => {
  it("brings back whatever state it was made of", () => {
    assert(
      property(places, (place) => {
        expect(parseAddress(`#${formatAddress(place)}`)).toEqual(place);
      }),
    );
  });

  it("of an untouched page is empty, and an empty one is an untouched page", () => {
    expect(formatAddress({ state: firstState, iteration: undefined })).toBe("");
    for (const hash of ["", "#"])
      expect(parseAddress(hash)).toEqual({ state: firstState, iteration: undefined });
  });

  it("is read by people: the names are those of the command line", () => {
    const state = {
      data: { source: "moons", sample: { noise: 0.2 } },
      shared: { hiddenLayers: [8, 8], seed: 5 },
      variants: [
        { id: 1, own: {}, changes: [] },
        { id: 2, own: { lambda: 0.7, keepProbability: 0.9 }, changes: [{ iteration: 1200, lambda: 2 }] },
      ],
    };
    expect(formatAddress({ state, iteration: 9000 })).toBe(
      "data=moons&noise=0.2&hidden=8,8&seed=5&variant=&variant=lambda=0.7,keep-prob=0.9@1200:lambda=2&at=9000",
    );
  });

  it("leaves out what it cannot understand", () => {
    const { state, iteration } = parseAddress(
      "#nonsense=1&learning-rate=-3&optimizer=magic&seed=x&at=-4&variant=lambda=many,keep-prob=0.5@soon:lambda=1@9:",
    );
    expect(state.shared).toEqual({});
    expect(state.variants).toEqual([{ id: 1, own: { keepProbability: 0.5 }, changes: [] }]);
    expect(iteration).toBeUndefined();
    expect(parseAddress("#data=moons&noise=9&examples=1").state.data.sample).toEqual({});
  });

  it.each([
    "https://elsewhere.example/points.csv",
    "//elsewhere.example/a",
    "../secret.csv",
    "data/../../a",
    "mons",
  ])("leads to no data but those beside the page: %s", (source) => {
    expect(parseAddress(`#data=${encodeURIComponent(source)}`).state.data.source).toBe("football");
  });

  it("has as many networks as fit side by side", () => {
    assert(
      property(integer({ min: 1, max: 9 }), (count) => {
        const { variants } = parseAddress(`#${"&variant=".repeat(count).slice(1)}`).state;
        expect(variants).toHaveLength(Math.min(count, 4));
        expect(new Set(variants.map(({ id }) => id)).size).toBe(variants.length);
      }),
    );
  });
});
