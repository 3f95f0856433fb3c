/** Prepared features in the units of their columns, for pictures and for models that were prepared by other rows. */

import type { TargetColumn } from "../columns.ts";
import { Dataset } from "../dataset.ts";
import { DAY } from "./dates.ts";
import { featureNames } from "./feature-names.ts";
import type { Preparation } from "./preparation.ts";
import { type Scale, scaleNumber, unscaleNumber } from "./scale.ts";

/** Of what is not scaled. */
const AS_IT_IS: Scale = { center: 0, spread: 1 };

/**
 * The scale of each feature of a preparation: numbers in the units of their column, dates in days since 1970. Truth values,
 * categories and marks of missing values have none to speak of.
 */
function featureScales({ columns }: Preparation): readonly Scale[] {
  return columns.flatMap((column): Scale[] => {
    const indicator = column.hasIndicator ? [AS_IT_IS] : [];
    if (column.type === "category") {
      const count = column.categories.length + (column.hasOther ? 1 : 0);
      return [...Array.from({ length: count }, () => AS_IT_IS), ...indicator];
    }
    if (column.type === "boolean") return [AS_IT_IS, ...indicator];
    const start = column.type === "date" ? column.from / DAY : 0;
    return [{ center: start + column.center, spread: column.spread }, ...indicator];
  });
}

/**
 * Examples whose features are in the units of their columns, for pictures; as they are where nothing was prepared. The names
 * of dates say since when days are counted.
 */
export function inColumnUnits<Target extends TargetColumn>(dataset: Dataset<Target>): Dataset<Target> {
  const { preparation } = dataset;
  if (preparation === undefined) return dataset;
  const { name, features, target, weights } = toPlain(dataset, preparation);
  const units = features.map((feature) => ({ ...feature, name: unitOf(feature.name, preparation) }));
  return new Dataset({ name, features: units, target, weights });
}

function toPlain<Target extends TargetColumn>(
  dataset: Dataset<Target>,
  preparation: Preparation,
): Dataset<Target> {
  return changeScale(dataset, preparation, unscaleNumber, undefined);
}

/**
 * Examples as another preparation of the same columns would have made them: numbers that were filled in stay what they were.
 * Undefined where it makes other features; the examples themselves where neither they nor the other were prepared.
 */
export function preparedAs<Target extends TargetColumn>(
  dataset: Dataset<Target>,
  preparation: Preparation | undefined,
): Dataset<Target> | undefined {
  if (dataset.preparation === preparation) return dataset;
  if (dataset.preparation === undefined || preparation === undefined) return undefined;
  const names = featureNames(preparation);
  const hasNames = dataset.features.every(({ name }, index) => name === names[index]);
  if (!hasNames || names.length !== dataset.features.length) return undefined;
  return changeScale(toPlain(dataset, dataset.preparation), preparation, scaleNumber, preparation);
}

function changeScale<Target extends TargetColumn>(
  { name, features, target, weights }: Dataset<Target>,
  scaling: Preparation,
  change: (value: number, scale: Scale) => number,
  preparation: Preparation | undefined,
): Dataset<Target> {
  const scales = featureScales(scaling);
  return new Dataset({
    name,
    features: features.map((feature, index) => ({
      ...feature,
      values: feature.values.map((value) => change(value, scales[index] as Scale)),
    })),
    target,
    weights,
    preparation,
  });
}

/** Rows in the units of their columns as a model takes them. @param preparation the model's; rows stay where it has none */
export function scaleRows(
  rows: readonly (readonly number[])[],
  preparation: Preparation | undefined,
): readonly (readonly number[])[] {
  if (preparation === undefined) return rows;
  const scales = featureScales(preparation);
  return rows.map((row) => row.map((value, index) => scaleNumber(value, scales[index] as Scale)));
}

function unitOf(name: string, preparation: Preparation): string {
  const isDate = preparation.columns.some((column) => column.type === "date" && column.name === name);
  return isDate ? `${name} (days since 1970)` : name;
}
