/** Models with a preparation, and rows of a table with whatever cells hold: every spelling in every type of column. */

import { featureNames } from "../../src/data/preparation/feature-names.ts";
import type { Preparation, PreparedTarget } from "../../src/data/preparation/preparation.ts";
import { categoryReader } from "../../src/data/preparation/typed-column.ts";
import { listedColumn } from "../../src/data/table/listed-columns.ts";
import { toTable } from "../../src/data/table/to-table.ts";
import { predictTable } from "../../src/model/predict-table.ts";
import type { HeadName } from "../../src/network/heads.ts";
import { TEXTS } from "../support/random-cells.ts";
import { labelsFor, madeModel } from "../support/random-models.ts";
import { HOSTILE_NAMES } from "../support/random-prepared-models.ts";
import type { ExportCase } from "./export-cases.ts";

const dates = [0, -1, 951_782_400_000, 1_700_000_000_123, -62_135_596_800_000].map((time) => new Date(time));
const numbers = [
  0, 1, -2.5, 1e16, 123_456_789_012_345_680_000, 1e21, 1e-5, 1e-7, 1e100, 1.1e100, 1e13, -8.64e12,
];
const cells: readonly unknown[] = [...TEXTS, ...HOSTILE_NAMES, ...dates, ...numbers, true, false, null];

/** Every name that a cell is given as a category, but for some that are left to be unknown. */
const categories = [
  ...new Set(
    cells.map((cell) => categoryReader(listedColumn("", [cell]))(0)).filter((name) => name !== undefined),
  ),
].filter((_, place) => place % 5 !== 4);

const [number, date, truth, kind] = ["*/ \"number\"\n'''", "__proto__", "größe 😀", 'kind\\"""'] as const;

function columnsOf(hasIndicator: boolean, epoch: "seconds" | "milliseconds"): Preparation["columns"] {
  return [
    { type: "number", name: number, center: 2, spread: 40, fill: -7.5, hasIndicator },
    { type: "date", name: date, from: 86_400_123, epoch, center: 900, spread: 3e5, fill: 4000, hasIndicator },
    { type: "boolean", name: truth, fill: hasIndicator ? 0 : 1, hasIndicator },
    {
      type: "category",
      name: kind,
      categories,
      hasOther: hasIndicator,
      fill: hasIndicator ? null : 3,
      hasIndicator,
    },
  ];
}

/** A row for every cell: it stands in all columns. A column holds values of one kind at a time. */
const rows = cells.map((cell) => Object.fromEntries([number, date, truth, kind].map((name) => [name, cell])));

function madeCase(head: HeadName, columns: Preparation["columns"], target?: PreparedTarget): ExportCase {
  const bare: Preparation = { version: 1, columns, dropped: [] };
  const preparation = target === undefined ? bare : { ...bare, target };
  const names = featureNames(preparation);
  const spec = { inputs: names.length, hiddenLayers: [4], activation: "tanh", head } as const;
  const labels = { ...labelsFor(spec), featureNames: names, preparation };
  const model = madeModel(spec, { seed: 5, scale: 0.4 }, labels);
  return {
    name: `a preparation, ${head}`,
    model,
    rows,
    predict: () =>
      Float64Array.from(rows.flatMap((row) => Array.from(predictTable(model, toTable([row])).predictions))),
  };
}

/** The cases. */
export const preparedExportCases: readonly ExportCase[] = [
  madeCase("regression", columnsOf(true, "milliseconds"), {
    type: "number",
    name: "y",
    center: -12.5,
    spread: 90,
  }),
  madeCase("binary", columnsOf(false, "seconds")),
];
