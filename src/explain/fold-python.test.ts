import { describe, expect, it } from "vitest";
import { foldPython } from "./fold-python.ts";

const long = "a".repeat(30);

describe("Python in 80 columns", () => {
  it("is as it was where lines are short", () => {
    expect(foldPython(["x = f(1)  # short", "", "    y"])).toEqual(["x = f(1)  # short", "", "    y"]);
  });

  it("has comments above their line, and ends their lines between words", () => {
    expect(foldPython([`    x = 1  # ${long} ${long} ${long}`])).toEqual([
      `    # ${long} ${long}`,
      `    # ${long}`,
      "    x = 1",
    ]);
  });

  it("has an argument per line where all do not fit one, those within them, too", () => {
    expect(foldPython([`f(${long}, g(${long}, "(${long}"), [1, 2]),`])).toEqual([
      "f(",
      `    ${long},`,
      `    g(${long}, "(${long}"),`,
      "    [1, 2],",
      "),",
    ]);
    expect(foldPython([`x = f(${long}, ${long})[${"b".repeat(20)}]`])).toEqual([
      "x = f(",
      `    ${long}, ${long}`,
      `)[${"b".repeat(20)}]`,
    ]);
  });

  it("takes a comprehension apart before its for, without a comma", () => {
    expect(foldPython([`x = sum(${long}(v) + ${long} for v, w in zip(${long}, ws))`])).toEqual([
      "x = sum(",
      `    ${long}(v) + ${long}`,
      `    for v, w in zip(${long}, ws)`,
      ")",
    ]);
  });

  it("has long documentation between its quotes", () => {
    expect(foldPython([`    """${long} ${long} ${long}"""`])).toEqual([
      '    """',
      `    ${long} ${long}`,
      `    ${long}`,
      '    """',
    ]);
  });
});
