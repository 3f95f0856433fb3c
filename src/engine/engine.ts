import { InvalidInputError, UnsupportedError } from "../base/errors.ts";
import type { KernelCall } from "./kernels.ts";
import type { MemoryPlan } from "./memory-plan.ts";
import { countPanels, examplesPerPanel, type PanelMatrix } from "./panels.ts";
import { placeProgram } from "./placed-program.ts";
import type { Numbers } from "./precision.ts";
import { leadTeam, type SharedWork, workAlone } from "./team.ts";
import type { MemoryUse } from "./wasm-module.ts";
import { BOARD_BYTES } from "./work-board.ts";

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
  /** Writes all calls into the memory anew: some of them have been changed since. */
  readonly rewrite: () => void;
  /** What other threads need to help; undefined where it is made for one. */
  readonly shared: SharedWork | undefined;
  /** Lets the threads go that help. */
  readonly dismiss: () => void;
}

/**
 * Makes the memory of a plan and binds programs to it.
 *
 * @param threads how many will run the programs together, with the calling one; what they compute does not depend on it
 * @throws InvalidInputError when the platform does not give so much memory
 * @throws UnsupportedError where the platform has no WebAssembly with SIMD, or, with several threads, no shared memory
 */
export function startEngine<Name extends string>(
  plan: MemoryPlan,
  programs: Programs<Name>,
  threads = 1,
): Engine<Name> {
  const { precision } = plan;
  const names = Object.keys(programs) as Name[];
  const board = threads === 1 ? 0 : plan.reserve(BOARD_BYTES);
  const placed = names.map((name) => placeProgram(plan, programs[name], threads));
  const memory = createMemory(plan.size(), threads === 1 ? "own" : "shared");
  const data = new DataView(memory.buffer);
  const write = (): void => {
    for (const program of placed) program.write(data);
  };
  write();
  const shared = threads === 1 ? undefined : { precision, memory, board };
  const { run, dismiss } = shared ? leadTeam(shared, placed) : workAlone(memory, precision, placed);
  const indexes = new Map(names.map((name, index) => [name, index]));
  const NumberArray = precision === "f64" ? Float64Array : Float32Array;
  const numbers = (address: number, count: number): Numbers => new NumberArray(memory.buffer, address, count);
  return {
    run: (program, iteration = 0, end = iteration + 1) => run(indexes.get(program) as number, iteration, end),
    rewrite: write,
    shared,
    dismiss,
    numbers,
    panels: ({ address, rows, examples }) =>
      numbers(address, rows * countPanels(examples, precision) * examplesPerPanel(precision)),
    bytes: (address, count) => new Uint8Array(memory.buffer, address, count),
    result: (address) => data.getFloat64(address, true),
  };
}

function createMemory(bytes: number, use: MemoryUse): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  if (use === "shared") checkSharing();
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: use === "shared" });
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

/** Pages may share memory with their workers where nothing of other sites is in them. */
function checkSharing(): void {
  const { crossOriginIsolated = true } = globalThis as { crossOriginIsolated?: boolean };
  if (crossOriginIsolated && typeof SharedArrayBuffer === "function") return;
  throw new UnsupportedError(
    "Memory that threads share in a page that is not cross-origin isolated",
    "Serve the page with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: " +
      "require-corp, or train without a pool.",
  );
}
