/** What a person says of a file's columns, changed one by one. */

import type { ColumnChoice } from "wellfit";
import type { FileReading, TargetKind } from "./data-recipe.ts";

/** Another column is predicted; what was said of it, and what the one before was taken for, goes. */
export function withTarget(reading: FileReading, target: string): FileReading {
  const { targetType: _, ...others } = withColumn(reading, target, undefined);
  return { ...others, target };
}

/** The target is taken for something else; for what is found out where it is undefined. */
export function withKind(reading: FileReading, kind: TargetKind | undefined): FileReading {
  const { targetType: _, ...others } = reading;
  return kind === undefined ? others : { ...others, targetType: kind };
}

/** A column is said to hold something, or to be left out; undefined takes it back. */
export function withColumn(
  { columns: said = {}, ...reading }: FileReading,
  name: string,
  choice: ColumnChoice | undefined,
): FileReading {
  const { [name]: _, ...others } = said;
  const columns = choice === undefined ? others : { ...others, [name]: choice };
  return Object.keys(columns).length === 0 ? reading : { ...reading, columns };
}
