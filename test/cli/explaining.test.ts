import { describe, expect, it } from "vitest";
import { SYSTEM_NAMES } from "../../src/explain/systems.ts";
import { datasets, type Explanation, explain, splitDataset } from "../../src/index.ts";
import { useCliFolder } from "../support/cli.ts";

const { run, list } = useCliFolder();

describe("wellfit explain", () => {
  it("tells of the network, the training and the regularizers, then the programs of all systems", async () => {
    const { code, stdout, stderr } = await run("explain", "moons", "--lambda", "0.3", "--keep-prob", "0.8");
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n");
    const headings = ["Network", "Training", "Regularization", "Keras 3", "PyTorch", "scikit-learn"];
    const places = [...headings, "TensorFlow Playground"].map((heading) => lines.indexOf(heading));
    expect(places.every((place, index) => place > (places[index - 1] ?? 0))).toBe(true);
    expect(lines).toContain("1\t2\t20\tnone\trelu: max(0, z)\t60\t0");
    expect(lines).toContain("parameters: 127 trained, 0 measured");
    expect(lines).toContain(
      "L2 on cost, weights of layer 1; cost, weights of layer 2; cost, weights of the output layer: λ/(2m)·Σw², " +
        "gradient λ/m·w; λ 0.3: 0.00125·w in every batch",
    );
    expect(lines.filter((line) => line.startsWith("dropout on "))).toHaveLength(1);
    expect(await list()).toEqual([]);
  });

  it.each(SYSTEM_NAMES)("--system %s prints its program and nothing else", async (system) => {
    const { stdout } = await run("explain", "moons", "--system", system, "--optimizer", "adam");
    const both = await run("explain", "moons", "--optimizer", "adam");
    expect(stdout.length).toBeGreaterThan(100);
    expect(both.stdout).toContain(`\n${stdout}`);
    expect(stdout).not.toContain("240 training");
  });

  it("--json prints what the library's explain returns", async () => {
    const { stdout } = await run("explain", "xor", "--json", "--l1", "0.1", "--hidden", "4");
    const document = JSON.parse(stdout) as Explanation;
    expect(Object.keys(document)).toEqual(["layers", "parameters", "training", "regularizers", "code"]);
    expect(Object.keys(document.code)).toEqual(SYSTEM_NAMES);
    expect(document.layers.map(({ units }) => units)).toEqual([4, 1]);
    expect(document.regularizers.map(({ name }) => name)).toEqual(["L1", "L1"]);
    const { training, development } = splitDataset(datasets.xor());
    const explained = explain(training, { lambda1: 0.1, hiddenLayers: [4], development });
    expect(document).toEqual(JSON.parse(JSON.stringify(explained)));
  });

  it.each([
    [["--system", "caffe"], "--system"],
    [["--system"], "argument missing"],
    [["--hidden", "0"], "--hidden: expected"],
    [["--monitor", "accuracy"], "--monitor: expected --patience or --schedule plateau beside it"],
    [["--average-decay", "0.9"], "--average-decay: expected"],
    [["--loss", "huber"], "--loss: expected cross-entropy for classes"],
  ])("refuses %j in one line, and prints no program", async (flags, message) => {
    const { code, stdout, stderr } = await run("explain", "moons", ...flags);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^wellfit: [^\n]*\n$/);
    expect(stderr).toContain(message);
    expect(stdout).not.toContain("import");
  });
});
