import { expect, it } from "vitest";
import { withColumn, withKind, withTarget } from "./file-reading.ts";

it("a column is said to hold something, until that is taken back", () => {
  const reading = withColumn({ target: "y" }, "a", "drop");
  expect(reading).toEqual({ target: "y", columns: { a: "drop" } });
  expect(withColumn(reading, "b", "number").columns).toEqual({ a: "drop", b: "number" });
  expect(withColumn(reading, "a", undefined)).toEqual({ target: "y" });
});

it("another target is taken for what it is found to be, whatever was said before", () => {
  const reading = { target: "y", targetType: "number", columns: { a: "drop", b: "date" } } as const;
  expect(withTarget(reading, "a")).toEqual({ target: "a", columns: { b: "date" } });
});

it("a target is taken for numbers or classes, or found out again", () => {
  expect(withKind({ target: "y" }, "number")).toEqual({ target: "y", targetType: "number" });
  expect(withKind({ targetType: "classes" }, undefined)).toEqual({});
});
