import fc from "fast-check";
import { InferenceSession, Tensor } from "onnxruntime-web";
import { describe, expect, it } from "vitest";
import { rowsOf } from "../../../test/support/random-cells.ts";
import { labelsFor, madeModel } from "../../../test/support/random-models.ts";
import {
  HOSTILE_NAMES,
  preparationOf,
  randomPreparedModels,
} from "../../../test/support/random-prepared-models.ts";
import { featureNames } from "../../data/preparation/feature-names.ts";
import type { Preparation, PreparedColumn } from "../../data/preparation/preparation.ts";
import { targetScaleOf } from "../../data/preparation/target-scale.ts";
import { categoryReader } from "../../data/preparation/typed-column.ts";
import { listedColumn } from "../../data/table/listed-columns.ts";
import { toTable } from "../../data/table/to-table.ts";
import type { Model } from "../../model/model.ts";
import { predictTable } from "../../model/predict-table.ts";
import { type OnnxOptions, toOnnx } from "./onnx.ts";

type Precision = NonNullable<OnnxOptions["precision"]>;
type Cell = number | string | Date | null;
type Row = Readonly<Record<string, Cell>>;

const NOT_A_TIME = -(2n ** 63n);
const DAY = 86_400_000;
const WORDS = ["true", "FALSE", "Yes", "no", "Y", "n", "t", "F", "On", "off", "1", "0", "", "truth"];

/** What a program puts into the tensors of a column. */
function cellsOf(precision: Precision): (column: PreparedColumn) => fc.Arbitrary<Cell> {
  const near = fc.double({ min: -3, max: 3, noNaN: true });
  return (column) => {
    if (column.type === "boolean") return fc.constantFrom(...WORDS);
    if (column.type === "category") {
      const names = [...column.categories, "a new one", "another"];
      // Texts that wellfit reads as other names, or as none, are not what a program should hand over.
      return fc.constantFrom(
        "",
        ...names.filter((name) => categoryReader(listedColumn("", [name]))(0) === name),
      );
    }
    const scaled = near.map((value) => column.center + column.spread * value);
    if (column.type === "date") {
      return fc.option(scaled.map((days) => new Date(Math.round(column.from + days * DAY))));
    }
    return fc.oneof(
      { weight: 5, arbitrary: scaled.map((value) => (precision === "f32" ? Math.fround(value) : value)) },
      fc.constantFrom(Number.NaN, Infinity, -Infinity, null),
    );
  };
}

function tensorOf(rows: readonly Row[], { name, type }: PreparedColumn, precision: Precision): Tensor {
  const cells = rows.map((row) => row[name] as Cell);
  const sizes = [rows.length, 1];
  if (type === "number") {
    const numbers = cells.map((cell) => (cell === null ? Number.NaN : Number(cell)));
    return precision === "f64"
      ? new Tensor("float64", Float64Array.from(numbers), sizes)
      : new Tensor("float32", Float32Array.from(numbers), sizes);
  }
  if (type === "date") {
    const times = cells.map((cell) => (cell === null ? NOT_A_TIME : BigInt(Number(cell))));
    return new Tensor("int64", BigInt64Array.from(times), sizes);
  }
  return new Tensor("string", cells as string[], sizes);
}

/** What onnxruntime makes of rows, whose columns are inputs in the same order. */
async function runOnnx(model: Model, precision: Precision, rows: readonly Row[]): Promise<Float64Array> {
  const session = await InferenceSession.create(toOnnx(model, { precision }));
  const { columns } = preparationOf(model);
  const feeds = columns.map(
    (column, index) => [session.inputNames[index] as string, tensorOf(rows, column, precision)] as const,
  );
  const outputs = await session.run(Object.fromEntries(feeds));
  await session.release();
  const [output] = Object.values(outputs) as [Tensor];
  expect(output.dims).toEqual([rows.length, model.outputs]);
  return Float64Array.from(output.data as Float64Array | Float32Array);
}

describe("a model with a preparation in ONNX", () => {
  it.each<[Precision, number, number]>([
    ["f64", 1e-12, Infinity],
    // Of a large e^z, float32 knows fewer digits: as many fewer as z has.
    ["f32", 1e-5, 100],
  ])("predicts rows of any columns in onnxruntime, in %s", async (precision, limit, largest) => {
    await fc.assert(
      fc.asyncProperty(randomPreparedModels, fc.nat(), async (model, seed) => {
        const arbitrary = rowsOf(preparationOf(model).columns, cellsOf(precision));
        const rows = fc.sample(arbitrary, { numRuns: 12, seed });
        const expected = predictTable(model, toTable(rows)).predictions;
        const { center = 0, spread = 1 } = targetScaleOf(preparationOf(model)) ?? {};
        fc.pre(expected.every((value) => Math.abs(value - center) < largest * spread));
        const given = await runOnnx(model, precision, rows);
        expected.forEach((value, place) => {
          const unit = Math.max(1, spread, Math.abs(center), Math.abs(value));
          expect(Math.abs((given[place] as number) - value) / unit).toBeLessThan(limit);
        });
      }),
      { numRuns: 150, seed: 4 },
    );
  });

  it("gives every column an input of its own, with its name where that can be had", async () => {
    const names = ["", "\0", ...HOSTILE_NAMES, "\ud800", "\udfff", "constant_1", "LabelEncoder_1"];
    const columns = names.map(
      (name, index): PreparedColumn =>
        index % 2 === 0
          ? { type: "number", name, center: index, spread: 2, fill: 1, hasIndicator: true }
          : {
              type: "category",
              name,
              categories: [...HOSTILE_NAMES],
              hasOther: true,
              fill: 2,
              hasIndicator: false,
            },
    );
    const preparation: Preparation = { version: 1, columns, dropped: [] };
    const features = featureNames(preparation);
    const spec = { inputs: features.length, hiddenLayers: [3], activation: "tanh" } as const;
    const labels = { ...labelsFor(spec), featureNames: features, preparation };
    const model = madeModel(spec, { seed: 2, scale: 0.2 }, labels);
    const session = await InferenceSession.create(toOnnx(model));
    const expected = [
      "column",
      "\ufffd",
      ...HOSTILE_NAMES,
      "\ufffd (2)",
      "\ufffd (3)",
      "constant_1",
      "LabelEncoder_1",
    ];
    expect(session.inputNames).toEqual(
      expected.map((name) => (name === "probabilities" ? "probabilities (2)" : name)),
    );
    expect(session.outputNames).toEqual(["probabilities"]);
    await session.release();
    const rows = HOSTILE_NAMES.map((text, place) =>
      Object.fromEntries(columns.map(({ type, name }) => [name, type === "number" ? place : text])),
    );
    const given = await runOnnx(model, "f64", rows);
    predictTable(model, toTable(rows)).predictions.forEach((value, place) => {
      expect(given[place]).toBeCloseTo(value, 12);
    });
  });

  it("says in its metadata which input is which column, and is the bare network where that is wanted", async () => {
    const columns = [{ type: "boolean", name: "lift", fill: 1, hasIndicator: true } as const];
    const target = { type: "number", name: "rent", center: 500, spread: 20 } as const;
    const preparation: Preparation = { version: 1, columns, dropped: [], target };
    const spec = { inputs: 2, hiddenLayers: [], activation: "relu", head: "regression" } as const;
    const labels = {
      ...labelsFor(spec),
      featureNames: ["lift", "lift is missing"],
      targetName: "rent",
      preparation,
    };
    const model = madeModel(spec, { seed: 2 }, labels);
    const text = new TextDecoder().decode(toOnnx(model));
    expect(text).toContain('[{"name":"lift","type":"boolean","input":"lift"}]');
    const bare = toOnnx(model, { preparation: "none" });
    const session = await InferenceSession.create(bare);
    expect(session.inputNames).toEqual(["features"]);
    const features = new Tensor("float64", Float64Array.of(1, 0), [1, 2]);
    const { predictions } = await session.run({ features });
    expect(predictions?.data[0]).toBeCloseTo(model.predict([[1, 0]])[0] as number, 10);
    expect(new TextDecoder().decode(bare)).not.toContain("ai.onnx.ml");
    const far = { ...preparation, target: { ...target, center: 1e60 } };
    const remote = madeModel(spec, { seed: 2 }, { ...labels, preparation: far });
    expect(() => toOnnx(remote, { precision: "f32" })).toThrow(
      "toOnnx: expected parameters that float32 reaches, got 1e+60.",
    );
  });
});
