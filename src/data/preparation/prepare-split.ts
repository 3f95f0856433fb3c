/** A table as training, development and test examples, prepared by what its training rows teach. */

import { formatPlural } from "../../base/number-format.ts";
import type { TargetColumn } from "../columns.ts";
import { type DataSplit, Dataset, type SourceRows } from "../dataset.ts";
import { invalidFile } from "../invalid-file.ts";
import { type SplitOptions, splitDataset } from "../split.ts";
import { chooseRows, omitColumns } from "../table/part-of-table.ts";
import { checkHasFeatures, type RawTable } from "../table/raw-table.ts";
import { findWeights, readWeights } from "../table/table-weights.ts";
import type { Surprise } from "./apply-preparation.ts";
import { chooseTarget, readChosenTarget, rowsWithTarget, type TargetWish } from "./choose-target.ts";

import { fitPreparation } from "./fit-preparation.ts";
import type { PreparationOptions } from "./preparation-options.ts";
import { type PreparedDataset, prepareExamples } from "./prepare-dataset.ts";

/** How {@link prepareSplit} reads a table. */
export interface PreparedSplitOptions extends TargetWish, Omit<PreparationOptions, "target"> {
  /** The name of the column that says how much each example counts. */
  readonly weightColumn?: string | undefined;
  readonly split: SplitOptions;
  /** Looks at the target before anything is done with it. */
  readonly checkTarget?: ((table: RawTable, target: TargetColumn) => void) | undefined;
}

/** A table all of whose rows have a target, before anything is learned from any of them. */
interface Examples extends Pick<SourceRows, "prepareBy"> {
  /** Without the columns that can be no features: those of weights, and of labels. */
  readonly table: RawTable;
  readonly target: TargetColumn;
  readonly weights: Float64Array | undefined;
  /** The row of each in the whole table. */
  readonly rows: ArrayLike<number>;
  /** How the preparation is fitted. */
  readonly options: PreparationOptions;
}

/** Rows of the table, by their parts. */
interface DividedRows {
  readonly training: Float64Array;
  readonly development?: Float64Array | undefined;
  readonly test: Float64Array;
}

/**
 * Reads the target, divides the rows that have one, learns from the training rows how rows become features, and makes the
 * examples of every part. Nothing that stands in the features of other rows has an influence on the preparation, nor, where
 * numbers are predicted, on their scale.
 *
 * @throws InvalidInputError for options that do not fit the table, or a target that cannot be predicted
 */
export function prepareSplit(whole: RawTable, options: PreparedSplitOptions): DataSplit<TargetColumn> {
  const { source: name } = whole;
  checkHasFeatures(whole);
  const examples = readExamples(whole, options);
  const rows = divideRows(examples, options.split);
  const prepare = preparerBy(examples, rows.training);
  const training = prepare(`${name} (training)`, rows.training);
  const development = rows.development && prepare(`${name} (development)`, rows.development);
  const test = prepare(`${name} (test)`, rows.test);
  const parts = [training, ...(development ? [development] : []), test];
  return {
    name,
    training: training.dataset,
    ...(development ? { development: development.dataset } : {}),
    test: test.dataset,
    reading: {
      leftOut: whole.rows - parts.reduce((sum, { dataset }) => sum + dataset.examples, 0),
      surprises: joinSurprises(parts, examples.rows),
    },
  };
}

/** Learns from training rows how rows become examples, and makes them. */
function preparerBy(
  examples: Examples,
  training: ArrayLike<number>,
): (name: string, rows: ArrayLike<number>) => PreparedDataset {
  const { table, target, weights, options } = examples;
  const preparation = fitPreparation(table, training, options);
  const { prepareBy } = examples;
  const own = target.type === "labels" ? { target } : {};
  return (name, rows) => prepareExamples(preparation, table, { name, rows, weights, prepareBy, ...own });
}

function readExamples(whole: RawTable, settings: PreparedSplitOptions): Examples {
  const { columns = {} } = settings;
  const chosen = chooseTarget(whole, settings);
  const weightPlace = findWeights(whole, settings.weightColumn, chosen.places);
  const rows = rowsWithTarget(whole, chosen);
  const targetNames = chosen.places.map((place) => whole.columns[place]?.name as string);
  if (rows.length === 0) {
    const expected = `a row with a value of "${targetNames.join(",")}"`;
    throw invalidFile(whole.source, expected, `none among ${formatPlural(whole.rows, "row")}`);
  }
  const table = rows.length === whole.rows ? whole : chooseRows(whole, rows);
  const target = readChosenTarget(table, chosen);
  settings.checkTarget?.(table, target);
  const read = chosen.type === undefined ? [] : [[targetNames[0] as string, chosen.type] as const];
  const omitted = [
    ...(weightPlace === undefined ? [] : [weightPlace]),
    ...(chosen.type === undefined ? chosen.places : []),
  ];
  const omittedNames = omitted.map((place) => whole.columns[place]?.name);
  const choices = Object.entries(columns).filter(([name]) => !omittedNames.includes(name));
  const { scaling, imputation, missingCategories, maxCategories, scaleTarget } = settings;
  const examples: Examples = {
    table: omitColumns(table, omitted),
    target,
    weights: weightPlace === undefined ? undefined : readWeights(table, weightPlace),
    rows,
    options: {
      scaling,
      imputation,
      missingCategories,
      maxCategories,
      scaleTarget,
      columns: Object.fromEntries([...choices, ...read]),
      target: read[0]?.[0],
    },
    prepareBy: (training) => {
      const prepare = preparerBy(examples, training);
      return (name, fold) => prepare(name, fold).dataset;
    },
  };
  return examples;
}

/** Divides rows as {@link splitDataset} divides examples with these targets. */
function divideRows({ table, target }: Examples, options: SplitOptions): DividedRows {
  const rows = Float64Array.from({ length: table.rows }, (_, row) => row);
  const numbered = new Dataset({
    name: table.source,
    features: [{ type: "number", name: "row", values: rows }],
    target,
  });
  const { training, development, test } = splitDataset(numbered, options);
  const rowsOf = (part: Dataset<TargetColumn>): Float64Array => part.features[0]?.values as Float64Array;
  return {
    training: rowsOf(training),
    development: development && rowsOf(development),
    test: rowsOf(test),
  };
}

/** Those of the same kind in the same column as one, with its row in the whole table. */
function joinSurprises(parts: readonly PreparedDataset[], rows: ArrayLike<number>): Surprise[] {
  const surprises = parts.flatMap((part) => part.surprises);
  const groups = Map.groupBy(surprises, ({ column, kind }) => JSON.stringify([column, kind]));
  return [...groups.values()].map((same) => ({
    ...(same[0] as Surprise),
    count: same.reduce((sum, { count }) => sum + count, 0),
    firstRow: rows[Math.min(...same.map(({ firstRow }) => firstRow))] as number,
  }));
}
