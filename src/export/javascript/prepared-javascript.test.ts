import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCells, jsonCells, rowsOf, TEXTS } from "../../../test/support/random-cells.ts";
import { preparationOf, randomPreparedModels } from "../../../test/support/random-prepared-models.ts";
import { fitPreparation } from "../../data/preparation/fit-preparation.ts";
import type { Preparation } from "../../data/preparation/preparation.ts";
import { prepareDataset } from "../../data/preparation/prepare-dataset.ts";
import { categoryReader } from "../../data/preparation/typed-column.ts";
import { readTable } from "../../data/read-table.ts";
import { listedColumn } from "../../data/table/listed-columns.ts";
import { toTable } from "../../data/table/to-table.ts";
import { Model } from "../../model/model.ts";
import { predictTable } from "../../model/predict-table.ts";
import { createLayout } from "../../network/layout.ts";
import { toJavaScript } from "./javascript.ts";

type Row = Readonly<Record<string, unknown>>;

/** What the text of an exported module exports, where a preparation is in it. */
interface PreparedModule {
  readonly columns: readonly string[];
  readonly target: string;
  readonly classes?: readonly string[];
  readonly predict: (rows: readonly Row[]) => Float64Array;
}

function load(text: string): Promise<PreparedModule> {
  return import(`data:text/javascript,${encodeURIComponent(text)}`) as Promise<PreparedModule>;
}

/** Predictions as a list; the word "refused" where their numbers are too large for the network. */
function listOf(predict: () => Float64Array): readonly number[] | "refused" {
  try {
    return Array.from(predict());
  } catch (error) {
    expect((error as Error).message).toMatch(/too large/);
    return "refused";
  }
}

const flats = toTable({
  area: ["50", "80", "", "120"],
  kind: ["old", "new", "old", "*/ </script>"],
  lift: ["yes", "no", "", "no"],
  built: ["1910-05-01", "2015-01-01", "", "2020-03-01"],
  rent: ["700", "1400", "900", "2100"],
});

/** A model of the article's size for some columns. */
function modelOf(dropped: readonly string[]): Model {
  const columns = Object.fromEntries(dropped.map((name) => [name, "drop" as const]));
  const choices = { kind: "category", lift: "boolean", ...columns } as const;
  const preparation = fitPreparation(flats, undefined, {
    target: "rent",
    scaleTarget: true,
    columns: choices,
  });
  const { dataset } = prepareDataset(preparation, flats);
  const spec = {
    inputs: dataset.features.length,
    hiddenLayers: [20, 3],
    activation: "relu",
    head: "regression",
  } as const;
  const parameters = new Float64Array(createLayout(spec).length).map((_, place) => 1 / (place + 3));
  return Model.fromTraining(spec, parameters, dataset);
}

describe("a model with a preparation as a JavaScript module", () => {
  it("reads every cell as a table of that row is read, and predicts the same bits", async () => {
    await fc.assert(
      fc.asyncProperty(randomPreparedModels, fc.infiniteStream(fc.nat()), async (model, seeds) => {
        const { columns } = preparationOf(model);
        const rows = fc.sample(rowsOf(columns, anyCells), { numRuns: 25, seed: seeds.next().value });
        const { predict } = await load(toJavaScript(model));
        for (const row of rows) {
          const expected = listOf(() => predictTable(model, toTable([row])).predictions);
          expect(listOf(() => predict([row]))).toEqual(expected);
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("calls a category what wellfit calls it, whatever spells it", async () => {
    const dates = [0, -1, 1e12, 951_782_400_000, -62_198_755_200_000, 3e14, 8.64e15].map(
      (time) => new Date(time),
    );
    const cells = [...TEXTS, ...dates, 1e21, 1e-7, 123_456_789_012_345_680_000, 10n ** 25n, -0, true];
    const namesOf = (cell: unknown): string[] => {
      const name = categoryReader(listedColumn("kind", [cell]))(0);
      return name === undefined ? [] : [name];
    };
    const column = {
      type: "category" as const,
      name: "kind",
      categories: [...new Set(cells.flatMap(namesOf))],
      hasOther: false,
      fill: null,
      hasIndicator: false,
    };
    const preparation: Preparation = { version: 1, columns: [column], dropped: [] };
    const names = column.categories.map((name) => `kind = ${name}`);
    const spec = { inputs: names.length, hiddenLayers: [], activation: "relu", head: "regression" } as const;
    const parameters = Float64Array.from({ length: names.length + 1 }, (_, place) => place + 1);
    const labels = { featureNames: names, targetName: "y", classNames: [], targetType: "number" } as const;
    const model = new Model(spec, parameters, { ...labels, preparation });
    const { predict } = await load(toJavaScript(model));
    for (const cell of cells) {
      const row = { kind: cell };
      expect(predict([row])).toEqual(predictTable(model, toTable([row])).predictions);
    }
    expect(new Set(predict(cells.map((cell) => ({ kind: cell })))).size).toBe(names.length + 1);
  });

  it("reads rows of texts as the table of a file is read", async () => {
    const model = modelOf([]);
    const csv = "built,kind,area,lift\n2020-01-01,new, 70 ,TRUE\n,?,NA,-\n2024-02-30,loft,1e2,0\n";
    const [names = [], ...lines] = csv
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    const rows = lines.map((cells) => Object.fromEntries(names.map((name, place) => [name, cells[place]])));
    const { predict } = await load(toJavaScript(model));
    const table = await readTable(new TextEncoder().encode(csv));
    expect(predict(rows)).toEqual(predictTable(model, table).predictions);
  });

  it("says which columns it needs, and takes rows that lack a value of one", async () => {
    const model = modelOf([]);
    const module = await load(toJavaScript(model));
    expect(module.columns).toEqual(["area", "kind", "lift", "built"]);
    expect(module).toMatchObject({ target: "rent" });
    expect(module).not.toHaveProperty("features");
    expect(module.predict([])).toEqual(new Float64Array(0));
    const rows = [{ area: 50, kind: "old" }, { lift: true, built: new Date("2001-01-01") }, {}];
    expect(module.predict(rows)).toEqual(predictTable(model, toTable(rows)).predictions);
    expect(() => module.predict([{ area: 50, kind: "old", lift: true, build: 1 }])).toThrow(
      new RangeError('Expected a column "built" in the rows.'),
    );
    expect(() => module.predict([[1, 2, 3, 4] as never])).toThrow('Expected a column "area" in the rows.');
    expect(() => module.predict([...rows, null as never])).toThrow(
      new RangeError("Row 4: expected an object."),
    );
  });

  it("takes features as they are, where no preparation is wanted", async () => {
    const model = modelOf([]);
    const text = toJavaScript(model, { preparation: "none" });
    const module = (await load(text)) as unknown as {
      features: string[];
      predict: (rows: number[][]) => Float64Array;
    };
    expect(module.features).toEqual(model.labels.featureNames);
    const row = module.features.map((_, place) => place / 4 - 1);
    expect(module.predict([row])).toEqual(model.predict([row]));
    expect(text).not.toContain("readers");
    expect(() => toJavaScript(model, { preparation: "some" as never })).toThrow(
      'toJavaScript: preparation: expected one of included, none, got "some".',
    );
  });

  it("holds no more than its columns need, and stays below 8 kB for a network of the article's size", () => {
    const all = ["area", "kind", "lift", "built"];
    const signs = { area: "toNumber", kind: "nameOf", lift: "toTruth", built: "toTime" };
    for (const kept of all) {
      const text = toJavaScript(modelOf(all.filter((name) => name !== kept)));
      const found = Object.values(signs).filter((sign) => text.includes(sign));
      expect(found).toEqual([signs[kept as keyof typeof signs]]);
    }
    expect(new TextEncoder().encode(toJavaScript(modelOf(["kind", "built"]))).length).toBeLessThan(8000);
  });

  it("reads whole tables as wellfit does, where the values of a column are of one kind", async () => {
    const texts = (column: Parameters<typeof jsonCells>[0]) =>
      jsonCells(column).map((cell) => String(cell ?? ""));
    await fc.assert(
      fc.asyncProperty(randomPreparedModels, fc.nat(), async (model, seed) => {
        const rows = fc.sample(rowsOf(preparationOf(model).columns, texts), { numRuns: 9, seed });
        const { predict } = await load(toJavaScript(model));
        const expected = listOf(() => predictTable(model, toTable(rows)).predictions);
        expect(listOf(() => predict(rows))).toEqual(expected);
      }),
      { numRuns: 150, seed: 2 },
    );
  });
});
