/** Columns of a raw table from lists of values of any kind: JSON, Parquet, and tables made in code. */

import { describeValue } from "../../base/errors.ts";
import { isDecimal } from "../decimal.ts";
import type { RawColumn, TextCells } from "./raw-table.ts";

/** Texts that are there already. */
class ListedTexts implements TextCells {
  readonly length: number;
  readonly #texts: readonly (string | undefined)[];

  constructor(texts: readonly (string | undefined)[]) {
    this.length = texts.length;
    this.#texts = texts;
  }

  at(row: number): string | undefined {
    return this.#texts[row];
  }

  numberAt(row: number): number {
    const text = this.#texts[row] ?? "";
    return isDecimal(text) ? Number(text) : Number.NaN;
  }

  toNumbers(): Float64Array {
    return Float64Array.from(this.#texts, (_, row) => this.numberAt(row));
  }
}

/** A column of texts. @param texts undefined where there is no value */
export function textColumn(name: string, texts: readonly (string | undefined)[]): RawColumn {
  return { type: "text", name, cells: new ListedTexts(texts.map((text) => text?.trim())) };
}

/** From here on the platform spells numbers with an exponent, which no code has. */
const FIRST_EXPONENT = 1e21;

/** What a value is to a table. */
type ValueKind = "missing" | "number" | "boolean" | "date" | "text" | "other";

const KINDS_BY_TYPE: Readonly<Record<string, ValueKind>> = {
  undefined: "missing",
  number: "number",
  bigint: "number",
  boolean: "boolean",
  string: "text",
};

/**
 * A list of values as a column: numbers, truth values and dates where they are all of one kind, texts where they are
 * mixed. null and undefined are missing values, in a column of nothing else numbers. A column is of another kind only
 * where all of its values are: a few lists or objects, which may stand in rows that nothing is learned from, are texts.
 */
export function listedColumn(name: string, values: ArrayLike<unknown>): RawColumn {
  if (ArrayBuffer.isView(values)) return { type: "number", name, values: toNumbers(values) };
  const kinds = new Set(Array.from(values, kindOf));
  kinds.delete("missing");
  const [kind = "number", ...others] = kinds;
  if (others.length === 0 && kind === "other") {
    const odd = Array.from(values).find((value) => kindOf(value) === "other");
    return { type: "other", name, holds: describeOther(odd) };
  }
  if (others.length === 0 && kind !== "text" && kind !== "other" && kind !== "missing") {
    return { type: kind, name, values: toNumbers(values) };
  }
  return textColumn(
    name,
    Array.from(values, (value) => (kindOf(value) === "missing" ? undefined : spell(value))),
  );
}

function kindOf(value: unknown): ValueKind {
  if (value === null) return "missing";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "missing" : "date";
  return KINDS_BY_TYPE[typeof value] ?? "other";
}

/** Numbers, truth values as 0 and 1, dates as milliseconds; NaN where there is no value. */
function toNumbers(values: ArrayLike<unknown>): Float64Array {
  return Float64Array.from(values, (value) =>
    value === null || value === undefined ? Number.NaN : Number(value),
  );
}

/** A value as a text that is read as the same value. */
function spell(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return spellNumber(Number(value));
  if (value instanceof Date) return value.toISOString();
  return kindOf(value) === "other" ? describeOther(value) : String(value);
}

/** All digits of a whole number: those that the platform leaves out would make it another number, and so a code. */
function spellNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < FIRST_EXPONENT ? String(BigInt(value)) : String(value);
}

function describeOther(value: unknown): string {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return "a list";
  return typeof value === "object" ? "an object" : describeValue(value);
}
