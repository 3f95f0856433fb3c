import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { ACTIVATION_NAMES } from "../network/activations.ts";
import { predict } from "../textbook/index.ts";
import { Model } from "./model.ts";
import { loadModel, saveModel } from "./model-file.ts";
import { parseModel, toModelDocument } from "./model-json.ts";

const { training } = datasets.football();

/** A network of one unit: logit 2·x1 − x2 + 0.5. */
const small = new Model({ inputs: 2, hiddenLayers: [], activation: "relu" }, Float64Array.of(2, -1, 0.5), {
  featureNames: ["x1", "x2"],
  targetName: "y",
  classNames: ["no", "yes"],
});

describe("Model", () => {
  it("predicts the probability of class 1 and its logit", () => {
    expect([
      ...small.logits([
        [1, 1],
        [0, 0],
      ]),
    ]).toEqual([1.5, 0.5]);
    expect(small.predict([[1, 1]])[0]).toBeCloseTo(1 / (1 + Math.exp(-1.5)), 15);
    expect([0.4, 0.5, 0.6].map((probability) => small.classOf(probability))).toEqual([0, 0, 1]);
  });

  it("evaluates accuracy and cost", () => {
    const data = Dataset.fromRows({
      name: "d",
      rows: [
        [1, 1],
        [-1, 0],
        [0, 0],
      ],
      labels: ["yes", "no", "no"],
    });
    const { examples, correct, accuracy, dataCost } = small.evaluate(data);
    expect([examples, correct, accuracy]).toEqual([3, 2, 2 / 3]);
    const losses = [Math.log1p(Math.exp(-1.5)), Math.log1p(Math.exp(-1.5)), Math.log1p(Math.exp(0.5))];
    expect(dataCost).toBeCloseTo(losses.reduce((sum, loss) => sum + loss) / 3, 14);
  });

  it("gives its parameters under the article's names, and the textbook predicts the same", () => {
    const parameters = small.toTextbook();
    expect(parameters.W1.toRows()).toEqual([[2, -1]]);
    expect(parameters.b1.toRows()).toEqual([[0.5]]);
    const { X, Y } = training.toMatrices();
    const football = Model.fromTraining(small.spec, small.parameters, training);
    expect(predict(X, Y, parameters).accuracy).toBe(football.evaluate(training).accuracy);
  });

  it("finds features and classes of other data by their names", () => {
    const rows = [
      [1, 2],
      [3, 4],
      [-1, 0.5],
    ];
    const labels = ["yes", "no", "yes"];
    const straight = Dataset.fromRows({ name: "d", rows, labels });
    const swapped = Dataset.fromRows({
      name: "swapped",
      rows: rows.map(([first = 0, second = 0]) => [second, first]),
      labels,
      featureNames: ["x2", "x1"],
      classNames: ["yes", "no"],
    });
    expect(small.evaluate(swapped)).toEqual(small.evaluate(straight));
    const others = Dataset.fromRows({ name: "others", rows, labels, featureNames: ["age", "height"] });
    expect(() => small.evaluate(others)).toThrow(
      'data set "others": expected the features x1, x2, got age, height.',
    );
    const strange = Dataset.fromRows({ name: "strange", rows, labels: ["yes", "maybe", "yes"] });
    expect(() => small.evaluate(strange)).toThrow('expected no other classes than no, yes, got "maybe".');
  });

  it("is a value: the numbers it was made from may change", () => {
    const parameters = Float64Array.of(2, -1, 0.5);
    const model = new Model(small.spec, parameters, small.labels);
    parameters.fill(0);
    expect(model.fingerprint).toBe(small.fingerprint);
    expect(() => new Model(small.spec, Float64Array.of(1), small.labels)).toThrow(
      "Model: expected 3 finite parameters, as the network has, got 1.",
    );
  });

  it("never changes, whatever its maker does to what it was made from", () => {
    const spec = { inputs: 1, hiddenLayers: [1], activation: "relu" as const };
    const labels = { featureNames: ["x"], targetName: "y", classNames: ["no", "yes"] };
    const model = new Model(spec, new Float64Array(4), labels);
    spec.hiddenLayers.push(9);
    labels.classNames[0] = "changed";
    labels.featureNames.push("more");
    expect(model.spec.hiddenLayers).toEqual([1]);
    expect(model.labels).toEqual({ featureNames: ["x"], targetName: "y", classNames: ["no", "yes"] });
    const parts = [model, model.spec, model.spec.hiddenLayers, model.labels];
    expect([...parts, model.labels.classNames, model.labels.featureNames].every(Object.isFrozen)).toBe(true);
  });

  it("has 0 for −0, which JSON and its fingerprint could not tell apart", () => {
    const model = new Model(small.spec, Float64Array.of(-0, 1, -0), small.labels);
    expect([...model.parameters]).toEqual([0, 1, 0]);
    expect(model.fingerprint).toBe(new Model(small.spec, Float64Array.of(0, 1, 0), small.labels).fingerprint);
    expect(parseModel(JSON.stringify(toModelDocument(model)), "m").fingerprint).toBe(model.fingerprint);
  });

  const parts = { spec: small.spec, parameters: small.parameters, labels: small.labels };
  it.each<[object, string]>([
    [
      { spec: { ...small.spec, activation: "swish" } },
      `Model: activation: expected one of ${ACTIVATION_NAMES.join(", ")}, got "swish".`,
    ],
    [{ spec: { ...small.spec, inputs: 0 } }, "Model: inputs: expected a whole number of at least 1, got 0."],
    [
      { spec: { ...small.spec, hiddenLayers: [0] } },
      "Model: hiddenLayers: expected a list of at most 32 numbers, each a whole number from 1 to 4096, got [0].",
    ],
    [
      { spec: { ...small.spec, activatoin: "relu" } },
      'options: expected one of inputs, hiddenLayers, activation, got "activatoin". Did you mean "activation"?',
    ],
    [
      { labels: { ...small.labels, classNames: [] } },
      "Model: expected classNames, a list of 2 texts, none twice, got 0.",
    ],
    [
      { labels: { ...small.labels, classNames: ["a", "a"] } },
      'Model: expected classNames, a list of 2 texts, none twice, got "a" twice.',
    ],
    [
      { labels: { ...small.labels, featureNames: ["x", 2] } },
      "Model: expected featureNames, a list of 2 texts, none twice, got 2.",
    ],
    [
      { labels: { ...small.labels, featureNames: undefined } },
      "Model: expected featureNames, a list of 2 texts, none twice, got nothing.",
    ],
    [{ labels: { ...small.labels, targetName: 3 } }, "Model: expected targetName, a text, got 3."],
    [{ parameters: [2, -1, 0.5] }, "expected 3 finite parameters, as the network has, got [2, -1, 0.5]."],
    [
      { parameters: Float64Array.of(2, Number.NaN, 0.5) },
      "expected 3 finite parameters, as the network has, got NaN in place 1.",
    ],
  ])("refuses parts that are wrong (case %#)", (change, message) => {
    const { spec, parameters, labels } = { ...parts, ...change };
    expect(() => new Model(spec, parameters, labels)).toThrow(message);
  });

  it.each<[unknown, string]>([
    [
      training,
      "examples to predict: expected a list of rows of 2 finite features (x1, x2), got an object with name, features, target and hash. Its row(i) gives one; evaluate takes it whole.",
    ],
    [undefined, "expected a list of rows of 2 finite features (x1, x2), got nothing."],
    [[1, 2], "examples to predict: expected 2 finite features (x1, x2), got 1 as row 1."],
    [[[1, 2], [3]], "expected 2 finite features (x1, x2), got 1 in row 2."],
    [[[1, "2"]], 'expected 2 finite features (x1, x2), got "2" in row 1.'],
  ])("predicts nothing for what are no rows (case %#)", (rows, message) => {
    expect(() => small.predict(rows as number[][])).toThrow(message);
    expect(() => small.logits(rows as number[][])).toThrow(message);
  });

  it("evaluates and is made from data sets alone", () => {
    const split = datasets.football() as never;
    expect(() => small.evaluate(split)).toThrow("evaluate: expected a Dataset, got an object with name");
    expect(() => Model.fromTraining(small.spec, small.parameters, split)).toThrow(
      "Model.fromTraining: expected a Dataset, got an object with name",
    );
  });

  it("predicts nothing for no rows, and refuses features that are not finite", () => {
    expect(small.predict([])).toHaveLength(0);
    expect(() =>
      small.predict([
        [1, 1],
        [Number.NaN, 1],
      ]),
    ).toThrow("expected 2 finite features (x1, x2), got NaN in row 2.");
  });

  it("knows the norm of every layer's weights, biases left out", () => {
    expect(small.weightNorms).toEqual([Math.sqrt(5)]);
  });

  it("knows the norm of weights whose squares are no numbers any more", () => {
    const spec = { ...small.spec, inputs: 2, hiddenLayers: [] };
    const labels = { ...small.labels };
    const normOf = (...weights: number[]) =>
      new Model(spec, Float64Array.of(...weights, 7), labels).weightNorms[0];
    expect(normOf(3e200, -4e200)).toBeCloseTo(5e200, -190);
    expect(normOf(3, -4)).toBe(5);
  });

  it("refuses rows with another number of features", () => {
    expect(() => small.predict([[1]])).toThrow(
      "examples to predict: expected 2 finite features (x1, x2), got 1 in row 1.",
    );
  });
});

describe("model files", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "wellfit-model-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("come back with the same bits, names and predictions", async () => {
    const odd = new Model(small.spec, Float64Array.of(0.1 + 0.2, -5e-324, 1 / 3), small.labels);
    await saveModel(odd, join(folder, "m.json"));
    const loaded = await loadModel(join(folder, "m.json"));
    expect(loaded.fingerprint).toBe(odd.fingerprint);
    expect(loaded.labels).toEqual(odd.labels);
    expect(loaded.spec).toEqual(odd.spec);
  });

  it("are JSON that names W1, b1, …", async () => {
    await saveModel(small, join(folder, "n.json"));
    const document = JSON.parse(await readFile(join(folder, "n.json"), "utf8")) as Record<string, unknown>;
    expect(document).toMatchObject({
      format: "wellfit-model",
      version: 1,
      parameters: { W1: [[2, -1]], b1: [[0.5]] },
    });
  });

  const changed = (change: (document: Record<string, never>) => void): string => {
    const document = structuredClone(toModelDocument(small)) as unknown as Record<string, never>;
    change(document);
    return JSON.stringify(document);
  };

  it.each<[string, string, string]>([
    [
      "no JSON",
      "x,y\n1,2\n",
      'm.json: expected a model of wellfit, which is JSON, got a text that begins with "x,y\\n1,2\\n".',
    ],
    [
      "half a document",
      '{\n"a": "',
      "m.json:2:7: expected a model of wellfit, which is JSON, got a document that is damaged or cut off.",
    ],
    ["no document", "7", "m.json: expected a model of wellfit, version 1, got 7."],
    [
      "another document",
      '{"a":1}',
      'm.json: expected a model of wellfit, version 1, got one without "format".',
    ],
    [
      "a document with more in it",
      changed((d) => Object.assign(d, { extra: 2 })),
      'got one with "extra", which is unknown.',
    ],
    [
      "an activation of another version",
      changed((d) => Object.assign(d["network"] as unknown as object, { activation: "swish" })),
      'got "swish" as "network.activation".',
    ],
    [
      "a number that is none",
      changed((d) => Object.assign(d, { parameters: { W1: [[2, "x"]], b1: [[0.5]] } })),
      'got "x" as "parameters.W1.0.1".',
    ],
    [
      "a newer version",
      changed((d) => Object.assign(d, { version: 2 })),
      'expected a model of wellfit, version 1, got 2 as "version".',
    ],
    [
      "a matrix of another size",
      changed((d) => Object.assign(d, { parameters: { W1: [[2, -1, 3]], b1: [[0.5]] } })),
      "expected W1 of 1×2 numbers, got 1×3.",
    ],
    [
      "a missing matrix",
      changed((d) => Object.assign(d, { parameters: { W1: [[2, -1]] } })),
      "expected b1 of 1×1 numbers, got 0×0.",
    ],
    [
      "a changed number",
      changed((d) => Object.assign(d, { parameters: { W1: [[2, -1.5]], b1: [[0.5]] } })),
      `expected parameters with the fingerprint ${small.fingerprint}, got `,
    ],
    [
      "too few names",
      changed((d) => Object.assign(d, { featureNames: ["x1"] })),
      "m.json: expected featureNames, a list of 2 texts, none twice, got 1.",
    ],
    [
      "a class twice",
      changed((d) => Object.assign(d, { classNames: ["a", "a"] })),
      'm.json: expected classNames, a list of 2 texts, none twice, got "a" twice.',
    ],
    [
      "a matrix that the network has not",
      changed((d) => Object.assign(d, { parameters: { W1: [[2, -1]], b1: [[0.5]], W2: [[1]] } })),
      'm.json: expected the parameters W1, b1, got "W2".',
    ],
  ])("%s is refused", (_, text, message) => {
    expect(() => parseModel(text, "m.json")).toThrow(message);
  });

  it("a short document of a huge network is refused before it takes memory", () => {
    const hiddenLayers = Array.from({ length: 32 }, () => 4096);
    const text = changed((d) => Object.assign(d["network"] as unknown as object, { hiddenLayers }));
    const before = process.memoryUsage().arrayBuffers;
    expect(() => parseModel(text, "m.json")).toThrow("m.json: expected W1 of 4096×2 numbers, got 1×2.");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
  });

  it("a file that is not there is named", async () => {
    await writeFile(join(folder, "empty.json"), "");
    await expect(loadModel(join(folder, "none.json"))).rejects.toThrow("got no such file or folder.");
    await expect(loadModel(join(folder, "empty.json"))).rejects.toThrow("expected data, got an empty file.");
  });
});
