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
 * Writes a matrix given row after row.
 *
 * @param numbers the engine's numbers of the whole matrix, with padding
 * @param source rows × examples
 * @param examples per row of `source`
 */
export function writeRows(numbers: Numbers, source: Numbers, examples: number): void {
  const rows = source.length / examples;
  const perPanel = ROW_BYTES / numbers.BYTES_PER_ELEMENT;
  const padded = numbers.length / rows;
  for (let row = 0; row < rows; row++) {
    for (let example = 0; example < padded; example++) {
      // Padding repeats the last example: what is computed from it can overflow only where a real one does.
      const from = row * examples + Math.min(example, examples - 1);
      numbers[placeOf(row, example, rows, perPanel)] = source[from] as number;
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
  const { rows, examples } = matrix;
  const flat = new Float64Array(rows * examples);
  for (let row = 0; row < rows; row++) {
    readRow(numbers, matrix, row).forEach((value, example) => {
      flat[example * rows + row] = value;
    });
  }
  return flat;
}

function placeOf(row: number, example: number, rows: number, perPanel: number): number {
  const panel = Math.floor(example / perPanel);
  return (panel * rows + row) * perPanel + (example % perPanel);
}
