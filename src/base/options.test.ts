import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { InvalidInputError } from "./errors.ts";
import { describeOptions, formatDefault, type OptionTable, parseOptions } from "./options.ts";

const table = v.strictObject({
  rate: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1), v.description("a rate")), 0.5),
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)), 3),
  least: v.optional(v.pipe(v.number(), v.minValue(0), v.metadata({ flag: "least", hint: "0 is fine." })), 0),
  below: v.optional(v.pipe(v.number(), v.minValue(0), v.ltValue(1)), 0),
  sizes: v.optional(v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1))), v.maxLength(3)), [2, 3]),
  mode: v.optional(v.picklist(["fast", "slow"]), "fast"),
  isOn: v.optional(v.boolean(), false),
  name: v.optional(v.pipe(v.string(), v.metadata({ expected: "a name of letters" }))),
  tags: v.optional(v.array(v.string())),
  size: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0))),
  part: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0), v.ltValue(1))),
});

const refuse = (input: unknown): string => {
  try {
    parseOptions(table, input);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return (error as Error).message;
  }
  return "accepted";
};

describe("parseOptions", () => {
  it("fills in every default", () => {
    const defaults = { rate: 0.5, count: 3, least: 0, below: 0, sizes: [2, 3], mode: "fast", isOn: false };
    expect(parseOptions(table, undefined)).toEqual(defaults);
    expect(parseOptions(table, { rate: 1, mode: "slow" })).toEqual({ ...defaults, rate: 1, mode: "slow" });
  });

  it.each([
    [{ rate: 0 }, "rate: expected a number greater than 0 and at most 1, got 0."],
    [{ rate: "x" }, 'rate: expected a number greater than 0 and at most 1, got "x".'],
    [{ rate: Number.NaN }, "rate: expected a number greater than 0 and at most 1, got NaN."],
    [{ count: 2.5 }, "count: expected a whole number from 1 to 9, got 2.5."],
    [{ least: -1 }, "least: expected a number of at least 0, got -1. 0 is fine."],
    [{ below: 1 }, "below: expected a number of at least 0 and less than 1, got 1."],
    [
      { sizes: [4, 0] },
      "sizes: expected a list of at most 3 numbers, each a whole number of at least 1, got [4, 0].",
    ],
    [{ mode: "quick" }, 'mode: expected one of fast, slow, got "quick".'],
    [{ isOn: 1 }, "isOn: expected true or false, got 1."],
    [{ name: 5 }, "name: expected a name of letters, got 5."],
    [
      { cuont: 5 },
      'options: expected one of rate, count, least, below, sizes, mode, isOn, name, tags, size, part, got "cuont". Did you mean "count"?',
    ],
    [
      { somethingElse: 5 },
      'options: expected one of rate, count, least, below, sizes, mode, isOn, name, tags, size, part, got "somethingElse".',
    ],
    [{ size: Infinity }, "size: expected a finite number greater than 0, got Infinity."],
    [{ part: Infinity }, "part: expected a number of at least 0 and less than 1, got Infinity."],
    [{ tags: ["a", 5] }, 'tags: expected a list of names, got ["a", 5].'],
    [7, "options: expected an object of options, got 7."],
    [null, "options: expected an object of options, got null."],
    [[], "options: expected an object of options, got []."],
  ])("refuses %j in one clear sentence", (input, message) => {
    expect(refuse(input)).toBe(message);
  });

  it("calls options as its caller calls them", () => {
    expect(() => parseOptions(table, { least: -1 }, (option) => `--${option.flag}`)).toThrow(
      "--least: expected",
    );
  });
});

describe("describeOptions", () => {
  it("reads kind, choices, default and description from the schema", () => {
    const byName = new Map(describeOptions(table as OptionTable).map((option) => [option.name, option]));
    expect(byName.get("rate")).toMatchObject({ kind: "number", description: "a rate", default: 0.5 });
    expect(byName.get("mode")).toMatchObject({ kind: "choice", choices: ["fast", "slow"] });
    expect(byName.get("sizes")).toMatchObject({ kind: "numbers", default: [2, 3] });
    expect(byName.get("tags")).toMatchObject({ kind: "names" });
    expect(byName.get("isOn")).toMatchObject({ kind: "boolean" });
    expect(byName.get("name")).toMatchObject({ kind: "text", default: undefined });
    expect([...byName.values()].slice(3, 6).map(formatDefault)).toEqual(["0", "2,3", "fast"]);
  });
});
