/** The columns that data sets are made of: numbers, classes and labels. */

/** A column of numbers, one per example: a feature, or a target to be predicted. The values are not to be changed. */
export interface NumberColumn {
  readonly type: "number";
  readonly name: string;
  readonly values: Float64Array;
}

/** A column of classes: for every example the index of its class. The values are not to be changed. */
export interface CategoryColumn {
  readonly type: "category";
  readonly name: string;
  readonly values: Uint32Array;
  /** The classes' names; class k of `values` is `classNames[k]`. */
  readonly classNames: readonly string[];
}

/** Labels of which an example may have any number, also none. The values are not to be changed. */
export interface LabelsColumn {
  readonly type: "labels";
  readonly name: string;
  /** Examples × labels, example after example: 1 where the example has the label, otherwise 0. */
  readonly values: Uint8Array;
  /** The labels' names, in the order of the values. */
  readonly classNames: readonly string[];
}

/** What there is to predict: a class, a number, or any number of labels. */
export type TargetColumn = CategoryColumn | NumberColumn | LabelsColumn;

/** The kind of a target, as its column calls it. */
export type TargetType = TargetColumn["type"];

/** The kind of a target in words that follow "expected". */
export const TARGET_WORDS: Readonly<Record<TargetType, string>> = {
  category: "classes as the target",
  number: "numbers as the target",
  labels: "labels as the target",
};

/** The names of a target's classes or labels; none where it is numbers. */
export function classNamesOf(target: TargetColumn): readonly string[] {
  return target.type === "number" ? [] : target.classNames;
}

/** How many examples a target belongs to. */
export function countExamples(target: TargetColumn): number {
  const width = widthOf(target);
  return width === 0 ? 0 : target.values.length / width;
}

/** How many examples each class or label has, in the order of their names; nothing where the target is numbers. */
export function countClasses(target: TargetColumn): number[] {
  const counts = classNamesOf(target).map(() => 0);
  if (target.type === "number") return counts;
  const count = (index: number, more: number): void => {
    counts[index] = (counts[index] as number) + more;
  };
  if (target.type === "category") target.values.forEach((value) => count(value, 1));
  else target.values.forEach((value, place) => count(place % counts.length, value));
  return counts;
}

/** A frozen copy of a column: what it was made from can change without it. */
export function copyColumn<Column extends TargetColumn>(column: Column): Column {
  const names = column.type === "number" ? {} : { classNames: Object.freeze([...column.classNames]) };
  const copy: Column = { ...column, values: column.values.slice(), ...names };
  return Object.freeze(copy);
}

/** The values of some examples, in the order asked for, as a column of its own. */
export function pickExamples<Column extends TargetColumn>(
  column: Column,
  examples: ArrayLike<number>,
): Column {
  const width = widthOf(column);
  const values = emptyValues(column, examples.length * width);
  for (let i = 0; i < examples.length; i++) {
    const start = (examples[i] as number) * width;
    for (let k = 0; k < width; k++) values[i * width + k] = column.values[start + k] as number;
  }
  return { ...column, values };
}

/** Columns with the same names, one below the other. */
export function joinColumns<Column extends TargetColumn>(columns: readonly [Column, ...Column[]]): Column {
  const values = emptyValues(
    columns[0],
    columns.reduce((sum, column) => sum + column.values.length, 0),
  );
  let start = 0;
  for (const column of columns) {
    values.set(column.values, start);
    start += column.values.length;
  }
  return { ...columns[0], values };
}

/** How many values an example has. */
function widthOf(column: TargetColumn): number {
  return column.type === "labels" ? column.classNames.length : 1;
}

function emptyValues({ type }: TargetColumn, length: number): TargetColumn["values"] {
  if (type === "number") return new Float64Array(length);
  return type === "category" ? new Uint32Array(length) : new Uint8Array(length);
}
