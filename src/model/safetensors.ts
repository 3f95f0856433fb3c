import * as v from "valibot";
import { describeValue, InvalidInputError, UnsupportedError } from "../base/errors.ts";
import { parseJson } from "../base/parse-json.ts";

/** How numbers are stored: little-endian float64 or float32. */
export type TensorType = "F64" | "F32";

/** A named array in a file. */
export interface Tensor {
  /** Its sizes from the outermost to the innermost; none for a single number. */
  readonly shape: readonly number[];
  /** As many as the sizes multiply to, the innermost index fastest. */
  readonly values: Float64Array;
}

/** What a safetensors file holds. */
export interface TensorFile {
  /** By name, in the order of the file. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Texts by name, which say what the tensors are. */
  readonly metadata: ReadonlyMap<string, string>;
}

const BYTES_OF = { F64: 8, F32: 4 } as const satisfies Record<TensorType, number>;
/** The header's length, a 64-bit whole number. */
const LENGTH_BYTES = 8;
/** Spaces make the header's length a multiple of this, so that numbers lie where a processor likes them. */
const ALIGNMENT = 8;
/** A header says what is in the file; one that is larger would fill the memory with nothing. The format allows 100 MB. */
const MAX_HEADER_BYTES = 2 ** 24;
const MAX_DIMENSIONS = 8;
const METADATA = "__metadata__";
const OPENING_BRACE = 0x7b;

const sizeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const entrySchema = v.strictObject({
  dtype: v.picklist(["F64", "F32"]),
  shape: v.pipe(v.array(sizeSchema), v.maxLength(MAX_DIMENSIONS)),
  data_offsets: v.tuple([sizeSchema, sizeSchema]),
});
const metadataSchema = v.record(v.string(), v.string());

/** Where a tensor lies in the part of the file behind the header. */
interface Entry {
  readonly name: string;
  readonly dtype: TensorType;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/**
 * Whether bytes may be a safetensors file: a header's length below 4 GB, and a brace behind it. No text has these bytes,
 * since four of them are 0.
 */
export function looksLikeSafetensors(bytes: Uint8Array): boolean {
  return bytes[LENGTH_BYTES] === OPENING_BRACE && bytes.subarray(4, LENGTH_BYTES).every((byte) => byte === 0);
}

/**
 * Arrays as a safetensors file (https://huggingface.co/docs/safetensors), one behind the other in the map's order.
 *
 * @param type how all of them are stored; with F32, numbers are rounded
 * @throws UnsupportedError when names and metadata take more room than a header may
 */
export function writeSafetensors({ tensors, metadata }: TensorFile, type: TensorType): Uint8Array {
  let offset = 0;
  const entries = Array.from(tensors, ([name, { shape, values }]) => {
    const start = offset;
    offset += values.length * BYTES_OF[type];
    return [name, { dtype: type, shape, data_offsets: [start, offset] }];
  });
  const document = { [METADATA]: Object.fromEntries(metadata), ...Object.fromEntries(entries) };
  const header = new TextEncoder().encode(JSON.stringify(document));
  const headerBytes = Math.ceil(header.length / ALIGNMENT) * ALIGNMENT;
  if (headerBytes > MAX_HEADER_BYTES) {
    throw new UnsupportedError(`A header of ${headerBytes} bytes`, "Use shorter or fewer names.");
  }
  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes + offset);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, headerBytes, true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerBytes);
  bytes.set(header, LENGTH_BYTES);
  let place = LENGTH_BYTES + headerBytes;
  for (const { values } of tensors.values()) {
    for (const value of values) {
      if (type === "F64") view.setFloat64(place, value, true);
      else view.setFloat32(place, value, true);
      place += BYTES_OF[type];
    }
  }
  return bytes;
}

/**
 * The arrays of a safetensors file. Nothing in it is trusted: each size and place is checked before memory is taken, and
 * tensors must fill the file one behind the other, without overlap or gap.
 *
 * @param source the file's name, for messages
 * @throws InvalidInputError for the first thing that is wrong
 */
export function readSafetensors(bytes: Uint8Array, source: string): TensorFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = readHeaderLength(view, source);
  const dataStart = LENGTH_BYTES + headerBytes;
  const document = parseHeader(bytes.subarray(LENGTH_BYTES, dataStart), source);
  const { [METADATA]: metadata = {}, ...rest } = document;
  const entries = Object.entries(rest).map(([name, entry]) => toEntry(name, entry, source));
  checkPlaces(entries, bytes.length - dataStart, source);
  const tensors = entries.map((entry): [string, Tensor] => [
    entry.name,
    { shape: entry.shape, values: readNumbers(view, dataStart, entry) },
  ]);
  return { tensors: new Map(tensors), metadata: toMetadata(metadata, source) };
}

function readNumbers(view: DataView, dataStart: number, { dtype, start, end }: Entry): Float64Array {
  const size = BYTES_OF[dtype];
  const values = new Float64Array((end - start) / size);
  for (let index = 0; index < values.length; index++) {
    const place = dataStart + start + index * size;
    values[index] = dtype === "F64" ? view.getFloat64(place, true) : view.getFloat32(place, true);
  }
  return values;
}

function readHeaderLength(view: DataView, source: string): number {
  const room = view.byteLength - LENGTH_BYTES;
  if (room < 0) throw invalid(source, "a header's length in 8 bytes", `a file of ${view.byteLength}`);
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
  const limit = Math.min(room, MAX_HEADER_BYTES);
  if (length <= limit) return length;
  const reason = room < MAX_HEADER_BYTES ? "the rest of the file" : "the most that is read";
  throw invalid(source, `a header of at most ${limit} bytes, ${reason}`, `one of ${length}`);
}

function parseHeader(bytes: Uint8Array, source: string): Readonly<Record<string, unknown>> {
  const document = parseJson(new TextDecoder().decode(bytes), source, "a header of safetensors");
  if (typeof document === "object" && document !== null && !Array.isArray(document)) {
    return document as Record<string, unknown>;
  }
  throw invalid(source, "a header that is an object", describeValue(document));
}

function toEntry(name: string, given: unknown, source: string): Entry {
  const where = `${source}: ${describeValue(name)}`;
  const result = v.safeParse(entrySchema, given, { abortEarly: true });
  if (!result.success) {
    const expected = "a tensor of F64 or F32 with dtype, shape and data_offsets";
    const [issue] = result.issues;
    const path = v.getDotPath(issue);
    const received = describeValue(issue.input);
    throw invalid(where, expected, path === null ? received : `${received} as ${path}`);
  }
  const { dtype, shape, data_offsets } = result.output;
  const [start, end] = data_offsets;
  const bytes = shape.reduce((product, size) => product * size, BYTES_OF[dtype]);
  if (end - start === bytes) return { name, dtype, shape, start, end };
  throw invalid(where, `${bytes} bytes for ${shape.join("×")} numbers of ${dtype}`, String(end - start));
}

function checkPlaces(entries: readonly Entry[], bytes: number, source: string): void {
  let place = 0;
  for (const { name, start, end } of entries.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== place) throw invalid(`${source}: ${describeValue(name)}`, `offset ${place}`, String(start));
    place = end;
  }
  if (place !== bytes) throw invalid(source, `${place} bytes of tensors`, String(bytes));
}

function toMetadata(given: unknown, source: string): ReadonlyMap<string, string> {
  const result = v.safeParse(metadataSchema, given, { abortEarly: true });
  if (result.success) return new Map(Object.entries(result.output));
  throw invalid(source, `${METADATA} of texts`, describeValue(result.issues[0].input));
}

function invalid(where: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "file", where, expected, received });
}
