import { mkdir, readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { InferenceSession, Tensor } from "onnxruntime-web";
import { beforeEach, describe, expect, it } from "vitest";
import { fitPreparation } from "../../src/data/preparation/fit-preparation.ts";
import { prepareDataset } from "../../src/data/preparation/prepare-dataset.ts";
import { toTable } from "../../src/data/table/to-table.ts";
import { toTypeDeclarations } from "../../src/export/javascript/type-declarations.ts";
import { loadModel, saveModel } from "../../src/model/model-file.ts";
import { train } from "../../src/train/train.ts";
import { useCliFolder } from "../support/cli.ts";

const { run, write, read, list, path } = useCliFolder();

beforeEach(() => run("train", "moons", "--iterations", "30", "--activation", "swish", "-o", "m.wellfit"));

describe("wellfit export", () => {
  it("writes a JavaScript module that predicts what predict prints", async () => {
    await write("new.csv", "x1,x2\n0.5,0.25\n-1,2\n");
    const { stdout } = await run("predict", "m.wellfit", "new.csv", "--only-predictions");
    const printed = stdout.trim().split("\n").slice(1);
    expect(await run("export", "m.wellfit", "--to", "js", "-o", "m.mjs")).toEqual({
      code: 0,
      stdout: "js: m.mjs, its types: m.d.mts\n",
      stderr: "",
    });
    const { predict } = (await import(pathToFileURL(path("m.mjs")).href)) as {
      predict: (rows: number[][]) => Float64Array;
    };
    const predictions = Array.from(
      predict([
        [0.5, 0.25],
        [-1, 2],
      ]),
      String,
    );
    expect(printed.map((line) => line.split(",")[0])).toEqual(predictions);
    expect((await run("export", "m.wellfit", "--to", "js")).stdout).toBe(await read("m.mjs"));
  });

  it("writes the types of a module beside it, both or none, where TypeScript looks for them", async () => {
    await run("export", "m.wellfit", "--to", "js", "-o", "lib/m.js");
    expect(await read("lib/m.d.ts")).toBe(toTypeDeclarations(await loadModel(path("m.wellfit"))));
    await run("export", "m.wellfit", "--to", "js", "-o", "m.txt");
    await mkdir(path("n.d.ts"));
    const { code, stderr } = await run("export", "m.wellfit", "--to", "js", "-o", "n.js");
    expect([code, stderr]).toEqual([
      1,
      "wellfit: n.d.ts: expected a place that can be written, got a folder.\n",
    ]);
    expect(await list()).toEqual(["lib", "m.txt", "m.wellfit", "n.d.ts"]);
  });

  it("takes the preparation along, or leaves it out", async () => {
    const table = toTable({ size: ["1", "", "3", "5"], kind: ["a", "b", "b", "a"] });
    const preparation = fitPreparation(table, undefined, { target: "kind", columns: { size: "number" } });
    const { dataset } = prepareDataset(preparation, table);
    const { model } = await train(dataset, { hiddenLayers: [3], iterations: 5 });
    await saveModel(model, path("p.wellfit"));
    for (const [to, sign] of [
      ["js", "featuresOf"],
      ["keras", "read_preparation"],
      ["pytorch", "read_preparation"],
    ] as const) {
      const { stdout } = await run("export", "p.wellfit", "--to", to);
      expect(stdout).toContain(sign);
      const bare = await run("export", "p.wellfit", "--to", to, "--preparation", "none");
      expect(bare.stdout).not.toContain(sign);
    }
    await run("export", "p.wellfit", "--to", "onnx", "-o", "p.onnx");
    const session = await InferenceSession.create(await readFile(path("p.onnx")));
    expect(session.inputNames).toEqual(["size"]);
    await run("export", "p.wellfit", "--to", "onnx", "--preparation", "none", "-o", "p.onnx");
    const bareSession = await InferenceSession.create(await readFile(path("p.onnx")));
    expect(bareSession.inputNames).toEqual(["features"]);
  });

  it.each([
    ["f64", []],
    ["f32", ["--precision", "f32"]],
  ] as const)("writes ONNX in %s", async (precision, flags) => {
    const result = await run("export", "m.wellfit", "--to", "onnx", ...flags, "-o", "m.onnx", "--quiet");
    expect(result).toEqual({ code: 0, stdout: "", stderr: "" });
    const session = await InferenceSession.create(await readFile(path("m.onnx")));
    const features =
      precision === "f64"
        ? new Tensor("float64", Float64Array.of(0.5, 0.25), [1, 2])
        : new Tensor("float32", Float32Array.of(0.5, 0.25), [1, 2]);
    const { probabilities } = await session.run({ features });
    const [expected] = (await loadModel(path("m.wellfit"))).predict([[0.5, 0.25]]);
    expect(probabilities?.data[0]).toBeCloseTo(expected as number, 5);
  });

  it("writes programs that read the file by its name", async () => {
    for (const to of ["keras", "pytorch"]) {
      const { code, stdout, stderr } = await run("export", "m.wellfit", "--to", to);
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout).toContain('arrays = read_safetensors("m.wellfit")\n');
    }
  });

  it("turns one form of a model's file into the other and back", async () => {
    await run("export", "m.wellfit", "--to", "json", "-o", "m.json");
    await run("export", "m.json", "--to", "wellfit", "-o", "again.wellfit");
    expect(await readFile(path("again.wellfit"))).toEqual(await readFile(path("m.wellfit")));
  });

  it.each<[string, string, number, string]>([
    [
      "no form",
      "m.wellfit",
      2,
      "wellfit: --to: expected one of js, onnx, keras, pytorch, wellfit, json, got nothing.\n",
    ],
    [
      "a form that is none",
      "m.wellfit --to onx -o x",
      2,
      'wellfit: --to: expected one of js, onnx, keras, pytorch, wellfit, json, got "onx".',
    ],
    [
      "a precision of what has none",
      "m.wellfit --to js --precision f32",
      2,
      "wellfit: --precision: expected --to onnx beside it, got --to js. Leave --precision out.\n",
    ],
    [
      "a preparation of what is no program",
      "m.wellfit --to json --preparation none",
      2,
      "wellfit: --preparation: expected --to js, onnx, keras or pytorch beside it, got --to json. Leave --preparation out.\n",
    ],
    [
      "bytes without a file for them",
      "m.wellfit --to onnx",
      2,
      "wellfit: --output: expected a file, since onnx is no text, got nothing. -o /dev/stdout writes into a pipe.\n",
    ],
    ["the model's own file as output", "m.wellfit --to js -o m.wellfit", 2, "m.wellfit, which is read"],
    [
      "a program that would read JSON",
      "m.json --to keras",
      2,
      "wellfit: --to keras: expected a .wellfit file, which the program will read, got m.json, which is JSON. wellfit export m.json --to wellfit -o model.wellfit makes one.\n",
    ],
    [
      "a model that is missing",
      "none.wellfit --to js",
      1,
      "wellfit: none.wellfit: expected a file that can be read",
    ],
    [
      "a file that is no model",
      "data.csv --to js",
      1,
      "wellfit: data.csv: expected a model of wellfit, a .wellfit file or its JSON",
    ],
    [
      "a file that is cut off",
      "cut.wellfit --to js",
      1,
      "wellfit: cut.wellfit: expected 1016 bytes of tensors, got 1008.\n",
    ],
  ])("refuses %s", async (_, args, code, message) => {
    await run("export", "m.wellfit", "--to", "json", "-o", "m.json");
    await write("data.csv", "x1,x2,y\n1,2,0\n");
    await write("cut.wellfit", (await readFile(path("m.wellfit"))).subarray(0, -8));
    const files = await list();
    const result = await run("export", ...args.split(" "));
    expect([result.code, result.stdout]).toEqual([code, ""]);
    expect(result.stderr).toContain(message);
    expect(await list()).toEqual(files);
  });
});

describe("wellfit inspect", () => {
  it("says what is in a file, in words and as JSON", async () => {
    const { fingerprint, weightNorms } = await loadModel(path("m.wellfit"));
    const { code, stdout, stderr } = await run("inspect", "m.wellfit");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^m\.wellfit: a model of wellfit, version 2, parameters in float64\nwellfit 0\.1\.0 or newer reads it\n\n/,
    );
    for (const line of [
      "2\t20\t3\tnone\tswish\t63\t",
      "output\t3\t1\tnone\tbinary\t4\t",
      "\n\nparameters: 127 trained, 0 measured\n",
      "\npredicts: the probability of the second of two classes (binary)\nfeatures (2): x1, x2\n",
      "\nclasses (2): 0, 1\n",
      `\nfingerprint: ${fingerprint}\n`,
    ]) {
      expect(stdout).toContain(line);
    }
    const { length: bytes } = await readFile(path("m.wellfit"));
    const document: unknown = JSON.parse((await run("inspect", "m.wellfit", "--json")).stdout);
    expect(document).toMatchObject({
      file: { form: "wellfit", version: 2, needs: "0.1.0", precision: "f64", bytes },
      network: { inputs: 2, hiddenLayers: [20, 3], activation: "swish" },
      layers: [{ trained: 60, weightNorm: weightNorms[0] }, { trained: 63 }, { units: 1 }],
      parameters: { trained: 127, measured: 0 },
      featureNames: ["x1", "x2"],
      targetType: "category",
      temperature: 1,
      fingerprint,
    });
  });

  it("shows control characters in the names of a model as codes", async () => {
    const table = toTable({ "a\u001b[2J": ["1", "2", "3", "4"], "k\nk": ["\u001bx", "b", "b", "\u001bx"] });
    const preparation = fitPreparation(table, undefined, { target: "k\nk" });
    const { model } = await train(prepareDataset(preparation, table).dataset, { iterations: 1 });
    await saveModel(model, path("names.wellfit"));
    const { stdout } = await run("inspect", "names.wellfit");
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toContain("features (1): a\\x1b[2J\ntarget: k k\nclasses (2): \\x1bx, b\n");
  });

  it("tells the data and the settings that a model was trained with", async () => {
    const { stdout } = await run("inspect", "m.wellfit");
    expect(stdout).toMatch(
      /\ntrained on: moons \(training\), \d+ examples, hash [0-9a-f]{16}\ntraining: finished after [\d ]+ iterations, by wellfit 0\.1\.0\nsettings: .*--activation swish.* \(all others as by default\)\n/,
    );
    const document: unknown = JSON.parse((await run("inspect", "m.wellfit", "--json")).stdout);
    expect(document).toMatchObject({
      provenance: { outcome: "finished", settings: { activation: "swish" } },
    });
  });

  it("tells of a temperature, where a model has one", async () => {
    const flags = ["--hidden", "8", "--iterations", "2000", "--calibrate", "-o", "warm.wellfit"];
    await run("train", "moons", "--noise", "0.4", ...flags);
    const { temperature } = await loadModel(path("warm.wellfit"));
    expect(temperature).not.toBe(1);
    expect((await run("inspect", "warm.wellfit")).stdout).toContain(
      `\ntemperature: ${temperature.toPrecision(4)}`,
    );
  });

  it("knows a file in JSON, and refuses what is no model", async () => {
    await run("export", "m.wellfit", "--to", "json", "-o", "m.json");
    expect((await run("inspect", "m.json")).stdout).toMatch(
      /^m\.json: a model of wellfit, version 1, JSON\n/,
    );
    await write("data.csv", "x1,x2,y\n1,2,0\n");
    const { code, stdout, stderr } = await run("inspect", "data.csv");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^wellfit: data\.csv: expected a model of wellfit, a \.wellfit file or its JSON, got a file/,
    );
  });
});
