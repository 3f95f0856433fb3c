import { rm } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { toTimelessJson, useCliFolder } from "../support/cli.ts";

const { path, run, write, read, list } = useCliFolder();

const rows = (count: number) => Array.from({ length: count }, (_, i) => `${i},${i % 3 === 0 ? "a" : "b"}`);

describe("wellfit compare --folds", () => {
  const args = ["compare", "moons", "--iterations", "40", "--folds", "3", "--repeats", "2"];

  it("holds out every fold once in each repeat and never opens the test examples", async () => {
    const { code, stdout, stderr } = await run(...args, "--json");
    expect([code, stderr]).toEqual([0, ""]);
    const { design, seeds, variants, testLooks, choice, intervals, pairs } = toTimelessJson(stdout);
    expect([design, seeds, testLooks]).toEqual([{ kind: "folds", folds: 3, repeats: 2 }, [3, 4], 0]);
    const places = [1, 2].flatMap((repeat) => [1, 2, 3].map((fold) => ({ repeat, fold, seed: repeat + 2 })));
    for (const { runs } of variants) {
      expect(runs.map(({ repeat, fold, seed }) => ({ repeat, fold, seed }))).toEqual(places);
      for (const { accuracy } of runs)
        expect(Object.keys(accuracy ?? {})).toEqual(["training", "development"]);
    }
    expect(choice?.variant).toMatch(/^(none|l2|dropout)$/);
    expect(new Set(intervals.map(({ method }) => method))).toEqual(new Set(["corrected resampled t"]));
    expect(pairs).toMatchObject(Array.from({ length: 3 }, () => ({ part: "development", examples: 320 })));
  });

  it("names fold and seed in the line of every run, and speaks of held-out examples", async () => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stderr]).toEqual([0, ""]);
    const told = stdout.match(
      /^(none|l2|dropout), seed [34], fold [123]: accuracy: training .* %, development .* %, fingerprint \w+$/gm,
    );
    expect(told).toHaveLength(18);
    expect(stdout).toContain("\nmodel\ttraining accuracy\theld-out accuracy\t95 % interval\tdata cost\t");
    expect(stdout).toContain("2 × 3-fold cross-validation of 320 examples");
    expect(stdout).toContain("The test examples were not looked at.");
    expect(await list("wellfit-report")).toContain("report.html");
  });

  it.each([
    ["training", "0"],
    ["training and development", "0.2"],
  ])("refuses folds of which one would lack a class of the examples for %s", async (part, share) => {
    await write("good.csv", ["x,y", ...rows(40)].join("\n"));
    const flags = ["--folds", "12", "--development-share", share, "--column", "x:number"];
    const { code, stderr } = await run("compare", "good.csv", ...flags);
    expect(stderr).toBe(
      `wellfit: data set "good.csv (${part})": expected at least 12 examples of every class for 12 folds, ` +
        "got 11 examples of a. Take fewer folds, or more examples.\n",
    );
    expect(code).toBe(1);
    expect(await list()).toEqual(["good.csv"]);
  });
});

it.each([
  [
    ["--folds", "3", "--seeds", "4"],
    "--seeds: expected no --seeds beside --folds, got 4. --repeats says how many seeds cross-validation takes, and its intervals cover all chance.",
  ],
  [
    ["--folds", "3", "--intervals", "seeds"],
    "--intervals: expected no --intervals beside --folds, got seeds. --repeats says how many seeds cross-validation takes, and its intervals cover all chance.",
  ],
  [["--repeats", "2"], "--repeats: expected --folds beside it, got 2."],
  ...["seeds", "seeds-and-examples"].map((intervals): [string[], string] => [
    ["--seeds", "1", "--intervals", intervals],
    `--seeds: expected at least 2 seeds for --intervals ${intervals}, got 1. One seed tells nothing of what others do: --intervals examples covers the examples alone.`,
  ]),
  [["--intervals", "seed"], '--intervals: expected one of seeds-and-examples, seeds, examples, got "seed".'],
  [
    ["--seeds", "0"],
    "--seeds: expected a whole number from 1 to 10000, got 0. One seed says little about a difference.",
  ],
  [
    ["--seeds", "3", "--seed", "4294967294"],
    "--seeds: expected seeds up to 4294967295, got 3 from 4294967294 on.",
  ],
  [
    ["people.csv", "--folds", "3", "--time-column", "boarded"],
    "--folds: expected none for examples that are divided by time, got 3. Folds are drawn by chance: models would learn from what comes after. Compare by --seeds instead.",
  ],
  [["--folds", "1"], "--folds: expected a whole number from 2 to 10000, got 1."],
  [["--folds", "3", "--repeats", "0"], "--repeats: expected a whole number from 1 to 10000, got 0."],
  [["--workers", "0"], "--workers: expected a whole number from 1 to 1024, got 0."],
  [["--workers", "many"], '--workers: expected a whole number from 1 to 1024, got "many".'],
])("compare refuses %j and trains nothing", async (flags, message) => {
  const { code, stdout, stderr } = await run("compare", ...flags);
  expect(stderr).toBe(`wellfit: ${message}\n`);
  expect(stdout).not.toContain("accuracy");
  expect(code).toBe(2);
  expect(await list()).toEqual([]);
});

describe("the report's command line repeats the comparison to the same bits", () => {
  const trial = {
    settings: { hiddenLayers: [4], seeds: 2, iterations: 30, dropoutRate: 0.2, learningRate: 0.25 },
    variants: [{ name: "plain", keepProbability: 1 }, { name: "wide", hiddenLayers: [6] }, { name: "it" }],
  };
  const moons = "--examples 90 --noise 0.3";

  it.each([
    [
      "one seed, and how the data is made and divided",
      "moons --hidden 7,3 --learning-rate 0.1 --iterations 200 --lambda 0.3 --dropout 0.2 --seed 5 --seeds 1 " +
        "--test-share 0.3 --split-seed 8 --examples 90 --noise 0.3 --data-seed 6",
      "moons --hidden 7,3 --learning-rate 0.1 --iterations 200 --lambda 0.3 --keep-prob 0.8 --seed 5 --seeds 1 " +
        "--test-share 0.3 --split-seed 8 --examples 90 --noise 0.3 --data-seed 6",
    ],
    [
      "several seeds, whatever the number of workers",
      `moons --hidden 4 --iterations 30 --seeds 3 --intervals seeds --workers 3 ${moons}`,
      `moons --hidden 4 --iterations 30 --seeds 3 --intervals seeds ${moons}`,
    ],
    [
      "variants",
      `moons --hidden 4 --iterations 30 --seeds 2 --lambda 0.1 ${moons} --variant plain:lambda=0 ` +
        "--variant wide:hidden=5,dropout=0.25,learning-rate=1e-2",
      `moons --hidden 4 --iterations 30 --lambda 0.1 --seeds 2 ${moons} --variant plain:lambda=0 ` +
        "--variant wide:hidden=5,learning-rate=0.01,keep-prob=0.75",
    ],
    [
      "variants with different numbers of layers",
      `moons --hidden 4 --iterations 30 --seeds 2 ${moons} --variant deep:hidden=5,3 --variant it --variant linear:hidden=`,
      `moons --hidden 4 --iterations 30 --seeds 2 ${moons} --variant deep:hidden=5,3 --variant it --variant linear:hidden=`,
    ],
    [
      "variants with the article's strengths, which are no defaults beside them",
      "xor --hidden 3 --iterations 9 --seeds 2 --lambda 0.7 --keep-prob 0.86 --variant a --variant b:lambda=0",
      "xor --hidden 3 --iterations 9 --lambda 0.7 --keep-prob 0.86 --seeds 2 --variant a --variant b:lambda=0",
    ],
    [
      "folds",
      `moons --hidden 4 --iterations 30 --folds 3 --repeats 2 --seed 9 ${moons}`,
      `moons --hidden 4 --iterations 30 --seed 9 --folds 3 --repeats 2 ${moons}`,
    ],
    [
      "a preset",
      `moons --preset article --iterations 30 --seeds 2 ${moons}`,
      `moons --learning-rate 0.3 --iterations 30 --rng numpy --mask frozen --seeds 2 ${moons}`,
    ],
    [
      "a comparison file, which is not needed again",
      `moons --comparison trial.json ${moons}`,
      `moons --hidden 4 --learning-rate 0.25 --iterations 30 --keep-prob 0.8 --seeds 2 ${moons} ` +
        "--variant plain:keep-prob=1 --variant wide:hidden=6 --variant it",
    ],
    [
      "a comparison file without variants, beside flags",
      `moons --comparison settings.json --folds 2 --hidden 3 ${moons}`,
      `moons --hidden 3 --iterations 30 --keep-prob 0.8 --folds 2 ${moons}`,
    ],
  ])("%s", async (_, command, expected) => {
    await write("trial.json", JSON.stringify(trial));
    await write("settings.json", JSON.stringify({ settings: { iterations: 30, dropoutRate: 0.2 } }));
    const first = await run("compare", ...command.split(" "), "--json", "--out", "report");
    expect([first.code, first.stderr]).toEqual([0, ""]);
    await rm(path("trial.json"));
    await rm(path("settings.json"));
    const html = await read("report/report.html");
    const repeated = /<code>npx wellfit (.*?)<\/code>/.exec(html)?.[1] as string;
    expect(repeated).toBe(`compare ${expected}`);
    const again = await run(...repeated.split(" "), "--json");
    expect([again.code, again.stderr]).toEqual([0, ""]);
    expect(toTimelessJson(again.stdout)).toEqual(toTimelessJson(first.stdout));
    const fingerprints = toTimelessJson(again.stdout).variants.flatMap(({ runs }) =>
      runs.map(({ fingerprint }) => fingerprint),
    );
    expect(fingerprints.length).toBeGreaterThan(1);
    for (const fingerprint of fingerprints) expect(html).toContain(fingerprint);
  });
});
