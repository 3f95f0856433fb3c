/** Single kernels on small arrays of their own, and what their results are measured by. */

import fc from "fast-check";
import { numpyRandom } from "../../src/base/numpy-random.ts";
import { type EngineMemory, startEngine } from "../../src/engine/engine.ts";
import type { KernelCall } from "../../src/engine/kernels.ts";
import { createMemoryPlan, type MemoryPlan } from "../../src/engine/memory-plan.ts";
import {
  countPanels,
  examplesPerPanel,
  type PanelMatrix,
  readRow,
  writeRows,
} from "../../src/engine/panels.ts";
import { bytesOf, type Precision } from "../../src/engine/precision.ts";
import {
  reserveStepTable,
  STEP_COLUMNS,
  STEP_ROWS,
  type StepColumn,
  type StepTable,
  stepColumns,
} from "../../src/engine/step-table.ts";

/** Both precisions, for `describe.each`. */
export const PRECISIONS: readonly Precision[] = ["f64", "f32"];

/** How far a result may lie from an oracle in float64, in units of the sum of its terms' sizes. */
export const TOLERANCES: Readonly<Record<Precision, number>> = { f64: 1e-12, f32: 1e-5 };

/** Rows of numbers: rows × examples, or units × inputs. */
export type Rows = readonly Float64Array[];

/** The number of a precision that is nearest to a float64. */
export function rounderOf(precision: Precision): (value: number) => number {
  return precision === "f32" ? Math.fround : (value) => value;
}

/** Sizes from 1 to 70, with those around the widths of vectors, panels, tiles and blocks more often than others. */
export const sizes: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 66, 67, 68, 69, 70),
  fc.integer({ min: 1, max: 70 }),
);

/** A seed, for {@link createNumbers}. */
export const seeds: fc.Arbitrary<number> = fc.integer({ min: 0, max: 1e6 });

/** A sequence of random numbers of a precision. */
export interface RandomNumbers {
  /** Normal numbers times `factor`. */
  readonly list: (count: number, factor?: number) => Float64Array;
  readonly rows: (rows: number, columns: number, factor?: number) => Rows;
  /** A whole number from [0, limit). */
  readonly below: (limit: number) => number;
}

/** The random numbers of a seed, rounded to a precision. */
export function createNumbers(seed: number, precision: Precision): RandomNumbers {
  const random = numpyRandom(seed);
  const round = rounderOf(precision);
  const list = (count: number, factor = 1): Float64Array =>
    random.randn(count).map((value) => round(factor * value));
  return {
    list,
    rows: (rows, columns, factor) => Array.from({ length: rows }, () => list(columns, factor)),
    below: (limit) => random.randint(limit),
  };
}

/** The bytes that lie behind every array: a kernel that changes one of them wrote beside its arrays. */
const GUARD = 0xa5;
const GUARD_BYTES = 64;

/** Arrays in a plan of their own, and a way to run kernels on them. */
export interface KernelBench {
  readonly precision: Precision;
  readonly plan: MemoryPlan;
  /** A matrix with the given rows; places of examples that do not exist hold `padding`. */
  readonly matrix: (rows: Rows, padding?: number) => PanelMatrix;
  /** A matrix that holds NaN everywhere, so that what a kernel does not write is seen. */
  readonly unwritten: (rows: number, examples: number) => PanelMatrix;
  /** Numbers one after the other. @returns their address */
  readonly numbers: (values: Float64Array) => number;
  /** A step table with one number, in the row of iteration 0 if none is named; all others are NaN. */
  readonly steps: (column: StepColumn, number: number, iteration?: number) => StepTable;
  /** An array of any type, byte for byte. @returns its address */
  readonly raw: (values: Uint32Array | Float64Array) => number;
  /** Room for a float64. @returns its address */
  readonly result: () => number;
  /** Runs calls for one iteration. @throws Error where a kernel has written beside the arrays */
  readonly run: (calls: readonly KernelCall[], iteration?: number) => BenchResult;
}

/** What the memory holds after a run. */
export interface BenchResult {
  readonly engine: EngineMemory;
  /** False where a call found a number that is not finite where it must be. */
  readonly isComplete: boolean;
  readonly rows: (matrix: PanelMatrix) => Rows;
  /** The numbers in the places of examples that do not exist. */
  readonly padding: (matrix: PanelMatrix) => Float64Array;
  readonly numbers: (address: number, count: number) => Float64Array;
}

/** From an address to before another. */
type ByteRange = readonly [start: number, end: number];

/** What is written into the arrays before a run, and the bytes behind them. */
interface Preparation {
  readonly writes: ((engine: EngineMemory) => void)[];
  readonly guards: ByteRange[];
}

/** A step table with one number. */
function planSteps(
  preparation: Preparation,
  plan: MemoryPlan,
  { column, number, iteration }: { column: StepColumn; number: number; iteration: number },
): StepTable {
  const table = reserveStepTable(plan);
  preparation.writes.push((engine) => {
    const numbers = new Float64Array(STEP_ROWS * STEP_COLUMNS).fill(Number.NaN);
    numbers[(iteration % STEP_ROWS) * STEP_COLUMNS + stepColumns[column]] = number;
    engine.bytes(table.address, numbers.byteLength).set(new Uint8Array(numbers.buffer));
  });
  return table;
}

/** An empty bench. */
export function createBench(precision: Precision): KernelBench {
  const plan = createMemoryPlan(precision);
  const preparation: Preparation = { writes: [], guards: [] };
  const matrix = (rows: Rows, padding = Number.NaN): PanelMatrix =>
    reserveMatrix(plan, preparation, rows, padding);
  return {
    precision,
    plan,
    matrix,
    unwritten: (rows, examples) =>
      matrix(Array.from({ length: rows }, () => new Float64Array(examples).fill(Number.NaN))),
    numbers: (values) => {
      const address = plan.reserveNumbers(values.length);
      preparation.guards.push(guardBehind(plan, address, values.length));
      preparation.writes.push((engine) => engine.numbers(address, values.length).set(values));
      return address;
    },
    steps: (column, number, iteration = 0) => planSteps(preparation, plan, { column, number, iteration }),
    raw: (values) => {
      const address = plan.reserve(values.byteLength);
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      preparation.writes.push((engine) => engine.bytes(address, bytes.length).set(bytes));
      return address;
    },
    result: () => plan.reserve(Float64Array.BYTES_PER_ELEMENT),
    run: (calls, iteration = 0) => {
      const engine = startEngine(plan, { calls });
      for (const write of preparation.writes) write(engine);
      for (const [start, end] of preparation.guards) engine.bytes(start, end - start).fill(GUARD);
      const isComplete = engine.run("calls", iteration) > iteration;
      checkGuards(engine, preparation.guards);
      return { isComplete, ...readers(engine, precision) };
    },
  };
}

function reserveMatrix(plan: MemoryPlan, preparation: Preparation, rows: Rows, padding: number): PanelMatrix {
  const matrix = plan.reservePanels(rows.length, (rows[0] as Float64Array).length);
  const { examples } = withPadding(matrix, plan.precision);
  preparation.guards.push(guardBehind(plan, matrix.address, matrix.rows * examples));
  preparation.writes.push((engine) => {
    const source = new Float64Array(matrix.rows * examples).fill(padding);
    for (const [index, row] of rows.entries()) source.set(row, index * examples);
    writeRows(engine.panels(matrix), source, examples);
  });
  return matrix;
}

/** Reserves the bytes behind so many numbers. */
function guardBehind(plan: MemoryPlan, address: number, count: number): ByteRange {
  return [address + count * bytesOf(plan.precision), plan.reserve(GUARD_BYTES) + GUARD_BYTES];
}

/** The same matrix with its padding as examples. */
function withPadding(matrix: PanelMatrix, precision: Precision): PanelMatrix {
  return { ...matrix, examples: countPanels(matrix.examples, precision) * examplesPerPanel(precision) };
}

function checkGuards(engine: EngineMemory, guards: readonly ByteRange[]): void {
  for (const [start, end] of guards) {
    const changed = engine.bytes(start, end - start).findIndex((byte) => byte !== GUARD);
    if (changed >= 0) throw new Error(`a kernel wrote ${changed} bytes behind an array at ${start}`);
  }
}

function readers(engine: EngineMemory, precision: Precision): Omit<BenchResult, "isComplete"> {
  const rows = (matrix: PanelMatrix): Rows =>
    Array.from({ length: matrix.rows }, (_, row) => readRow(engine.panels(matrix), matrix, row));
  return {
    engine,
    rows,
    padding: (matrix) => {
      const all = rows(withPadding(matrix, precision));
      return Float64Array.from(all.flatMap((row) => [...row.subarray(matrix.examples)]));
    },
    numbers: (address, count) => Float64Array.from(engine.numbers(address, count)),
  };
}

/** What a kernel should give, and the sum of the sizes of what was added up for it: what errors are measured by. */
export interface Expected {
  readonly value: number;
  readonly size: number;
}

/** The sum of some terms. */
export function sumOf(terms: Iterable<number>): Expected {
  let value = 0;
  let size = 0;
  for (const term of terms) {
    value += term;
    size += Math.abs(term);
  }
  return { value, size };
}

/** The error of one number in units of its size: 0 where it is exact, Infinity where it is not a number. */
export function errorOf(actual: number, { value, size }: Expected): number {
  if (actual === value) return 0;
  const error = Math.abs(actual - value) / size;
  return Number.isNaN(error) ? Infinity : error;
}

/** The largest error of all numbers. */
export function worstError(actual: Rows, expectedAt: (row: number, column: number) => Expected): number {
  let worst = 0;
  for (const [row, values] of actual.entries()) {
    for (const [column, value] of values.entries())
      worst = Math.max(worst, errorOf(value, expectedAt(row, column)));
  }
  return worst;
}

/** The examples (columns) of some rows, in the given order. */
export function selectExamples(rows: Rows, examples: readonly number[]): Rows {
  return rows.map((row) => Float64Array.from(examples, (example) => row[example] as number));
}

/** All rows one after the other. */
export function flat(rows: Rows): Float64Array {
  return Float64Array.from(rows.flatMap((row) => [...row]));
}

/** The products of one row and one column, in ascending order. */
export function products(row: Float64Array, rows: Rows, column: number): readonly number[] {
  return Array.from(row, (factor, index) => factor * ((rows[index] as Float64Array)[column] as number));
}
