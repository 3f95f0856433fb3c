/** What is divided into parts: rows by their numbers, whether they are examples of a data set or rows of a table. */

import { classNamesOf } from "../columns.ts";
import type { Dataset, TargetColumn } from "../dataset.ts";

/** Rows that are to be divided. */
export interface DivisibleRows {
  /** What they are called in messages: the name of the data set or file. */
  readonly name: string;
  /**
   * For every row the number of its class, 0 where the target has no classes. NaN where a row has no target: it can
   * neither be trained on nor judged by, and belongs to no part.
   */
  readonly classes: ArrayLike<number>;
  /** The names of the classes; none where the target has none. */
  readonly classNames: readonly string[];
}

/** How large the parts that are not trained on are to be, as shares of all rows. */
export interface PartShares {
  /** From 0, which is none, to less than 1. */
  readonly development: number;
  /** More than 0 and less than 1. */
  readonly test: number;
}

/** The names of the parts, in the order in which a model meets them. */
export const PART_NAMES = ["training", "development", "test"] as const;

/** The name of a part. */
export type PartName = (typeof PART_NAMES)[number];

/** The numbers of the rows of each part, ascending; no development rows where none were asked for. */
export type RowParts = Readonly<Record<PartName, Uint32Array>>;

/** The examples of a data set as rows; numbers and labels have no classes that could be divided evenly. */
export function toDivisibleRows({ name, target, examples }: Dataset<TargetColumn>): DivisibleRows {
  if (target.type !== "category") return { name, classes: new Uint32Array(examples), classNames: [] };
  return { name, classes: target.values, classNames: classNamesOf(target) };
}

/** The rows that have a target, ascending. */
export function rowsWithTarget({ classes }: DivisibleRows): number[] {
  const rows: number[] = [];
  for (let row = 0; row < classes.length; row++) if (!Number.isNaN(classes[row])) rows.push(row);
  return rows;
}

/** The rows of each part from the place of its name in {@link PART_NAMES} for every row; −1 where it is in none. */
export function toParts(part: Int8Array): RowParts {
  const rowsOf = (place: number): Uint32Array => {
    const rows = new Uint32Array(part.reduce((count, other) => count + (other === place ? 1 : 0), 0));
    let next = 0;
    part.forEach((other, row) => {
      if (other === place) rows[next++] = row;
    });
    return rows;
  };
  return { training: rowsOf(0), development: rowsOf(1), test: rowsOf(2) };
}
