import { describe, expect, it } from "vitest";
import { InvalidInputError } from "../base/errors.ts";
import { datasets } from "../data/datasets.ts";
import { compare } from "./compare.ts";
import { parseComparisonFile } from "./comparison-file.ts";

const parse = (content: unknown) => parseComparisonFile(JSON.stringify(content), "trial.json");

describe("a comparison file", () => {
  it("gives the options as they stand in it", () => {
    expect(
      parse({
        $schema: "./comparison-file.schema.json",
        settings: { iterations: 5000, seeds: 10, hiddenLayers: [4], intervals: "seeds" },
        variants: [{ name: "plain" }, { name: "both", lambda: 0.3, keepProbability: 0.9 }],
      }),
    ).toEqual({
      settings: { iterations: 5000, seeds: 10, hiddenLayers: [4], intervals: "seeds" },
      variants: [{ name: "plain" }, { name: "both", lambda: 0.3, keepProbability: 0.9 }],
    });
  });

  it("may leave out everything", () => {
    expect(parse({})).toEqual({ settings: {} });
    expect(parse({ settings: { folds: 5 } })).toEqual({ settings: { folds: 5 } });
    expect(parse({ variants: [{ name: "a" }] })).toEqual({ settings: {}, variants: [{ name: "a" }] });
  });

  it("spells a variant's dropout rate as its keep probability", () => {
    expect(parse({ variants: [{ name: "a", dropoutRate: 0.25 }] }).variants).toEqual([
      { name: "a", keepProbability: 0.75 },
    ]);
  });

  it("says the same as options in a program", async () => {
    const { settings, variants } = parse({
      settings: { iterations: 10, seeds: 2, dropoutRate: 0.2 },
      variants: [{ name: "a" }, { name: "b", lambda: 3 }],
    });
    const football = datasets.football();
    const read = await compare(football, { ...settings, variants });
    const written = await compare(football, {
      iterations: 10,
      seeds: 2,
      dropoutRate: 0.2,
      variants: [{ name: "a" }, { name: "b", lambda: 3 }],
    });
    expect(read).toEqual(written);
  });

  it.each<[unknown, string]>([
    [[], "trial.json: expected an object with settings and variants, got []."],
    [null, "trial.json: expected an object with settings and variants, got null."],
    ["a", 'trial.json: expected an object with settings and variants, got "a".'],
    [
      { variant: [] },
      'trial.json: expected one of $schema, settings, variants, got "variant". Did you mean "variants"?',
    ],
    [{ data: "a.csv" }, 'trial.json: expected one of $schema, settings, variants, got "data".'],
    [{ $schema: 7 }, "trial.json: $schema: expected a text, got 7."],
    [{ settings: [] }, "trial.json: settings: expected an object of options, got []."],
    [{ settings: null }, "trial.json: settings: expected an object of options, got null."],
    [
      { settings: { iterations: 0 } },
      "trial.json: settings.iterations: expected a whole number from 1 to 1000000000, got 0.",
    ],
    [
      { settings: { seeds: 0 } },
      "trial.json: settings.seeds: expected a whole number from 1 to 10000, got 0.",
    ],
    [
      { settings: { lambda: null } },
      "trial.json: settings.lambda: expected a finite number of at least 0, or a list of such, one for each layer, got null.",
    ],
    [{ settings: { iteration: 5 } }, 'got "iteration". Did you mean "iterations"?'],
    [{ settings: { iteration: 5 } }, "trial.json: settings: expected one of hiddenLayers, "],
    [{ variants: [] }, "trial.json: variants: expected a list of at least one variant, got []."],
    [{ variants: null }, "trial.json: variants: expected a list of at least one variant, got null."],
    [
      { variants: { name: "a" } },
      "trial.json: variants: expected a list of at least one variant, got an object with name.",
    ],
    [{ variants: ["a"] }, 'trial.json: variants[0]: expected an object of options, got "a".'],
    [
      { variants: [{ name: "a" }, { name: "b", lambda: "much" }] },
      'trial.json: variants[1].lambda: expected a finite number of at least 0, or a list of such, one for each layer, got "much".',
    ],
    [
      { variants: [{ name: "a", lamda: 1 }] },
      "trial.json: variants[0]: expected one of name, hiddenLayers, ",
    ],
    [{ variants: [{ name: "a", lamda: 1 }] }, 'got "lamda". Did you mean "lambda"?'],
    [
      { variants: [{ lambda: 1 }] },
      "trial.json: variants[0].name: expected a name of at most 40 letters, digits, _, + and -, got nothing.",
    ],
    [
      { variants: [{ name: "a" }, { name: "A" }] },
      'trial.json: variants: expected a different name for every variant, got "A" twice.',
    ],
    [
      { variants: [{ name: "a", dropoutRate: 0.5, keepProbability: 0.9 }] },
      "trial.json: variants[0].keepProbability: expected 0.5 beside trial.json: variants[0].dropoutRate 0.5",
    ],
  ])("is refused, with its name and the path within it: %j", (content, message) => {
    expect(() => parse(content)).toThrow(InvalidInputError);
    expect(() => parse(content)).toThrow(message);
  });

  it("is refused as a whole where it is no JSON, with line and column where it is cut off", () => {
    expect(() => parseComparisonFile('{\n  "settings": {\n    "seeds": 3,\n  }\n}', "trial.json")).toThrow(
      "trial.json:4:3: expected a comparison, which is JSON, got a document that is damaged or cut off.",
    );
    expect(() => parseComparisonFile("seeds: 3", "trial.yaml")).toThrow(
      /^trial\.yaml(?::1:1)?: expected a comparison, which is JSON, got a text that begins with "seeds: 3"\.$/,
    );
    expect(() => parseComparisonFile("", "empty.json")).toThrow(
      'empty.json: expected a comparison, which is JSON, got a text that begins with "".',
    );
  });
});

it.each<[object, string]>([
  [
    { seeds: 1, intervals: "seeds" },
    "t.json: settings.seeds: expected at least 2 seeds for t.json: settings.intervals seeds",
  ],
  [{ mask: "stream" }, 't.json: settings.mask: expected t.json: settings.rng "numpy" beside '],
  [
    { folds: 2, seeds: 5 },
    "t.json: settings.seeds: expected no t.json: settings.seeds beside t.json: settings.folds, got 5.",
  ],
])("settings of a file that contradict each other are told by their path: %j", (settings, message) => {
  expect(() => parseComparisonFile(JSON.stringify({ settings }), "t.json")).toThrow(message);
});
