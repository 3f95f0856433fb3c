import { beforeEach, describe, expect, it } from "vitest";
import { useCliFolder } from "../support/cli.ts";

const { run, write, read, list } = useCliFolder();

const MOONS = ["moons", "--examples", "200", "--noise", "0.4", "--data-seed", "2", "--iterations", "2000"];

describe("wellfit train --calibrate", () => {
  beforeEach(() => write("new.csv", "x1,x2\n0.5,0.25\n-1,1\n2,-0.5\n"));

  it("says what a temperature changes on the test examples, and saves the model with it", async () => {
    const plain = await run("train", ...MOONS, "-o", "plain.json");
    const { code, stdout, stderr } = await run("train", ...MOONS, "--calibrate", "-o", "warm.json");
    expect([plain.code, code, stderr]).toEqual([0, 0, ""]);
    const [, temperature] =
      /\non the test examples\ttemperature 1\ttemperature ([\d.]+)\n/.exec(stdout) ?? [];
    expect(stdout).toMatch(/\ncalibration error\t[\d.]+\t[\d.]+\nlog-loss\t[\d.]+\t[\d.]+\n/);
    expect(stdout).toContain(
      "The temperature was fitted on the 40 development examples, and the test examples had no part",
    );
    const [cold, warm] = await Promise.all(
      ["plain.json", "warm.json"].map(async (file) => JSON.parse(await read(file))),
    );
    expect(cold.temperature).toBeUndefined();
    expect(warm.temperature).toBeCloseTo(Number(temperature), 2);
    expect(warm.fingerprint).toBe(cold.fingerprint);
    const predict = async (file: string) =>
      (await run("predict", file, "new.csv", "--only-predictions")).stdout
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(","));
    const [before, after] = [await predict("plain.json"), await predict("warm.json")];
    const logit = (text: string | undefined): number => Math.log(Number(text) / (1 - Number(text)));
    for (const [row, [probability, answer]] of after.entries()) {
      expect(answer).toBe(before[row]?.[1]);
      expect(logit(probability) * warm.temperature).toBeCloseTo(logit(before[row]?.[0]), 6);
    }
  });

  it("gives the figures to machines, before and after", async () => {
    const { stdout } = await run("train", ...MOONS, "--calibrate", "--json");
    const { calibration, metrics } = JSON.parse(stdout);
    expect(calibration.temperature).toBeGreaterThan(0);
    expect(calibration.development.logLossAfter).toBeLessThanOrEqual(calibration.development.logLossBefore);
    expect(calibration.test.logLossBefore).toBeCloseTo(metrics.test.logLoss, 9);
    expect(calibration.test.expectedErrorBefore).toBeCloseTo(metrics.test.calibrationError, 9);
  });

  it("saves the model as it is where the development examples set the temperature no bound", async () => {
    const flags = ["blobs", "--classes", "3", "--examples", "60", "--iterations", "600", "--calibrate"];
    const { code, stdout } = await run("train", ...flags, "-o", "model.json");
    expect(code).toBe(0);
    expect(stdout).toContain("\nThe model gets no temperature: the development examples set it no bound: ");
    expect(JSON.parse(await read("model.json")).temperature).toBeUndefined();
    const { calibration } = JSON.parse((await run("train", ...flags, "--json")).stdout);
    expect(calibration.temperature).toBeNull();
  });

  it("refuses data without development examples, and targets that are no classes, in one line", async () => {
    expect(await run("train", "--calibrate", "-o", "model.json")).toMatchObject({
      code: 2,
      stderr:
        "wellfit: --calibrate: expected data with development examples, to fit the temperature on, got none. " +
        "Data that is divided has some with a --development-share above 0.\n",
    });
    await write(
      "sum.csv",
      ["a,b", ...Array.from({ length: 40 }, (_, i) => `${i / 2},${2 * i + 0.5}`)].join("\n"),
    );
    expect(await run("train", "sum.csv", "--target-type", "number", "--calibrate")).toMatchObject({
      code: 1,
      stderr:
        "wellfit: A temperature for a model of numbers is not supported. " +
        "Leave out --calibrate: it makes probabilities of classes honest.\n",
    });
    expect(await list()).toEqual(["new.csv", "sum.csv"]);
  });
});
