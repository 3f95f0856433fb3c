/** Rows that are the same in every column, found by hashes in one pass. */

/** One value for each row. Values are the same where their bits are; what is missing has one spelling. */
export type Cells = Float64Array | Int32Array | Uint32Array;

/** Columns of the same rows; at least one. */
export interface CellRows {
  readonly columns: readonly Cells[];
  readonly rows: number;
}

/** For every row the first row that equals it, which may be itself. */
export function firstEqualRows(cells: CellRows): Int32Array {
  const index = new RowIndex(cells);
  return Int32Array.from({ length: cells.rows }, (_, row) => index.addUnlessKnown(row));
}

/**
 * For every row the first one of others that equals it; −1 where none does.
 *
 * @param others rows with the same columns
 */
export function findEqualRows(cells: CellRows, others: CellRows): Int32Array {
  const index = new RowIndex(others);
  for (let row = 0; row < others.rows; row++) index.addUnlessKnown(row);
  const hashes = hashRows(cells);
  return Int32Array.from({ length: cells.rows }, (_, row) => index.find(cells, hashes, row));
}

/** Rows by their hashes, in slots of which at most half are taken. */
class RowIndex {
  readonly #cells: CellRows;
  readonly #hashes: Int32Array;
  readonly #slots: Int32Array;

  constructor(cells: CellRows) {
    this.#cells = cells;
    this.#hashes = hashRows(cells);
    this.#slots = new Int32Array(2 << (32 - Math.clz32(cells.rows))).fill(NONE);
  }

  /** The row itself, which is known from now on, or the known row that equals it. */
  addUnlessKnown(row: number): number {
    const slot = this.#slotOf(this.#cells, this.#hashes, row);
    const known = this.#slots[slot] as number;
    if (known !== NONE) return known;
    this.#slots[slot] = row;
    return row;
  }

  /** The known row that equals a row of other columns; −1 where none does. */
  find(cells: CellRows, hashes: Int32Array, row: number): number {
    return this.#slots[this.#slotOf(cells, hashes, row)] as number;
  }

  /** The slot of the known row that equals a row, or the free one where it would be. */
  #slotOf(cells: CellRows, hashes: Int32Array, row: number): number {
    const [first, second] = [hashes[2 * row] as number, hashes[2 * row + 1] as number];
    const last = this.#slots.length - 1;
    for (let slot = first & last; ; slot = (slot + 1) & last) {
      const other = this.#slots[slot] as number;
      if (other === NONE) return slot;
      if (this.#hashes[2 * other] !== first || this.#hashes[2 * other + 1] !== second) continue;
      if (cells.columns.every((column, k) => Object.is(column[row], this.#cells.columns[k]?.[other]))) {
        return slot;
      }
    }
  }
}

const NONE = -1;

/** Two hashes for every row. */
function hashRows({ columns, rows }: CellRows): Int32Array {
  const hashes = new Int32Array(2 * rows);
  for (const column of columns) {
    const words = new Int32Array(column.buffer, column.byteOffset, column.byteLength / 4);
    const each = words.length / rows;
    for (let row = 0, place = 0; row < rows; row++) {
      for (const end = (row + 1) * each; place < end; place++) {
        const word = words[place] as number;
        hashes[2 * row] = scramble((hashes[2 * row] as number) ^ word, 0x85ebca6b);
        hashes[2 * row + 1] = scramble((hashes[2 * row + 1] as number) + word, 0xc2b2ae35);
      }
    }
  }
  return hashes;
}

/** Spreads every bit. Source: A. Appleby, the finalizer of MurmurHash3. */
function scramble(word: number, factor: number): number {
  const mixed = Math.imul(word ^ (word >>> 16), factor);
  return mixed ^ (mixed >>> 13);
}
