import { describe, expect, it } from "vitest";
import { ARTICLE_DATA_MISSING, articleData, articleFigures, costTolerance } from "../support/article.ts";
import { type ComparisonJson, useCliFolder, type VariantJson } from "../support/cli.ts";
import { writeMat } from "../support/write-mat.ts";

const { run, runWith, write, read, list } = useCliFolder();
const parse = (text: string) => JSON.parse(text) as ComparisonJson;

describe("wellfit compare", () => {
  it("trains three models, tells one line per event, and writes the report", async () => {
    const { code, stdout, stderr } = await run("compare", "--iterations", "10000");
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(/^football: 211 training and 200 test examples, 2 features, hash [0-9a-f]{16}$/);
    for (const name of ["none", "l2", "dropout"]) {
      const told = lines.filter((line) => line.startsWith(`${name}: `));
      expect(told).toHaveLength(4);
      expect(told[0]).toMatch(/cost after iteration 0: 0\.\d+$/);
      expect(told[1]).toMatch(/cost after iteration 10000: 0\.\d+$/);
      expect(told[2]).toMatch(/accuracy: training \d\d\.\d %, test \d\d\.\d % \(\d+\.\d\d s\)$/);
      expect(told[3]).toMatch(/fingerprint: [0-9a-f]{16}$/);
    }
    expect(stdout).toContain(
      "model\ttraining accuracy\ttest accuracy\tdata cost\tpenalty\t‖W₁‖\t‖W₂‖\t‖W₃‖\n",
    );
    expect(stdout).toContain(
      "The data cost is that of the whole network; the costs above, with dropout, are those of the thinned one.\n",
    );
    expect(stdout).toContain("report: wellfit-report/report.html, and beside it 8 pictures as SVG and PNG");
    const files = await list("wellfit-report");
    expect(files.filter((name) => name.endsWith(".png"))).toHaveLength(8);
    expect(files.filter((name) => name.endsWith(".svg"))).toHaveLength(8);
    expect(await list()).toEqual(["wellfit-report"]);
  });

  it("--json prints one document and nothing else, and writes no report unless asked", async () => {
    const { code, stdout, stderr } = await run("compare", "--json", "--iterations", "300", "--lambda", "0.5");
    expect([code, stderr]).toEqual([0, ""]);
    const { dataset, variants } = parse(stdout);
    expect(dataset).toEqual({
      name: "football",
      hash: expect.any(String),
      training: 211,
      test: 200,
      features: 2,
    });
    expect(variants.map(({ name }) => name)).toEqual(["none", "l2", "dropout"]);
    for (const variant of variants) {
      expect(variant).toMatchObject({
        outcome: "finished",
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      });
      expect(variant.costs.map(({ iteration }) => iteration)).toEqual([0, 100, 200, 300]);
      for (const { cost, dataCost, dataCostWithoutDropout } of variant.costs) {
        expect(cost >= dataCost && (variant.name === "dropout" || dataCost === dataCostWithoutDropout)).toBe(
          true,
        );
      }
      expect(variant.weightNorms).toHaveLength(3);
      expect(variant.seconds).toBeGreaterThan(0);
    }
    expect(variants[1]?.settings.lambda).toBe(0.5);
    expect(await list()).toEqual([]);
    await run("compare", "--json", "--iterations", "10", "--out", "here");
    expect(await list()).toEqual(["here"]);
  });

  it("the report's command line repeats the run to the same bits", async () => {
    const flags =
      "--hidden 7,3 --learning-rate 0.1 --iterations 200 --lambda 0.3 --dropout 0.2 --seed 5 " +
      "--test-share 0.3 --split-seed 8 --examples 90 --noise 0.3 --data-seed 6 --quiet";
    await run("compare", "moons", ...flags.split(" "));
    const html = await read("wellfit-report/report.html");
    const command = /<code>npx wellfit (.*?)<\/code>/.exec(html)?.[1] as string;
    expect(command).toBe(
      "compare moons --hidden 7,3 --learning-rate 0.1 --iterations 200 --lambda 0.3 --keep-prob 0.8 --seed 5 " +
        "--test-share 0.3 --split-seed 8 --examples 90 --noise 0.3 --data-seed 6",
    );
    const again = parse((await run(...command.split(" "), "--json")).stdout);
    expect(again.dataset).toMatchObject({ training: 45, development: 18, test: 27 });
    for (const { fingerprint } of again.variants) expect(html).toContain(fingerprint);
  });

  it("reproduces the article on its own data", async ({ skip }) => {
    skip(articleData === undefined, ARTICLE_DATA_MISSING);
    const { stdout } = await run("compare", articleData as string, "--preset", "article", "--json");
    const { dataset, variants } = parse(stdout);
    expect(dataset).toMatchObject({ name: "data.mat", training: 211, test: 200, features: 2 });
    for (const { name, costs, accuracy } of variants) {
      const expected = articleFigures[name as keyof typeof articleFigures];
      expect(accuracy).toEqual({ training: expected.training, test: expected.test });
      expected.costs.forEach((cost, index) => {
        const actual = costs.find(({ iteration }) => iteration === 10_000 * index)?.cost as number;
        expect(Math.abs(actual / cost - 1)).toBeLessThan(costTolerance(name, 10_000 * index));
      });
    }
  });

  it("flags beside a preset win over it", async () => {
    const flags = "--preset article --iterations 5 --mask fresh --dropout 0.3 --json";
    const { variants } = parse((await run("compare", ...flags.split(" "))).stdout);
    expect(variants[2]?.settings).toMatchObject({
      rng: "numpy",
      seed: 3,
      mask: "fresh",
      iterations: 5,
      keepProbability: 0.7,
    });
  });
});

it("compare says once of each run that it diverged, beside its cells in the table", async () => {
  const { code, stdout } = await run("compare", "--learning-rate", "1e155", "--iterations", "100");
  expect(code).toBe(0);
  for (const name of ["none", "l2", "dropout"]) {
    expect(stdout).toMatch(new RegExp(`^${name}: diverged at iteration \\d+: .* Likely cause: `, "m"));
  }
  expect(stdout.match(/diverged at iteration/g)).toHaveLength(3);
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
    const args = ["compare", "xor", "--hidden", "2", "--iterations", "5", ...flags.split(" ")];
    const { code, stdout, stderr } = await run(...args);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").filter((line) => line.includes("left out"))).toEqual(lines);
    const { variants } = parse((await run(...args, "--json")).stdout);
    expect(variants.map(({ name }) => name)).toEqual(names);
    expect(await list("wellfit-report")).toContain("boundaries.svg");
  });
});

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

  it("--json prints the data and one variant's fields", async () => {
    const { stdout } = await run("train", "--json", "--iterations", "50", "--keep-prob", "0.9");
    const document = JSON.parse(stdout) as VariantJson & { dataset: object };
    expect(document).toMatchObject({ dataset: { name: "football" }, name: "dropout", outcome: "finished" });
    expect(document.settings).toMatchObject({ lambda: 0, keepProbability: 0.9 });
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
    const idle = await run("train", "--hidden", "", ...dropout);
    expect(idle.stdout).toContain("the network has no hidden layer, so dropout acts on nothing.");
  });
});

describe("ctrl-C", () => {
  /** Interrupts the program once a text stands on its standard output. */
  const interruptAt = (text: string) => {
    let isSent = false;
    return (kill: (signal: NodeJS.Signals) => void, stdout: string): void => {
      if (isSent || !stdout.includes(text)) return;
      isSent = true;
      kill("SIGINT");
    };
  };

  it("keeps the models that are finished, reports them, and ends with 130", async () => {
    const whileRunning = interruptAt("l2: cost after iteration 0:");
    const args = ["compare", "moons", "--hidden", "2", "--iterations", "200000"];
    const { code, stdout, stderr } = await runWith({ whileRunning }, ...args);
    expect([code, stderr]).toEqual([130, ""]);
    expect(stdout).toMatch(/l2: cost after iteration \d\d+: .*\n.*\nl2: stopped after \d+ iterations/);
    expect(stdout).toContain("L2 (λ = 0.7), stopped\t");
    expect(stdout).not.toContain("dropout: ");
    expect(stdout).toContain("\ndropout was not trained.\n");
    expect(stdout).toContain("report: wellfit-report/report.html");
    expect(await list("wellfit-report")).toContain("report.html");
  });

  it("while the report is drawn does not stop it", async () => {
    const whileRunning = interruptAt("dropout: fingerprint: ");
    // So many units take seconds to draw: the signal comes before the program is done.
    const args = ["compare", "--iterations", "10", "--hidden", "90,90"];
    const { code, stderr } = await runWith({ whileRunning }, ...args);
    expect([code, stderr]).toEqual([130, ""]);
    expect(await list("wellfit-report")).toContain("report.html");
  });

  it("before the first model is finished writes nothing and says so", async () => {
    const whileRunning = interruptAt("none: cost after iteration 0:");
    const { code, stderr } = await runWith({ whileRunning }, "compare", "--iterations", "2000000");
    expect(code).toBe(130);
    expect(stderr).toBe("wellfit: stopped before the first model was finished; nothing was written.\n");
    expect(await list()).toEqual([]);
  });

  it("in train saves the model of that moment", async () => {
    const whileRunning = interruptAt("none: cost after iteration 0:");
    const result = await runWith({ whileRunning }, "train", "--iterations", "2000000", "-o", "model.json");
    expect([result.code, result.stderr]).toEqual([130, ""]);
    expect(result.stdout).toMatch(/none: stopped after \d+ iterations/);
    expect(await list()).toEqual(["model.json"]);
  });

  it("says of a model that learned nothing that it did, and probably why", async () => {
    const { stdout } = await run("train", "moons", "--learning-rate", "900", "--iterations", "50");
    expect(stdout).toContain("no regularization learned nothing: its data cost");
    expect(stdout).toContain("Likely cause: the learning rate 900 is too large for this network.");
  });
});

describe("wellfit check-gradients", () => {
  it("finds the gradients right and says by how much", async () => {
    const flags = ["--hidden", "6,4", "--lambda", "0.7", "--keep-prob", "0.8"];
    const { code, stdout } = await run("check-gradients", ...flags);
    expect(code).toBe(0);
    expect(stdout).toMatch(/W1\t12\t0\t\d\.\de-\d+\t\d\.\de-\d+\n/);
    expect(stdout).toMatch(/The gradients are right: worst relative error \d\.\de-\d+ < 1e-7\.\n$/);
  });

  it.each([
    [
      4,
      1,
      /cannot be told in [Wb\d, ]+: rounding may account for their errors, costs are not finite, or a kink/,
    ],
    [8, 1, /cannot be told in W1, b1, W2, b2, W3, b3: /],
    [200, 1, /cannot be told in W1, b1, W2, b2, W3, b3: /],
  ])(
    "says of gradients that they cannot be told with features of 1e%i",
    async (power, expectedCode, message) => {
      const rows = Array.from(
        { length: 40 },
        (_, i) => `${i}e${power},${(i * 7) % 40}e${power},${(i * i) % 3 > 0 ? "b" : "a"}`,
      );
      await write("large.csv", ["u,v,kind", ...rows].join("\n"));
      const { code, stdout } = await run("check-gradients", "large.csv");
      expect(code).toBe(expectedCode);
      expect(stdout).toMatch(message);
    },
  );

  it("--json gives the check as a document", async () => {
    const { stdout } = await run("check-gradients", "xor", "--json", "--activation", "tanh");
    expect(JSON.parse(stdout)).toMatchObject({ isCorrect: true, blocks: expect.any(Array) });
  });
});
