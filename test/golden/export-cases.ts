/** Models whose programs for PyTorch are executed there: between them all heads, activations and normalizations. */

import { createHash } from "node:crypto";
import { toKerasScript, toPytorchScript } from "../../src/export/python-scripts.ts";
import type { Model } from "../../src/model/model.ts";
import { toModelBytes } from "../../src/model/model-bytes.ts";
import { ACTIVATION_NAMES } from "../../src/network/activations.ts";
import { HEAD_NAMES, heads } from "../../src/network/heads.ts";
import { NORMALIZATION_NAMES } from "../../src/network/normalizations.ts";
import { madeModel, randomRows } from "../support/random-models.ts";
import { preparedExportCases } from "./prepared-export-cases.ts";

/** One model and the examples that it predicts. */
export interface ExportCase {
  readonly name: string;
  readonly model: Model;
  /** Numbers for the features, or cells by the names of columns. */
  readonly rows: readonly (readonly number[] | Readonly<Record<string, unknown>>)[];
  /** What wellfit predicts. */
  readonly predict: () => Float64Array;
}

const temperate = madeModel(
  { inputs: 3, hiddenLayers: [4], activation: "relu", head: "multiclass", outputs: 3 },
  { seed: 7 },
).withTemperature(2.7);

/** A case for every activation, with the heads and normalizations in turn, and every third in float32. */
const ofActivations: readonly ExportCase[] = ACTIVATION_NAMES.map((activation, index) => {
  const inTurn = <Value>(list: readonly Value[], place: number): Value => list[place % list.length] as Value;
  const head = inTurn(HEAD_NAMES, index);
  const normalization = [inTurn(NORMALIZATION_NAMES, index), inTurn(NORMALIZATION_NAMES, index + 1)];
  const spec = {
    inputs: 3,
    hiddenLayers: [5, 4],
    activation,
    normalization,
    head,
    outputs: heads[head].outputs(3),
  };
  const model = madeModel(spec, { seed: index, isSingle: index % 3 === 0 });
  return ofFeatures(`${activation}, ${normalization.join(" and ")}, ${head}`, model, index);
});

function ofFeatures(name: string, model: Model, seed: number): ExportCase {
  const rows = randomRows(model, seed);
  return { name, model, rows, predict: () => model.predict(rows) };
}

/** All cases. */
export const exportCases: readonly ExportCase[] = [
  ...ofActivations,
  ofFeatures("a temperature", temperate, 7),
  ...preparedExportCases,
];

/** What Python gets of a case. */
export interface ExportedProgram {
  readonly name: string;
  readonly pytorch: string;
  readonly keras: string;
  /** The model's file in base64. */
  readonly file: string;
  /** Dates as objects of milliseconds. */
  readonly rows: readonly unknown[];
}

/** The programs of a case; they read "model.wellfit". */
export function createPrograms({ name, model, rows }: ExportCase): ExportedProgram {
  return {
    name,
    pytorch: toPytorchScript(model, "model.wellfit"),
    keras: toKerasScript(model, "model.wellfit"),
    file: Buffer.from(toModelBytes(model)).toString("base64"),
    rows: rows.map(toJson),
  };
}

function toJson(row: ExportCase["rows"][number]): unknown {
  if (Array.isArray(row)) return row;
  const cells = Object.entries(row).map(([name, cell]) => [
    name,
    cell instanceof Date ? { milliseconds: cell.getTime() } : cell,
  ]);
  return Object.fromEntries(cells);
}

/** The first 16 hex digits of a text's SHA-256, as make-export-figures.py computes them. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
