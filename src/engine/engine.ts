import { InvalidInputError } from "../base/errors.ts";
import { CALL_BYTES, type KernelCall, writeCall } from "./kernels.ts";
import type { MemoryPlan } from "./memory-plan.ts";
import { countPanels, examplesPerPanel, type PanelMatrix } from "./panels.ts";
import type { Numbers } from "./precision.ts";
import { wasmModule } from "./wasm-module.ts";

const PAGE_BYTES = 65_536;

/** Lists of calls by name. */
export type Programs<Name extends string> = Readonly<Record<Name, readonly KernelCall[]>>;

/** The arrays of an engine's memory, as views that stay valid. */
export interface EngineMemory {
  /** So many numbers of the engine's precision. */
  readonly numbers: (address: number, count: number) => Numbers;
  /** The numbers of a matrix, padding included. */
  readonly panels: (matrix: PanelMatrix) => Numbers;
  readonly bytes: (address: number, count: number) => Uint8Array;
  /** The float64 that a call has written as its result. */
  readonly result: (address: number) => number;
}

/** A memory with its arrays and programs: what the arithmetic of a network runs on. */
export interface Engine<Name extends string> extends EngineMemory {
  /**
   * Runs a program for the iterations from `iteration` to before `end`: for one, if `end` is left out.
   *
   * @returns the iteration in which a call found a number that is not finite where it must be; `end` if there was none
   */
  readonly run: (program: Name, iteration?: number, end?: number) => number;
}

/**
 * Makes the memory of a plan and binds programs to it.
 *
 * @throws InvalidInputError when the platform does not give so much memory
 * @throws UnsupportedError where the platform has no WebAssembly with SIMD
 */
export function startEngine<Name extends string>(plan: MemoryPlan, programs: Programs<Name>): Engine<Name> {
  const { precision } = plan;
  const names = Object.keys(programs) as Name[];
  const places = names.map((name) => plan.reserve(programs[name].length * CALL_BYTES));
  const memory = createMemory(plan.size());
  const data = new DataView(memory.buffer);
  const ranges = new Map<Name, readonly [number, number]>();
  for (const [index, name] of names.entries()) {
    const first = places[index] as number;
    for (const [place, call] of programs[name].entries()) writeCall(data, first + place * CALL_BYTES, call);
    ranges.set(name, [first, first + programs[name].length * CALL_BYTES]);
  }
  const { exports } = new WebAssembly.Instance(wasmModule(precision), { env: { memory } });
  const run = exports.run as (first: number, end: number, iteration: number, until: number) => number;
  const NumberArray = precision === "f64" ? Float64Array : Float32Array;
  const numbers = (address: number, count: number): Numbers => new NumberArray(memory.buffer, address, count);
  return {
    run: (program, iteration = 0, end = iteration + 1) => {
      const [first, last] = ranges.get(program) as readonly [number, number];
      return run(first, last, iteration, end);
    },
    numbers,
    panels: ({ address, rows, examples }) =>
      numbers(address, rows * countPanels(examples, precision) * examplesPerPanel(precision)),
    bytes: (address, count) => new Uint8Array(memory.buffer, address, count),
    result: (address) => data.getFloat64(address, true),
  };
}

function createMemory(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (cause) {
    throw new InvalidInputError(
      {
        source: "data",
        where: "memory",
        expected: "arrays that this machine has room for",
        received: `${Math.ceil(bytes / 2 ** 20)} MiB`,
        hint: "Take fewer units or fewer examples.",
      },
      { cause },
    );
  }
}
