import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { checkApplicable } from "./applicable-options.ts";

const table = v.strictObject({
  rate: v.optional(v.number(), 0.5),
  column: v.optional(v.pipe(v.string(), v.metadata({ flag: "column", appliesTo: "a table" }))),
});

describe("checkApplicable", () => {
  const picture = { name: "x.png", kinds: ["a picture"] };

  it("refuses what was given although it does nothing for the input, and says what it needs", () => {
    expect(() => checkApplicable(table, { column: "a" }, picture)).toThrow(
      "column: expected a table beside it, got x.png. Leave column out.",
    );
    expect(() => checkApplicable(table, { column: "a" }, picture, ({ flag }) => `--${flag}`)).toThrow(
      "--column: expected a table beside it, got x.png. Leave --column out.",
    );
  });

  it("lets pass what applies, what was not given, and what applies to everything", () => {
    expect(() => {
      checkApplicable(table, { column: "a" }, { name: "x.csv", kinds: ["a list", "a table"] });
      checkApplicable(table, { column: undefined, rate: 1 }, picture);
    }).not.toThrow();
  });
});
