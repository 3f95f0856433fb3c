import { expect, it, vi } from "vitest";
import { type DataSplit, Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { Model } from "../model/model.ts";
import { createLayout } from "../network/layout.ts";
import { train } from "../train/train.ts";
import { drawModelBoundaries, type ModelBoundaries } from "./boundary-picture.ts";

const football = datasets.football();
const { model } = await train(football.training, { iterations: 50 });
const draw = (data: DataSplit) =>
  drawModelBoundaries({ id: "a", title: "A", data, models: [{ heading: "B", model }] }).svg;

/** The same examples with their features and their classes in the other order. */
function turned({ name, features, target, examples }: Dataset): Dataset {
  return Dataset.fromRows({
    name,
    rows: Array.from({ length: examples }, (_, i) =>
      features.map(({ values }) => values[i] as number).toReversed(),
    ),
    labels: Array.from(target.values, (value) => target.classNames[value] as string),
    classNames: target.classNames.toReversed(),
    featureNames: features.map((feature) => feature.name).toReversed(),
    targetName: target.name,
  });
}

it("data whose columns and classes are in another order than the model's give the same picture", () => {
  const { training, test } = football;
  const other = { ...football, training: turned(training), test: turned(test) };
  expect(other.training.target.classNames).not.toEqual(training.target.classNames);
  expect(draw(other) === draw(football)).toBe(true);
});

it("without test examples nothing is said of training: all are just examples", () => {
  const one = { heading: "one", model };
  const drawAll = (models: (typeof one)[]) =>
    drawModelBoundaries({ id: "a", title: "A", data: { training: football.test }, models });
  const share = `${(100 * model.evaluate(football.test).accuracy).toFixed(1)} %`;
  const alone = drawAll([one]);
  expect(alone.explanation).toContain(`The model is right on ${share} of the 200 examples.`);
  expect(alone.svg).toContain(`>right on ${share} of 200 examples<`);
  const both = drawAll([one, { ...one, heading: "two" }]);
  for (const { svg, explanation } of [alone, both]) {
    expect(explanation + svg.slice(svg.indexOf("<title>"))).not.toMatch(/training|test/);
  }
  const flat = Dataset.fromRows({
    name: "flat",
    rows: [[1, 2]],
    labels: ["home"],
  });
  const far = drawModelBoundaries({ id: "a", title: "A", data: { training: flat }, models: [one, one] });
  expect(both.explanation).toContain("Compare how far each line bends to reach single examples.");
  expect(far.explanation).toContain("Every mark is an example.");
});

it("that development examples are not drawn is said where there are some, in the second sentence", () => {
  const { training, test } = football;
  const explain = (data: ModelBoundaries["data"], isDiverged = false, count = 1): string => {
    const models = Array.from({ length: count }, () => ({ heading: "B", model, isDiverged }));
    return drawModelBoundaries({ id: "a", title: "A", data, models }).explanation;
  };
  const data = { training, development: test, test };
  expect(explain(data)).toContain("of the test examples (hollow); development examples are not drawn.");
  expect(explain(data, true)).toContain("finite parameters; development examples are not drawn.");
  expect(explain(data, false, 2)).toContain("beside them agree; development examples are not drawn.");
  expect(explain(data, true, 2)).toContain("finite parameters; development examples are not drawn.");
  for (const isDiverged of [false, true]) {
    expect(explain(data, isDiverged, 2).match(/\.(?= |$)/g)).toHaveLength(2);
    expect(explain({ training, test }, isDiverged)).not.toContain("development");
  }
});

it("a network of many weights is asked at the points of the grid, and nowhere between them", () => {
  const spec = { inputs: 2, hiddenLayers: [100, 101], activation: "relu" as const };
  const parameters = new Float64Array(createLayout(spec).length).map((_, index) => Math.cos(index));
  const large = new Model(spec, parameters, model.labels);
  const logits = vi.spyOn(Model.prototype, "logits");
  const models = [{ heading: "B", model: large }];
  const { svg } = drawModelBoundaries({ id: "a", title: "A", data: football, models });
  expect(svg).toMatch(/class="wf-border" d="M/);
  expect(logits.mock.calls.reduce((sum, [rows]) => sum + rows.length, 0)).toBe(203 ** 2);
  logits.mockRestore();
});

it("data that lack a feature of the model are refused", () => {
  const other = Dataset.fromRows({
    name: "other",
    rows: [[1, 2]],
    labels: ["home"],
    featureNames: ["x1", "x9"],
  });
  expect(() => draw({ ...football, test: other })).toThrow(
    'data set "other": expected the features x1, x2, got x1, x9.',
  );
});
