import { beforeEach, describe, expect, it } from "vitest";
import { useCliFolder } from "../support/cli.ts";
import { writeMat } from "../support/write-mat.ts";

const { run, write, read, list } = useCliFolder();

const examples = Array.from({ length: 60 }, (_, i) => [i % 7, i % 5, i % 7 > 3 ? "big" : "small"] as const);
beforeEach(() => write("data.csv", ["a,b,kind", ...examples.map((cells) => cells.join(","))].join("\n")));

describe("wellfit train, predict and plot", () => {
  it("go from a CSV file to a model, predictions and a picture", async () => {
    await write("new.csv", "b,a\n0,0\n4,6\n");
    const flags = ["--iterations", "3000", "--lambda", "0.1", "-o", "model.json"];
    const trained = await run("train", "data.csv", ...flags);
    expect([trained.code, trained.stderr]).toEqual([0, ""]);
    expect(trained.stdout).toMatch(
      /^data\.csv: 36 training, 12 development and 12 test examples, 2 features/,
    );
    expect(trained.stdout).toMatch(
      /\nl2: fingerprint: [0-9a-f]{16}\n\nmodel\t.*\nL2 .*\n\nmetric\t(?:.*\n)+\nThis is one seed, and 12 test examples leave .*\nmodel: model\.json\n$/,
    );
    const predicted = await run("predict", "model.json", "new.csv");
    expect([predicted.code, predicted.stderr]).toEqual([0, ""]);
    expect(predicted.stdout).toMatch(
      /^b,a,probability of small,class\n0,0,0\.9\d+,small\n4,6,0\.0000\d+,big\n$/,
    );
    for (const ending of ["svg", "png"]) {
      const plotted = await run("plot", "model.json", "data.csv", "-o", `out.${ending}`);
      expect([plotted.code, plotted.stderr, plotted.stdout]).toEqual([0, "", `picture: out.${ending}\n`]);
    }
    expect(await read("out.svg")).toContain("Decision boundary on data.csv");
  });

  it("plot finds columns and classes by their names, in whatever order the file has them", async () => {
    await run("train", "data.csv", "--iterations", "50", "-o", "model.json");
    const turned = examples.map(([a, b, kind]) => `${kind},${b},${a}`).toReversed();
    await write("turned.csv", ["kind,b,a", ...turned].join("\n"));
    await run("plot", "model.json", "data.csv", "-o", "a.svg");
    const { code, stderr } = await run("plot", "model.json", "turned.csv", "--target", "kind", "-o", "b.svg");
    expect([code, stderr]).toEqual([0, ""]);
    const [straight, other] = await Promise.all([read("a.svg"), read("b.svg")]);
    const bands = (svg: string) => svg.match(/<path class="wf-(?:band\d+|border)"[^>]*>/g);
    expect(bands(other)).toEqual(bands(straight));
    const marks = (svg: string, name: string) =>
      new Set(svg.match(new RegExp(`class="wf-filled ${name}" [^>]*`, "g")));
    for (const name of ["wf-class0", "wf-class1"]) {
      const [here, there] = [marks(straight, name), marks(other, name)];
      expect(here.size).toBeGreaterThan(5);
      expect(there).toEqual(here);
    }
  });

  it("plot takes the model's class column wherever a header has it, and says where there is none", async () => {
    await run("train", "data.csv", "--iterations", "50", "-o", "model.json");
    await write("first.csv", ["kind,a,b", ...examples.map(([a, b, kind]) => `${kind},${a},${b}`)].join("\n"));
    await write("renamed.csv", "size,a,b\nbig,5,1\nsmall,1,1\n");
    await write("features.csv", "a,b\n5,1\n1,1\n");
    const plot = (...args: string[]) => run("plot", "model.json", ...args, "-o", "out.svg");
    expect(await plot("first.csv")).toMatchObject({ code: 0, stderr: "" });
    expect(await read("out.svg")).toContain("of 60 examples<");
    expect(await plot("renamed.csv", "--target", "size")).toMatchObject({ code: 0, stderr: "" });
    expect(await plot("features.csv")).toMatchObject({
      code: 1,
      stderr:
        'wellfit: features.csv: expected the class column "kind", got only a, b. ' +
        'If another column holds the classes, name it: target "…" (--target).\n',
    });
  });

  it("plot takes a file without a header, or of MATLAB, whatever the model's class column is called", async () => {
    await write("bare.csv", examples.map((cells) => cells.join(",")).join("\n"));
    await run("train", "bare.csv", "--target", "x3", "--iterations", "10", "-o", "bare.json");
    const values = examples.flatMap(([a]) => [a]).concat(examples.flatMap(([, b]) => [b]));
    const X = { name: "X", dimensions: [examples.length, 2], values };
    const labels = examples.map(([, , kind]) => (kind === "big" ? 1 : 0));
    const group = { name: "group", dimensions: [examples.length, 1], values: labels };
    await write("d.mat", writeMat([X, group]));
    const variables = ["--variables", "X,group"];
    await run("train", "d.mat", ...variables, "--iterations", "10", "-o", "mat.json");
    expect(await run("plot", "bare.json", "bare.csv", "-o", "out.svg")).toMatchObject({
      code: 0,
      stderr: "",
    });
    const plotted = await run("plot", "mat.json", "d.mat", ...variables, "-o", "out.svg");
    expect(plotted).toMatchObject({ code: 0, stderr: "" });
  });

  it("plot says nothing of training: it draws all examples in one style, with one accuracy", async () => {
    await run("train", "data.csv", "--iterations", "3000", "-o", "model.json");
    await write("few.csv", "a,b,kind\n0,0,big\n6,1,big\n1,3,big\n");
    const shown = async (data: string): Promise<string> => {
      const { code, stderr } = await run("plot", "model.json", data, "-o", "out.svg");
      expect([code, stderr]).toEqual([0, ""]);
      const svg = await read("out.svg");
      expect(svg.slice(svg.indexOf("<title>"))).not.toMatch(/training|test|wf-hollow wf/);
      return svg;
    };
    const own = await shown("data.csv");
    expect(own).toContain(">right on 100.0 % of 60 examples<");
    expect(own).toContain("The model is right on 100.0 % of the 60 examples.");
    expect(own).toMatch(/>big<.*>small</);
    expect(await shown("few.csv")).toContain(">right on 33.3 % of 3 examples<");
    const { code } = await run("train", "--iterations", "1", "-o", "football.json");
    expect(code).toBe(0);
    await run("plot", "football.json", "football", "-o", "out.svg");
    expect(await read("out.svg")).toContain("of 411 examples<");
  });

  it("plot refuses data with other classes than the model's", async () => {
    await run("train", "--iterations", "1", "-o", "football.json");
    const { code, stdout, stderr } = await run(
      "plot",
      "football.json",
      "blobs",
      "--examples",
      "50",
      "-o",
      "out.svg",
    );
    expect(stderr).toBe('wellfit: data set "blobs": expected no other classes than guests, home, got "0".\n');
    expect([code, stdout]).toEqual([1, ""]);
    expect(await list()).toEqual(["data.csv", "football.json"]);
  });

  it("plot has no flags that divide the data", async () => {
    const { code, stderr } = await run("plot", "m.json", "data.csv", "--split-seed", "4", "-o", "x.svg");
    expect([code, stderr]).toEqual([2, "wellfit: unknown option '--split-seed'. --help tells more.\n"]);
  });

  it("a .mat file with other names, and its predictions", async () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
    const features = { name: "points", dimensions: [8, 1], values: numbers };
    const labels = { name: "team", dimensions: [8, 1], values: numbers.map((value) => (value > 4 ? 1 : 0)) };
    await write("d.mat", writeMat([features, labels], { isCompressed: true }));
    const flags = "--variables points,team --development-share 0 --test-share 0.25 --iterations 10 -o m.json";
    const trained = await run("train", "d.mat", ...flags.split(" "));
    expect([trained.code, trained.stderr]).toEqual([0, ""]);
    const predicted = await run("predict", "m.json", "d.mat", "--matrix", "points");
    expect(predicted.stdout.split("\n")).toHaveLength(10);
  });
});
