import fc from "fast-check";
import { InferenceSession, Tensor } from "onnxruntime-web";
import { describe, expect, it } from "vitest";
import { randomModels, randomRows } from "../../../test/support/random-models.ts";
import { Model } from "../../model/model.ts";
import { ACTIVATION_NAMES } from "../../network/activations.ts";
import { type OnnxOptions, toOnnx } from "./onnx.ts";

type Precision = NonNullable<OnnxOptions["precision"]>;

/** What onnxruntime makes of rows. */
async function runOnnx(
  model: Model,
  precision: Precision,
  rows: readonly (readonly number[])[],
): Promise<Float64Array> {
  const session = await InferenceSession.create(toOnnx(model, { precision }));
  const sizes = [rows.length, model.spec.inputs];
  const features =
    precision === "f64"
      ? new Tensor("float64", Float64Array.from(rows.flat()), sizes)
      : new Tensor("float32", Float32Array.from(rows.flat()), sizes);
  const outputs = await session.run({ features });
  await session.release();
  expect(Object.keys(outputs)).toEqual([
    model.head === "regression" || model.head === "count" ? "predictions" : "probabilities",
  ]);
  const [output] = Object.values(outputs) as [Tensor];
  expect(output.dims).toEqual([rows.length, model.outputs]);
  return Float64Array.from(output.data as Float64Array | Float32Array);
}

/** The largest difference, in units of the larger of 1 and what is expected. */
function largestError(given: Float64Array, expected: Float64Array): number {
  return expected.reduce(
    (most, value, index) =>
      Math.max(most, Math.abs((given[index] as number) - value) / Math.max(1, Math.abs(value))),
    0,
  );
}

const names = { featureNames: ["x"], targetName: "y", classNames: [], targetType: "number" } as const;

describe("a model in ONNX", () => {
  it.each<[Precision, number, number]>([
    ["f64", 1e-12, Infinity],
    // Of a large e^z, float32 knows fewer digits: as many fewer as z has.
    ["f32", 1e-5, 100],
  ])("gives the same predictions in onnxruntime, in %s", async (precision, limit, largest) => {
    await fc.assert(
      fc.asyncProperty(randomModels, fc.nat(), async (model, seed) => {
        const rows = randomRows(model, seed, precision === "f64" ? 20 : 1);
        const expected = model.predict(rows);
        fc.pre(expected.every((value) => Math.abs(value) < largest));
        expect(largestError(await runOnnx(model, precision, rows), expected)).toBeLessThan(limit);
      }),
      { numRuns: 150, seed: 5 },
    );
  });

  it.each(ACTIVATION_NAMES)("computes %s to the last digits, near 0 and far from it", async (activation) => {
    // The sum is the feature, and the output is the activation.
    const spec = { inputs: 1, hiddenLayers: [1], activation, head: "regression" } as const;
    const model = new Model(spec, Float64Array.of(1, 0, 1, 0), names);
    const sizes = Array.from({ length: 40 }, (_, n) => Number(`1.7e${n - 30}`));
    const steps = Array.from({ length: 1000 }, (_, n) => (n - 500) * 0.0712345);
    const rows = [...steps, 0, ...sizes, ...sizes.map((size) => -size)].map((x) => [x]);
    const expected = model.predict(rows);
    const given = await runOnnx(model, "f64", rows);
    expected.forEach((value, index) => {
      const tolerance = Math.max(1e-12 * Math.abs(value), 1e-250);
      expect(Math.abs((given[index] as number) - value), `at ${rows[index]?.[0]}`).toBeLessThanOrEqual(
        tolerance,
      );
    });
  });

  it("takes one example or many, and names what it takes and gives", async () => {
    const spec = { inputs: 1, hiddenLayers: [], activation: "relu", head: "regression" } as const;
    const model = new Model(spec, Float64Array.of(2, 0.5), names);
    const session = await InferenceSession.create(toOnnx(model));
    expect([session.inputNames, session.outputNames]).toEqual([["features"], ["predictions"]]);
    for (const count of [1, 3, 1000]) {
      const values = Float64Array.from({ length: count }, (_, n) => n / 8);
      const { predictions } = await session.run({ features: new Tensor("float64", values, [count, 1]) });
      expect(predictions?.data).toEqual(values.map((value) => 2 * value + 0.5));
    }
    const text = new TextDecoder("latin1").decode(toOnnx(model));
    for (const part of ['["x"]', "regression", model.fingerprint, "wellfit"]) expect(text).toContain(part);
  });

  it("is refused in float32 where that does not reach the parameters, and with other options", () => {
    const spec = { inputs: 1, hiddenLayers: [], activation: "relu", head: "regression" } as const;
    const model = new Model(spec, Float64Array.of(1e39, 0.5), names);
    expect(() => toOnnx(model, { precision: "f32" })).toThrow(
      'toOnnx: expected parameters that float32 reaches, got 1e+39. The precision "f64" keeps them.',
    );
    expect(() => toOnnx(model, { precision: "f16" as never })).toThrow(
      'toOnnx: precision: expected one of f64, f32, got "f16".',
    );
  });
});
