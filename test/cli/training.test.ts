import { describe, expect, it } from "vitest";
import { presets } from "../../src/train/options.ts";
import { type TrainingJson, useCliFolder } from "../support/cli.ts";
import { writeMat } from "../support/write-mat.ts";

const { run, write, read } = useCliFolder();

describe("wellfit train", () => {
  it.each([
    ["300", [0, 10_200, 20_100, 21_000]],
    ["20000", [0, 20_000, 21_000]],
    ["7", [0, 10_003, 20_006, 21_000]],
  ])(
    "with --cost-interval %s, tells the last cost, and the first recorded from every 10000th iteration on",
    async (interval, told) => {
      const flags = [
        "--hidden",
        "1",
        "--examples",
        "10",
        "--iterations",
        "21000",
        "--cost-interval",
        interval,
      ];
      const { stdout } = await run("train", "xor", ...flags);
      const iterations = [...stdout.matchAll(/none: cost after iteration (\d+): 0\.\d+\n/g)];
      expect(iterations.map(([, iteration]) => Number(iteration))).toEqual(told);
    },
  );

  it("--json prints the data, the settings and the fields of one run", async () => {
    const { stdout } = await run("train", "--json", "--iterations", "50", "--keep-prob", "0.9");
    const document = JSON.parse(stdout) as TrainingJson;
    const fields =
      "name settings seed outcome iterations epochs modelIteration fingerprint accuracy dataCost weightNorms costs " +
      "metrics";
    expect(Object.keys(document)).toEqual(["dataset", ...fields.split(" "), "seconds"]);
    expect(document).toMatchObject({
      dataset: { name: "football", training: 211 },
      name: "dropout",
      settings: { lambda: 0, keepProbability: 0.9 },
      seed: 3,
      outcome: "finished",
      iterations: 50,
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      accuracy: { training: expect.any(Number), test: expect.any(Number) },
    });
    expect(document.costs.map(({ iteration }) => iteration)).toEqual([0, 50]);
    expect(document.seconds).toBeGreaterThan(0);
  });

  it("--threads shares the run among threads and changes nothing about it", async () => {
    const flags = ["moons", "--hidden", "48,48", "--iterations", "3000", "--json"];
    const documents = [];
    for (const threads of ["1", "3"]) {
      const { stdout } = await run("train", ...flags, "--threads", threads);
      documents.push({ ...(JSON.parse(stdout) as TrainingJson), seconds: undefined });
    }
    expect(documents[1]).toEqual(documents[0]);
  });

  it("--preset general trains on a file of one's own, and flags beside it win", async () => {
    const lines = Array.from(
      { length: 60 },
      (_, i) => `${i % 7},${i % 11},${["low", "middle", "high"][i % 3]}`,
    );
    await write("own.csv", `a,b,kind\n${lines.join("\n")}\n`);
    const flags = ["train", "own.csv", "--target", "kind", "--preset", "general", "--json"];
    const { settings, epochs } = JSON.parse((await run(...flags)).stdout) as TrainingJson;
    expect(settings).toMatchObject(presets.general);
    expect(epochs).toBe(presets.general.epochs);
    const { stdout } = await run(...flags, "--iterations", "50", "--optimizer", "nesterov");
    expect(JSON.parse(stdout)).toMatchObject({
      iterations: 50,
      settings: { optimizer: "nesterov", learningRate: 0.03, hiddenLayers: presets.general.hiddenLayers },
    });
  });

  it("writes a report about one model, whose command line names the variables of its file", async () => {
    const values = Array.from({ length: 40 }, (_, i) => i);
    const points = { name: "points", dimensions: [20, 2], values };
    const team = { name: "team", dimensions: [20, 1], values: values.slice(0, 20).map((value) => value % 2) };
    await write("d.mat", writeMat([points, team]));
    const trained = await run(
      "train",
      "d.mat",
      "--variables",
      "points, team",
      "--iterations",
      "9",
      "--out",
      "r",
    );
    expect([trained.code, trained.stderr]).toEqual([0, ""]);
    expect(await read("r/report.html")).toContain(
      "npx wellfit train d.mat --iterations 9 --variables points,team",
    );
  });

  it("a run that diverges is no failure: it says where and why", async () => {
    const { code, stdout } = await run("train", "--learning-rate", "1e155", "--iterations", "100");
    expect(code).toBe(0);
    expect(stdout).toContain(
      "none: diverged at iteration 1: the sums of layer 3 are not finite. Likely cause: the learning rate 1e+155",
    );
    expect(stdout).not.toContain("accuracy: ");
    expect(stdout.match(/diverged at iteration/g)).toHaveLength(1);
  });

  it("tells the accuracy on development examples and the parts of the cost", async () => {
    const { stdout } = await run("train", "moons", "--iterations", "50", "--lambda", "0.7");
    expect(stdout).toMatch(/l2: accuracy: training \d\d\.\d %, development \d\d\.\d %, test \d\d\.\d % /);
    expect(stdout).toContain("\tdevelopment accuracy\ttest accuracy\tdata cost\tpenalty\t‖W₁‖");
  });

  it("says what is to be minded, as compare does", async () => {
    const dropout = ["--keep-prob", "0.9", "--mask", "frozen", "--iterations", "5"];
    const frozen = await run("train", ...dropout);
    expect(frozen.stdout).toMatch(
      /This is one seed, and 200 test examples leave the accuracy uncertain \(95 % interval\): .* with dropout/,
    );
    expect(frozen.stdout).toContain("The dropout mask was frozen, as in the article's code");
  });
});

it("train says of a model that learned nothing that it did, and probably why", async () => {
  const { stdout } = await run("train", "moons", "--learning-rate", "900", "--iterations", "50");
  expect(stdout).toContain("no regularization learned nothing: its data cost");
  expect(stdout).toContain("Likely cause: the learning rate 900 is too large for this network.");
});

describe("wellfit check-gradients", () => {
  it("finds the gradients right and says by how much", async () => {
    const flags = ["--hidden", "6,4", "--lambda", "0.7", "--keep-prob", "0.8"];
    const { code, stdout } = await run("check-gradients", ...flags);
    expect(code).toBe(0);
    expect(stdout).toMatch(/W1\t12\t0\t\d\.\de-\d+\t\d\.\de-\d+\tright\n/);
    expect(stdout).toMatch(/The gradients are right: worst relative error \d\.\de-\d+ < 1e-7\.\n$/);
  });

  it.each([
    [4, 1, /cannot be told in [Wb\d, ]+, where (rounding hides it|a kink lies beside every parameter)/],
    [8, 1, /cannot be told in [Wb\d, ]+, where /],
  ])(
    "says of gradients that they cannot be told with features of 1e%i",
    async (power, expectedCode, message) => {
      const rows = Array.from(
        { length: 40 },
        (_, i) => `${i}e${power},${(i * 7) % 40}e${power},${(i * i) % 3 > 0 ? "b" : "a"}`,
      );
      await write("large.csv", ["u,v,kind", ...rows].join("\n"));
      const { code, stdout } = await run("check-gradients", "large.csv", "--scaling", "none");
      expect(code).toBe(expectedCode);
      expect(stdout).toMatch(message);
    },
  );

  it("--json gives the check as a document", async () => {
    const { stdout } = await run("check-gradients", "xor", "--json", "--activation", "tanh");
    expect(JSON.parse(stdout)).toMatchObject({ isCorrect: true, blocks: expect.any(Array) });
  });
});
