import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInputError } from "../../src/base/errors.ts";
import { labelsOf } from "../../src/data/align.ts";
import { fitPreparation } from "../../src/data/preparation/fit-preparation.ts";
import { type Preparation, parsePreparation } from "../../src/data/preparation/preparation.ts";
import { prepareDataset } from "../../src/data/preparation/prepare-dataset.ts";
import { toTable } from "../../src/data/table/to-table.ts";
import { Model } from "../../src/model/model.ts";
import { parseModelBytes, toModelBytes } from "../../src/model/model-bytes.ts";
import { parseModel, toModelDocument } from "../../src/model/model-json.ts";
import { predictTable } from "../../src/model/predict-table.ts";
import { expectOnlyTypedErrors, listPlaces, RUNS, replaceAt } from "../support/fuzz.ts";

const rows = Array.from({ length: 40 }, (_, i) => i);
const table = toTable({
  area: rows.map((i) => (i % 9 === 4 ? "" : String(((i * 37) % 80) + 0.5))),
  town: rows.map((i) => ["Ulm", "Jena", "", "__proto__"][i % 4]),
  since: rows.map((i) => `20${10 + (i % 9)}-0${1 + (i % 8)}-11`),
  sold: rows.map((i) => ((i * i) % 7 < 3 ? "yes" : "no")),
  price: rows.map((i) => ((i * 53) % 97) + 0.25),
});
const preparation = fitPreparation(table, undefined, { target: "price", scaleTarget: true });
const { dataset } = prepareDataset(preparation, table);
const inputs = dataset.features.length;
const spec = { inputs, hiddenLayers: [], activation: "relu", head: "regression" } as const;
const parameters = Float64Array.from({ length: inputs + 1 }, (_, i) => (i - 3) / 4);

const modelWith = (prepared: Preparation): Model =>
  new Model(spec, parameters, { ...labelsOf(dataset), preparation: prepared });
const model = modelWith(preparation);

/** What may stand where something else should. */
const wrong = fc.oneof(
  fc.constantFrom(
    null,
    0,
    -1,
    1,
    0.5,
    5e-324,
    1e100,
    -1e100,
    1e308,
    2 ** 53,
    "",
    "area",
    "__proto__",
    [],
    {},
    true,
  ),
  fc.jsonValue(),
);

describe(`${RUNS} damaged models with a preparation give a model or a typed error, nothing else`, () => {
  it.each<[string, Uint8Array, (bytes: Uint8Array) => Model]>([
    [".wellfit", toModelBytes(model), (bytes) => parseModelBytes(bytes, "f.wellfit")],
    [
      ".json",
      new TextEncoder().encode(JSON.stringify(toModelDocument(model))),
      (bytes) => parseModel(new TextDecoder().decode(bytes), "f.json"),
    ],
  ])("%s", async (_, file, read) => {
    const refused = await expectOnlyTypedErrors([file], (bytes) => {
      expect(read(bytes).labels).toEqual(model.labels);
    });
    expect(refused).toBeGreaterThan(RUNS / 2);
  });

  it("whose checksum is right, and which predict then", () => {
    let predicting = 0;
    fc.assert(
      fc.property(fc.constantFrom(...listPlaces(preparation)), wrong, (path, value) => {
        try {
          const made = modelWith(parsePreparation(replaceAt(preparation, path, value)));
          const { predictions } = predictTable(parseModelBytes(toModelBytes(made), "f.wellfit"), table);
          expect(predictions.every(Number.isFinite)).toBe(true);
          predicting++;
        } catch (error) {
          if (!(error instanceof InvalidInputError)) throw error;
        }
      }),
      { numRuns: RUNS, seed: 7 },
    );
    expect(predicting).toBeGreaterThan(RUNS / 100);
  });
});
