import { beforeEach, describe, expect, it } from "vitest";
import type { StudyDocument } from "../../src/tune/documents.ts";
import { interruptAt, useCliFolder } from "../support/cli.ts";

const { path, run, runWith, write, list } = useCliFolder();

/** What stands in place of defaults, so that a search takes no time. */
const QUICK = ["--iterations", "20", "--folds", "2", "--hidden", "3"];
const SEARCH = ["--search", "lambda=log:0.001..10"];

interface StudyJson extends StudyDocument {
  readonly command: string;
  readonly seconds: number;
}

async function tuneAsJson(...args: string[]): Promise<StudyJson> {
  const { code, stdout, stderr } = await run("tune", "--json", ...args);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as StudyJson;
}

/** A study without the time, which alone differs from one to the next. */
function timeless(study: StudyJson): StudyJson {
  return { ...study, seconds: 0 };
}

beforeEach(async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${(i * i) % 5},${i % 3 === 0 ? "a" : "b"}`);
  await write("data.csv", ["u,v,y", ...rows].join("\n"));
});

describe("wellfit tune", () => {
  it("just works on a file: searches, tells how sure the choice is, and saves the winner", async () => {
    const { code, stdout, stderr } = await run(
      ..."tune data.csv --target y --trials 18 --iterations 20 -o model.wellfit".split(" "),
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.match(/^trial \d+: (\d|pruned after \d runs? at )/gm)).toHaveLength(18);
    expect(stdout).toMatch(
      /^trial \d+: .*, lambda [\d.]+, keep-prob [\d.]+, learning-rate [\d.]+, hidden [\d,]+$/m,
    );
    expect(stdout).toMatch(/^18 trials: \d+ complete/m);
    expect(stdout).toMatch(
      /^trial\tcost of \d+ runs\t95 % interval\tlambda\tkeep-prob\tlearning-rate\thidden$/m,
    );
    expect(stdout).toMatch(/^given\t/m);
    expect(stdout).toMatch(/^Both rest on 4 fresh divisions into 5 folds\.$/m);
    expect(stdout).toMatch(
      /^Test examples, opened once, for the winner alone: cost [\d.]+ and accuracy [\d.]+ % on 12 examples\.$/m,
    );
    const predicted = await run("predict", "model.wellfit", "data.csv");
    expect(predicted.code).toBe(0);
  });

  it("prints the command that trains the winner: it makes the final model where nothing was set aside", async () => {
    const study = await tuneAsJson("football", "--trials", "6", ...QUICK, ...SEARCH);
    expect(study.command).toMatch(/^npx wellfit train football .*--lambda [\d.]+$/);
    const [, , ...words] = study.command.split(" ");
    const { stdout } = await run(...words, "--json");
    expect((JSON.parse(stdout) as { fingerprint: string }).fingerprint).toBe(study.ending?.final.fingerprint);
  });

  it("gives the same study with any number of workers", async () => {
    const [one, three] = [
      await tuneAsJson("moons", "--trials", "12", "--workers", "1", ...QUICK, ...SEARCH),
      await tuneAsJson("moons", "--trials", "12", "--workers", "3", ...QUICK, ...SEARCH),
    ];
    expect(timeless(three)).toEqual(timeless(one));
    expect(one.trials).toHaveLength(12);
  });

  it("takes the space from a file as from flags, which win over it", async () => {
    const search = {
      lambda: { low: 0.001, high: 10, scale: "log" },
      hiddenLayers: { choices: [[3], [4, 2], []] },
    };
    await write("space.json", JSON.stringify({ settings: { iterations: 20 }, search }));
    const common = ["xor", "--folds", "2", "--trials", "4", "--pruner", "none", "--sampler", "halton"];
    const fromFile = await tuneAsJson(...common, "--space", "space.json");
    const flags = [...SEARCH, "--search", "hidden=[3],[4,2],[]", "--iterations", "20"];
    expect(timeless(await tuneAsJson(...common, ...flags))).toEqual(timeless(fromFile));
    expect(fromFile.space).toMatchObject([
      { kind: "range", option: "lambda", low: 0.001, high: 10, scale: "log" },
      { kind: "choice", option: "hiddenLayers", values: [[3], [4, 2], []] },
    ]);
    const other = await tuneAsJson(...common, "--space", "space.json", "--search", "batch-size=8,16");
    expect(other.space).toMatchObject([{ option: "batchSize", values: [8, 16] }]);
    expect(other.given.settings.iterations).toBe(20);
  });

  it("a grid ends when every combination was tried", async () => {
    const study = await tuneAsJson(
      ..."xor --sampler grid --levels 3 --trials 50".split(" "),
      ...QUICK,
      ..."--search keep-prob=0.5..1 --search activation=relu,tanh".split(" "),
    );
    expect(study.trials).toHaveLength(6);
    expect(new Set(study.trials.map(({ values }) => JSON.stringify(values))).size).toBe(6);
  });

  it("where all trials diverge, says so and fails", async () => {
    const { code, stdout, stderr } = await run(
      ..."tune xor --trials 3 --folds 2 --iterations 9 --search learning-rate=log:1e200..1e300 -o model.wellfit".split(
        " ",
      ),
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^trial 1: diverged, learning-rate /m);
    expect(stderr).toBe("wellfit: no trial is complete: all diverged. Search smaller learning rates.\n");
    expect(await list()).toEqual(["data.csv"]);
  });

  it("interrupted, tells what it found so far and trains nothing more", async () => {
    const { code, stdout, stderr } = await runWith(
      { whileRunning: interruptAt("trial 9:") },
      ..."tune football --trials 5000 --iterations 500 --folds 2 --pruner none -o model.wellfit".split(" "),
    );
    expect(code).toBe(130);
    expect(stdout).toMatch(/^\d+ trials: \d+ complete$/m);
    expect(stdout).toMatch(/^ {2}npx wellfit train football /m);
    expect(stdout).not.toContain("Test examples");
    expect(stderr).toBe("wellfit: stopped before the winner was trained; nothing was written.\n");
    expect(await list()).toEqual(["data.csv"]);
  });
});

describe("wrong searches are refused before anything is done", () => {
  it.each<[readonly string[], string]>([
    [
      ["lamda=0..1"],
      '--search lamda=0..1: expected a setting of training, got "lamda". Did you mean "lambda"?',
    ],
    [
      ["seed=1,2"],
      '--search seed=1,2: expected a setting of training, got "seed". A seed is chance, which no search is to choose by: repeats average over it.',
    ],
    [["lambda=1..0"], "--search lambda=1..0: expected a lower end below the upper one, got 1..0."],
    [["lambda=a..b"], '--search lambda=a..b: expected two numbers around .., got "a..b".'],
    [["lambda=0..1", "lambda=0..2"], "--search lambda=0..2: expected lambda once, got it twice."],
    [["activation=relu,relo"], "--search activation=relu,relo: expected one of "],
    [["hidden=20,3"], "--search hidden=20,3: expected a list of at most 32 numbers"],
    [["hidden=[20,3"], '--search hidden=[20,3: expected values such as "lambda=log:0.001..10"'],
    [["lambda"], "--search lambda: expected values such as "],
    [["lambda="], "--search lambda=: expected values such as "],
    [["momentum=0.5..0.9"], "search.momentum: expected a setting that does something beside the others"],
  ])("%j", async (texts, message) => {
    const flags = texts.flatMap((text) => ["--search", text]);
    const { code, stdout, stderr } = await run("tune", "xor", "--quiet", ...flags);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.slice(0, 9 + message.length)).toBe(`wellfit: ${message}`);
    expect(stderr.split("\n")).toHaveLength(2);
  });

  it.each([
    ["[]", /^wellfit: space\.json: expected an object with settings and search, got /],
    [
      '{"search": {"lambda": {"low": 2, "high": 1}}}',
      /^wellfit: space\.json: search\.lambda: expected a lower end/,
    ],
    [
      '{"search": {}, "setings": {}}',
      /^wellfit: space\.json: expected one of .*, got "setings"\. Did you mean "settings"\?/,
    ],
    ['{"settings": {}}', /^wellfit: space\.json: search: expected what the search varies, got nothing\./],
    [
      '{"settings": {"lambda": -1}, "search": {}}',
      /^wellfit: space\.json: settings\.lambda: expected a finite number/,
    ],
    ['{"$schema": 3, "search": {}}', /^wellfit: space\.json: \$schema: expected a text, got 3\./],
  ])("a file with %s", async (text, message) => {
    await write("space.json", text);
    const { code, stdout, stderr } = await run("tune", "xor", "--space", path("space.json"));
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(message);
  });
});
