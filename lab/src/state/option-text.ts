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
  switch (option.kind) {
    case "numbers":
      return parts.map(parseNumber);
    case "number":
      return trimmed === "" ? undefined : parseNumber(trimmed);
    case "numberPerLayer":
      return oneOrMany(parts.map(parseNumber));
    case "choicePerLayer":
      return oneOrMany(parts);
    case "wordOrNumbers":
      return DECIMAL.test(parts[0] ?? "") ? parts.map(parseNumber) : oneOrMany(parts);
    case "boolean":
      return trimmed === "" ? undefined : trimmed === "true" ? true : trimmed === "false" ? false : trimmed;
    case "names":
      return parts;
    case "choice":
    case "text":
      return trimmed === "" ? undefined : trimmed;
  }
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
