import { describe, expect, it } from "vitest";
import { createGrid, datasets, gridPoints, startTraining } from "wellfit";
import { createInsideViewer } from "./look-inside.ts";

const split = datasets.football();
const { training: football, test } = split;

function begin(options: Parameters<typeof startTraining>[1], iterations = 30) {
  const training = startTraining(football, options);
  training.advance(iterations);
  return training;
}

const planeOf = (steps: number) => {
  const grid = createGrid([football, test], steps);
  return { grid, points: gridPoints(grid) };
};
const viewer = createInsideViewer(football, planeOf, 131);
const nothing = { example: undefined, parameter: undefined };

describe("a look inside", () => {
  it("tells what every unit hands on over the plane: of the output, the logits", () => {
    const training = begin({});
    const model = training.model();
    const { layers, columns, rows } = viewer.look(model, training, nothing);
    const points = gridPoints(createGrid([football, test], columns - 3));
    expect(points).toHaveLength(columns * rows);
    expect(layers.map(({ size }) => size)).toEqual([2, 20, 3, 1]);
    expect(layers[0]?.responses.subarray(0, columns)).toEqual(
      Float32Array.from(points.slice(0, columns), ([x = 0]) => x),
    );
    expect(layers[3]?.responses).toEqual(Float32Array.from(model.logits(points)));
    const hidden = model.activations(points)[0] as Float64Array;
    const unit = 7;
    expect(layers[1]?.responses.subarray(unit * points.length, (unit + 1) * points.length)).toEqual(
      Float32Array.from(points, (_, point) => hidden[point * 20 + unit] as number),
    );
  });

  it("tells weights and biases of the units that are drawn, and counts all weights", () => {
    const training = begin({ hiddenLayers: [40, 3] });
    const model = training.model();
    const { W1, W2, b2 } = model.toTextbook();
    const { layers } = viewer.look(model, training, nothing);
    const [, first, second] = layers;
    expect(first?.units).toHaveLength(24);
    const expected = [0, 1, 2].flatMap((unit) => first?.units.map((input) => W2?.at(unit, input)));
    expect(Array.from(second?.weights ?? [])).toEqual(expected);
    expect(Array.from(second?.biases ?? [])).toEqual([0, 1, 2].map((unit) => b2?.at(unit, 0)));
    expect(first?.counts?.weights).toBe(80);
    expect(first?.counts?.end).toBe(Math.max(...(W1?.data ?? []).map(Math.abs)));
  });

  it("chooses an example that costs much and moves the first layer, and says which units drop out for it", () => {
    const training = begin({ keepProbability: 0.5 });
    const model = training.model();
    const { step } = viewer.look(model, training, nothing);
    const { costs } = model.scores(football);
    const dearest = costs.toSorted().subarray(-5);
    expect(dearest).toContain(costs[step?.example ?? -1]);
    const { layers } = training.inspect(step?.example);
    const droppedOf = (layer: number): readonly number[] =>
      Array.from(layers[layer - 1]?.mask ?? []).flatMap((bit, unit) => (bit === 0 ? [unit] : []));
    expect(step?.dropped).toEqual([[], droppedOf(1), droppedOf(2), []]);
    expect(step?.dropped[1]?.length).toBeGreaterThan(2);
    expect(step?.isOfShown).toBe(true);
    const slopes = layers[0]?.sumGradients.map(Math.abs) ?? [];
    expect(slopes[step?.parameter.unit ?? -1]).toBe(Math.max(...slopes));
    expect(Math.max(...slopes)).toBeGreaterThan(0);
  });

  it("follows an example of the batch, and the first of it where the wanted one is not there", () => {
    const training = begin({ batchSize: 16 });
    const { batch } = training.inspect();
    const look = (example: number) => viewer.look(training.model(), training, { ...nothing, example }).step;
    const [first, , third] = batch as unknown as [number, number, number];
    expect(look(third)?.example).toBe(third);
    const absent = Array.from({ length: 211 }, (_, example) => example).find(
      (example) => !batch.includes(example),
    );
    expect(look(absent as number)).toMatchObject({ example: first, batch: 16 });
  });

  it("says where the step is not one of the weights that are shown", () => {
    const training = begin({ averaging: "ema" });
    expect(viewer.look(training.model(), training, nothing).step?.isOfShown).toBe(false);
  });

  it("tells of no step without a run, and of none that has diverged", () => {
    const training = begin({}, 1);
    expect(viewer.look(training.model(), undefined, nothing).step).toBeUndefined();
    const diverging = begin({ learningRate: 1e200, lambda: 1e200 }, 0);
    const { model, stop } = diverging;
    diverging.advance(2000);
    expect(stop().outcome.kind).toBe("diverged");
    expect(viewer.look(model(), diverging, nothing).step).toBeUndefined();
  });
});
