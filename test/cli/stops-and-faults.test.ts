import { describe, expect, it } from "vitest";
import { type ComparisonJson, interruptAt, useCliFolder } from "../support/cli.ts";
import { faultyWorkers } from "../support/faulty-worker.ts";

const { path, run, runWith, read, list } = useCliFolder();

/** A run that would take hours. */
const ENDLESS = "1000000000";

describe("ctrl-C", () => {
  it("in the middle of many runs reports those that are finished, and ends with 130", async () => {
    const whileRunning = interruptAt("none, seed 5: accuracy");
    const args = ["compare", "moons", "--hidden", "40,20", "--iterations", "20000", "--workers", "2"];
    const { code, stdout, stderr } = await runWith({ whileRunning }, ...args);
    expect([code, stderr]).toEqual([130, ""]);
    const made = stdout.match(/^\w+, seed \d+: accuracy/gm)?.length as number;
    expect(made).toBeGreaterThanOrEqual(6);
    expect(made).toBeLessThan(60);
    expect(stdout).toMatch(new RegExp(`\n${made} runs in \\d+\\.\\d s, `));
    expect(stdout.match(/of 60 runs/g)).toHaveLength(1);
    expect(stdout).toContain(`\n${made} of 60 runs are finished: the figures are of these alone.\n`);
    expect(stdout).toMatch(/\nno regularization, \d+ of 20 runs\t\d+\.\d % ± \d+\.\d\t/);
    expect(stdout).toContain("report: wellfit-report/report.html");
    expect(await read("wellfit-report/report.html")).toContain(`${made} of 60 runs are finished`);
  });

  const endless = ["--variant", "quick:iterations=20", "--variant", `slow:iterations=${ENDLESS}`];

  it("ends a run that would take hours, and keeps the others", async () => {
    const whileRunning = interruptAt("quick, seed 4: accuracy");
    const args = ["compare", "moons", "--seeds", "2", "--workers", "2", ...endless];
    const { code, stdout, stderr } = await runWith({ whileRunning }, ...args);
    expect([code, stderr]).toEqual([130, ""]);
    expect(stdout).toMatch(/\nquick\t\d+\.\d % ± /);
    expect(stdout).toContain('\n"slow" was not trained.\n');
    expect(stdout).toContain("\n2 of 4 runs are finished: the figures are of these alone.\n");
    expect(await list("wellfit-report")).toContain("report.html");
  });

  it("keeps the models that are finished with one seed each, and says which are not", async () => {
    const whileRunning = interruptAt("quick: fingerprint: ");
    const args = ["compare", "moons", "--seeds", "1", "--workers", "1", ...endless, "--variant", "last"];
    const { code, stdout, stderr } = await runWith({ whileRunning }, ...args);
    expect([code, stderr]).toEqual([130, ""]);
    expect(stdout).toMatch(/\nquick: cost after iteration 20: 0\.\d+\n/);
    expect(stdout).toContain(
      '\n"slow" was not trained.\n"last" was not trained.\n1 of 3 runs are finished.\n',
    );
    expect(stdout).toContain("report: wellfit-report/report.html");
    expect(await list("wellfit-report")).toContain("report.html");
  });

  it("leaves a document with what is finished, in cross-validation, too", async () => {
    const env = faultyWorkers("interrupt", path("mark"), 5);
    const args = ["--iterations", "20", "--folds", "3", "--workers", "1", "--json", "--out", "r"];
    const { code, stdout, stderr } = await runWith({ env }, "compare", "moons", ...args);
    expect([code, stderr]).toEqual([130, ""]);
    const { planned, variants, failures } = JSON.parse(stdout) as ComparisonJson;
    expect([planned, failures]).toEqual([9, []]);
    expect(variants.map(({ name, runs }) => [name, runs.map(({ fold }) => fold)])).toEqual([
      ["none", [1, 2]],
      ["l2", [1]],
      ["dropout", [1]],
    ]);
    expect(await list("r")).toContain("report.html");
  });

  it.each([[[]], [["--json"]], [["--folds", "2"]]])(
    "before the first run is finished writes nothing and says so: %j",
    async (flags) => {
      const env = faultyWorkers("interrupt", path("mark"));
      const { code, stdout, stderr } = await runWith({ env }, "compare", "--iterations", ENDLESS, ...flags);
      expect(stderr).toBe("wellfit: stopped before the first run was finished; nothing was written.\n");
      expect(code).toBe(130);
      expect(stdout).not.toMatch(/accuracy|report/);
      expect(await list()).toEqual(["mark"]);
    },
  );

  it("while the report is drawn does not stop it", async () => {
    const whileRunning = interruptAt("\n3 runs in ");
    // So many units take seconds to draw: the signal comes before the program is done.
    const args = ["compare", "--iterations", "10", "--hidden", "90,90", "--seeds", "1"];
    const { code, stderr } = await runWith({ whileRunning }, ...args);
    expect([code, stderr]).toEqual([130, ""]);
    expect(await list("wellfit-report")).toContain("report.html");
  });

  it("in train saves the model of that moment", async () => {
    const whileRunning = interruptAt("none: cost after iteration 0:");
    const result = await runWith({ whileRunning }, "train", "--iterations", "2000000", "-o", "model.json");
    expect([result.code, result.stderr]).toEqual([130, ""]);
    expect(result.stdout).toMatch(/none: stopped after \d+ iterations/);
    expect(await list()).toEqual(["model.json"]);
  });
});

describe("a worker that dies", () => {
  const deaths = [
    ["exit", "its thread ended with exit code 9"],
    ["error", "the fault of a test"],
  ] as const;

  it.each(deaths)("costs its run alone, which one line tells: %s", async (fault, cause) => {
    const env = faultyWorkers(fault, path("mark"), 2);
    const args = ["compare", "moons", "--iterations", "30", "--seeds", "3", "--workers", "1"];
    const { code, stdout, stderr } = await runWith({ env }, ...args);
    expect(stderr).toBe(`wellfit: l2, seed 3 failed: The worker died at train: ${cause}.\n`);
    expect(code).toBe(1);
    expect(stdout.match(/^\w+, seed \d+: accuracy/gm)).toHaveLength(8);
    expect(stdout).toMatch(
      /\nno regularization\t.*\nL2 \(λ = 0\.7\), 2 of 3 runs\t.*\ndropout \(keep 0\.86\)\t/,
    );
    expect(stdout).toContain("\n8 of 9 runs are finished, 1 of the others failed: ");
    expect(stdout.match(/8 of 9 runs/g)).toHaveLength(1);
    expect(stdout).toContain("report: wellfit-report/report.html");
    expect(await list("wellfit-report")).toContain("report.html");
  });

  it("is told in the document, and changes no other run", async () => {
    const args = ["compare", "moons", "--iterations", "30", "--folds", "2", "--json"];
    const env = faultyWorkers("exit", path("mark"), 3);
    const { code, stdout, stderr } = await runWith({ env }, ...args, "--workers", "1", "--out", "r");
    const cause = "The worker died at train: its thread ended with exit code 9.";
    expect(stderr).toBe(`wellfit: dropout, seed 3, fold 1 failed: ${cause}\n`);
    expect(code).toBe(1);
    const { failures, planned, variants } = JSON.parse(stdout) as ComparisonJson;
    expect(failures).toEqual([{ variant: "dropout", seed: 3, repeat: 1, fold: 1, cause }]);
    expect(planned).toBe(6);
    const whole = JSON.parse((await run(...args)).stdout) as ComparisonJson;
    const isLeft = (name: string, fold: number | undefined) => name !== "dropout" || fold !== 1;
    expect(variants).toEqual(
      whole.variants.map((variant) => ({
        ...variant,
        runs: variant.runs.filter(({ fold }) => isLeft(variant.name, fold)),
      })),
    );
    expect(await list("r")).toContain("report.html");
  });

  it("with several workers costs no other run either", async () => {
    const env = faultyWorkers("exit", path("mark"), 4);
    const args = ["compare", "xor", "--hidden", "3", "--iterations", "30", "--seeds", "3", "--json"];
    const { code, stdout, stderr } = await runWith({ env }, ...args, "--workers", "3");
    expect(stderr).toMatch(/^wellfit: \w+, seed \d failed: The worker died at train: .*\.\n$/);
    const { failures, variants } = JSON.parse(stdout) as ComparisonJson;
    expect(failures).toHaveLength(1);
    expect(variants.flatMap(({ runs }) => runs)).toHaveLength(8);
    expect(code).toBe(1);
  });

  it("with one seed costs its model", async () => {
    const env = faultyWorkers("exit", path("mark"), 2);
    const args = ["compare", "xor", "--hidden", "3", "--iterations", "30", "--seeds", "1", "--workers", "1"];
    const { code, stdout, stderr } = await runWith({ env }, ...args);
    expect(stderr).toMatch(/^wellfit: l2, seed 3 failed: .*\n$/);
    expect(code).toBe(1);
    expect(stdout).toContain('\n"l2" was not trained.\n2 of 3 runs are finished; 1 failed.\n');
    expect(await list("wellfit-report")).toContain("report.html");
  });

  it("every time leaves nothing to write", async () => {
    const args = ["compare", "xor", "--iterations", "30", "--seeds", "1"];
    const { code, stdout, stderr } = await runWith({ env: faultyWorkers("exit") }, ...args);
    const [first, ...others] = stderr.split("\n");
    const cause = "The worker died at train: its thread ended with exit code 9.";
    expect(["dropout", "l2", "none"].map((name) => `wellfit: ${name}, seed 3 failed: ${cause}`)).toContain(
      first,
    );
    expect(others).toEqual([
      "wellfit: 2 other runs failed like one before.",
      "wellfit: every run failed; nothing was written.",
      "",
    ]);
    expect(stdout).not.toContain("report");
    expect(code).toBe(1);
    expect(await list()).toEqual([]);
  });
});
