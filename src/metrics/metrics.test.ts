import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PredictedExamples } from "./examples.ts";
import { computeMetrics, METRIC_NAMES, type MetricName, metrics, metricsFor } from "./metrics.ts";

const binary = (predictions: readonly number[], targets: readonly number[]): PredictedExamples => ({
  task: "binary",
  outputs: 1,
  predictions: Float64Array.from(predictions),
  targets,
});

describe("the table", () => {
  it("has a metric for every task, each told in one line", () => {
    for (const task of ["binary", "multiclass", "multilabel", "regression", "count"] as const) {
      expect(metricsFor(task).length).toBeGreaterThan(2);
    }
    for (const name of METRIC_NAMES) expect(metrics[name].description).toMatch(/^\S[^\n]{10,110}$/);
  });

  it("says which of two values is better: that of exact predictions is never the worse one", () => {
    const exact = computeMetrics(binary([0, 1, 0, 1, 1], [0, 1, 0, 1, 1]));
    const poor = computeMetrics(binary([0.7, 0.6, 0.2, 0.4, 0.9], [0, 1, 0, 1, 1]));
    for (const name of metricsFor("binary")) {
      const gain = (exact[name]?.value as number) - (poor[name]?.value as number);
      expect(metrics[name].better === "higher" ? gain : -gain).toBeGreaterThan(0);
    }
  });
});

describe("metrics that are asked for by name", () => {
  const examples = binary([0.2, 0.7], [0, 1]);

  it("come in the order of the names", () => {
    expect(Object.keys(computeMetrics(examples, ["rocAuc", "accuracy"]))).toEqual(["rocAuc", "accuracy"]);
  });

  it("must fit the task", () => {
    expect(() => computeMetrics(examples, ["r2"])).toThrow(
      /^computeMetrics: names: expected metrics that fit the task binary: accuracy, .*, got "r2"\.$/,
    );
    expect(() => computeMetrics(examples, ["acuracy" as MetricName])).toThrow(/Did you mean "accuracy"\?$/);
  });
});

describe("a quotient of 0 and 0", () => {
  it("counts as 0 and is told", () => {
    const measured = computeMetrics({ ...binary([0.1, 0.2], [0, 1]), classNames: ["no", "yes"] });
    expect(measured.precision).toEqual({ value: 0, remark: "nothing is predicted yes: 0/0 counts as 0" });
    expect(measured.recall).toEqual({ value: 0 });
    const none = computeMetrics(binary([0.1, 0.2], [0, 0]));
    expect(none.recall?.remark).toBe("no example is class 1: 0/0 counts as 0");
    expect(none.f1?.remark).toBe("nothing is or is predicted class 1: 0/0 counts as 0");
    expect(none.averagePrecision?.remark).toBe("no example is class 1: its precision counts as 0");
  });

  it("is told by the names of the classes", () => {
    const measured = computeMetrics({
      task: "multiclass",
      outputs: 6,
      predictions: Float64Array.of(1, 0, 0, 0, 0, 0),
      targets: [0],
      classNames: ["a", "b", "c", "d", "e", "f"],
    });
    expect(measured.macroRecall).toEqual({
      value: 1 / 6,
      remark: "no example is b, c, d, e and 1 more: 0/0 counts as 0",
    });
    expect(measured.balancedAccuracy).toEqual({
      value: 1,
      remark: "no example is b, c, d, e and 1 more: left out of the mean",
    });
    expect(measured.rocAuc?.remark).toBe("all examples are of one class: there is no ROC curve");
  });

  it("leaves an absent class out of the mean of areas, and tells it", () => {
    const measured = computeMetrics({
      task: "multiclass",
      outputs: 3,
      predictions: Float64Array.of(0.8, 0.1, 0.1, 0.2, 0.7, 0.1),
      targets: [0, 1],
    });
    expect(measured.rocAuc).toEqual({ value: 1, remark: "no example is class 2: left out of the mean" });
  });

  it("of labels that are nowhere is told for all of them together", () => {
    const measured = computeMetrics({
      task: "multilabel",
      outputs: 2,
      predictions: Float64Array.of(0.1, 0.2),
      targets: [0, 0],
    });
    expect(measured.microF1?.remark).toBe("nothing is or is predicted at all: 0/0 counts as 0");
  });

  it("of a constant target is told", () => {
    const measured = computeMetrics({
      task: "regression",
      outputs: 2,
      predictions: Float64Array.of(0.1, 0.2, 0.1, 0.4),
      targets: [0.1, 0.2, 0.1, 0.5],
    });
    expect(measured.r2?.remark).toBe(
      "1 of 2 targets are constant: R² counts as 1 where it is met exactly, else as 0",
    );
  });
});

describe("laws", () => {
  const example = fc.record({
    probability: fc.integer({ min: 0, max: 8 }).map((n) => n / 8),
    outcome: fc.integer({ min: 0, max: 1 }),
    weight: fc.integer({ min: 0, max: 4 }),
  });

  it("the area below the ROC curve is the chance that pairs are in order, ties counting half", () => {
    fc.assert(
      fc.property(fc.array(example, { minLength: 2, maxLength: 30 }), (examples) => {
        let [right, all] = [0, 0];
        for (const one of examples.filter(({ outcome }) => outcome === 1)) {
          for (const other of examples.filter(({ outcome }) => outcome === 0)) {
            const weight = one.weight * other.weight;
            all += weight;
            if (one.probability > other.probability) right += weight;
            if (one.probability === other.probability) right += weight / 2;
          }
        }
        fc.pre(all > 0);
        const { rocAuc } = computeMetrics(weighted(examples), ["rocAuc"]);
        expect(rocAuc?.value).toBeCloseTo(right / all, 12);
      }),
    );
  });

  it("an example of weight n is n examples, and the order of examples does not matter", () => {
    fc.assert(
      fc.property(fc.array(example, { minLength: 1, maxLength: 20 }), (examples) => {
        fc.pre(examples.some(({ weight }) => weight > 0));
        const repeated = examples
          .flatMap((one) => Array.from({ length: one.weight }, () => ({ ...one, weight: 1 })))
          .toReversed();
        const [first, second] = [weighted(examples), weighted(repeated)].map((one) => computeMetrics(one));
        for (const name of metricsFor("binary")) {
          const [value, other] = [first?.[name]?.value, second?.[name]?.value] as [number, number];
          if (Number.isNaN(value)) expect(other).toBeNaN();
          else expect(value).toBeCloseTo(other, 12);
        }
      }),
    );
  });

  it("two classes as one output or as two have the same scores where their definitions are the same", () => {
    fc.assert(
      fc.property(fc.array(example, { minLength: 1, maxLength: 20 }), (examples) => {
        const one = weighted(examples.map((single) => ({ ...single, weight: 1 })));
        const two: PredictedExamples = {
          ...one,
          task: "multiclass",
          outputs: 2,
          predictions: Float64Array.from(examples.flatMap(({ probability: p }) => [1 - p, p])),
        };
        const [ofOne, ofTwo] = [computeMetrics(one), computeMetrics(two)];
        for (const name of ["accuracy", "balancedAccuracy", "logLoss"] as const) {
          expect(ofTwo[name]?.value).toBeCloseTo(ofOne[name]?.value as number, 12);
        }
        expect(ofTwo.brierScore?.value).toBeCloseTo(2 * (ofOne.brierScore?.value as number), 12);
        expect(ofTwo.microF1?.value).toBeCloseTo(ofOne.accuracy?.value as number, 12);
      }),
    );
  });

  function weighted(
    examples: readonly { probability: number; outcome: number; weight: number }[],
  ): PredictedExamples {
    return {
      ...binary(
        examples.map(({ probability }) => probability),
        examples.map(({ outcome }) => outcome),
      ),
      weights: examples.map(({ weight }) => weight),
    };
  }
});

describe("examples that are refused", () => {
  const good = binary([0.2, 0.7], [0, 1]);
  const three: PredictedExamples = {
    task: "multiclass",
    outputs: 3,
    predictions: Float64Array.of(0.2, 0.3, 0.5),
    targets: [1],
  };

  it.each<readonly [Partial<PredictedExamples>, string]>([
    [{ task: "ranking" as never }, "task: expected one of binary, multiclass, "],
    [{ outputs: 2 }, "outputs: expected 1, the probability of class 1 of two, got 2."],
    [{ outputs: 0 }, "outputs: expected a whole number of at least 1, got 0."],
    [{ targets: [0] }, "targets: expected 2 numbers, got 1."],
    [{ targets: undefined as never }, "targets: expected 2 numbers, got nothing."],
    [{ targets: [0, 2] }, "targets, number 2: expected a class from 0 to 1, got 2."],
    [{ predictions: new Float64Array(0), targets: [] }, "targets: expected at least one number, got 0."],
    [{ predictions: Float64Array.of(0.1, 1.5) }, "predictions, number 2: expected a probability from 0 to 1"],
    [
      { predictions: Float64Array.of(0.1, Number.NaN) },
      "predictions, number 2: expected a finite number, got NaN. A model that diverged has no answer",
    ],
    [{ weights: [1] }, "weights: expected 2 numbers, got 1."],
    [{ weights: [1, -1] }, "weights, number 2: expected a finite number of at least 0, got -1."],
    [{ weights: [0, 0] }, "weights: expected a weight above 0, got zeros alone."],
    [{ classNames: ["a"] }, "classNames: expected 2 names, got 1."],
    [{ task: "count", targets: [-1, 0] }, "targets, number 1: expected a count of at least 0, got -1."],
    [
      { task: "count", predictions: Float64Array.of(1, 0) },
      "predictions, number 2: expected a mean above 0, got 0.",
    ],
    [{ task: "multilabel", targets: [0, 0.5] }, "targets, number 2: expected 0 or 1, got 0.5."],
    [{ ...three, outputs: 1 }, "outputs: expected a whole number of at least 2, got 1."],
    [{ ...three, predictions: Float64Array.of(0.2, 0.3, 0.5, 1) }, "predictions: expected 3 numbers, got 4."],
    [
      { ...three, predictions: Float64Array.of(0.2, 0.3, 0.4) },
      "predictions, example 1: expected probabilities that add up to 1, got 0.9.",
    ],
  ])("%j", (change, message) => {
    expect(() => computeMetrics({ ...good, ...change })).toThrow(`computeMetrics: ${message}`);
  });
});
