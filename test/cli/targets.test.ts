import { beforeEach, describe, expect, it } from "vitest";
import { useCliFolder } from "../support/cli.ts";

const { run, write, read, list } = useCliFolder();

const points = Array.from({ length: 90 }, (_, i) => [(i % 9) - 4, (i % 10) - 4.5] as const);

beforeEach(async () => {
  const lines = points.map(([a, b]) => {
    const kind = a > 1 ? "right" : b > 0 ? "upper" : "lower";
    const tags = [...(a > 0 ? ["east"] : []), ...(b > 0 ? ["north"] : [])].join(";");
    return { kind: `${a},${b},${kind}`, tags: `${a},${b},${tags}`, sum: `${a},${b},${a + 2 * b}` };
  });
  await write("classes.csv", ["a,b,kind", ...lines.map(({ kind }) => kind)].join("\n"));
  await write("labels.csv", ["a,b,tags", ...lines.map(({ tags }) => tags)].join("\n"));
  await write("numbers.csv", ["a,b,sum", ...lines.map(({ sum }) => sum)].join("\n"));
  await write("new.csv", "a,b\n3,0\n-3,4\n");
});

const SHORT = ["--iterations", "400", "--optimizer", "adam", "--activation", "tanh"];

/** The command line for a file of the folder. */
const targets = {
  classes: ["classes.csv"],
  labels: ["labels.csv", "--target-type", "labels"],
  numbers: ["numbers.csv", "--target-type", "number"],
} as const;

describe("wellfit train and predict", () => {
  it("give each of several classes its probability, and the most probable class", async () => {
    const trained = await run("train", ...targets.classes, ...SHORT, "-o", "model.json", "--out", "report");
    expect([trained.code, trained.stderr]).toEqual([0, ""]);
    expect(trained.stdout).toContain("\nmetric\ttraining\tdevelopment\ttest\naccuracy\t");
    expect(trained.stdout).toContain("\nmacro F1\t");
    expect(await list("report")).toEqual(
      expect.arrayContaining(["confusion.svg", "roc.png", "calibration.svg"]),
    );
    const page = await read("report/report.html");
    expect(await read("report/boundaries.svg")).toContain("The colour is that of the most probable class");
    expect(page).not.toContain("There is no picture of the boundaries");
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    const [header, ...rows] = (await run("predict", "model.json", "new.csv", "--only-predictions")).stdout
      .trim()
      .split("\n");
    const names = (header ?? "").split(",").map((name) => name.replace("probability of ", ""));
    expect(names.toSorted()).toEqual(["class", "lower", "right", "upper"]);
    for (const [index, name] of ["right", "upper"].entries()) {
      const cells = (rows[index] as string).split(",");
      expect(cells.at(-1)).toBe(name);
      const probabilities = cells.slice(0, -1).map(Number);
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
      expect(Math.max(...probabilities)).toBe(probabilities[names.indexOf(name)]);
    }
  });

  it("name the labels that are there", async () => {
    const trained = await run("train", ...targets.labels, ...SHORT, "-o", "model.json", "--out", "report");
    expect([trained.code, trained.stderr]).toEqual([0, ""]);
    expect(trained.stdout).toContain("\nHamming accuracy\t");
    expect(await list("report")).not.toContain("confusion.svg");
    expect(await read("report/report.html")).toContain(
      "There is no picture of the boundaries: the target is any number of labels, not one class.",
    );
    expect(await list("report")).toContain("precision-recall.svg");
    const [header, ...rows] = (await run("predict", "model.json", "new.csv", "--only-predictions")).stdout
      .trim()
      .split("\n");
    expect(header?.split(",").at(-1)).toBe("labels");
    expect(rows[1]).toMatch(/,north$/);
  });

  it("give a number, and judge it without accuracy", async () => {
    const args = [
      "train",
      ...targets.numbers,
      ...SHORT,
      "--iterations",
      "3000",
      "-o",
      "model.json",
      "--out",
      "report",
    ];
    const trained = await run(...args);
    expect([trained.code, trained.stderr]).toEqual([0, ""]);
    expect(trained.stdout).toMatch(/none: RMSE: training [\d.]+, development [\d.]+, test [\d.]+ \(/);
    expect(trained.stdout).toContain("\nR²\t");
    expect(trained.stdout).not.toMatch(/accuracy|NaN/);
    expect(await list("report")).not.toContain("accuracy.svg");
    expect(await read("report/report.html")).not.toMatch(/NaN|undefined|Infinity/);
    const { stdout } = await run("predict", "model.json", "new.csv", "--only-predictions");
    const [header, first] = stdout.split("\n");
    expect([header, Math.abs(Number(first) - 3) < 2]).toEqual(["predicted sum", true]);
    const { accuracy, metrics } = JSON.parse((await run(...args.slice(0, -4), "--json")).stdout);
    expect(accuracy).toBeUndefined();
    expect(Object.keys(metrics.test)).toEqual(["r2", "rmse", "mae"]);
  });

  it("tell how early stopping ended, and which model it left", async () => {
    const flags = ["--patience", "2", "--batch-size", "9", "--learning-rate", "1", "--scaling", "none"];
    const { code, stdout, stderr } = await run(
      "train",
      ...targets.classes,
      "--iterations",
      "20000",
      ...flags,
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/early: stopped after \d+ iterations: no more improvement\n/);
    expect(stdout).toMatch(/early: the model is that of iteration \d+\n/);
    expect(stdout).toMatch(/early: [\d,\u202f\u00a0 ]+ iterations, [\d.]+ epochs\n/);
    const last = await run("train", ...targets.classes, ...flags, "--restore-best", "false");
    expect([last.code, last.stderr]).toEqual([0, ""]);
    expect(last.stdout).not.toContain("the model is that of");
  });
});

describe("wellfit plot", () => {
  it("draws a region for each of several classes", async () => {
    await run("train", ...targets.classes, ...SHORT, "-o", "model.json");
    const plotted = await run("plot", "model.json", "classes.csv", "-o", "out.svg");
    expect(plotted).toMatchObject({ code: 0, stderr: "", stdout: "picture: out.svg\n" });
    const svg = await read("out.svg");
    for (const [index, name] of ["lower", "right", "upper"].entries()) {
      expect(svg).toContain(`>${name}</text>`);
      expect(svg).toContain(`class="wf-region${index}-0"`);
    }
  });

  it("refuses models of labels in one line", async () => {
    await run("train", ...targets.labels, "--iterations", "2", "-o", "model.json");
    expect(await run("plot", "model.json", "labels.csv", "-o", "out.svg")).toMatchObject({
      code: 1,
      stderr:
        "wellfit: A picture of the boundary of a model whose answer is not one class is not supported. " +
        "Reports of train and compare show what such a model takes for what.\n",
    });
  });
});

describe("wellfit compare", () => {
  it("compares models of several classes and of labels by accuracy", async () => {
    for (const target of [targets.classes, targets.labels]) {
      const args = ["compare", ...target, ...SHORT, "--seeds", "2"];
      const { code, stdout, stderr } = await run(...args);
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout).toContain("\nmodel\ttraining accuracy\tdevelopment accuracy\ttest accuracy\t");
      expect(await read("wellfit-report/report.html")).not.toMatch(/NaN|undefined|Infinity/);
      expect(await list("wellfit-report")).toContain("roc.svg");
    }
  });

  it("compares models of numbers by RMSE, and says which is worse", async () => {
    const variants = ["--variant", "plain", "--variant", "flat:lambda=1000"];
    const { code, stdout, stderr } = await run(
      "compare",
      ...targets.numbers,
      ...SHORT,
      "--seeds",
      "3",
      ...variants,
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(
      "\nmodel\ttraining RMSE\tdevelopment RMSE\ttest RMSE\t95 % interval\tdata cost\t",
    );
    expect(stdout).toMatch(/\nplain beats flat by [\d.]+ in RMSE \([\d.]+ to [\d.]+\)\.\n/);
    expect(stdout).toMatch(/no model does better on them than plain, with RMSE [\d.]+\./);
    expect(stdout).not.toMatch(/accurac|right|points|wrong|NaN/);
    const page = await read("wellfit-report/report.html");
    expect(page).toContain("<p>RMSE of 3 seeds on the 18 test examples: ");
    expect(page).not.toMatch(/NaN|undefined|Infinity|accurac|percentage/);
    expect(await list("wellfit-report")).toEqual(expect.arrayContaining(["error.svg", "predicted.png"]));
  });

  it("compares models of counts by Poisson deviance, in cross-validation", async () => {
    const counts = points.map(([a, b]) => `${a},${b},${Math.max(0, Math.round(a + 3))}`);
    await write("counts.csv", ["a,b,count", ...counts].join("\n"));
    const args = ["counts.csv", "--target-type", "number", "--loss", "poisson", "--folds", "3"];
    const { code, stdout, stderr } = await run("compare", ...args, ...SHORT, "--json");
    expect([code, stderr]).toEqual([0, ""]);
    const { measure, pairs, intervals, variants } = JSON.parse(stdout);
    expect(measure).toBe("poissonDeviance");
    expect(pairs[0]).toMatchObject({ part: "development", method: "corrected resampled t" });
    expect(intervals.map((interval: { measure: string }) => interval.measure)).toEqual(
      expect.arrayContaining(["rmse", "poissonDeviance", "dataCost"]),
    );
    expect(Object.keys(variants[0].runs[0])).not.toContain("accuracy");
  });
});

describe("flags", () => {
  it("read weights of classes, true and false, and numbers of classes", async () => {
    const settingsOf = async (...args: string[]) =>
      JSON.parse(
        (await run("train", "blobs", "--classes", "3", "--iterations", "2", "--json", ...args)).stdout,
      ).settings;
    expect(await settingsOf("--class-weights", "1,2,0.5")).toMatchObject({ classWeights: [1, 2, 0.5] });
    expect(await settingsOf("--class-weights", "balanced")).toMatchObject({ classWeights: "balanced" });
    expect(await settingsOf("--patience", "3", "--restore-best", "false")).toMatchObject({
      restoreBest: false,
    });
    const wrong = await run("train", "blobs", "--classes", "3", "--class-weights", "even");
    expect(wrong.stderr).toMatch(/^wellfit: --class-weights: expected balanced, or a list .* got "even"\.\n/);
    const moons = await run("train", "moons", "--classes", "3");
    expect(moons.stderr).toContain("--classes");
    expect(moons.code).not.toBe(0);
  });
});
