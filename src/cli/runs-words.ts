/** How what is in a store is written for people. */

import { formatCost, formatNumber } from "../base/number-format.ts";
import { formatMeasure, MEASURE_NAMES, type MeasureName, measureOf } from "../compare/measures.ts";

/** The figure that every model has beside its measure. */
const COST = "dataCost";

/** A time of the store as people read it: "2026-03-01 18:20". */
export function formatTime(time: string): string {
  return time.slice(0, "YYYY-MM-DDTHH:MM".length).replace("T", " ");
}

/** The title of a measure; its own name where it is no measure of comparisons. */
export function titleOfMeasure(name: string): string {
  return isMeasure(name) ? measureOf(name).title : name === COST ? "data cost" : name;
}

/** A figure as it is written. */
export function formatFigure(value: number, name: string): string {
  if (isMeasure(name)) return formatMeasure(value, name);
  return name === COST ? formatCost(value) : formatNumber(value);
}

function isMeasure(name: string): name is MeasureName {
  return (MEASURE_NAMES as readonly string[]).includes(name);
}
