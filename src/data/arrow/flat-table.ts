/** Where the place of a field stands in the table of a table's fields: behind its size and the size of the data. */
const FIRST_SLOT = 4;

/**
 * A table of a FlatBuffer (Google, FlatBuffers Internals): fields by their number, which may be absent. Reads outside the
 * buffer throw a RangeError.
 */
export class FlatTable {
  readonly #view: DataView;
  readonly #place: number;

  constructor(view: DataView, place: number) {
    this.#view = view;
    this.#place = place;
  }

  /** The table that a buffer begins with the place of. */
  static root(view: DataView): FlatTable {
    return new FlatTable(view, view.getUint32(0, true));
  }

  /** A whole number of 8 bits, as truth values and types of unions are. */
  byte(field: number, otherwise = 0): number {
    const place = this.#find(field);
    return place === undefined ? otherwise : this.#view.getUint8(place);
  }

  /** A signed whole number of 16 bits. */
  short(field: number, otherwise = 0): number {
    const place = this.#find(field);
    return place === undefined ? otherwise : this.#view.getInt16(place, true);
  }

  /** A signed whole number of 32 bits. */
  int(field: number, otherwise = 0): number {
    const place = this.#find(field);
    return place === undefined ? otherwise : this.#view.getInt32(place, true);
  }

  /** A whole number of 64 bits. @throws RangeError when it is negative or beyond 2⁵³, which no size or place is */
  long(field: number): number {
    const place = this.#find(field);
    return place === undefined ? 0 : readLong(this.#view, place);
  }

  /** Another table. */
  table(field: number): FlatTable | undefined {
    const place = this.#find(field);
    return place === undefined ? undefined : this.#tableAt(place);
  }

  /** A list of tables. */
  tables(field: number): FlatTable[] {
    return this.#vector(field, 4, (place) => this.#tableAt(place));
  }

  /** A list of structs. @param longs how many numbers of 64 bits each consists of */
  structs(field: number, longs: number): number[][] {
    return this.#vector(field, 8 * longs, (place) =>
      Array.from({ length: longs }, (_, k) => readLong(this.#view, place + 8 * k)),
    );
  }

  /** A text. */
  text(field: number): string {
    const place = this.#find(field);
    if (place === undefined) return "";
    const start = place + this.#view.getUint32(place, true);
    const length = this.#view.getUint32(start, true);
    const bytes = new Uint8Array(this.#view.buffer, this.#view.byteOffset, this.#view.byteLength);
    return new TextDecoder().decode(bytes.subarray(start + 4, start + 4 + length));
  }

  /** Where a field stands; undefined where the table has none of this number. */
  #find(field: number): number | undefined {
    const slots = this.#place - this.#view.getInt32(this.#place, true);
    const slot = FIRST_SLOT + 2 * field;
    if (slot >= this.#view.getUint16(slots, true)) return undefined;
    const offset = this.#view.getUint16(slots + slot, true);
    return offset === 0 ? undefined : this.#place + offset;
  }

  #tableAt(place: number): FlatTable {
    return new FlatTable(this.#view, place + this.#view.getUint32(place, true));
  }

  #vector<Item>(field: number, size: number, read: (place: number) => Item): Item[] {
    const place = this.#find(field);
    if (place === undefined) return [];
    const start = place + this.#view.getUint32(place, true);
    const length = this.#view.getUint32(start, true);
    if (start + 4 + length * size > this.#view.byteLength) throw new RangeError("a list beyond the end");
    return Array.from({ length }, (_, k) => read(start + 4 + size * k));
  }
}

/** @throws RangeError when it is negative or beyond 2⁵³, which no size or place is */
function readLong(view: DataView, place: number): number {
  const long = Number(view.getBigInt64(place, true));
  if (long < 0 || long > Number.MAX_SAFE_INTEGER) throw new RangeError("a size beyond all files");
  return long;
}
