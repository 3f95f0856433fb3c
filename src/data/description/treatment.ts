/** What preparing does about a column, in words. */

import { formatPlural } from "../../base/number-format.ts";
import type { AssessedColumn } from "../preparation/assess-columns.ts";
import type { PreparedColumn } from "../preparation/preparation.ts";
import type { PreparationSettings } from "../preparation/preparation-options.ts";
import type { ScalingName } from "../preparation/scaling.ts";

/** What becomes of numbers, by the name of the scaling. */
const SCALED: Readonly<Record<ScalingName, string>> = {
  standard: "scaled to mean 0 and deviation 1",
  "min-max": "scaled to the range from 0 to 1",
  robust: "scaled by median and quartiles",
  none: "taken as they are",
};

/**
 * What is done about a column, in words without a full stop: "scaled to mean 0 and deviation 1; a missing value becomes
 * the median, and one more feature marks it".
 *
 * @param prepared how it becomes features; undefined for a column that becomes none
 */
export function describeTreatment(
  { use, finding, cells }: AssessedColumn,
  prepared: PreparedColumn | undefined,
  settings: PreparationSettings,
): string {
  if (use === "target") return cells.type === "category" ? "predicted, as a class" : "predicted, as a number";
  if (prepared === undefined) return `left out: ${finding?.reason}`;
  const means = describeMeans(prepared, settings);
  if (!prepared.hasIndicator) return means;
  return `${means}; a missing value ${describeFill(prepared, settings)}, and one more feature marks it`;
}

function describeMeans(prepared: PreparedColumn, { scaling }: PreparationSettings): string {
  if (prepared.type === "number") return SCALED[scaling];
  if (prepared.type === "date") return `days since the earliest, ${SCALED[scaling]}`;
  if (prepared.type === "boolean") return "1 for true, 0 for false";
  const { categories, hasOther } = prepared;
  if (!hasOther) return `one-hot: a feature for ${formatEach(categories.length, "category", "categories")}`;
  const kept = formatEach(categories.length, "most frequent category", "most frequent categories");
  return `one-hot: a feature for ${kept}, and one for all others`;
}

/** "the only category", "each of 3 categories". */
function formatEach(count: number, noun: string, plural: string): string {
  return count === 1 ? `the ${noun}` : `each of the ${formatPlural(count, noun, plural)}`;
}

/** What stands in for a missing value. */
function describeFill(prepared: PreparedColumn, { imputation }: PreparationSettings): string {
  if (prepared.type === "category") {
    return prepared.fill === null ? "has none of them" : `becomes "${prepared.categories[prepared.fill]}"`;
  }
  return prepared.type === "boolean" ? `becomes ${prepared.fill}` : `becomes the ${imputation}`;
}
