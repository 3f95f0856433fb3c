/** Columns by which the rows of a table are divided, and which are therefore no features. */

import { InvalidInputError } from "../../base/errors.ts";
import { columnIndex, type RawTable } from "../table/raw-table.ts";
import type { FindingName } from "./findings.ts";

/** The names of the roles, as a caller gives them. */
export const COLUMN_ROLES = ["split", "group", "time"] as const;

/** What a column is for in the division of rows. */
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** A role, and what becomes of a column in it. */
export interface Role {
  /** What speaks against it as a feature. */
  readonly finding: { readonly kind: FindingName; readonly reason: string };
  /** Whether a person who gives the column a type makes it a feature, too. */
  readonly isFeatureByChoice: boolean;
}

/** Parts and groups of new rows are none of the known ones; what time may teach is a person's to say. */
const ROLES: Readonly<Record<ColumnRole, Role>> = {
  split: {
    finding: { kind: "divides rows", reason: "divides the rows" },
    isFeatureByChoice: false,
  },
  group: {
    finding: { kind: "groups rows", reason: "names the groups" },
    isFeatureByChoice: false,
  },
  time: {
    finding: { kind: "orders rows", reason: "orders the rows: later ones lie beyond all that is trained on" },
    isFeatureByChoice: true,
  },
};

/**
 * The roles of columns by their places.
 *
 * @param targetPlace the place of the target; −1 where there is none
 * @throws InvalidInputError for a column that the table has not, or the target
 */
export function rolesByPlace(
  table: RawTable,
  given: Readonly<Record<string, ColumnRole>> = {},
  targetPlace = -1,
): ReadonlyMap<number, Role> {
  return new Map(
    Object.entries(given).map(([name, role]) => {
      const index = columnIndex(table, name);
      if (index === targetPlace) throw isTaken(name, "the target");
      return [index, ROLES[role]];
    }),
  );
}

/** The error for rows that are to be divided by a column with another role. @param role in words: "the target" */
export function isTaken(name: string, role: string): InvalidInputError {
  return new InvalidInputError({
    source: "option",
    where: `column "${name}"`,
    expected: `one that is not ${role} to divide rows by`,
    received: role,
  });
}
