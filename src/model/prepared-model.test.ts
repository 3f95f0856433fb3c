import { describe, expect, it } from "vitest";
import type { NumberColumn } from "../data/columns.ts";
import { Dataset } from "../data/dataset.ts";
import { featureNames } from "../data/preparation/feature-names.ts";
import { fitPreparation } from "../data/preparation/fit-preparation.ts";
import { prepareDataset } from "../data/preparation/prepare-dataset.ts";
import { toTable } from "../data/table/to-table.ts";
import { Model } from "./model.ts";
import { parseModelBytes, toModelBytes } from "./model-bytes.ts";
import { parseModel, toModelDocument } from "./model-json.ts";
import { predictTable } from "./predict-table.ts";

const SPEC = { hiddenLayers: [], activation: "relu", normalization: "none", outputs: 1 } as const;

const houses = toTable({
  area: ["50", "80", "", "120", "95"],
  town: ["Ulm", "Trier", "Ulm", "", "Jena"],
  price: ["100000", "180000", "150000", "310000", "?"],
  sold: ["yes", "no", "no", "yes", "no"],
});
const columns = { town: "category" } as const;
const ofPrice = fitPreparation(houses, [0, 1, 2, 3], {
  target: "price",
  scaleTarget: true,
  columns: { ...columns, sold: "drop" },
});
const ofSale = fitPreparation(houses, undefined, { target: "sold", columns: { ...columns, price: "drop" } });

/** A network without hidden layers whose parameters are simple fractions. */
function modelOf(preparation: typeof ofPrice): Model {
  const { dataset } = prepareDataset(preparation, houses);
  const inputs = dataset.features.length;
  const head = preparation.target?.type === "number" ? "regression" : "binary";
  const parameters = Float64Array.from({ length: inputs + 1 }, (_, place) => (place + 1) / 8);
  return Model.fromTraining({ ...SPEC, inputs, head }, parameters, dataset);
}

const price = modelOf(ofPrice);
const sale = modelOf(ofSale);

describe("a model trained on a prepared table", () => {
  it("takes the preparation along from its training data", () => {
    expect(price.labels.preparation).toBe(ofPrice);
    expect(price.labels.featureNames).toEqual(featureNames(ofPrice));
  });

  it("predicts rows of any table with these columns, in any order among others", () => {
    const { dataset } = prepareDataset(ofSale, houses);
    const rows = Array.from({ length: dataset.examples }, (_, row) => dataset.row(row));
    const expected = sale.predict(rows);
    const other = {
      ...houses,
      columns: [...toTable({ colour: [1, 2, 3, 4, 5] }).columns, ...houses.columns.toReversed()],
    };
    const { predictions, surprises } = predictTable(sale, other);
    expect(predictions).toEqual(expected);
    expect(surprises).toEqual([]);
    const fresh = predictTable(sale, toTable({ area: ["x"], town: ["Rom"] }));
    expect(fresh.surprises.map(({ column, kind }) => [column, kind])).toEqual([
      ["area", "unreadable"],
      ["town", "unknown category"],
    ]);
  });

  it("predicts numbers in the units of the target's column, and measures errors in them", () => {
    const { dataset, leftOut } = prepareDataset(ofPrice, houses) as {
      dataset: Dataset<NumberColumn>;
      leftOut: number;
    };
    expect(leftOut).toBe(1);
    const { center, spread } = ofPrice.target as { center: number; spread: number };
    expect(center).toBe(185_000);
    const logits = price.logits(Array.from({ length: 4 }, (_, row) => dataset.row(row)));
    const { predictions } = predictTable(price, houses);
    expect(predictions.subarray(0, 4)).toEqual(logits.map((logit) => logit * spread + center));
    const truths = [100_000, 180_000, 150_000, 310_000];
    const squares = truths.map((truth, row) => (truth - (predictions[row] as number)) ** 2);
    const { squaredErrors } = price.scores(dataset);
    squares.forEach((square, row) => {
      expect(squaredErrors?.[row]).toBeCloseTo(square, 3);
    });
    const mean = squares.reduce((sum, square) => sum + square, 0) / 4;
    expect(price.measure(dataset).rmse?.value).toBeCloseTo(Math.sqrt(mean), 6);
  });

  it("comes back from both forms of files with its preparation", () => {
    for (const model of [price, sale]) {
      for (const back of [
        parseModelBytes(toModelBytes(model)),
        parseModel(JSON.stringify(toModelDocument(model))),
      ]) {
        expect(back).toEqual(model);
        expect(predictTable(back, houses)).toEqual(predictTable(model, houses));
      }
    }
  });

  it("whose preparation was edited in its file is refused", () => {
    const document = toModelDocument(sale);
    const [area] = document.preparation?.columns ?? [];
    Object.assign(area as object, { fill: 1 });
    expect(() => parseModel(JSON.stringify(document), "m.json")).toThrow(
      "m.json: expected a model that matches its checksum, got a damaged or edited document.",
    );
    Object.assign(area as object, { name: "surface" });
    expect(() => parseModel(JSON.stringify(document), "m.json")).toThrow(
      "m.json: expected a preparation that makes these features and this target, got another.",
    );
  });

  it("refuses data that was prepared in another way, or not at all", () => {
    const others = fitPreparation(houses, [0, 1, 4], {
      target: "sold",
      columns: { ...columns, price: "drop" },
    });
    const { dataset } = prepareDataset(ofSale, houses);
    expect(() => sale.evaluate(prepareDataset(others, houses).dataset)).toThrow(
      "expected features prepared by the preparation of the training data, got prepared by another.",
    );
    const { name, features, target } = dataset as Dataset;
    expect(() => sale.evaluate(new Dataset({ name, features, target }))).toThrow(
      "expected features prepared by the preparation of the training data, got as they came.",
    );
    const bare = new Model(sale.spec, sale.parameters, { ...sale.labels, preparation: undefined });
    expect(() => bare.evaluate(dataset)).toThrow("expected features as they came, got prepared.");
    expect(sale.evaluate(dataset).examples).toBe(5);
  });
});

describe("predictTable", () => {
  it("is where rows of a table belong, which predict and tables of another form are told", () => {
    expect(() => sale.predict([["a", 3]] as never)).toThrow(
      / in row 1\. Rows as they stand in a table are for predictTable, which prepares them\.$/,
    );
    expect(() => predictTable(sale, { area: [3] } as never)).toThrow(
      "table: expected a table, got an object with area. toTable makes one of columns or rows, readTable of a file.",
    );
  });

  it("refuses a model that has no preparation", () => {
    const { spec, parameters, labels } = sale;
    const { preparation: _, ...bare } = labels;
    expect(() => predictTable(new Model(spec, parameters, bare), houses)).toThrow(
      "predictTable: expected a model with a preparation, as one trained on a prepared table has, got one without. " +
        "Its predict takes rows of numbers.",
    );
  });
});
