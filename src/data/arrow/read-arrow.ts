import { startsWith } from "../bytes.ts";
import { MAX_UNPACKED_BYTES } from "../compression/unpack-limit.ts";
import { DAMAGED, invalidFile } from "../invalid-file.ts";
import { MAX_COLUMNS } from "../max-columns.ts";
import { textColumn } from "../table/listed-columns.ts";
import type { RawColumn, RawTable } from "../table/raw-table.ts";
import { type ArrowField, readField } from "./arrow-field.ts";
import { FlatTable } from "./flat-table.ts";
import { type ArrowValues, type BatchContext, RecordBatch } from "./record-batch.ts";

const FILE_SIGNATURE = [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31] as const;
/** The signature and what fills it up. */
const FILE_START = 8;
const CONTINUATION = 0xffffffff;
const SCHEMA = 1;
const DICTIONARY_BATCH = 2;
const RECORD_BATCH = 3;

/** A message of the stream: what its header is, and the bytes behind it. */
interface Message {
  readonly type: number;
  readonly header: FlatTable;
  readonly body: Uint8Array;
}

/**
 * Reads a table in Arrow's format for files or streams (Apache Arrow, Columnar Format 1.5), as Feather 2 is, with or
 * without compression. Lists, objects, bytes and spans of time become columns without values.
 *
 * @param bytes the whole file
 * @param source the file's name, for messages
 * @param limit how many bytes its columns may take; 1 GiB by default
 * @throws InvalidInputError when it is damaged, has no rows, or holds more
 * @throws UnsupportedError for what cannot be read, with the way out
 */
export function readArrow(bytes: Uint8Array, source: string, limit: number = MAX_UNPACKED_BYTES): RawTable {
  try {
    return readMessages(bytes, { source, limit, dictionaries: new Map(), unpacked: 0 });
  } catch (error) {
    // Places and sizes that lead out of the file; those that only make no sense do, too.
    if (!(error instanceof RangeError)) throw error;
    throw invalidFile(source, "a table in Arrow's format", "one that is damaged", DAMAGED);
  }
}

function readMessages(bytes: Uint8Array, context: BatchContext): RawTable {
  const isFile = startsWith(bytes, FILE_SIGNATURE);
  const messages = splitMessages(bytes, isFile ? FILE_START : 0);
  const schema = messages.find(({ type }) => type === SCHEMA);
  if (schema === undefined) throw new RangeError("no schema");
  if (schema.header.short(0) !== 0) throw new RangeError("numbers with the high byte first");
  const budget = { left: MAX_COLUMNS };
  const fields = schema.header.tables(1).map((field) => readField(field, budget));
  // In a file dictionaries may stand behind the records that refer to them; in a stream a later one replaces another.
  const dictionaries = messages.filter(({ type }) => type === DICTIONARY_BATCH);
  const ordered = isFile
    ? [...dictionaries, ...messages.filter(({ type }) => type === RECORD_BATCH)]
    : messages;
  const parts = fields.map((): ArrowValues[] => []);
  let rows = 0;
  for (const { type, header, body } of ordered) {
    if (type === DICTIONARY_BATCH) addDictionary(header, body, { fields, context });
    if (type !== RECORD_BATCH) continue;
    const length = header.long(0);
    const batch = new RecordBatch(header, body, context);
    fields.forEach((field, index) => {
      const values = batch.read(field);
      if (values !== undefined && values.length !== length)
        throw new RangeError("a column of another length");
      if (values !== undefined) parts[index]?.push(values);
    });
    rows += length;
  }
  const { source } = context;
  if (rows === 0 || fields.length === 0) throw invalidFile(source, "rows of data", "none");
  return {
    source,
    origin: isFile ? "Arrow" : "Arrow stream",
    columns: fields.map((field, index) => toColumn(field, parts[index] as ArrowValues[])),
    rows,
    hasNames: true,
    placeOf: (row) => `${source}, row ${row + 1}`,
  };
}

/** The messages of a stream, which ends with the bytes or with a message of size 0. */
function splitMessages(bytes: Uint8Array, start: number): Message[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: Message[] = [];
  let place = start;
  while (place + 8 <= bytes.length) {
    if (view.getUint32(place, true) !== CONTINUATION) throw new RangeError("no message");
    const size = view.getUint32(place + 4, true);
    if (size === 0) break;
    place += 8;
    const message = FlatTable.root(new DataView(bytes.buffer, bytes.byteOffset + place, size));
    const bodyBytes = message.long(3);
    place += size;
    if (place + bodyBytes > bytes.length) throw new RangeError("a message beyond the end");
    const header = message.table(2);
    if (header !== undefined) {
      messages.push({ type: message.byte(1), header, body: bytes.subarray(place, place + bodyBytes) });
    }
    place += bodyBytes;
  }
  return messages;
}

/** A dictionary takes the place of an earlier one of the same number, or adds to it. */
function addDictionary(
  header: FlatTable,
  body: Uint8Array,
  { fields, context }: { readonly fields: readonly ArrowField[]; readonly context: BatchContext },
): void {
  const id = header.long(0);
  const data = header.table(1);
  const field = fields.find(({ dictionary }) => dictionary?.id === id);
  // Dictionaries within lists and objects belong to no column that is read.
  if (field === undefined || data === undefined || field.type.kind === "other") return;
  const values = new RecordBatch(data, body, context).readValues(field.type);
  const before = context.dictionaries.get(id);
  const isAddition = header.byte(2) === 1 && before !== undefined;
  context.dictionaries.set(id, isAddition ? joinValues([before, values]) : values);
}

function toColumn({ name, type }: ArrowField, parts: readonly ArrowValues[]): RawColumn {
  if (type.kind === "other") return { type: "other", name, holds: type.holds };
  const values = joinValues(parts);
  if (!(values instanceof Float64Array)) return textColumn(name, values);
  if (type.kind === "day" || type.kind === "time") return { type: "date", name, values };
  return { type: type.kind === "boolean" ? "boolean" : "number", name, values };
}

function joinValues(parts: readonly ArrowValues[]): ArrowValues {
  const [first] = parts;
  if (first === undefined || parts.length === 1) return first ?? [];
  if (!(first instanceof Float64Array)) return (parts as readonly (readonly (string | undefined)[])[]).flat();
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts as readonly Float64Array[]) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}
