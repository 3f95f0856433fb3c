import { describe, expect, it } from "vitest";
import {
  checkInvariant,
  describeValue,
  InternalError,
  InvalidInputError,
  UnsupportedError,
} from "./errors.ts";

describe("errors", () => {
  it("of the caller say where, what was expected, what came and what to do", () => {
    const input = { source: "option", where: "lambda", expected: "a number", received: '"x"' } as const;
    expect(new InvalidInputError(input).message).toBe('lambda: expected a number, got "x".');
    const cause = new Error("the first");
    const error = new InvalidInputError({ ...input, hint: "Try 0.7." }, { cause });
    expect(error.message).toBe('lambda: expected a number, got "x". Try 0.7.');
    expect(error).toMatchObject({ ...input, name: "InvalidInputError", hint: "Try 0.7.", cause });
  });

  it("of what is not supported name the way out", () => {
    const error = new UnsupportedError('variable "s" of data.mat (a struct)', "Save it as a matrix.");
    expect(error.message).toBe('variable "s" of data.mat (a struct) is not supported. Save it as a matrix.');
    expect(error.name).toBe("UnsupportedError");
  });

  it("of wellfit itself say so and ask for a report", () => {
    expect(() => checkInvariant(false, "a parameter at every place")).toThrow(InternalError);
    expect(() => checkInvariant(false, "a parameter at every place")).toThrow(
      "Internal error: expected a parameter at every place. This is a defect in wellfit; please report it.",
    );
    expect(() => checkInvariant(true, "anything")).not.toThrow();
  });
});

it.each<[value: unknown, words: string]>([
  [undefined, "nothing"],
  [null, "null"],
  [0.5, "0.5"],
  [true, "true"],
  [7n, "7n"],
  ["a\nb", '"a\\nb"'],
  ["x".repeat(80), `"${"x".repeat(57)}…"`],
  [[1, "a", [2]], '[1, "a", [2]]'],
  [Array.from({ length: 9 }, (_, i) => i), "[0, 1, 2, 3, 4, 5, 6, 7, …]"],
  [() => 1, "a function"],
  [new Float64Array(3), "a Float64Array"],
  [{}, "an empty object"],
  [{ a: 1 }, "an object with a"],
  [{ training: 1, test: 2 }, "an object with training and test"],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5 }, "an object with a, b, c, d and more"],
  [{ "no name": 1 }, 'an object with "no name"'],
])("describeValue has few words for each kind of value (%#)", (value, words) => {
  expect(describeValue(value)).toBe(words);
});
