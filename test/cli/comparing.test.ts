import { describe, expect, it } from "vitest";
import { ARTICLE_DATA_MISSING, articleData, articleFigures, costTolerance } from "../support/article.ts";
import { type ComparisonJson, toTimelessJson, useCliFolder } from "../support/cli.ts";

const { run, list } = useCliFolder();
const parse = (text: string) => JSON.parse(text) as ComparisonJson;

describe("wellfit compare with one seed", () => {
  it("trains three models, tells one line per event, and writes the report", async () => {
    const { code, stdout, stderr } = await run("compare", "--iterations", "10000", "--seeds", "1");
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(/^football: 211 training and 200 test examples, 2 features, hash [0-9a-f]{16}$/);
    for (const name of ["none", "l2", "dropout"]) {
      const told = lines.filter((line) => line.startsWith(`${name}: `));
      expect(told).toHaveLength(4);
      expect(told[0]).toMatch(/cost after iteration 0: 0\.\d+$/);
      expect(told[1]).toMatch(/cost after iteration 10000: 0\.\d+$/);
      expect(told[2]).toMatch(/accuracy: training \d\d\.\d %, test \d\d\.\d %$/);
      expect(told[3]).toMatch(/fingerprint: [0-9a-f]{16}$/);
    }
    expect(stdout).toMatch(/\n3 runs in \d+\.\d s, [\d.]+ runs\/s with \d+ workers?\n/);
    expect(stdout).toContain(
      "model\ttraining accuracy\ttest accuracy\tdata cost\tpenalty\t‖W₁‖\t‖W₂‖\t‖W₃‖\n",
    );
    expect(stdout).toContain(
      "The data cost is that of the whole network; the costs above, with dropout, are those of the thinned one.\n",
    );
    expect(stdout).toMatch(/This is one seed, and 200 test examples leave each accuracy uncertain/);
    expect(stdout).toContain("report: wellfit-report/report.html, and beside it 14 pictures as SVG and PNG");
    const files = await list("wellfit-report");
    expect(files.filter((name) => name.endsWith(".png"))).toHaveLength(14);
    expect(files.filter((name) => name.endsWith(".svg"))).toHaveLength(14);
    expect(await list()).toEqual(["wellfit-report"]);
  });

  it("--json prints one line and nothing else, and writes no report unless asked", async () => {
    const args = ["compare", "--json", "--iterations", "300", "--lambda", "0.5", "--seeds", "1"];
    const { code, stdout, stderr } = await run(...args);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.indexOf("\n")).toBe(stdout.length - 1);
    const { dataset, design, seeds, variants, seconds } = parse(stdout);
    expect(dataset).toEqual({
      name: "football",
      hash: expect.any(String),
      training: 211,
      test: 200,
      features: 2,
    });
    expect([design, seeds]).toEqual([{ kind: "seeds", intervals: "examples" }, [3]]);
    expect(seconds).toBeGreaterThan(0);
    expect(variants.map(({ name }) => name)).toEqual(["none", "l2", "dropout"]);
    for (const { name, runs } of variants) {
      expect(runs).toHaveLength(1);
      const [only] = runs;
      expect(only).toMatchObject({
        seed: 3,
        outcome: "finished",
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      });
      expect(only?.costs.map(({ iteration }) => iteration)).toEqual([0, 100, 200, 300]);
      for (const { cost, dataCost, dataCostWithoutDropout } of only?.costs ?? []) {
        expect(cost >= dataCost && (name === "dropout" || dataCost === dataCostWithoutDropout)).toBe(true);
      }
      expect(only?.weightNorms).toHaveLength(3);
    }
    expect(variants[1]?.settings.lambda).toBe(0.5);
    expect(await list()).toEqual([]);
    await run("compare", "--json", "--iterations", "10", "--seeds", "1", "--out", "here");
    expect(await list()).toEqual(["here"]);
  });

  it("reproduces the article on its own data", async ({ skip }) => {
    skip(articleData === undefined, ARTICLE_DATA_MISSING);
    const args = ["compare", articleData as string, "--preset", "article", "--seeds", "1", "--json"];
    const { dataset, variants } = parse((await run(...args)).stdout);
    expect(dataset).toMatchObject({ name: "data.mat", training: 211, test: 200, features: 2 });
    expect(variants).toHaveLength(3);
    for (const { name, runs } of variants) {
      const expected = articleFigures[name as keyof typeof articleFigures];
      expect(runs[0]?.accuracy).toEqual({ training: expected.training, test: expected.test });
      expected.costs.forEach((cost, index) => {
        const record = runs[0]?.costs.find(({ iteration }) => iteration === 10_000 * index);
        expect(Math.abs((record?.cost as number) / cost - 1)).toBeLessThan(
          costTolerance(name, 10_000 * index),
        );
      });
    }
  });

  it("flags beside a preset win over it", async () => {
    const flags = "--preset article --iterations 5 --mask fresh --dropout 0.3 --seeds 1 --json";
    const { variants } = parse((await run("compare", ...flags.split(" "))).stdout);
    expect(variants[2]?.settings).toMatchObject({
      rng: "numpy",
      seed: 3,
      mask: "fresh",
      iterations: 5,
      keepProbability: 0.7,
    });
  });

  it("says once of each run that it diverged, beside its cells in the table", async () => {
    const args = ["compare", "--learning-rate", "1e155", "--iterations", "100", "--seeds", "1"];
    const { code, stdout } = await run(...args);
    expect(code).toBe(0);
    for (const name of ["none", "l2", "dropout"]) {
      expect(stdout).toMatch(new RegExp(`^${name}: diverged at iteration \\d+: .* Likely cause: `, "m"));
    }
    expect(stdout.match(/diverged at iteration/g)).toHaveLength(3);
    expect(stdout).toContain("\nno regularization, diverged\tdiverged\tdiverged\tnot finite\tdiverged\t");
    expect(stdout).toContain("l2 and none cannot be compared: no run of both has a result.\n");
  });
});

describe("wellfit compare with several seeds", () => {
  const lineOf = /^(none|l2|dropout), seed (\d+): accuracy: (.*), fingerprint ([0-9a-f]{16})$/;

  it("tells a line for every run, then the table, the verdicts and what to mind", async () => {
    const args = ["compare", "moons", "--iterations", "100", "--seeds", "3", "--seed", "8"];
    const { code, stdout, stderr } = await run(...args);
    expect([code, stderr]).toEqual([0, ""]);
    const [made = "", table, verdicts, remarks, report, ...rest] = stdout.split("\n\n");
    const lines = made.split("\n");
    expect(lines[0]).toMatch(/^moons: 240 training, 80 development and 80 test examples, /);
    const told = lines.slice(1, -1).map((line) => lineOf.exec(line) ?? [line]);
    expect(told.map(([, name, seed]) => `${name} ${seed}`).toSorted()).toEqual(
      ["dropout", "l2", "none"].flatMap((name) => [8, 9, 10].map((seed) => `${name} ${seed}`)).toSorted(),
    );
    for (const [, , , accuracies] of told) {
      expect(accuracies).toMatch(/^training \d+\.\d %, development \d+\.\d %, test \d+\.\d %$/);
    }
    expect(new Set(told.map(([, , , , fingerprint]) => fingerprint)).size).toBe(9);
    expect(lines.at(-1)).toMatch(/^9 runs in \d+\.\d s, [\d.]+ runs\/s with \d+ workers?$/);
    expect(table?.split("\n").map((line) => line.split("\t").length)).toEqual([10, 10, 10, 10]);
    expect(table).toMatch(
      /^model\ttraining accuracy\tdevelopment accuracy\ttest accuracy\t95 % interval\tdata cost\t/,
    );
    expect(table).toMatch(/^no regularization(\t\d+\.\d % ± \d+\.\d){3}\t\d+\.\d % to \d+\.\d %\t/m);
    const pairs = verdicts?.split("\n").map((line) => /^(\w+ (and|beats|leads) \w+) .*\.$/.exec(line)?.[1]);
    expect(pairs).toHaveLength(3);
    expect(pairs).not.toContain(undefined);
    expect(remarks).toContain("The intervals are of 95 % and cover both sources of chance: ");
    expect(remarks).toContain("The test examples were looked at 9 times, once for each run");
    expect(report).toMatch(/^report: .*\n$/);
    expect(rest).toEqual([]);
    const { variants, choice } = parse((await run(...args, "--json")).stdout);
    const fingerprints = variants.flatMap(({ name, runs }) =>
      runs.map(({ seed, fingerprint }) => `${name} ${seed} ${fingerprint}`),
    );
    const printed = told.map(([, name, seed, , fingerprint]) => `${name} ${seed} ${fingerprint}`);
    expect(printed.toSorted()).toEqual(fingerprints.toSorted());
    expect(variants.map(({ name }) => name)).toContain(choice?.variant);
  });

  it("are 20 unless told otherwise, from --seed on; each makes the run that train makes with it", async () => {
    const args = ["xor", "--hidden", "2", "--iterations", "3", "--json"];
    const { seeds, planned, testLooks, variants } = parse((await run("compare", ...args)).stdout);
    expect(seeds).toEqual(Array.from({ length: 20 }, (_, index) => 3 + index));
    expect([planned, testLooks]).toEqual([60, 60]);
    for (const { runs } of variants) expect(runs.map(({ seed }) => seed)).toEqual(seeds);
    const alone = await run("train", ...args, "--seed", "11");
    const fingerprint = variants[0]?.runs.find(({ seed }) => seed === 11)?.fingerprint;
    expect(JSON.parse(alone.stdout)).toMatchObject({ name: "none", seed: 11, fingerprint });
  });

  it.each([
    ["seeds", ["--seeds", "3"]],
    ["folds", ["--folds", "3", "--repeats", "2"]],
  ])("give the same document with any number of workers: %s", async (_, flags) => {
    const args = ["compare", "moons", "--iterations", "60", "--json", ...flags];
    const [one, two, three] = await Promise.all(
      ["1", "2", "3"].map(async (workers) =>
        toTimelessJson((await run(...args, "--workers", workers)).stdout),
      ),
    );
    expect(one?.variants.flatMap(({ runs }) => runs).length).toBeGreaterThanOrEqual(9);
    expect(two).toEqual(one);
    expect(three).toEqual(one);
  });

  it("say of runs that diverged how many did, and why the first", async () => {
    const args = ["compare", "--learning-rate", "1e155", "--iterations", "100", "--seeds", "2"];
    const { code, stdout, stderr } = await run(...args);
    expect([code, stderr]).toEqual([0, ""]);
    for (const name of ["none", "l2", "dropout"]) {
      expect(stdout).toMatch(
        new RegExp(
          `^${name}, seed 4: diverged at iteration 1: .* Likely cause: .*[^.]\\. Fingerprint [0-9a-f]{16}$`,
          "m",
        ),
      );
    }
    expect(stdout).toContain("\nno regularization, diverged\tdiverged\tdiverged\tunknown\tnot finite\t");
    expect(stdout).toContain(
      "\nL2 (λ = 0.7): 2 of 2 runs are left out of all figures. Seed 3: diverged at iteration 1: ",
    );
  });
});

describe("wellfit compare, where a strength is off", () => {
  it.each([
    ["--lambda 0", ["none", "dropout"], ["l2 is left out: λ = 0 is no regularization."]],
    [
      "--lambda 0 --dropout 0",
      ["none"],
      [
        "l2 is left out: λ = 0 is no regularization.",
        "dropout is left out: a keep probability of 1 is no regularization.",
      ],
    ],
  ])("leaves that variant out and says so: %s", async (flags, names, lines) => {
    const args = ["xor", "--hidden", "2", "--iterations", "5", "--seeds", "1", ...flags.split(" ")];
    const { code, stdout, stderr } = await run("compare", ...args);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").filter((line) => line.includes("left out"))).toEqual(lines);
    const { variants } = parse((await run("compare", ...args, "--json")).stdout);
    expect(variants.map(({ name }) => name)).toEqual(names);
    expect(await list("wellfit-report")).toContain("boundaries.svg");
  });
});
