import { describe, expect, it } from "vitest";
import { type ComparisonJson, useCliFolder } from "../support/cli.ts";

const { path, run, write, list } = useCliFolder();

/** What stands in place of defaults, so that a run takes no time. */
const QUICK = ["--iterations", "4", "--seeds", "2"];
async function compareAsJson(...args: string[]): Promise<ComparisonJson> {
  const { code, stdout, stderr } = await run("compare", "--json", ...args);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as ComparisonJson;
}

/** The settings of each variant by its name. */
function settingsOf({ variants }: ComparisonJson): Readonly<Record<string, unknown>> {
  return Object.fromEntries(variants.map(({ name, settings }) => [name, settings]));
}

describe("--variant", () => {
  it("makes what is compared: shared settings, and those that set a variant apart", async () => {
    const document = await compareAsJson(
      ..."xor --lambda 0.1 --cost-interval 2 --variant plain --variant none:lambda=0".split(" "),
      ..."--variant wide:hidden=7,4,2,lambda=0.3 --variant linear:hidden=".split(" "),
      "--variant",
      "both:lambda=1e-3,dropout=0.2,cost-interval=4",
      ...QUICK,
    );
    const shared = { hiddenLayers: [20, 3], lambda: 0.1, keepProbability: 1, costInterval: 2, seed: 3 };
    expect(settingsOf(document)).toMatchObject({
      plain: shared,
      none: { ...shared, lambda: 0 },
      wide: { ...shared, lambda: 0.3, hiddenLayers: [7, 4, 2] },
      linear: { ...shared, hiddenLayers: [] },
      both: { ...shared, lambda: 0.001, keepProbability: 0.8, costInterval: 4 },
    });
    const { variants, pairs } = document;
    expect(variants.map(({ name, title }) => [name, title])).toEqual(
      ["plain", "none", "wide", "linear", "both"].map((name) => [name, name]),
    );
    expect(variants[4]?.runs[0]?.costs.map(({ iteration }) => iteration)).toEqual([0, 4]);
    expect(pairs).toHaveLength(10);
  });

  it("shares no strength of the article's, unless a flag gives one", async () => {
    const own = ["--variant", "a", "--variant", "b:keep-prob=0.5"];
    const off = await compareAsJson("xor", ...QUICK, ...own);
    expect(settingsOf(off)).toMatchObject({
      a: { lambda: 0, keepProbability: 1 },
      b: { lambda: 0, keepProbability: 0.5 },
    });
    const given = await compareAsJson("xor", ...QUICK, "--keep-prob", "0.9", ...own);
    expect(settingsOf(given)).toMatchObject({ a: { keepProbability: 0.9 }, b: { keepProbability: 0.5 } });
  });

  it.each([
    [
      ["a:lamda=1"],
      `a:lamda=1: expected flags of wellfit train without their dashes, got "lamda". Did you mean "lambda"?`,
    ],
    [["a:foo=1"], `a:foo=1: expected flags of wellfit train without their dashes, got "foo".`],
    [
      ["a:seed=4"],
      `a:seed=4: expected flags of wellfit train without their dashes, got "seed". Every variant has the same seeds: --seed and --seeds.`,
    ],
    [["a:lambda"], 'a:lambda: expected lambda=λ, got "lambda".'],
    [["a:hidden"], 'a:hidden: expected hidden=20,3, got "hidden".'],
    [
      ["a:lambda="],
      'a:lambda=: lambda: expected a finite number of at least 0, or a list of such, one for each layer, got "". 0 turns the penalty off.',
    ],
    [
      ["a:lambda=1,5"],
      "a:lambda=1,5: lambda: expected one value, or one for each of 3 layers, got 2 values. The output layer comes last.",
    ],
    [
      ["a:lambda=-1"],
      "a:lambda=-1: lambda: expected a finite number of at least 0, or a list of such, one for each layer, got -1. 0 turns the penalty off.",
    ],
    [
      ["a:keep-prob=2"],
      "a:keep-prob=2: keep-prob: expected a number greater than 0 and at most 1, or a list of such, one for each layer, got 2. 1 keeps every unit; a dropout rate r is the keep probability 1 − r. The output layer drops no unit.",
    ],
    [["a:mask=frosen"], 'a:mask=frosen: mask: expected one of fresh, frozen, stream, got "frosen".'],
    [["a:lambda=1,lambda=1"], "a:lambda=1,lambda=1: expected lambda once, got it twice."],
    [["b c"], 'b c: name: expected a name of at most 40 letters, digits, _, + and -, got "b c".'],
    [[""], ': name: expected a name of at most 40 letters, digits, _, + and -, got "".'],
    [
      ["lambda=1"],
      'lambda=1: name: expected a name of at most 40 letters, digits, _, + and -, got "lambda=1".',
    ],
    [
      ["n".repeat(41)],
      `${"n".repeat(41)}: name: expected a name of at most 40 letters, digits, _, + and -, got "${"n".repeat(41)}".`,
    ],
  ])("refuses %j", async (texts, message) => {
    const { code, stdout, stderr } = await run("compare", ...texts.flatMap((text) => ["--variant", text]));
    expect(stderr).toBe(`wellfit: --variant ${message}\n`);
    expect([code, stdout]).toEqual([2, ""]);
    expect(await list()).toEqual([]);
  });

  it("refuses two of one name, also where only the case of letters differs, and both spellings of a rate", async () => {
    for (const [first, second] of [
      ["a:lambda=1", "a:lambda=2"],
      ["a", "A:lambda=2"],
    ] as const) {
      const { code, stderr } = await run(
        "compare",
        "--variant",
        first,
        "--variant",
        "b",
        "--variant",
        second,
      );
      const name = second.charAt(0);
      expect(stderr).toBe(
        `wellfit: --variant: expected a different name for every variant, got "${name}" twice.\n`,
      );
      expect(code).toBe(2);
    }
    const { code, stderr } = await run("compare", "--variant", "a:keep-prob=0.5,dropout=0.2");
    expect(stderr).toMatch(
      /^wellfit: --variant a:keep-prob=0\.5,dropout=0\.2: keep-prob: expected 0\.8 beside .*dropout 0\.2, /,
    );
    expect(code).toBe(2);
  });
});

describe("--comparison", () => {
  const trial = {
    $schema: "node_modules/wellfit/schemas/comparison-file.schema.json",
    settings: { iterations: 4, seeds: 2, seed: 5, hiddenLayers: [4], dropoutRate: 0.25 },
    variants: [{ name: "plain", keepProbability: 1 }, { name: "l2", lambda: 0.7 }, { name: "dropout" }],
  };
  const compareFile = async (document: unknown, ...args: string[]): Promise<ComparisonJson> => {
    await write("trial.json", JSON.stringify(document));
    return compareAsJson("xor", "--comparison", "trial.json", ...args);
  };

  it("says what is compared and how often", async () => {
    const document = await compareFile(trial);
    const shared = { iterations: 4, seed: 5, hiddenLayers: [4], keepProbability: 0.75, lambda: 0 };
    expect(document.seeds).toEqual([5, 6]);
    expect(settingsOf(document)).toEqual({
      plain: expect.objectContaining({ ...shared, keepProbability: 1 }),
      l2: expect.objectContaining({ ...shared, lambda: 0.7 }),
      dropout: expect.objectContaining(shared),
    });
  });

  it("may hold settings alone, variants alone, or nothing", async () => {
    const strengths = await compareFile({ settings: { ...trial.settings, lambda: 0.2 } });
    expect(settingsOf(strengths)).toMatchObject({
      none: { lambda: 0, keepProbability: 1 },
      l2: { lambda: 0.2, keepProbability: 1 },
      dropout: { lambda: 0, keepProbability: 0.75 },
    });
    const variants = await compareFile({ variants: [{ name: "a" }] }, ...QUICK);
    expect(settingsOf(variants)).toMatchObject({ a: { lambda: 0, keepProbability: 1 } });
    expect(variants.pairs).toEqual([]);
    const usual = await compareFile({}, ...QUICK);
    expect(settingsOf(usual)).toEqual(settingsOf(await compareAsJson("xor", ...QUICK)));
  });

  it("gives way to flags, and a preset to it", async () => {
    const flags = ["--preset", "article", "--seeds", "3", "--hidden", "3,2", "--keep-prob", "0.9"];
    const settings = { ...trial.settings, mask: "fresh" };
    const document = await compareFile({ ...trial, settings }, ...flags);
    expect(document.seeds).toEqual([5, 6, 7]);
    expect(settingsOf(document)).toMatchObject({
      plain: { rng: "numpy", mask: "fresh", hiddenLayers: [3, 2], iterations: 4, keepProbability: 1 },
      dropout: { keepProbability: 0.9 },
    });
    const own = await compareFile(trial, "--variant", "one:lambda=2", "--variant", "two");
    expect(settingsOf(own)).toEqual({
      one: expect.objectContaining({ lambda: 2, keepProbability: 0.75 }),
      two: expect.objectContaining({ lambda: 0, keepProbability: 0.75 }),
    });
  });

  it.each<[string, string]>([
    ['{"settings": {"lamda": 1}}', ": settings: expected one of hiddenLayers, activation, "],
    [
      '{"settings": {"lambda": -1}}',
      ": settings.lambda: expected a finite number of at least 0, or a list of such, one for each layer, got -1. 0 turns the penalty off.",
    ],
    [
      '{"settings": {"keepProbability": 0.9, "dropoutRate": 0.3}}',
      ": settings.keepProbability: expected 0.7 beside trial.json: settings.dropoutRate 0.3, or only one of the two, got 0.9.",
    ],
    ['{"settings": []}', ": settings: expected an object of options, got []."],
    ['{"variants": []}', ": variants: expected a list of at least one variant, got []."],
    ['{"variants": {"a": {}}}', ": variants: expected a list of at least one variant, got an object with a."],
    ['{"variants": [null]}', ": variants[0]: expected an object of options, got null."],
    [
      '{"variants": [{"lambda": 1}]}',
      ": variants[0].name: expected a name of at most 40 letters, digits, _, + and -, got nothing.",
    ],
    [
      '{"variants": [{"name": "a"}, {"name": "b", "lambda": "1"}]}',
      ': variants[1].lambda: expected a finite number of at least 0, or a list of such, one for each layer, got "1". 0 turns the penalty off.',
    ],
    ['{"variants": [{"name": "a", "seed": 1}]}', ": variants[0]: expected one of name, hiddenLayers, "],
    [
      '{"variants": [{"name": "a"}, {"name": "A"}]}',
      ': variants: expected a different name for every variant, got "A" twice.',
    ],
    [
      '{"setings": {}}',
      ': expected one of $schema, settings, variants, got "setings". Did you mean "settings"?',
    ],
    ["[]", ": expected an object with settings and variants, got []."],
    ["{", ":1:2: expected a comparison, which is JSON, got a document that is damaged or cut off."],
    ["lambda: 1", ': expected a comparison, which is JSON, got a text that begins with "lambda: 1".'],
    ["", ": expected data, got an empty file."],
  ])("refuses %s, by file and path", async (text, message) => {
    await write("trial.json", text);
    const { code, stdout, stderr } = await run("compare", "--comparison", path("trial.json"));
    expect(stderr).toMatch(/^wellfit: .*trial\.json.*\n$/);
    expect(stderr).toContain(`trial.json${message}`);
    expect([code, stdout]).toEqual([1, ""]);
    expect(await list()).toEqual(["trial.json"]);
  });

  it.each<[number, string[], string]>([
    [1, ["missing.json"], "missing.json: expected a file that can be read, got no such file or folder."],
    [1, ["."], ".: expected a file that can be read, got a folder."],
    [2, [], "option '--comparison <file>' argument missing. --help tells more."],
  ])("exit code %i: %j", async (expectedCode, value, message) => {
    const { code, stdout, stderr } = await run("compare", "--comparison", ...value);
    expect([code, stdout, stderr]).toEqual([expectedCode, "", `wellfit: ${message}\n`]);
  });
});
