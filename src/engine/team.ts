/** Threads that run one engine's programs: one alone, or a leader with others that help on a shared memory. */

import { checkInvariant, InternalError } from "../base/errors.ts";
import type { CallRange, PlacedProgram } from "./placed-program.ts";
import type { Precision } from "./precision.ts";
import { type MemoryUse, wasmModule } from "./wasm-module.ts";
import { WorkBoard } from "./work-board.ts";

/** What a thread needs to help: plain data, so that a worker can be sent it. */
export interface SharedWork {
  readonly precision: Precision;
  readonly memory: WebAssembly.Memory;
  /** The address of the board with what there is to do. */
  readonly board: number;
}

/** Programs with their places in a memory, by number. */
export type PlacedPrograms = readonly PlacedProgram[];

/** Runs a program for the iterations from one to before another. @returns what `Engine.run` returns */
export type RunProgram = (program: number, iteration: number, end: number) => number;

/** The thread that decides what is run. */
export interface Leader {
  readonly run: RunProgram;
  /** Lets the other threads go. */
  readonly dismiss: () => void;
}

/** The leader of nobody: it runs whole stretches of iterations in WebAssembly. */
export function workAlone(
  memory: WebAssembly.Memory,
  precision: Precision,
  programs: PlacedPrograms,
): Leader {
  const runCalls = bindKernels(precision, memory, "own");
  const ranges = programs.map(({ sections }) => sections[0]?.parts[0] ?? ([0, 0] as const));
  return {
    run: (program, iteration, end) => {
      const [first, last] = ranges[program] as CallRange;
      return runCalls(first, last, iteration, end);
    },
    dismiss: () => undefined,
  };
}

/** Makes the calling thread the leader of those that help: there may be none at first, and more at any time. */
export function leadTeam(shared: SharedWork, programs: PlacedPrograms): Leader {
  const runCalls = bindKernels(shared.precision, shared.memory, "shared");
  const board = openBoard(shared, runCalls);
  const runSection = ({ parts, table }: PlacedProgram["sections"][number], iteration: number): boolean => {
    if (parts.length > 1) return board.share(table, parts.length, iteration);
    const [first, end] = parts[0] as CallRange;
    return runCalls(first, end, iteration, iteration + 1) > iteration;
  };
  return {
    run: (program, iteration, end) => {
      board.goOn();
      const { sections } = programs[program] as PlacedProgram;
      for (let present = iteration; present < end; present++) {
        for (const section of sections) {
          if (runSection(section, present)) continue;
          checkInvariant(!board.isBroken, "calls that every thread can run");
          return present;
        }
      }
      return end;
    },
    dismiss: () => board.dismiss(),
  };
}

/** Has the calling thread help a leader until it is dismissed. */
export function helpTeam(shared: SharedWork): void {
  const board = openBoard(shared, bindKernels(shared.precision, shared.memory, "shared"));
  try {
    board.help();
  } catch (cause) {
    throw new InternalError("calls that every thread can run", { cause });
  }
}

/** The board, whose parts are ranges of calls: two addresses for every part, one after the other in the table. */
function openBoard({ memory, board }: SharedWork, runCalls: RunCalls): WorkBoard {
  // Every WebAssembly memory that threads share has such a buffer.
  const buffer = memory.buffer as unknown as SharedArrayBuffer;
  const words = new Uint32Array(buffer);
  return new WorkBoard(buffer, board, (table, part, iteration) => {
    const place = table / Uint32Array.BYTES_PER_ELEMENT + 2 * part;
    const [first, end] = [words[place] as number, words[place + 1] as number];
    return runCalls(first, end, iteration, iteration + 1) > iteration;
  });
}

/** Runs the calls from one address to before another for some iterations: see assembly/run.ts. */
type RunCalls = (first: number, end: number, iteration: number, until: number) => number;

function bindKernels(precision: Precision, memory: WebAssembly.Memory, use: MemoryUse): RunCalls {
  const { exports } = new WebAssembly.Instance(wasmModule(precision, use), { env: { memory } });
  return exports.run as RunCalls;
}
