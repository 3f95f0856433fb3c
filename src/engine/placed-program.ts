import { CALL_BYTES, type KernelCall, writeCall } from "./kernels.ts";
import type { MemoryPlan } from "./memory-plan.ts";
import { divideProgram } from "./sections.ts";

/** Bytes of a range in a table. */
const RANGE_BYTES = 2 * Uint32Array.BYTES_PER_ELEMENT;

/** Where calls lie that are run one after the other: from one address to before another. */
export type CallRange = readonly [first: number, end: number];

/** What is done before anything that follows: parts in any order, or at the same time. */
export interface PlacedSection {
  readonly parts: readonly CallRange[];
  /** The address of the parts' ranges: two 32-bit addresses for each. */
  readonly table: number;
}

/** A program with its place in memory. */
export interface PlacedProgram {
  readonly sections: readonly PlacedSection[];
  readonly write: (memory: DataView) => void;
}

/** Plans where a program lies that is divided for so many threads; for one it is one part, or nothing. */
export function placeProgram(plan: MemoryPlan, calls: readonly KernelCall[], threads: number): PlacedProgram {
  const placed = divideProgram(calls, threads, plan.precision).map((section) => {
    const parts = section.map((list) => {
      const first = plan.reserve(list.length * CALL_BYTES);
      return { list, range: [first, first + list.length * CALL_BYTES] as const };
    });
    return { parts, table: plan.reserve(parts.length * RANGE_BYTES) };
  });
  return {
    sections: placed.map(({ parts, table }) => ({ parts: parts.map(({ range }) => range), table })),
    write: (memory) => {
      for (const { parts, table } of placed) {
        for (const [part, { list, range }] of parts.entries()) {
          for (const [place, call] of list.entries()) writeCall(memory, range[0] + place * CALL_BYTES, call);
          memory.setUint32(table + part * RANGE_BYTES, range[0], true);
          memory.setUint32(table + part * RANGE_BYTES + RANGE_BYTES / 2, range[1], true);
        }
      }
    },
  };
}
