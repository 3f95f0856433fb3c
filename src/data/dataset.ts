import { hashBytes, toLittleEndian } from "../base/fingerprint.ts";
import { Matrix } from "../base/matrix.ts";
import { checkParts } from "./check-parts.ts";
import {
  type CategoryColumn,
  copyColumn,
  countClasses,
  countExamples,
  type LabelsColumn,
  type NumberColumn,
  pickExamples,
  type TargetColumn,
} from "./columns.ts";
import type { Surprise } from "./preparation/apply-preparation.ts";
import type { Preparation } from "./preparation/preparation.ts";
import {
  type LabelledRows,
  type RowsInput,
  type RowsOfLabelSets,
  type RowsOfTargets,
  readRows,
} from "./rows.ts";
import type { LeakName } from "./split/leak-kinds.ts";

export type { CategoryColumn, LabelsColumn, NumberColumn, TargetColumn } from "./columns.ts";

/** What {@link Dataset} is made of. */
export interface DatasetParts<Target extends TargetColumn = CategoryColumn> {
  readonly name: string;
  readonly features: readonly NumberColumn[];
  readonly target: Target;
  /** How much each example counts; all the same without them. */
  readonly weights?: Float64Array | undefined;
  /** The group of each example, by a name: examples of one group are never parted. None are groups without them. */
  readonly groups?: ArrayLike<string | number> | undefined;
  /** How the features and the target were made of the columns of a table; absent where they are numbers as they came. */
  readonly preparation?: Preparation | undefined;
  /** The rows of a table that the examples were made of; absent where nothing is to be made of them again. */
  readonly source?: SourceRows | undefined;
}

/** The rows of a table that examples were made of. */
export interface SourceRows {
  /** The row of each example, counted from 0. */
  readonly rows: ArrayLike<number>;
  /**
   * Learns from training rows how rows become examples, and makes them of any rows: so that cross-validation can prepare
   * each fold by its own training examples.
   */
  readonly prepareBy: (
    training: ArrayLike<number>,
  ) => (name: string, rows: ArrayLike<number>) => Dataset<TargetColumn>;
}

/**
 * A table of examples: number features and one target, in columns. The target is classes unless the type says numbers
 * or labels. All columns have the same length, all numbers are finite, no two features and no two classes have the same
 * name. Immutable: what it is made from is copied, and what it holds is frozen, all but the numbers of the columns,
 * which JavaScript cannot freeze and nobody is to change.
 */
export class Dataset<Target extends TargetColumn = CategoryColumn> {
  readonly name: string;
  readonly features: readonly NumberColumn[];
  readonly target: Target;
  /**
   * How much each example counts: finite, none negative, not all 0. They are as given, never scaled. Absent where all count
   * the same.
   */
  declare readonly weights?: Float64Array;
  /**
   * The group of each example, by a name: whatever divides the examples, {@link splitDataset} or cross-validation, leaves
   * those of one group together. Absent where each stands for itself.
   */
  declare readonly groups?: readonly (string | number)[];
  /**
   * How the features and the target were made of the columns of a table, which a model trained on them takes along.
   * Absent where they are numbers as they came. Not to be changed.
   */
  declare readonly preparation?: Preparation;
  /** The rows of a table that the examples were made of; absent where nothing is to be made of them again. */
  declare readonly source?: SourceRows;
  /** Of a large data set it takes longer than all the rest, so it waits until somebody asks. */
  #hash: string | undefined;

  /**
   * Columns are copied.
   * @throws InvalidInputError when they are empty or differ in length, a number is not finite, a name is used twice, or
   *   a weight or a group is none
   */
  constructor(parts: DatasetParts<Target>) {
    checkParts(parts);
    this.name = parts.name;
    this.features = Object.freeze(parts.features.map(copyColumn));
    this.target = copyColumn(parts.target);
    if (parts.weights !== undefined) this.weights = parts.weights.slice();
    if (parts.groups !== undefined) this.groups = Object.freeze(Array.from(parts.groups));
    if (parts.preparation !== undefined) this.preparation = parts.preparation;
    if (parts.source !== undefined) this.source = parts.source;
    Object.freeze(this);
  }

  /**
   * A data set from rows of numbers and the labels of each, which may be any number of them.
   *
   * @throws InvalidInputError when rows and labels are not of their kinds, or do not fit each other
   * @example Dataset.fromRows({ name: "films", rows: [[7], [3]], labelSets: [["drama", "crime"], []] })
   */
  static fromRows(input: RowsOfLabelSets): Dataset<LabelsColumn>;
  /**
   * A data set from rows of numbers and a number for each that is to be predicted.
   *
   * @throws InvalidInputError when rows and targets are not numbers, or do not fit each other
   * @example Dataset.fromRows({ name: "sum", rows: [[0, 1], [1, 1]], targets: [1, 2] })
   */
  static fromRows(input: RowsOfTargets): Dataset<NumberColumn>;
  /**
   * A data set from rows of numbers and their labels, one each, which are its classes.
   *
   * @throws InvalidInputError when rows and labels are not numbers and classes, or do not fit each other
   * @example Dataset.fromRows({ name: "and", rows: [[0, 0], [1, 1]], labels: ["no", "yes"] })
   */
  static fromRows(input: LabelledRows): Dataset;
  /** A data set from rows of numbers and exactly one kind of answers. */
  static fromRows(input: RowsInput): Dataset<TargetColumn> {
    return new Dataset<TargetColumn>(readRows(input));
  }

  /** The number of examples. */
  get examples(): number {
    return countExamples(this.target);
  }

  /**
   * The first 16 hex digits of the SHA-256 of names, values, weights and groups: equal for equal data, wherever they came from.
   */
  get hash(): string {
    this.#hash ??= contentHash(this);
    return this.#hash;
  }

  /** How many examples each class or label has, in the order of their names; nothing where the target is numbers. */
  get classCounts(): readonly number[] {
    return countClasses(this.target);
  }

  /** The features of one example, counted from 0. */
  row(example: number): number[] {
    return this.features.map((feature) => feature.values[example] as number);
  }

  /** The examples with these numbers, in this order, with their weights and groups, as a data set of its own. */
  select(name: string, examples: ArrayLike<number>): Dataset<Target> {
    const { weights, groups, preparation, source } = this;
    return new Dataset({
      name,
      features: this.features.map((feature) => pickExamples(feature, examples)),
      target: pickExamples(this.target, examples),
      weights: weights && Float64Array.from(examples, (example) => weights[example] as number),
      groups: groups && Array.from(examples, (example) => groups[example] as string | number),
      preparation,
      source: source && {
        ...source,
        rows: Uint32Array.from(examples, (example) => source.rows[example] as number),
      },
    });
  }

  /**
   * The article's matrices: X (features × examples) and Y, which is 1 × examples of class indexes or numbers, or
   * labels × examples of zeros and ones.
   */
  toMatrices(): { X: Matrix; Y: Matrix } {
    const X = new Matrix(this.features.length, this.examples);
    this.features.forEach((feature, k) => X.data.set(feature.values, k * this.examples));
    const Y = new Matrix(this.target.values.length / this.examples, this.examples);
    this.target.values.forEach((value, place) => {
      const example = Math.floor(place / Y.rows);
      Y.data[(place % Y.rows) * Y.columns + example] = value;
    });
    return { X, Y };
  }
}

/** A data set in the parts that it is used in. */
export interface DataSplit<Target extends TargetColumn = CategoryColumn> {
  /** The name of the whole: a file's, or a built-in data set's. */
  readonly name: string;
  /** Parameters are fitted on these examples. */
  readonly training: Dataset<Target>;
  /** Settings are chosen on these; absent where there are none. */
  readonly development?: Dataset<Target>;
  /** Opened at the end, to see what was gained. */
  readonly test: Dataset<Target>;
  /** As what its file was read, in words: "CSV (comma, UTF-8)". Absent where there was none. */
  readonly origin?: string;
  /** What became of the rows of a table that was prepared; absent where none was. */
  readonly reading?: TableReading;
  /** By what the parts follow each other, the oldest trained on, the newest tested on; absent where chance divided. */
  readonly order?: "time";
}

/** What a person should know of the rows of a table that was prepared. */
export interface TableReading {
  /**
   * How many rows are in no part: those without a target, or of a class that no training row has; those without a group or a
   * time, where rows are divided by such.
   */
  readonly leftOut: { readonly target: number; readonly group: number; readonly time: number };
  /** Cells of any part that training rows had nothing like, or that are nothing of their column's type; they are no error. */
  readonly surprises: readonly Surprise[];
  /** What makes scores come out better than they will be on new rows. */
  readonly leaks: readonly Leak[];
}

/** Something by which scores may come out better than they will be on new rows. */
export interface Leak {
  readonly kind: LeakName;
  /** The column that it is about; null where it is about rows. */
  readonly column: string | null;
  /** What was found, in words, without a full stop. */
  readonly text: string;
}

/** The hash of all parts of a split together. */
export function splitHash({ training, development, test }: DataSplit<TargetColumn>): string {
  const hashes = [training.hash, development?.hash ?? "", test.hash];
  return hashBytes(new TextEncoder().encode(hashes.join(" ")));
}

/**
 * Names and lengths go into the hash with the values, so that no two different tables share their bytes. What not every
 * data set has is named only where it is there.
 */
function contentHash({ features, target, weights, groups }: DatasetParts<TargetColumn>): string {
  const header = {
    examples: countExamples(target),
    features: features.map((feature) => feature.name),
    target: target.name,
    ...(target.type === "number" ? {} : { classNames: target.classNames }),
    ...(target.type === "category" ? {} : { type: target.type }),
    ...(weights === undefined ? {} : { weights: true }),
    ...(groups === undefined ? {} : { groups }),
  };
  return hashBytes(
    new TextEncoder().encode(JSON.stringify(header)),
    ...features.map((feature) => toLittleEndian(feature.values)),
    toLittleEndian(Float64Array.from(target.values)),
    toLittleEndian(weights ?? new Float64Array(0)),
  );
}
