import { UnsupportedError } from "../../base/errors.ts";
import { unpackLz4Frame } from "../compression/lz4.ts";
import { checkUnpacked } from "../compression/unpack-limit.ts";
import { unpackZstd } from "../compression/zstd.ts";
import { float16 } from "../float16.ts";
import { readDecimal } from "../wide-integer.ts";
import type { ArrowField, ArrowType } from "./arrow-field.ts";
import type { FlatTable } from "./flat-table.ts";

/** Values of one column in one batch: numbers, with NaN where there is none, or texts. */
export type ArrowValues = Float64Array | readonly (string | undefined)[];

/** What all batches of a file share. */
export interface BatchContext {
  /** The file's name, for messages. */
  readonly source: string;
  /** How many bytes its columns may take when they are unpacked. */
  readonly limit: number;
  /** The values that columns refer to, by the dictionary's number. */
  readonly dictionaries: Map<number, ArrowValues>;
  /** How many bytes were unpacked so far. */
  unpacked: number;
}

const CODEC_LZ4 = 0;
const CODEC_ZSTD = 1;
/** In place of a size: the buffer is stored as it is. */
const NOT_COMPRESSED = -1n;
const LENGTH_BYTES = 8;
/** Of texts with their places: the size of one, and the longest text that stands in place of a place. */
const VIEW_BYTES = 16;
const SHORT_TEXT_BYTES = 12;
const BITS_PER_BYTE = 8;
const MILLISECONDS_PER_DAY = 86_400_000;

const decoder = new TextDecoder();

/**
 * The columns of one batch of records, read in the order of the schema. Reads outside the file throw a RangeError.
 */
export class RecordBatch {
  readonly #body: Uint8Array;
  readonly #context: BatchContext;
  readonly #nodes: readonly number[][];
  readonly #buffers: readonly number[][];
  readonly #variadic: readonly number[][];
  readonly #codec: number | undefined;
  #node = 0;
  #buffer = 0;
  #view = 0;

  constructor(batch: FlatTable, body: Uint8Array, context: BatchContext) {
    this.#body = body;
    this.#context = context;
    this.#nodes = batch.structs(1, 2);
    this.#buffers = batch.structs(2, 2);
    this.#variadic = batch.structs(4, 1);
    this.#codec = batch.table(3)?.byte(0, CODEC_LZ4);
  }

  /** The values of the next column; undefined for one that no table can hold, which is passed over. */
  read(field: ArrowField): ArrowValues | undefined {
    const { dictionary, type } = field;
    if (dictionary !== undefined) return this.#readDictionary(dictionary);
    if (type.kind === "other") {
      this.#pass(field);
      return undefined;
    }
    return this.readValues(type);
  }

  /** The values of a column without children. */
  readValues(type: ArrowType): ArrowValues {
    const length = this.#nextLength();
    if (type.kind === "null") return new Float64Array(length).fill(Number.NaN);
    const isValid = this.#nextValidity(length);
    if (type.kind === "text") return this.#readTexts(length, type.offsetBits, isValid);
    if (type.kind === "text-view") return this.#readTextViews(length, isValid);
    const view = this.#nextView();
    const read = numberReader(type);
    const values = new Float64Array(length);
    for (let row = 0; row < length; row++) values[row] = isValid(row) ? read(view, row) : Number.NaN;
    return values;
  }

  #readDictionary({ id, indexes }: NonNullable<ArrowField["dictionary"]>): ArrowValues {
    const entries = this.#context.dictionaries.get(id);
    if (entries === undefined) throw new RangeError(`no dictionary ${id}`);
    const places = this.readValues(indexes) as Float64Array;
    if (entries instanceof Float64Array) return places.map((place) => entries[place] ?? Number.NaN);
    return Array.from(places, (place) => entries[place]);
  }

  /** Passes over a column and its children. */
  #pass({ type, children, dictionary }: ArrowField): void {
    this.#node++;
    const buffers = dictionary === undefined ? buffersOf(type) : 2;
    this.#buffer += buffers;
    const isView = type.kind === "text-view" || (type.kind === "other" && type.isView === true);
    if (isView && dictionary === undefined) this.#buffer += this.#nextVariadic();
    if (dictionary === undefined) for (const child of children) this.#pass(child);
  }

  #nextLength(): number {
    const length = this.#nodes[this.#node++]?.[0];
    if (length === undefined) throw new RangeError("a column without a length");
    this.#take(length * Float64Array.BYTES_PER_ELEMENT);
    return length;
  }

  #nextVariadic(): number {
    return this.#variadic[this.#view++]?.[0] ?? 0;
  }

  /** Whether each row has a value: a bit each, or none where all have. */
  #nextValidity(length: number): (row: number) => boolean {
    const bits = this.#nextBuffer();
    if (bits.length === 0) return () => true;
    if (bits.length * BITS_PER_BYTE < length) throw new RangeError("too few bits of validity");
    return (row) => bitAt(bits, row);
  }

  #readTexts(length: number, offsetBits: 32 | 64, isValid: (row: number) => boolean): (string | undefined)[] {
    const offsets = this.#nextView();
    const bytes = this.#nextBuffer();
    const offsetAt = (row: number): number =>
      offsetBits === 32 ? offsets.getInt32(4 * row, true) : Number(offsets.getBigInt64(8 * row, true));
    return Array.from({ length }, (_, row) =>
      isValid(row) ? this.#decode(slice(bytes, offsetAt(row), offsetAt(row + 1))) : undefined,
    );
  }

  #readTextViews(length: number, isValid: (row: number) => boolean): (string | undefined)[] {
    const views = this.#nextBuffer();
    const view = toView(views);
    const data = Array.from({ length: Math.min(this.#nextVariadic(), this.#buffers.length) }, () =>
      this.#nextBuffer(),
    );
    return Array.from({ length }, (_, row) => {
      if (!isValid(row)) return undefined;
      const start = VIEW_BYTES * row;
      const size = view.getInt32(start, true);
      if (size <= SHORT_TEXT_BYTES) return this.#decode(slice(views, start + 4, start + 4 + size));
      const bytes = data[view.getInt32(start + 8, true)];
      if (bytes === undefined) throw new RangeError("a text in a buffer that is not there");
      const place = view.getInt32(start + 12, true);
      return this.#decode(slice(bytes, place, place + size));
    });
  }

  /** A text, counted: those of many rows may all be the same bytes. */
  #decode(bytes: Uint8Array): string {
    this.#take(bytes.length);
    return decoder.decode(bytes);
  }

  #nextView(): DataView {
    return toView(this.#nextBuffer());
  }

  #nextBuffer(): Uint8Array {
    const [offset, length] = this.#buffers[this.#buffer++] ?? [];
    if (offset === undefined || length === undefined) throw new RangeError("a column without its buffers");
    const stored = slice(this.#body, offset, offset + length);
    if (this.#codec === undefined || length === 0) return stored;
    const size = toView(stored).getBigInt64(0, true);
    const packed = stored.subarray(LENGTH_BYTES);
    if (size === NOT_COMPRESSED) return packed;
    this.#take(Number(size));
    return this.#unpack(packed, Number(size));
  }

  #unpack(packed: Uint8Array, size: number): Uint8Array {
    const { source } = this.#context;
    if (this.#codec === CODEC_LZ4) return unpackLz4Frame(packed, size, source);
    if (this.#codec === CODEC_ZSTD) return unpackZstd(packed, size, source);
    throw new UnsupportedError(
      `${source}: compression number ${this.#codec} of Arrow`,
      "Save it with LZ4 or Zstandard, or without compression.",
    );
  }

  #take(bytes: number): void {
    this.#context.unpacked += bytes;
    checkUnpacked(this.#context.unpacked, this.#context.limit, this.#context.source);
  }
}

/** How a number of a type is read from its row. */
function numberReader(type: ArrowType): (view: DataView, row: number) => number {
  if (type.kind === "boolean") return (view, row) => (view.getUint8(row >> 3) >> (row & 7)) & 1;
  if (type.kind === "float") {
    if (type.bits === 16) return (view, row) => float16(view.getUint16(2 * row, true));
    if (type.bits === 32) return (view, row) => view.getFloat32(4 * row, true);
    return (view, row) => view.getFloat64(8 * row, true);
  }
  if (type.kind === "decimal") {
    const bytes = type.bits / BITS_PER_BYTE;
    return (view, row) => readDecimal(littleEndianBytes(view, row * bytes, bytes), type.scale);
  }
  if (type.kind === "day") return (view, row) => view.getInt32(4 * row, true) * MILLISECONDS_PER_DAY;
  if (type.kind === "time") {
    const { milliseconds, perMillisecond } = type;
    return (view, row) => Number((view.getBigInt64(8 * row, true) * milliseconds) / perMillisecond);
  }
  return type.kind === "integer" ? integerReader(type.bits, type.isSigned) : () => Number.NaN;
}

function integerReader(bits: number, isSigned: boolean): (view: DataView, row: number) => number {
  switch (bits) {
    case 8:
      return isSigned ? (view, row) => view.getInt8(row) : (view, row) => view.getUint8(row);
    case 16:
      return isSigned
        ? (view, row) => view.getInt16(2 * row, true)
        : (view, row) => view.getUint16(2 * row, true);
    case 32:
      return isSigned
        ? (view, row) => view.getInt32(4 * row, true)
        : (view, row) => view.getUint32(4 * row, true);
    case 64:
      return isSigned
        ? (view, row) => Number(view.getBigInt64(8 * row, true))
        : (view, row) => Number(view.getBigUint64(8 * row, true));
    default:
      throw new RangeError(`whole numbers of ${bits} bits`);
  }
}

/** A wide whole number with its highest byte first. */
function littleEndianBytes(view: DataView, start: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, k) => view.getUint8(start + length - 1 - k));
}

function buffersOf(type: ArrowType): number {
  if (type.kind === "other") return type.buffers;
  if (type.kind === "null") return 0;
  return type.kind === "text" ? 3 : 2;
}

function bitAt(bits: Uint8Array, row: number): boolean {
  return (((bits[row >> 3] as number) >> (row & 7)) & 1) === 1;
}

/** @throws RangeError when the bytes do not have such a part */
function slice(bytes: Uint8Array, start: number, end: number): Uint8Array {
  if (!(start >= 0 && start <= end && end <= bytes.length)) throw new RangeError("a part beyond the end");
  return bytes.subarray(start, end);
}

function toView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
