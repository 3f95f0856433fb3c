import type { TypedColumn } from "../preparation/typed-column.ts";

/**
 * How many rows repeat an earlier one in all of the columns.
 *
 * @param columns of the same rows; at least one
 */
export function countRepeatedRows(columns: readonly TypedColumn[], rows: number): number {
  const hashes = new Int32Array(2 * rows);
  for (const column of columns) mix(hashes, column);
  const first = new Map<number, number[]>();
  let repeated = 0;
  for (let row = 0; row < rows; row++) {
    const key = (hashes[2 * row] as number) * 2 ** 20 + ((hashes[2 * row + 1] as number) & 0xfffff);
    const alike = first.get(key);
    if (alike === undefined) first.set(key, [row]);
    else if (alike.some((other) => columns.every((column) => isSameCell(column, row, other)))) repeated++;
    else alike.push(row);
  }
  return repeated;
}

/** Adds the cells of a column to two hashes of every row. */
function mix(hashes: Int32Array, column: TypedColumn): void {
  const words = column.type === "category" ? column.codes : new Int32Array(column.values.buffer);
  const each = words.length / (hashes.length / 2);
  for (let place = 0; place < words.length; place++) {
    const row = Math.floor(place / each);
    const word = words[place] as number;
    hashes[2 * row] = scramble((hashes[2 * row] as number) ^ word, 0x85ebca6b);
    hashes[2 * row + 1] = scramble((hashes[2 * row + 1] as number) + word, 0xc2b2ae35);
  }
}

/** Spreads every bit. Source: A. Appleby, the finalizer of MurmurHash3. */
function scramble(word: number, factor: number): number {
  const mixed = Math.imul(word ^ (word >>> 16), factor);
  return mixed ^ (mixed >>> 13);
}

function isSameCell(column: TypedColumn, row: number, other: number): boolean {
  const cells = column.type === "category" ? column.codes : column.values;
  return Object.is(cells[row], cells[other]);
}
