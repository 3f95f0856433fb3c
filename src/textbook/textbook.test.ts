import { describe, expect, it } from "vitest";
import course from "../../test/reference/course-cases.json" with { type: "json" };
import { Matrix } from "../base/matrix.ts";
import { numpyRandom } from "../base/numpy-random.ts";
import { relu, reluDerivative } from "./activations.ts";
import {
  addPenaltyGradients,
  backwardPropagation,
  backwardPropagationWithDropout,
  backwardPropagationWithRegularization,
  computeCost,
  computeCostWithRegularization,
  forwardPropagation,
  forwardPropagationWithDropout,
  initializeParameters,
  type ModelOptions,
  model,
  type Parameters,
  predict,
  predictDecision,
  updateParameters,
} from "./index.ts";

/** A record of nested arrays as a record of matrices. */
function matrices<Name extends string>(record: Record<Name, number[][]>): Record<Name, Matrix> {
  const entries = Object.entries<number[][]>(record).map(([name, rows]) => [name, Matrix.fromRows(rows)]);
  return Object.fromEntries(entries) as Record<Name, Matrix>;
}

function expectClose(actual: Matrix | undefined, expected: number[][], decimals = 8): void {
  expect(actual?.shape).toBe(Matrix.fromRows(expected).shape);
  actual?.toRows().forEach((row, i) => {
    row.forEach((value, j) => expect(value).toBeCloseTo(expected[i]?.[j] as number, decimals));
  });
}

describe("cases that the course publishes", () => {
  it("computeCostWithRegularization", () => {
    const { A3, Y, parameters, lambda, cost } = course.costWithRegularization;
    const [output, classes] = [Matrix.fromRows(A3), Matrix.fromRows(Y)];
    const actual = computeCostWithRegularization(output, classes, matrices(parameters), lambda);
    expect(Math.abs(actual - cost)).toBeLessThan(1e-12);
  });

  it("backwardPropagationWithRegularization", () => {
    const { X, Y, cache, lambda, dW1, dW2, dW3 } = course.backwardWithRegularization;
    const [input, classes] = [Matrix.fromRows(X), Matrix.fromRows(Y)];
    const gradients = backwardPropagationWithRegularization(input, classes, matrices(cache), lambda);
    expectClose(gradients.dW1, dW1);
    expectClose(gradients.dW2, dW2);
    expectClose(gradients.dW3, dW3);
  });

  it("forwardPropagationWithDropout, with NumPy's numbers of seed 1 as its input", () => {
    const random = numpyRandom(1);
    const X = random.randn(3, 5);
    const W1 = random.randn(2, 3);
    const b1 = random.randn(2, 1);
    const W2 = random.randn(3, 2);
    const b2 = random.randn(3, 1);
    const W3 = random.randn(1, 3);
    const b3 = random.randn(1, 1);
    const { A3 } = forwardPropagationWithDropout(X, { W1, b1, W2, b2, W3, b3 }, 0.7);
    expectClose(A3, [[0.36974721, 0.00305176, 0.04565099, 0.49683389, 0.36974721]]);
  });
});

describe("single functions", () => {
  it("initializeParameters draws normals of NumPy's seed 3, divided by the root of the inputs", () => {
    const parameters = initializeParameters([2, 20, 3, 1]);
    // np.random.seed(3); np.random.randn(20, 2)[0]
    const first = Matrix.fromRows([parameters.W1.toRows()[0] as number[]]).scale(Math.SQRT2);
    expectClose(first, [[1.7886284734303186, 0.43650985051198943]], 14);
    expect(parameters.W3.shape).toBe("1×3");
    expect(parameters.b2.toRows()).toEqual([[0], [0], [0]]);
  });

  it("computeCost counts 0·log 0 as 0", () => {
    const Y = Matrix.fromRows([[1, 0]]);
    expect(computeCost(Matrix.fromRows([[1, 0]]), Y)).toBe(0);
    expect(computeCost(Matrix.fromRows([[0.5, 0.5]]), Y)).toBeCloseTo(Math.LN2, 15);
  });

  it("updateParameters goes against the gradient", () => {
    const one = Matrix.fromRows([[1]]);
    const gradients = { dW1: Matrix.fromRows([[2]]), db1: Matrix.fromRows([[-4]]) };
    const updated = updateParameters({ W1: one, b1: one }, gradients, 0.5);
    expect([updated.W1.sum(), updated.b1.sum()]).toEqual([0, 3]);
  });

  it.each<[number[][], unknown, string]>([
    [[[2, 2]], 0.5, "textbook: dW1: expected the shape of W1, 1×1, got 1×2."],
    [[[2]], undefined, "textbook: learningRate: expected a finite number greater than 0, got nothing."],
    [[[2]], Number.NaN, "textbook: learningRate: expected a finite number greater than 0, got NaN."],
    [[[2]], "0.5", 'textbook: learningRate: expected a finite number greater than 0, got "0.5".'],
  ])("updateParameters refuses dW1 %j with the learning rate %j", (dW1, learningRate, message) => {
    const one = Matrix.fromRows([[1]]);
    const gradients = { dW1: Matrix.fromRows(dW1), db1: one };
    expect(() => updateParameters({ W1: one, b1: one }, gradients, learningRate as number)).toThrow(message);
  });

  it("updateParameters does not repeat a single number for all weights or biases", () => {
    const parameters = initializeParameters([2, 3, 1]);
    const { cache } = forwardPropagation(Matrix.zeros(2, 1), parameters);
    const gradients = backwardPropagation(Matrix.zeros(2, 1), Matrix.zeros(1, 1), cache);
    const one = Matrix.fromRows([[1]]);
    expect(() => updateParameters(parameters, { ...gradients, dW1: one }, 0.3)).toThrow(
      "textbook: dW1: expected the shape of W1, 3×2, got 1×1.",
    );
    expect(() => updateParameters(parameters, { ...gradients, db1: one }, 0.3)).toThrow(
      "textbook: db1: expected the shape of b1, 3×1, got 1×1.",
    );
  });

  it("no average is taken over no examples", () => {
    const parameters = initializeParameters([2, 3, 1]);
    const [X, Y] = [Matrix.zeros(2, 0), Matrix.zeros(1, 0)];
    const { AL, cache } = forwardPropagation(X, parameters);
    const message = "textbook: Y: expected at least one example, got 1×0.";
    expect(() => computeCost(AL, Y)).toThrow(message);
    expect(() => computeCostWithRegularization(AL, Y, parameters, 1)).toThrow(message);
    expect(() => backwardPropagation(X, Y, cache)).toThrow(message);
    expect(() => predict(X, Y, parameters)).toThrow(message);
    expect(() => model(X, Y)).toThrow(message);
  });

  it("forwardPropagation works by hand for one unit", () => {
    // z = 2·3 − 1·1 + 0.5 = 5.5, a = 1/(1 + e^−5.5)
    const parameters = { W1: Matrix.fromRows([[2, -1]]), b1: Matrix.fromRows([[0.5]]) };
    const { AL, A1 } = forwardPropagation(Matrix.fromRows([[3], [1]]), parameters);
    expect(AL.at(0, 0)).toBeCloseTo(1 / (1 + Math.exp(-5.5)), 15);
    expect(A1).toBe(AL);
  });

  it("predict counts what is right, predictDecision decides above 0.5", () => {
    const parameters = { W1: Matrix.fromRows([[1]]), b1: Matrix.fromRows([[0]]) };
    const X = Matrix.fromRows([[-1, 0, 1, 2]]);
    expect(predictDecision(parameters, X).toRows()).toEqual([[0, 0, 1, 1]]);
    expect(predict(X, Matrix.fromRows([[0, 1, 1, 0]]), parameters).accuracy).toBe(0.5);
  });

  it("dropout masks are the same on every call, and thin out hidden layers only", () => {
    const X = numpyRandom(5).randn(2, 50);
    const parameters = initializeParameters([2, 8, 4, 1]);
    const [first, second] = [0, 1].map(() => forwardPropagationWithDropout(X, parameters, 0.6));
    expect(first?.AL.toRows()).toEqual(second?.AL.toRows());
    expect(first?.cache.D1.toRows()).toEqual(second?.cache.D1.toRows());
    expect(first?.cache.D3).toBeUndefined();
    const kept = (first?.cache.D1.sum() ?? 0) / 400;
    expect(Math.abs(kept - 0.6)).toBeLessThan(0.08);
  });

  it("forwardPropagationWithDropout keeps a half, with masks of seed 1, unless told otherwise", () => {
    const X = numpyRandom(5).randn(2, 50);
    const parameters = initializeParameters([2, 8, 1]);
    const { AL, cache } = forwardPropagationWithDropout(X, parameters);
    const told = forwardPropagationWithDropout(X, parameters, 0.5, 1);
    expect(cache.D1.toRows()).toEqual(told.cache.D1.toRows());
    expect(AL.toRows()).toEqual(told.AL.toRows());
  });

  it("wrong shapes, chances and λ are refused by name", () => {
    const parameters = initializeParameters([2, 3, 1]);
    const X = Matrix.zeros(2, 4);
    const { AL, cache } = forwardPropagation(X, parameters);
    const Y = Matrix.zeros(1, 4);
    const column = Matrix.zeros(4, 1);
    const shapes = "textbook: Y: expected classes of the output's shape, 1×4, got 4×1.";
    expect(() => computeCost(AL, column)).toThrow(shapes);
    expect(() => backwardPropagation(X, column, cache)).toThrow(shapes);
    expect(() => predict(X, column, parameters)).toThrow(shapes);
    for (const keep of [0, 1.5, Number.NaN]) {
      const message = `textbook: keepProbability: expected a number greater than 0 and at most 1, got ${keep}.`;
      expect(() => forwardPropagationWithDropout(X, parameters, keep)).toThrow(message);
      expect(() => backwardPropagationWithDropout(X, Y, cache, keep)).toThrow(message);
      expect(() => model(X, Y, { keepProbability: keep })).toThrow(message);
    }
    expect(() => model(X, Y, { lambda: -1 })).toThrow(
      "textbook: lambda: expected a finite number of at least 0, got -1.",
    );
    const text = "0.5" as unknown as number;
    expect(() => forwardPropagationWithDropout(X, parameters, text)).toThrow('at most 1, got "0.5".');
    expect(() => computeCostWithRegularization(AL, Y, parameters, text)).toThrow('at least 0, got "0.5".');
    expect(() => computeCostWithRegularization(AL, Y, parameters, -1)).toThrow("textbook: lambda");
    expect(() => backwardPropagationWithRegularization(X, Y, cache, -1)).toThrow("textbook: lambda");
  });

  it("classes other than 0 and 1, and what is no matrix, are refused by name", () => {
    const parameters = initializeParameters([2, 3, 1]);
    const X = Matrix.zeros(2, 3);
    const { AL, cache } = forwardPropagation(X, parameters);
    const classes = "textbook: Y: expected classes 0 and 1, got 2 in column 1.";
    const Y = Matrix.fromRows([[0, 2, 1]]);
    expect(() => computeCost(AL, Y)).toThrow(classes);
    expect(() => computeCostWithRegularization(AL, Y, parameters, 1)).toThrow(classes);
    expect(() => backwardPropagation(X, Y, cache)).toThrow(classes);
    expect(() => predict(X, Y, parameters)).toThrow(classes);
    expect(() => model(X, Y)).toThrow(classes);
    expect(() => computeCost(AL, Matrix.fromRows([[0, Number.NaN, 1]]))).toThrow("got NaN in column 1.");
    const rows = [[0, 1, 1]] as unknown as Matrix;
    const hint = "got [[0, 1, 1]]. Matrix.fromRows makes one from nested arrays.";
    expect(() => computeCost(AL, rows)).toThrow(`textbook: Y: expected a Matrix, ${hint}`);
    expect(() => computeCost(rows, Y)).toThrow(`textbook: AL: expected a Matrix, ${hint}`);
    expect(() => forwardPropagation(rows, parameters)).toThrow(`textbook: X: expected a Matrix, ${hint}`);
    expect(() => backwardPropagation(rows, AL, cache)).toThrow(`textbook: X: expected a Matrix, ${hint}`);
    expect(() => model(rows, Y)).toThrow(`textbook: X: expected a Matrix, ${hint}`);
  });

  it.each<[unknown]>([[[2]], [[2, 0, 1]], [[2, 1.5, 1]], [["2", 1]], [undefined]])(
    "initializeParameters refuses %j",
    (sizes) => {
      expect(() => initializeParameters(sizes as number[])).toThrow(
        "textbook: layerDimensions: expected the number of features and the units of every layer, each a whole number of at least 1, got ",
      );
    },
  );

  it.each<[unknown, string]>([
    [
      { lambd: 1 },
      'options: expected one of learningRate, iterations, lambda, keepProbability, hiddenLayers, seed, got "lambd". Did you mean "lambda"?',
    ],
    [{ learningRate: -1 }, "textbook: learningRate: expected a finite number greater than 0, got -1."],
    [{ iterations: 0.5 }, "textbook: iterations: expected a whole number of at least 1, got 0.5."],
    [{ hiddenLayers: [0] }, "textbook: hiddenLayers: expected a list of numbers, each a whole number of"],
    [{ seed: -1 }, "textbook: seed: expected a whole number from 0 to 4294967295, got -1."],
    [7, "options: expected an object of options, got 7."],
  ])("model refuses the options %j", (options, message) => {
    const [X, Y] = [Matrix.zeros(2, 3), Matrix.zeros(1, 3)];
    expect(() => model(X, Y, options as object)).toThrow(message);
  });

  it("relu keeps what is not a number, and its derivative is 0 there, as in NumPy", () => {
    const Z = Matrix.fromRows([[Number.NaN, -1, -0, 0, 2]]);
    expect(relu(Z).toRows()).toEqual([[Number.NaN, 0, 0, 0, 2]]);
    expect(reluDerivative(relu(Z)).toRows()).toEqual([[0, 0, 0, 0, 1]]);
    const parameters = { W1: Z, b1: Matrix.zeros(1, 1), W2: Matrix.fromRows([[1]]), b2: Matrix.zeros(1, 1) };
    expect(forwardPropagation(Matrix.zeros(5, 1), parameters).AL.at(0, 0)).toBeNaN();
  });

  it("a record without its matrices is refused by name", () => {
    const X = Matrix.zeros(2, 1);
    expect(() => forwardPropagation(X, {})).toThrow(
      "textbook: expected a record with the matrix W1, got one without it.",
    );
    expect(() => forwardPropagation(X, { W1: Matrix.zeros(1, 2) })).toThrow("the matrix b1");
    const nested = { W1: Matrix.zeros(1, 2), b1: [[0]] as unknown as Matrix };
    expect(() => forwardPropagation(X, nested)).toThrow("textbook: b1: expected a Matrix, got [[0]].");
  });
});

describe("model without options", () => {
  const X = Matrix.fromRows([[-1, 0.5, 2]]);
  const Y = Matrix.fromRows([[0, 1, 1]]);

  it("is the article's: layers, learning rate, seed, no penalty, no dropout", () => {
    const defaults = { hiddenLayers: [20, 3], learningRate: 0.3, seed: 3, lambda: 0, keepProbability: 1 };
    const told = model(X, Y, { ...defaults, iterations: 3 });
    const untold = model(X, Y, { iterations: 3 });
    expect(untold.parameters.W2.toRows()).toEqual(told.parameters.W2.toRows());
    expect(untold.costs).toEqual(told.costs);
  });

  it("takes 30000 steps, keeps every thousandth cost and tells every ten thousandth", () => {
    const reported: number[] = [];
    const { costs } = model(X, Y, { hiddenLayers: [1], onCost: (iteration) => reported.push(iteration) });
    expect(costs).toHaveLength(30);
    expect(reported).toEqual([0, 10_000, 20_000]);
  });

  it("takes hidden layers from a list that nobody may change", () => {
    const options: ModelOptions = { hiddenLayers: [2] as readonly number[], iterations: 1 };
    expect(model(X, Y, options).parameters.W1.shape).toBe("2×1");
  });
});

describe("gradients against central differences", () => {
  const sizes = [3, 5, 4, 1];
  const random = numpyRandom(11);
  const X = random.randn(3, 30);
  const Y = random.rand(1, 30).map((chance) => (chance < 0.5 ? 1 : 0));
  // Biases that are not 0: a unit whose inputs all dropped out would stand exactly at relu's kink.
  const biases = { b1: random.randn(5, 1), b2: random.randn(4, 1), b3: random.randn(1, 1) };
  const parameters: Parameters = { ...initializeParameters(sizes, 8), ...biases };
  const keep = 0.7;

  /** dJ/dθ by (J(θ + ε) − J(θ − ε)) / 2ε for every element of a parameter. */
  function numeric(name: `W${number}`, cost: (changed: Parameters) => number): Matrix {
    const epsilon = 1e-6;
    const original = parameters[name] as Matrix;
    return new Matrix(
      original.rows,
      original.columns,
      original.data.map((value, index) => {
        const moved = (to: number): Parameters => {
          const data = original.data.slice();
          data[index] = to;
          return { ...parameters, [name]: new Matrix(original.rows, original.columns, data) };
        };
        return (cost(moved(value + epsilon)) - cost(moved(value - epsilon))) / (2 * epsilon);
      }),
    );
  }

  function relativeError(analytic: Matrix, approximate: Matrix): number {
    const norm = (matrix: Matrix): number => Math.sqrt(matrix.multiply(matrix).sum());
    return norm(analytic.subtract(approximate)) / (norm(analytic) + norm(approximate));
  }

  const whole = (p: Parameters) => forwardPropagation(X, p);
  const thinned = (p: Parameters) => forwardPropagationWithDropout(X, p, keep);

  it.each([
    {
      name: "backwardPropagation",
      gradients: backwardPropagation(X, Y, whole(parameters).cache),
      cost: (p: Parameters) => computeCost(whole(p).AL, Y),
    },
    {
      name: "backwardPropagationWithRegularization",
      gradients: backwardPropagationWithRegularization(X, Y, whole(parameters).cache, 0.9),
      cost: (p: Parameters) => computeCostWithRegularization(whole(p).AL, Y, p, 0.9),
    },
    {
      name: "backwardPropagationWithDropout",
      gradients: backwardPropagationWithDropout(X, Y, thinned(parameters).cache, keep),
      cost: (p: Parameters) => computeCost(thinned(p).AL, Y),
    },
    {
      name: "λ and dropout together",
      gradients: addPenaltyGradients(
        backwardPropagationWithDropout(X, Y, thinned(parameters).cache, keep),
        thinned(parameters).cache,
        0.9 / Y.columns,
      ),
      cost: (p: Parameters) => computeCostWithRegularization(thinned(p).AL, Y, p, 0.9),
    },
  ])("$name is right for every weight and bias", ({ gradients, cost }) => {
    for (let l = 1; l < sizes.length; l++) {
      for (const letter of ["W", "b"]) {
        const analytic = gradients[`d${letter}${l}` as "dW1"];
        expect(relativeError(analytic, numeric(`${letter}${l}` as "W1", cost))).toBeLessThan(1e-7);
      }
    }
  });
});
