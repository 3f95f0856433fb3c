import type { OptionDescription } from "wellfit";

/** A number as people write it. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The value that a text stands for, as its option's kind has it; undefined for an empty text. What cannot be read stays
 * as it was written, for the option's own check to refuse.
 */
export function parseOptionText(option: Pick<OptionDescription, "kind">, text: string): unknown {
  const trimmed = text.trim();
  const parts = trimmed === "" ? [] : trimmed.split(",").map((part) => part.trim());
  const { kind } = option;
  if (kind === "numbers") return parts.map(parseNumber);
  if (kind === "names") return parts;
  if (kind === "numberPerLayer") return oneOrMany(parts.map(parseNumber));
  if (kind === "choicePerLayer") return oneOrMany(parts);
  if (kind === "wordOrNumbers")
    return DECIMAL.test(parts[0] ?? "") ? parts.map(parseNumber) : oneOrMany(parts);
  if (trimmed === "") return undefined;
  if (kind === "number") return parseNumber(trimmed);
  return kind === "boolean" && isTruthWord(trimmed) ? trimmed === "true" : trimmed;
}

function isTruthWord(text: string): boolean {
  return text === "true" || text === "false";
}

/** A value as {@link parseOptionText} reads it again: "20,3"; "" for undefined. */
export function formatOptionValue(value: unknown): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.map(formatOptionValue).join(",");
  return typeof value === "string" ? value : JSON.stringify(value);
}

function oneOrMany<Value>(values: readonly Value[]): Value | readonly Value[] | undefined {
  return values.length > 1 ? values : values[0];
}

function parseNumber(text: string): number | string {
  return DECIMAL.test(text) ? Number(text) : text;
}
