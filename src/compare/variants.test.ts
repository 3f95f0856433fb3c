import { describe, expect, it } from "vitest";
import { resolveSettings } from "../train/resolve-settings.ts";
import { shortNameOf, titleOf } from "./variant-names.ts";
import { checkVariants, describeLeftOut, resolveVariants } from "./variants.ts";

const namesOf = (variants: readonly { readonly name: string }[]): string[] =>
  variants.map(({ name }) => name);

describe("the article's variants", () => {
  it("are none, L2 and dropout, each with its strength alone", () => {
    const variants = resolveVariants({ lambda: 2, dropoutRate: 0.3, learningRate: 0.1 }, undefined);
    expect(
      variants.map(({ name, title, settings: { lambda, keepProbability, learningRate } }) => [
        name,
        title,
        lambda,
        keepProbability,
        learningRate,
      ]),
    ).toEqual([
      ["none", "no regularization", 0, 1, 0.1],
      ["l2", "L2 (λ = 2)", 2, 1, 0.1],
      ["dropout", "dropout (keep 0.7)", 0, 0.7, 0.1],
    ]);
  });

  it("have complete settings, and nothing of the comparison's among them", () => {
    const [none] = resolveVariants({ seeds: 3, intervals: "seeds", seed: 9 }, undefined);
    expect(none?.settings).toEqual(resolveSettings({ seed: 9 }));
  });

  it("leave out one whose strength is off: it would be the first again", () => {
    expect(namesOf(resolveVariants({ lambda: 0 }, undefined))).toEqual(["none", "dropout"]);
    expect(namesOf(resolveVariants({ dropoutRate: 0 }, undefined))).toEqual(["none", "l2"]);
    expect(namesOf(resolveVariants({ lambda: 0, keepProbability: 1 }, undefined))).toEqual(["none"]);
    const hiddenLayers = [20, 3];
    expect(describeLeftOut({ lambda: 0, keepProbability: 1, hiddenLayers })).toEqual([
      "l2 is left out: λ = 0 is no regularization.",
      "dropout is left out: a keep probability of 1 is no regularization.",
    ]);
    expect(describeLeftOut({ lambda: 1e-9, keepProbability: 0.9, hiddenLayers })).toEqual([]);
  });

  it("leave out dropout without hidden layers: it would be the first again", () => {
    expect(namesOf(resolveVariants({ hiddenLayers: [] }, undefined))).toEqual(["none", "l2"]);
    expect(describeLeftOut({ lambda: 0.7, keepProbability: 0.86, hiddenLayers: [] })).toEqual([
      "dropout is left out: without hidden layers it acts on nothing.",
    ]);
    expect(describeLeftOut({ lambda: 0.7, keepProbability: 1, hiddenLayers: [] })).toEqual([
      "dropout is left out: a keep probability of 1 is no regularization.",
    ]);
  });
});

describe("variants of the caller's", () => {
  it("are called by their names, and differ by what they say alone", () => {
    const variants = resolveVariants({ iterations: 50, seeds: 3, seed: 5 }, [
      { name: "plain" },
      { name: "both", lambda: 0.3, keepProbability: 0.9, iterations: 70 },
    ]);
    expect(variants).toEqual([
      { name: "plain", title: "plain", settings: resolveSettings({ iterations: 50, seed: 5 }) },
      {
        name: "both",
        title: "both",
        settings: resolveSettings({ iterations: 70, seed: 5, lambda: 0.3, keepProbability: 0.9 }),
      },
    ]);
  });

  it("share strengths like any other setting, and have none by default", () => {
    const strengthsWith = (shared: object): unknown =>
      resolveVariants(shared, [{ name: "a" }, { name: "b", lambda: 3 }]).map(
        ({ settings: { lambda, keepProbability } }) => [lambda, keepProbability],
      );
    expect(strengthsWith({})).toEqual([
      [0, 1],
      [3, 1],
    ]);
    expect(strengthsWith({ lambda: 2, keepProbability: 0.8 })).toEqual([
      [2, 0.8],
      [3, 0.8],
    ]);
  });

  it.each([
    ["shared", { dropoutRate: 0.25 }, {}],
    ["of a variant", {}, { dropoutRate: 0.25 }],
    ["of a variant in place of a shared keep probability", { keepProbability: 0.5 }, { dropoutRate: 0.25 }],
    ["shared, beside a variant's keep probability", { dropoutRate: 0.5 }, { keepProbability: 0.75 }],
    ["in both places", { dropoutRate: 0.5 }, { dropoutRate: 0.25 }],
  ])("take a dropout rate for a keep probability: %s", (_, shared, own) => {
    const [variant] = resolveVariants(shared, [{ name: "a", ...own }]);
    expect(variant?.settings.keepProbability).toBe(0.75);
    expect(variant?.settings).not.toHaveProperty("dropoutRate");
  });

  it.each<[unknown, string]>([
    [[{ name: "a", lamda: 1 }], "variants[0]: expected one of name, hiddenLayers, "],
    [[{ name: "a", lamda: 1 }], 'got "lamda". Did you mean "lambda"?'],
    [[{ name: "a", seed: 4 }], 'got "seed".'],
    [[{ name: "a", seeds: 4 }], 'got "seeds".'],
    [
      [{ name: "a" }, { name: "b", lambda: -1 }],
      "variants[1].lambda: expected a finite number of at least 0, or a list of such, one for each layer, got -1.",
    ],
    [
      [{ name: "a", dropoutRate: 1 }],
      "variants[0].dropoutRate: expected a number of at least 0 and less than 1, or a list of such, one for each layer, got 1.",
    ],
    [
      [{ name: "a", dropoutRate: 0.5, keepProbability: 0.9 }],
      "variants[0].keepProbability: expected 0.5 beside variants[0].dropoutRate 0.5, or only one of the two, got 0.9.",
    ],
    [
      [{ name: "a", mask: "stream" }],
      'variants[0].mask: expected variants[0].rng "numpy" beside variants[0].mask "stream", got variants[0].rng "counter".',
    ],
    [
      [{ lambda: 1 }],
      "variants[0].name: expected a name of at most 40 letters, digits, _, + and -, got nothing.",
    ],
    [[{ name: "" }], 'variants[0].name: expected a name of at most 40 letters, digits, _, + and -, got "".'],
    [
      [{ name: "a/b" }],
      'variants[0].name: expected a name of at most 40 letters, digits, _, + and -, got "a/b".',
    ],
    [[{ name: "n".repeat(41) }], "variants[0].name: expected a name of at most 40 letters"],
    [
      [{ name: "a" }, { name: "b" }, { name: "a" }],
      'variants: expected a different name for every variant, got "a" twice.',
    ],
    [
      [{ name: "L2" }, { name: "l2" }],
      'variants: expected a different name for every variant, got "l2" twice.',
    ],
    [[], "variants: expected a list of at least one variant, got []."],
    [{ name: "a" }, "variants: expected a list of at least one variant, got an object with name."],
    ["l2", 'variants: expected a list of at least one variant, got "l2".'],
    [null, "variants: expected a list of at least one variant, got null."],
    [["l2"], 'variants[0]: expected an object of options, got "l2".'],
    [[{ name: "a" }, undefined], "variants[1]: expected an object of options, got nothing."],
    [[null], "variants[0]: expected an object of options, got null."],
  ])("are refused: %j", (variants, message) => {
    expect(() => resolveVariants({}, variants as never)).toThrow(message);
  });

  it("are refused under the name that their list has where they come from", () => {
    expect(() => checkVariants([{ name: "a", lambda: "b" }], "trial.json: variants")).toThrow(
      'trial.json: variants[0].lambda: expected a finite number of at least 0, or a list of such, one for each layer, got "b".',
    );
  });

  it("have shared settings that are checked even where every variant has its own", () => {
    expect(() => resolveVariants({ lambda: -1 }, [{ name: "a", lambda: 1 }])).toThrow(
      "lambda: expected a finite number of at least 0, or a list of such, one for each layer, got -1.",
    );
  });
});

describe("settings that do nothing", () => {
  it("in some variants are at their default there: shared ones need act in one only", () => {
    const shared = { dropoutKind: "gaussian", activation: "tanh" } as const;
    const [logistic, thinned] = resolveVariants(shared, [
      { name: "logistic", hiddenLayers: [] },
      { name: "thinned", keepProbability: 0.8 },
    ]).map(({ settings }) => settings);
    expect([logistic?.dropoutKind, logistic?.activation]).toEqual(["standard", "relu"]);
    expect([thinned?.dropoutKind, thinned?.activation]).toEqual(["gaussian", "tanh"]);
    const kinds = resolveVariants({ dropoutKind: "alpha" }, undefined).map((of) => of.settings.dropoutKind);
    expect(kinds).toEqual(["standard", "standard", "alpha"]);
  });

  it("in all of them are refused, as are a variant's own", () => {
    expect(() => resolveVariants({ dropoutKind: "alpha", dropoutRate: 0 }, undefined)).toThrow(
      "dropoutKind: expected keepProbability or inputKeepProbability below 1 beside it, got alpha without.",
    );
    // The first variant has another idle setting before it, which acts in the second.
    expect(() =>
      resolveVariants({ activation: "tanh", minChange: 0.1 }, [
        { name: "a", hiddenLayers: [] },
        { name: "b" },
      ]),
    ).toThrow("minChange: expected patience beside it, got 0.1 without.");
    expect(() =>
      resolveVariants({}, [{ name: "a" }, { name: "b", hiddenLayers: [], keepProbability: 0.9 }]),
    ).toThrow(
      "variants[1].keepProbability: expected hidden layers beside it, got 0.9 without. Give variants[1].hiddenLayers,",
    );
  });
});

describe("settings in words", () => {
  it("are named by what regularizes them", () => {
    const both = resolveSettings({ lambda: 0.3, keepProbability: 0.9, mask: "frozen" });
    expect([shortNameOf(both), titleOf(both)]).toEqual([
      "l2+dropout",
      "L2 (λ = 0.3) + dropout (keep 0.9, frozen mask)",
    ]);
    expect([shortNameOf(resolveSettings()), titleOf(resolveSettings())]).toEqual([
      "none",
      "no regularization",
    ]);
  });
});

it("what is undefined in a variant is not given, and is as the comparison says", () => {
  const [variant] = resolveVariants({ lambda: 0.7 }, [{ name: "a", lambda: undefined }]);
  expect(variant?.settings.lambda).toBe(0.7);
});
