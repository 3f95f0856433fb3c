/**
 * How the engine lays out rows × examples: in panels of as many examples as fill two vectors, one row after the other,
 * 32 bytes a row. assembly/panels.ts tells why.
 */

import { bytesOf, type Numbers, type Precision } from "./precision.ts";

/** Bytes of one row of a panel. */
export const ROW_BYTES = 32;

/** Examples of a unit that lie side by side in a mask: they fill several panels. */
export const EXAMPLES_PER_BLOCK = 16;

/** Where a matrix of rows × examples lies in the engine's memory. */
export interface PanelMatrix {
  readonly address: number;
  readonly rows: number;
  readonly examples: number;
}

/** How many examples one panel holds. */
export function examplesPerPanel(precision: Precision): number {
  return ROW_BYTES / bytesOf(precision);
}

/** How many panels hold so many examples; the last may be filled in part. */
export function countPanels(examples: number, precision: Precision): number {
  return Math.ceil(examples / examplesPerPanel(precision));
}

/** Bytes from one panel of a matrix to the next. */
export function pitchOf({ rows }: Pick<PanelMatrix, "rows">): number {
  return rows * ROW_BYTES;
}

/**
 * Writes examples of a matrix given row after row, as many as there is room for. Behind the last one, padding repeats it:
 * what is computed from it can overflow only where a real one does.
 *
 * @param numbers the engine's numbers of the whole matrix, with padding
 * @param source rows × examples
 * @param examples per row of `source`
 * @param first the first example to write
 */
export function writeRows(numbers: Numbers, source: Numbers, examples: number, first = 0): void {
  const rows = source.length / examples;
  const perPanel = ROW_BYTES / numbers.BYTES_PER_ELEMENT;
  for (let row = 0; row < rows; row++) {
    const last = (row + 1) * examples - 1;
    let from = row * examples + first;
    for (let place = row * perPanel; place < numbers.length; place += rows * perPanel) {
      for (let lane = 0; lane < perPanel; lane++, from++) {
        numbers[place + lane] = source[Math.min(from, last)] as number;
      }
    }
  }
}

/** The numbers of one row of a matrix, without padding. */
export function readRow(numbers: Numbers, { rows, examples }: PanelMatrix, row: number): Float64Array {
  const perPanel = ROW_BYTES / numbers.BYTES_PER_ELEMENT;
  return Float64Array.from(
    { length: examples },
    (_, example) => numbers[placeOf(row, example, rows, perPanel)] as number,
  );
}

/** The numbers of one example, a row after the other. */
export function readExample(numbers: Numbers, { rows }: PanelMatrix, example: number): Float64Array {
  const perPanel = ROW_BYTES / numbers.BYTES_PER_ELEMENT;
  return Float64Array.from(
    { length: rows },
    (_, row) => numbers[placeOf(row, example, rows, perPanel)] as number,
  );
}

/** All numbers of a matrix, examples × rows: those of one example after those of the other, without padding. */
export function readExamples(numbers: Numbers, matrix: PanelMatrix): Float64Array {
  const flat = new Float64Array(matrix.rows * matrix.examples);
  copyExamples(numbers, matrix, flat);
  return flat;
}

/** Writes what {@link readExamples} gives into an array, as much as there is room for. */
export function copyExamples(numbers: Numbers, { rows, examples }: PanelMatrix, target: Float64Array): void {
  const perPanel = ROW_BYTES / numbers.BYTES_PER_ELEMENT;
  const count = Math.min(examples, target.length / rows);
  for (let row = 0; row < rows; row++) {
    for (let example = 0; example < count; example += perPanel) {
      const place = example * rows + row * perPanel;
      const lanes = Math.min(perPanel, count - example);
      for (let lane = 0; lane < lanes; lane++) {
        target[(example + lane) * rows + row] = numbers[place + lane] as number;
      }
    }
  }
}

function placeOf(row: number, example: number, rows: number, perPanel: number): number {
  const panel = Math.floor(example / perPanel);
  return (panel * rows + row) * perPanel + (example % perPanel);
}
