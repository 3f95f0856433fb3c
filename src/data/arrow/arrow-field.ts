import { FlatTable } from "./flat-table.ts";

/** The types of Arrow that a table can hold, by how their values are stored. */
export type ArrowType =
  | { readonly kind: "null" }
  | { readonly kind: "boolean" }
  | { readonly kind: "integer"; readonly bits: number; readonly isSigned: boolean }
  | { readonly kind: "float"; readonly bits: number }
  | { readonly kind: "decimal"; readonly bits: number; readonly scale: number }
  /** Days since 1970, of 32 bits. */
  | { readonly kind: "day" }
  /** Times since 1970 in units of so many in a millisecond, or so many milliseconds, of 64 bits. */
  | { readonly kind: "time"; readonly perMillisecond: bigint; readonly milliseconds: bigint }
  /** Texts, one behind the other, with the places where they begin in so many bits. */
  | { readonly kind: "text"; readonly offsetBits: 32 | 64 }
  /** Texts that are stored with their places, short ones in place of it. */
  | { readonly kind: "text-view" }
  /** Anything else: how many buffers it has beside those of its children, and whether it has more in some batches. */
  | { readonly kind: "other"; readonly holds: string; readonly buffers: number; readonly isView?: boolean };

/** A column as the schema describes it. */
export interface ArrowField {
  readonly name: string;
  readonly type: ArrowType;
  readonly children: readonly ArrowField[];
  /** Where values stand once and the column holds their numbers: the dictionary, and the type of these numbers. */
  readonly dictionary?: { readonly id: number; readonly indexes: ArrowType };
}

/** Types by the number that Arrow's Schema.fbs gives them. */
const TYPES: Readonly<Record<number, (type: FlatTable) => ArrowType>> = {
  1: () => ({ kind: "null" }),
  2: toInteger,
  3: (type) => ({ kind: "float", bits: 16 << type.short(0) }),
  4: () => other("bytes", 3),
  5: () => ({ kind: "text", offsetBits: 32 }),
  6: () => ({ kind: "boolean" }),
  7: toDecimalType,
  8: (type) => (type.short(0, 1) === 0 ? { kind: "day" } : timeOf(1)),
  9: () => other("a time of day", 2),
  10: (type) => timeOf(type.short(0)),
  11: () => other("a span of time", 2),
  12: () => other("a list", 2),
  13: () => other("an object", 1),
  14: (type) => other("values of several types", type.short(0) === 1 ? 2 : 1),
  15: () => other("bytes", 2),
  16: () => other("a list", 1),
  17: () => other("an object", 2),
  18: () => other("a span of time", 2),
  19: () => other("bytes", 3),
  20: () => ({ kind: "text", offsetBits: 64 }),
  21: () => other("a list", 2),
  22: () => other("runs of values", 0),
  23: () => ({ ...other("bytes", 2), isView: true }),
  24: () => ({ kind: "text-view" }),
  25: () => other("a list", 3),
  26: () => other("a list", 3),
};

/** The units of time by Arrow's numbers: seconds, milliseconds, microseconds, nanoseconds. */
const TIMES: readonly ArrowType[] = [
  { kind: "time", perMillisecond: 1n, milliseconds: 1000n },
  { kind: "time", perMillisecond: 1n, milliseconds: 1n },
  { kind: "time", perMillisecond: 1000n, milliseconds: 1n },
  { kind: "time", perMillisecond: 1_000_000n, milliseconds: 1n },
];
/** Deeper than any table's columns: such a file is damaged. */
const MAX_DEPTH = 32;
const DECIMAL_BITS: readonly number[] = [32, 64, 128, 256];

/** How many fields a schema may still have: fields of fields may all be the same one, doubled at every depth. */
export interface FieldBudget {
  left: number;
}

/**
 * A column of the schema.
 *
 * @param budget of all columns of the schema together
 * @throws RangeError when the schema is damaged
 */
export function readField(field: FlatTable, budget: FieldBudget, depth = 0): ArrowField {
  if (depth > MAX_DEPTH || --budget.left < 0) throw new RangeError("fields within fields without end");
  const id = field.byte(2);
  const toType = Object.hasOwn(TYPES, id) ? TYPES[id] : undefined;
  const details = field.table(3);
  if (toType === undefined || details === undefined) throw new RangeError(`a field of type ${id}`);
  const dictionary = field.table(4);
  const indexes = dictionary?.table(1);
  const name = field.text(0);
  // A name of many thousand letters counts as many fields: all fields may have the same one.
  budget.left -= name.length >>> 10;
  return {
    name,
    type: toType(details),
    children: field.tables(5).map((child) => readField(child, budget, depth + 1)),
    ...(dictionary === undefined
      ? {}
      : {
          dictionary: {
            id: dictionary.long(0),
            indexes:
              indexes === undefined ? { kind: "integer", bits: 32, isSigned: true } : toInteger(indexes),
          },
        }),
  };
}

function toDecimalType(type: FlatTable): ArrowType {
  const bits = type.int(2, 128);
  if (!DECIMAL_BITS.includes(bits)) throw new RangeError(`decimal numbers of ${bits} bits`);
  return { kind: "decimal", scale: type.int(1), bits };
}

function toInteger(type: FlatTable): ArrowType {
  return { kind: "integer", bits: type.int(0), isSigned: type.byte(1) === 1 };
}

function timeOf(unit: number): ArrowType {
  const type = TIMES[unit];
  if (type === undefined) throw new RangeError(`a unit of time of number ${unit}`);
  return type;
}

function other(holds: string, buffers: number): ArrowType {
  return { kind: "other", holds, buffers };
}
