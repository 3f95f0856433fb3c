import { describe, expect, it } from "vitest";
import { toTable } from "./to-table.ts";

describe("toTable", () => {
  it("refuses rows that share no columns before their square fills the memory, and names a way that helps", () => {
    const rows = Array.from({ length: 11_600 }, (_, row) => ({ [`x${row}`]: row }));
    expect(() => toTable(rows, "d")).toThrow(
      "d: expected rows of at most 134 217 728 cells together, got 134 560 000. Give them as an object of columns.",
    );
  });
});
