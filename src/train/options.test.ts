import { expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { presets, type TrainOptions } from "./options.ts";
import { train } from "./train.ts";

const places = Array.from({ length: 40 }, (_, index) => index);
const rows = places.map((place) => [(place % 8) / 4 - 1, Math.floor(place / 8) / 2 - 1]);
/** Which of so many stripes across the square a point is in. */
const stripeOf = ([x = 0, y = 0]: readonly number[], stripes: number): number =>
  Math.min(stripes - 1, Math.floor((stripes * (x + y + 2)) / 4));

const ofClasses = (classes: number): Dataset =>
  Dataset.fromRows({ name: "classes", rows, labels: rows.map((row) => stripeOf(row, classes)) });
const ofNumbers = (least: number) =>
  Dataset.fromRows({ name: "numbers", rows, targets: rows.map((row) => least + stripeOf(row, 5)) });
const ofLabels = Dataset.fromRows({
  name: "labels",
  rows,
  labelSets: rows.map(([x = 0, y = 0]) => [...(x > 0 ? ["right"] : []), ...(y > 0 ? ["top"] : [])]),
});

it.each<[string, Parameters<typeof train>[0], TrainOptions]>([
  ["two classes", ofClasses(2), {}],
  ["three classes", ofClasses(3), {}],
  ["labels", ofLabels, {}],
  ["numbers", ofNumbers(-2), {}],
  ["numbers by Huber's loss", ofNumbers(-2), { loss: "huber" }],
  ["counts", ofNumbers(0), { loss: "poisson" }],
])("the preset general learns %s, and needs no development data", async (_, data, options) => {
  const { history, outcome, epochs } = await train(data, { ...presets.general, ...options });
  expect([outcome.kind, epochs]).toEqual(["finished", presets.general.epochs]);
  const [first = 0] = history.dataCostWithoutDropout;
  expect(history.dataCostWithoutDropout.at(-1)).toBeLessThan(0.7 * first);
});
