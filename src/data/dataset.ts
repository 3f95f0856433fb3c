import { describeValue, InvalidInputError } from "../base/errors.ts";
import { hashBytes, toLittleEndian } from "../base/fingerprint.ts";
import { checkRows, Matrix } from "../base/matrix.ts";
import { repeatedName } from "../base/names.ts";
import { formatPlural } from "../base/number-format.ts";
import { encodeCategories } from "./categories.ts";

/** A feature that is a number: one value per example. The values are not to be changed. */
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

/** What {@link Dataset} is made of. */
export interface DatasetParts {
  readonly name: string;
  readonly features: readonly NumberColumn[];
  readonly target: CategoryColumn;
}

/**
 * A table of examples: number features and one target, in columns. All columns have the same length, all features are
 * finite, no two features and no two classes have the same name. Immutable: what it is made from is copied, and what it
 * holds is frozen, all but the numbers of the columns, which JavaScript cannot freeze and nobody is to change.
 */
export class Dataset {
  readonly name: string;
  readonly features: readonly NumberColumn[];
  readonly target: CategoryColumn;
  /** The first 16 hex digits of the SHA-256 of names and values: equal for equal data, wherever they came from. */
  readonly hash: string;

  /**
   * Columns are copied.
   * @throws InvalidInputError when they are empty or differ in length, a number is not finite, or a name is used twice
   */
  constructor(parts: DatasetParts) {
    checkParts(parts);
    this.name = parts.name;
    this.features = Object.freeze(parts.features.map(copyColumn));
    const classNames = Object.freeze([...parts.target.classNames]);
    this.target = Object.freeze({ ...copyColumn(parts.target), classNames });
    this.hash = contentHash(this);
    Object.freeze(this);
  }

  /**
   * A data set from rows of numbers and their labels.
   *
   * @throws InvalidInputError when rows and labels are not numbers and classes, or do not fit each other
   * @example Dataset.fromRows({ name: "and", rows: [[0, 0], [1, 1]], labels: ["no", "yes"] })
   */
  static fromRows(input: {
    name: string;
    /** One row per example, one number per feature. */
    rows: readonly (readonly number[])[];
    /** One label per example; numbers and texts become class names. */
    labels: readonly (string | number)[];
    /** x1, x2, … by default. */
    featureNames?: readonly string[] | undefined;
    /** "y" by default. */
    targetName?: string | undefined;
    /** The classes in their order; by default the labels that occur, sorted. */
    classNames?: readonly string[] | undefined;
  }): Dataset {
    checkInput(input);
    const columns = checkRows(input.rows, `data set "${input.name}"`);
    const names = input.featureNames ?? Array.from({ length: columns }, (_, k) => `x${k + 1}`);
    if (!Array.isArray(names) || names.length !== columns) {
      const expected = `a list of ${formatPlural(columns, "feature name")}, one per column`;
      throw invalidDataset(
        input.name,
        expected,
        Array.isArray(names) ? `${names.length}` : describeValue(names),
      );
    }
    const features = names.map((name, k) => ({
      type: "number" as const,
      name,
      values: Float64Array.from(input.rows, (row) => row[k] as number),
    }));
    const { values, classNames } = encodeCategories(
      input.labels,
      `data set "${input.name}", labels`,
      input.classNames,
    );
    const target = { type: "category" as const, name: input.targetName ?? "y", values, classNames };
    return new Dataset({ name: input.name, features, target });
  }

  /** The number of examples. */
  get examples(): number {
    return this.target.values.length;
  }

  /** How many examples each class has, in the order of the class names. */
  get classCounts(): readonly number[] {
    const counts = this.target.classNames.map(() => 0);
    for (const value of this.target.values) counts[value] = (counts[value] as number) + 1;
    return counts;
  }

  /** The features of one example, counted from 0. */
  row(example: number): number[] {
    return this.features.map((feature) => feature.values[example] as number);
  }

  /** The examples with these numbers, in this order, as a data set of its own. */
  select(name: string, examples: ArrayLike<number>): Dataset {
    const pick = <Values extends Float64Array | Uint32Array>(source: Values, target: Values): Values => {
      for (let i = 0; i < examples.length; i++) target[i] = source[examples[i] as number] as number;
      return target;
    };
    return new Dataset({
      name,
      features: this.features.map((feature) => ({
        ...feature,
        values: pick(feature.values, new Float64Array(examples.length)),
      })),
      target: { ...this.target, values: pick(this.target.values, new Uint32Array(examples.length)) },
    });
  }

  /** The article's matrices: X (features × examples) and Y (1 × examples, the class index). */
  toMatrices(): { X: Matrix; Y: Matrix } {
    const X = new Matrix(this.features.length, this.examples);
    this.features.forEach((feature, k) => X.data.set(feature.values, k * this.examples));
    return { X, Y: new Matrix(1, this.examples, Float64Array.from(this.target.values)) };
  }
}

/** A data set in the parts that it is used in. */
export interface DataSplit {
  /** The name of the whole: a file's, or a built-in data set's. */
  readonly name: string;
  /** Parameters are fitted on these examples. */
  readonly training: Dataset;
  /** Settings are chosen on these; absent where there are none. */
  readonly development?: Dataset;
  /** Opened at the end, to see what was gained. */
  readonly test: Dataset;
}

/** The hash of all parts of a split together. */
export function splitHash({ training, development, test }: DataSplit): string {
  const hashes = [training.hash, development?.hash ?? "", test.hash];
  return hashBytes(new TextEncoder().encode(hashes.join(" ")));
}

function copyColumn<Column extends NumberColumn | CategoryColumn>(column: Column): Column {
  const copy: Column = { ...column, values: column.values.slice() };
  return Object.freeze(copy);
}

/** Callers without types may pass rows and labels one by one. */
function checkInput(input: unknown): void {
  if (typeof input === "object" && input !== null && !Array.isArray(input)) return;
  throw new InvalidInputError({
    source: "data",
    where: "Dataset.fromRows",
    expected: "an object with name, rows and labels",
    received: describeValue(input),
  });
}

function invalidDataset(name: string, expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "data", where: `data set "${name}"`, expected, received, hint });
}

function checkParts({ name, features, target }: DatasetParts): void {
  const fail = (expected: string, received: string, hint?: string): never => {
    throw invalidDataset(name, expected, received, hint);
  };
  if (target.values.length === 0) fail("at least one example", "none");
  if (features.length === 0) fail("at least one feature", "none");
  const repeated = repeatedName(features.map((feature) => feature.name));
  if (repeated !== undefined) fail("a different name for every feature", `"${repeated}" twice`);
  const repeatedClass = repeatedName(target.classNames);
  if (repeatedClass !== undefined) fail("a different name for every class", `"${repeatedClass}" twice`);
  for (const feature of features) {
    if (feature.values.length !== target.values.length) {
      fail(
        `${target.values.length} values of "${feature.name}", as many as labels`,
        `${feature.values.length}`,
      );
    }
    const bad = feature.values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      const received = `${describeValue(feature.values[bad])} in example ${bad + 1}`;
      fail(`finite numbers in feature "${feature.name}"`, received, "Remove or fill in such examples first.");
    }
  }
  const stray = target.values.find((value) => value >= target.classNames.length);
  if (stray !== undefined) fail(`class indexes below ${target.classNames.length}`, `${stray}`);
}

/** Names and lengths go into the hash with the values, so that no two different tables share their bytes. */
function contentHash({ features, target }: DatasetParts): string {
  const header = {
    examples: target.values.length,
    features: features.map((feature) => feature.name),
    target: target.name,
    classNames: target.classNames,
  };
  return hashBytes(
    new TextEncoder().encode(JSON.stringify(header)),
    ...features.map((feature) => toLittleEndian(feature.values)),
    toLittleEndian(Float64Array.from(target.values)),
  );
}
