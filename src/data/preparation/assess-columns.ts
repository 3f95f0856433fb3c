/** What is done about each column of a table, and why. */

import { describeValue } from "../../base/errors.ts";
import { formatCount, formatPlural } from "../../base/number-format.ts";
import { columnIndex, type RawColumn, type RawTable } from "../table/raw-table.ts";
import { noTarget } from "./choose-target.ts";
import { type Role, rolesByPlace } from "./column-roles.ts";
import { type ColumnType, type Inference, inferType } from "./column-types.ts";
import { FEWEST_ROWS, type FindingName, TEXT_LENGTH } from "./findings.ts";
import { type ColumnChoice, choicesByPlace, type PreparationOptions } from "./preparation-options.ts";
import { countDistinct } from "./statistics.ts";
import { categoryReader, type Epoch, findEpoch, readColumn, type TypedColumn } from "./typed-column.ts";

/** What speaks against a column as a feature. */
export interface Finding {
  readonly kind: FindingName;
  /** In words that follow the column's name and a colon. */
  readonly reason: string;
}

/** A column of a table with what it holds and what is done about it. */
export interface AssessedColumn {
  readonly name: string;
  readonly column: RawColumn;
  readonly type: ColumnType;
  /** Whether a person said what it is. */
  readonly isGiven: boolean;
  readonly cells: TypedColumn;
  readonly epoch: Epoch;
  /** How many rows have no value. */
  readonly missing: number;
  /** How many of these hold something that is nothing of the column's type. */
  readonly unread: number;
  readonly distinct: number;
  readonly use: "feature" | "target" | "dropped";
  /** What speaks against it, whether or not that decides. */
  readonly finding?: Finding | undefined;
  /** What a person should know of how it was read: a full sentence. */
  readonly note?: string | undefined;
}

/** Names of columns that hold keys rather than measurements: id, user_id, userId, uuid. */
const KEY_NAME = /(^|[_\s.-])(id|ID|Id|key|uuid|guid|index)$|[a-z](Id|ID|Key)$/;

/**
 * Looks at every column of a table.
 *
 * @param rows the rows that are looked at, counted from 0; all others have no influence
 * @throws InvalidInputError for choices or a target that do not fit the table
 */
export function assessColumns(
  table: RawTable,
  rows: ArrayLike<number>,
  { columns, target, roles }: Pick<PreparationOptions, "columns" | "target" | "roles">,
): readonly AssessedColumn[] {
  const choices = choicesByPlace(table, columns);
  const targetPlace = target === undefined ? -1 : columnIndex(table, target);
  if (choices.get(targetPlace) === "drop") throw noTarget(target as string, "one that is left out");
  const rolesOf = rolesByPlace(table, roles, targetPlace);
  const assessed = table.columns.map((column, index) => {
    const asked = { choice: choices.get(index), role: rolesOf.get(index), isTarget: index === targetPlace };
    return assessColumn(table, index, { rows, column, ...asked });
  });
  return dropDuplicates(assessed);
}

/** A column, and what is said of it. */
interface AskedColumn {
  readonly column: RawColumn;
  readonly rows: ArrayLike<number>;
  readonly choice: ColumnChoice | undefined;
  readonly role: Role | undefined;
  readonly isTarget: boolean;
}

function assessColumn(table: RawTable, index: number, asked: AskedColumn): AssessedColumn {
  const { column, rows, choice, role, isTarget } = asked;
  const quick = withNumbers(column);
  const inferred = inferType(quick, rows);
  const isGiven = choice !== undefined && choice !== "drop";
  const type = isGiven ? choice : inferred.type;
  const epoch = type === "date" ? findEpoch(quick, rows) : "milliseconds";
  const cells = readColumn(quick, type, rows, epoch);
  const counts = countsOf(cells);
  const fault = findFault({ column, cells, rows, ...counts });
  const isEmpty = fault?.kind === "empty";
  const finding = choice === "drop" ? LEFT_OUT : isEmpty ? fault : (role?.finding ?? fault);
  const note = isGiven ? undefined : describeNearMiss(table, index, inferred);
  const isKept = isGiven && !isEmpty && role?.isFeatureByChoice !== false;
  const isDropped = finding !== undefined && !isKept;
  const use = isTarget ? "target" : isDropped ? "dropped" : "feature";
  return { name: column.name, column, type, isGiven, cells, epoch, ...counts, use, finding, note };
}

/** The column with the numbers of its texts, which are asked for more than once, read in one go. */
function withNumbers(column: RawColumn): RawColumn {
  if (column.type !== "text") return column;
  const { cells } = column;
  const numbers = cells.toNumbers();
  return {
    ...column,
    cells: {
      length: cells.length,
      at: (row) => cells.at(row),
      numberAt: (row) => numbers[row] as number,
      toNumbers: () => numbers,
    },
  };
}

const LEFT_OUT: Finding = { kind: "left out", reason: "left out on request" };

function countsOf(cells: TypedColumn): Pick<AssessedColumn, "missing" | "unread" | "distinct"> {
  if (cells.type !== "category") {
    const missing = cells.values.length - cells.sorted.length;
    return { missing, unread: cells.unread, distinct: countDistinct(cells.sorted) };
  }
  const present = cells.counts.reduce((sum, count) => sum + count, 0);
  return { missing: cells.codes.length - present, unread: 0, distinct: cells.names.length };
}

/** What {@link findFault} looks at. */
interface Read {
  readonly column: RawColumn;
  readonly cells: TypedColumn;
  readonly rows: ArrayLike<number>;
  readonly missing: number;
  readonly distinct: number;
}

function findFault({ column, cells, rows, missing, distinct }: Read): Finding | undefined {
  const present = rows.length - missing;
  if (column.type === "other") {
    return { kind: "unreadable", reason: `holds ${column.holds}, which no network can use` };
  }
  if (present === 0) return { kind: "empty", reason: "no value in any row" };
  if (distinct === 1 && missing === 0) return { kind: "constant", reason: "the same value in every row" };
  if (present < FEWEST_ROWS) return undefined;
  return cells.type === "category"
    ? findText(cells.names, present)
    : isKey(column.name, cells.type === "number" ? cells.sorted : undefined, distinct)
      ? { kind: "identifier", reason: "whole numbers, another in every row: names rows, measures nothing" }
      : undefined;
}

/** Categories of which hardly one comes twice are none. */
function findText(names: readonly string[], present: number): Finding | undefined {
  if (names.length <= present / 2) return undefined;
  const length = names.reduce((sum, name) => sum + name.length, 0) / names.length;
  const differing = `${formatCount(names.length)} different texts in ${formatPlural(present, "row")}`;
  return length >= TEXT_LENGTH
    ? { kind: "text", reason: `free text: ${differing}` }
    : { kind: "identifier", reason: `${differing}: names rows, says nothing of new ones` };
}

/** Whether whole numbers that all differ count rows, also of a part of the table, or are called keys. */
function isKey(name: string, sorted: Float64Array | undefined, distinct: number): boolean {
  if (sorted === undefined || distinct < sorted.length || !sorted.every(Number.isInteger)) return false;
  const range = (sorted.at(-1) as number) - (sorted[0] as number) + 1;
  return range <= 2 * sorted.length || KEY_NAME.test(name);
}

/** That a column would hold numbers but for a few texts. */
function describeNearMiss(table: RawTable, index: number, { nearlyNumbers }: Inference): string | undefined {
  if (nearlyNumbers === undefined) return undefined;
  const { numbers, present, firstOther } = nearlyNumbers;
  const other = describeValue(categoryReader(table.columns[index] as RawColumn)(firstOther));
  return (
    `${formatCount(numbers)} of ${formatCount(present)} values are numbers, but not ${other} in ` +
    `${table.placeOf(firstOther, index)}; as a number, such texts would count as missing.`
  );
}

/** Takes the features out that repeat an earlier one. */
function dropDuplicates(assessed: readonly AssessedColumn[]): readonly AssessedColumn[] {
  const first = new Map<string, AssessedColumn[]>();
  return assessed.map((column) => {
    if (column.use !== "feature") return column;
    const signature = `${column.type} ${column.missing} ${column.distinct} ${checksumOf(column.cells)}`;
    const alike = first.get(signature) ?? [];
    const original = alike.find(({ cells }) => isSame(cells, column.cells));
    if (original === undefined) {
      first.set(signature, [...alike, column]);
      return column;
    }
    const finding: Finding = { kind: "duplicate", reason: `the same values as ${original.name}` };
    return { ...column, use: column.isGiven ? "feature" : "dropped", finding };
  });
}

/** A number that is the same for columns with the same values; columns that share it are compared. */
function checksumOf(cells: TypedColumn): number {
  const bytes = cells.type === "category" ? cells.codes : new Int32Array(cells.values.buffer);
  let checksum = 0;
  for (const word of bytes) checksum = (Math.imul(checksum, 31) + word) | 0;
  return checksum;
}

function isSame(a: TypedColumn, b: TypedColumn): boolean {
  if (a.type === "category") {
    return (
      b.type === "category" &&
      a.codes.every((code, i) => code === b.codes[i]) &&
      a.names.every((name, i) => name === b.names[i])
    );
  }
  return a.type === b.type && a.values.every((value, i) => Object.is(value, b.values[i]));
}
