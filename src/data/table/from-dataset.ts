import type { Dataset } from "../dataset.ts";
import { textColumn } from "./listed-columns.ts";
import type { RawTable } from "./raw-table.ts";

/**
 * A data set as the table that it would have been read from: a column for every feature, and one with the classes.
 *
 * @param origin what it is, in words that follow "from"
 */
export function fromDataset({ name, features, target, examples }: Dataset, origin: string): RawTable {
  const classes = Array.from(target.values, (index) => target.classNames[index]);
  return {
    source: name,
    origin,
    columns: [...features, textColumn(target.name, classes)],
    rows: examples,
    hasNames: true,
    placeOf: (row) => `${name}, row ${row + 1}`,
  };
}
