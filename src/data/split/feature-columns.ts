/** The columns that features were made of, as far as the features still tell. */

import type { TargetColumn } from "../columns.ts";
import type { Dataset } from "../dataset.ts";
import type { PreparedColumn } from "../preparation/preparation.ts";
import type { CodedColumn, MeasuredColumn, TypedColumn } from "../preparation/typed-column.ts";

/** A column of examples by its name. */
export interface FeatureColumn {
  readonly name: string;
  readonly cells: TypedColumn;
}

/**
 * The columns of prepared examples: categories that share a feature are one, numbers keep their scale, and what was filled
 * in is missing again. Where nothing was prepared every feature is a column.
 */
export function featureColumns({ features, preparation }: Dataset<TargetColumn>): FeatureColumn[] {
  if (preparation === undefined) {
    return features.map(({ name, values }) => ({ name, cells: measured(values) }));
  }
  let next = 0;
  return preparation.columns.map((column) => {
    const width = column.type === "category" ? column.categories.length + (column.hasOther ? 1 : 0) : 1;
    const own = features.slice(next, next + width).map(({ values }) => values);
    const isMissing = column.hasIndicator ? features[next + width]?.values : undefined;
    next += width + (column.hasIndicator ? 1 : 0);
    return { name: column.name, cells: restore(column, own, isMissing) };
  });
}

/** The target as a column; undefined for labels, which are many. */
export function targetCells({ target, classCounts }: Dataset<TargetColumn>): TypedColumn | undefined {
  if (target.type === "labels") return undefined;
  if (target.type === "number") return measured(target.values);
  const { classNames: names, values } = target;
  return { type: "category", codes: Int32Array.from(values), names, counts: classCounts };
}

function restore(
  column: PreparedColumn,
  features: readonly Float64Array[],
  isMissing: Float64Array | undefined,
): TypedColumn {
  if (column.type === "category") return restoreCategories(column.categories, features, isMissing);
  const [values] = features as [Float64Array];
  return measured(
    isMissing === undefined ? values : values.map((value, i) => (isMissing[i] ? Number.NaN : value)),
  );
}

function restoreCategories(
  categories: readonly string[],
  features: readonly Float64Array[],
  isMissing: Float64Array | undefined,
): CodedColumn {
  const codes = new Int32Array(features[0]?.length ?? 0).fill(-1);
  const counts = features.map(() => 0);
  features.forEach((feature, place) => {
    feature.forEach((value, i) => {
      if (value === 0 || isMissing?.[i]) return;
      codes[i] = place;
      counts[place] = (counts[place] as number) + 1;
    });
  });
  const names = categories.length < features.length ? [...categories, "any other"] : categories;
  return { type: "category", codes, names, counts };
}

function measured(values: Float64Array): MeasuredColumn {
  return {
    type: "number",
    values,
    unread: 0,
    get sorted() {
      return values.filter((value) => !Number.isNaN(value)).toSorted();
    },
  };
}
