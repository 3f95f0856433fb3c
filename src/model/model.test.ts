import { describe, expect, it } from "vitest";
import type { Matrix } from "../base/matrix.ts";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { ACTIVATION_NAMES } from "../network/activations.ts";
import { predict } from "../textbook/index.ts";
import { Model } from "./model.ts";
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

  it("with a temperature divides its logits by it, and says how well it does with them", () => {
    const warm = small.withTemperature(4);
    expect([small.temperature, warm.temperature]).toEqual([1, 4]);
    expect([...warm.logits([[1, 1]])]).toEqual([1.5 / 4]);
    expect(warm.predict([[1, 1]])[0]).toBeCloseTo(1 / (1 + Math.exp(-1.5 / 4)), 15);
    const data = Dataset.fromRows({ name: "d", rows: [[1, 1]], labels: ["yes"], classNames: ["no", "yes"] });
    const loss = Math.log1p(Math.exp(-1.5 / 4));
    expect(warm.evaluate(data).dataCost).toBeCloseTo(loss, 14);
    expect(warm.scores(data).costs[0]).toBeCloseTo(loss, 14);
    expect(warm.measure(data, ["logLoss"]).logLoss?.value).toBeCloseTo(loss, 14);
    expect(warm.withTemperature(1).logits([[1, 1]])).toEqual(small.logits([[1, 1]]));
  });

  it.each([0, -1, Number.NaN, Infinity, "2"])("has no temperature of %j", (temperature) => {
    expect(() => small.withTemperature(temperature as number)).toThrow(
      "Model: temperature: expected a finite number above 0, got",
    );
  });

  it("of numbers has none but 1", () => {
    const labels = { featureNames: ["x"], targetName: "y", classNames: [], targetType: "number" } as const;
    const spec = { inputs: 1, hiddenLayers: [], activation: "relu", head: "regression" } as const;
    const model = new Model(spec, new Float64Array(2), labels);
    expect(model.withTemperature(1).temperature).toBe(1);
    expect(() => model.withTemperature(2)).toThrow(
      "Model: temperature: expected 1, as for every model of regression, got 2.",
    );
  });

  const steep = new Model(small.spec, Float64Array.of(2, -2, 0.5), small.labels);
  const huge = [1.7e308, -1.7e308];
  it.each<[readonly number[], string]>([
    [huge, "Infinity"],
    [huge.map((feature) => -feature), "-Infinity"],
    [[1.7e308, 1.7e308], "NaN"],
  ])("predicts nothing for features whose sums overflow, as %j do", (row, logit) => {
    expect([...steep.logits([row])].map(String)).toEqual([logit]);
    expect(() => steep.predict([[1, 1], row])).toThrow(
      `examples to predict: expected features that give a finite logit, got ${logit} in row 2. ` +
        "They are too large for this network: scale them, in its training data too.",
    );
  });

  it("takes examples whose sums overflow for wrong, at an infinite cost", () => {
    const rows = [[1, 1], huge, [-1.7e308, 1.7e308], [1.7e308, 1.7e308], [-1, 0]];
    const data = Dataset.fromRows({ name: "d", rows, labels: ["yes", "yes", "no", "no", "no"] });
    expect(steep.evaluate(data)).toEqual({ examples: 5, correct: 2, accuracy: 0.4, dataCost: Infinity });
  });

  it("gives its parameters under the article's names, and the textbook predicts the same", () => {
    const parameters = small.toTextbook();
    expect(parameters.W1.toRows()).toEqual([[2, -1]]);
    expect(parameters.b1.toRows()).toEqual([[0.5]]);
    const { X, Y } = training.toMatrices();
    const football = Model.fromTraining(small.spec, small.parameters, training);
    expect(predict(X, Y, parameters).accuracy).toBe(football.evaluate(training).accuracy);
  });

  it("tells what every layer hands on: the textbook's A1, A2 and the logits", () => {
    const spec = { inputs: 2, hiddenLayers: [4, 3], activation: ["relu", "tanh"] } as const;
    const parameters = Float64Array.from({ length: 31 }, (_, index) => Math.sin(index + 1));
    const model = new Model(spec, parameters, {
      featureNames: ["x1", "x2"],
      targetName: "y",
      classNames: ["a", "b"],
    });
    const rows = [
      [0.3, -1],
      [2, 0.5],
      [-0.7, 0.1],
    ];
    const layers = model.withTemperature(2).activations(rows);
    const { W1, b1, W2, b2 } = model.toTextbook();
    const sumsOf = (W: Matrix, b: Matrix, below: readonly number[]): number[] =>
      b
        .toRows()
        .map(([bias], unit) => below.reduce((sum, a, input) => sum + a * W.at(unit, input), bias as number));
    for (const [example, row] of rows.entries()) {
      const first = sumsOf(W1, b1, row).map((z) => Math.max(z, 0));
      const second = sumsOf(W2, b2, first).map(Math.tanh);
      for (const [layer, expected] of [first, second].entries())
        for (const [unit, a] of expected.entries())
          expect(layers[layer]?.[example * expected.length + unit]).toBeCloseTo(a, 14);
    }
    expect(layers.map(({ length }) => length)).toEqual([12, 9, 3]);
    expect(layers[2]).toEqual(model.logits(rows));
    expect(model.activations([]).map(({ length }) => length)).toEqual([0, 0, 0]);
    expect(() => model.activations([[1]])).toThrow(
      /examples to predict: expected 2 finite features \(x1, x2\), got 1 in row 1/,
    );
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
      { spec: { ...small.spec, activation: "softsign" } },
      `Model: activation: expected one of ${ACTIVATION_NAMES.join(", ")}, or a list of such, one for each layer, got "softsign".`,
    ],
    [{ spec: { ...small.spec, inputs: 0 } }, "Model: inputs: expected a whole number of at least 1, got 0."],
    [
      { spec: { ...small.spec, hiddenLayers: [0] } },
      "Model: hiddenLayers: expected a list of at most 32 numbers, each a whole number from 1 to 4096, got [0].",
    ],
    [
      { spec: { ...small.spec, activatoin: "relu" } },
      'options: expected one of inputs, hiddenLayers, activation, normalization, head, outputs, got "activatoin". Did you mean "activation"?',
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
    [
      { labels: undefined },
      "Model: expected labels, an object with featureNames, targetName and classNames, got nothing.",
    ],
    [
      { labels: null },
      "Model: expected labels, an object with featureNames, targetName and classNames, got null.",
    ],
    [{ spec: undefined }, "Model: inputs: expected a whole number of at least 1, got nothing."],
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
      "examples to predict: expected a list of rows of 2 finite features (x1, x2), got an object with name, features and target. Its row(i) gives one; evaluate takes it whole.",
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
