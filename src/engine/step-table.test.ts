import { describe, expect, it } from "vitest";
import { startEngine } from "./engine.ts";
import { createMemoryPlan } from "./memory-plan.ts";
import { bindStepTable, reserveStepTable, STEP_COLUMNS, STEP_ROWS, stepColumns } from "./step-table.ts";

describe.each(["f64", "f32"] as const)("a step table beside numbers in %s", (precision) => {
  const plan = createMemoryPlan(precision);
  const table = reserveStepTable(plan);
  const behind = plan.reserve(8);
  const engine = startEngine(plan, {});
  const write = bindStepTable(engine, table);
  const read = (row: number, column: number): number =>
    engine.result(table.address + 8 * (row * STEP_COLUMNS + column));

  it("has room for all its rows", () => {
    expect(behind - table.address).toBe(STEP_ROWS * STEP_COLUMNS * 8);
  });

  it("begins with zeros, and keeps in a row what is not written", () => {
    expect(read(3, stepColumns.learningRate)).toBe(0);
    write(3, { learningRate: 0.1, mixingShare: 0.25 });
    write(3, { firstCorrection: 10, learningRate: undefined });
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((column) => read(3, column))).toEqual([0.1, 10, 0, 0, 0.25, 0, 0, 0]);
    expect(read(2, stepColumns.learningRate)).toBe(0);
    expect(read(4, stepColumns.learningRate)).toBe(0);
  });

  it("gives iterations that differ by the number of rows the same row", () => {
    write(STEP_ROWS + 7, { averagingWeight: 0.5 });
    write(10 * STEP_ROWS + STEP_ROWS - 1, { secondCorrection: 2 });
    expect(read(7, stepColumns.averagingWeight)).toBe(0.5);
    expect(read(STEP_ROWS - 1, stepColumns.secondCorrection)).toBe(2);
    expect(engine.result(behind)).toBe(0);
  });
});
