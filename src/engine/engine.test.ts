import { afterEach, describe, expect, it, vi } from "vitest";
import { InvalidInputError } from "../base/errors.ts";
import { startEngine } from "./engine.ts";
import { CALL_BYTES, type KernelCall, writeCall } from "./kernels.ts";
import { createMemoryPlan, FIRST_FREE_ADDRESS } from "./memory-plan.ts";
import { areFinite, descend, multiply, sumOfSquares } from "./parameters.ts";
import { bytesOf, type Precision } from "./precision.ts";
import { bindStepTable, reserveStepTable, STEP_ROWS } from "./step-table.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe.each<Precision>(["f64", "f32"])("an engine in %s", (precision) => {
  it("runs its programs apart, each call in its turn", () => {
    const plan = createMemoryPlan(precision);
    const [values, result] = [plan.reserveNumbers(3), plan.reserve(8)];
    const range = { address: values, count: 3 };
    const engine = startEngine(plan, {
      double: [multiply(range, values, 2)],
      measure: [multiply(range, values, 10), sumOfSquares(range, result)],
      nothing: [],
    });
    engine.numbers(values, 3).set([1, 2, 3]);
    expect(engine.run("nothing")).toBe(1);
    expect(engine.run("double")).toBe(1);
    expect([...engine.numbers(values, 3)]).toEqual([2, 4, 6]);
    engine.run("measure");
    expect(engine.result(result)).toBe(5600);
  });

  it("runs a program once per iteration, and says in which it found a number that is not finite", () => {
    const plan = createMemoryPlan(precision);
    const [values, gradients] = [plan.reserveNumbers(1), plan.reserveNumbers(1)];
    const range = { address: values, count: 1 };
    const table = reserveStepTable(plan);
    const engine = startEngine(plan, {
      grow: [multiply(range, values, 2), areFinite(range), descend(range, gradients, table)],
    });
    const writeStep = bindStepTable(engine, table);
    for (let row = 0; row < STEP_ROWS; row++) writeStep(row, { learningRate: 1 });
    const [value] = [engine.numbers(values, 1)];
    value[0] = 1;
    expect(engine.run("grow", 5, 15)).toBe(15);
    expect(value[0]).toBe(1024);
    // What comes after the call that found it is not run.
    engine.numbers(gradients, 1)[0] = 1;
    const exponents = precision === "f64" ? 1023 : 127;
    value[0] = 2 ** exponents;
    expect(engine.run("grow", 100, 200)).toBe(100);
    expect(value[0]).toBe(Infinity);
    value[0] = 2 ** (exponents - 7);
    engine.numbers(gradients, 1)[0] = 0;
    expect(engine.run("grow", 100, 200)).toBe(107);
  });

  it("gives every array a cache line of its own, above the kernels' constants, and begins with zeros", () => {
    const plan = createMemoryPlan(precision);
    const addresses = [1, 63, 64, 65].map((bytes) => plan.reserve(bytes));
    expect(addresses).toEqual([0, 64, 128, 192].map((offset) => FIRST_FREE_ADDRESS + offset));
    const matrix = plan.reservePanels(3, 9);
    expect(matrix).toEqual({ address: FIRST_FREE_ADDRESS + 320, rows: 3, examples: 9 });
    const padded = precision === "f64" ? 12 : 16;
    const cacheLines = Math.ceil((3 * padded * bytesOf(precision)) / 64);
    expect(plan.size()).toBe(FIRST_FREE_ADDRESS + 320 + 64 * cacheLines);
    const engine = startEngine(plan, {});
    expect(engine.panels(matrix)).toHaveLength(3 * padded);
    expect(engine.panels(matrix).every((value) => value === 0)).toBe(true);
    expect(engine.bytes(FIRST_FREE_ADDRESS, 320).every((byte) => byte === 0)).toBe(true);
  });

  it("shares nothing with another engine", () => {
    const plan = createMemoryPlan(precision);
    const address = plan.reserveNumbers(2);
    const [first, second] = [startEngine(plan, {}), startEngine(createMemoryPlan(precision), {})];
    first.numbers(address, 2).fill(7);
    expect([...second.numbers(address, 2)]).toEqual([0, 0]);
  });
});

describe("where an engine cannot start", () => {
  it("says how much memory the platform did not give", () => {
    const plan = createMemoryPlan("f64");
    plan.reserve(5 * 2 ** 30);
    const start = () => startEngine(plan, {});
    expect(start).toThrow(InvalidInputError);
    expect(start).toThrow(
      "memory: expected arrays that this machine has room for, got 5121 MiB. Take fewer units or fewer examples.",
    );
  });

  it("says that the platform has no WebAssembly with SIMD", async () => {
    vi.resetModules();
    const { Memory, Instance } = WebAssembly;
    const refuse = (): never => {
      throw new Error("unknown opcode");
    };
    vi.stubGlobal("WebAssembly", { Module: refuse, Memory, Instance });
    const fresh = await import("./wasm-module.ts");
    const { UnsupportedError: Unsupported } = await import("../base/errors.ts");
    expect(() => fresh.wasmModule("f64")).toThrow(Unsupported);
    expect(() => fresh.wasmModule("f64")).toThrow(
      "Training on a platform without WebAssembly SIMD is not supported. " +
        "Node 22 and every browser since 2023 have it.",
    );
  });
});

describe("a call in memory", () => {
  it("is the number of its kernel, its integers, then its real numbers at their alignment", () => {
    const memory = new DataView(new ArrayBuffer(2 * CALL_BYTES));
    const call: KernelCall = { kernel: "descend", integers: [3, 2 ** 31 + 8, 5, 0], reals: [0.25] };
    writeCall(memory, CALL_BYTES, call);
    expect(Array.from({ length: 5 }, (_, i) => memory.getUint32(CALL_BYTES + 4 * i, true))).toEqual([
      12,
      3,
      2 ** 31 + 8,
      5,
      0,
    ]);
    expect(memory.getFloat64(CALL_BYTES + 24, true)).toBe(0.25);
  });
});
