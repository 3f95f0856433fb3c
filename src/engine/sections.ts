/** Programs for several threads: what may be done at the same time, and what has to be done before. */

import { type DividedBy, divideCall, dividedBy } from "./division.ts";
import { type KernelCall, type KernelName, STOPPING_KERNELS } from "./kernels.ts";
import type { Precision } from "./precision.ts";

/** Lists of calls that may be run in any order, or at the same time: none reads what another writes. */
export type Section = readonly (readonly KernelCall[])[];

/** More parts than threads, so that others can take over from a thread that the system has stopped for a while. */
const PARTS_PER_THREAD = 2;

/** Kernels whose calls have nothing to do with each other: each fills an array of its own with random numbers. */
const INDEPENDENT: ReadonlySet<KernelName> = new Set<KernelName>(["drawMask", "drawNormals"]);

/** What calls are divided by; those that are not are whole, and may be independent of their neighbours. */
type Kind = DividedBy | "independent" | "whole";

/**
 * Divides a program into sections that are run one after the other. A part goes on from call to call within a section
 * while it reads nothing that other parts write: from examples to the same examples, and from whole calls to whole calls.
 * A section ends with a call that can end the run, so that nothing goes on where that did.
 *
 * @returns for one thread, the program as it is
 */
export function divideProgram(
  calls: readonly KernelCall[],
  threads: number,
  precision: Precision,
): readonly Section[] {
  if (threads === 1) return calls.length === 0 ? [] : [[calls]];
  const parts = threads * PARTS_PER_THREAD;
  const sections: KernelCall[][][] = [];
  let goesOnWith: Kind | undefined;
  for (const call of calls) {
    const kind = kindOf(call.kernel);
    if (kind !== goesOnWith) sections.push([]);
    const section = sections.at(-1) as KernelCall[][];
    if (kind === "independent") section.push([call]);
    else addParts(section, divideCall(call, parts, precision));
    const isLast = kind === "numbers" || kind === "units" || STOPPING_KERNELS.has(call.kernel);
    goesOnWith = isLast ? undefined : kind;
  }
  return sections;
}

function kindOf(kernel: KernelName): Kind {
  if (INDEPENDENT.has(kernel)) return "independent";
  return dividedBy(kernel) ?? "whole";
}

function addParts(section: KernelCall[][], calls: readonly KernelCall[]): void {
  for (const [part, call] of calls.entries()) {
    const list = section[part];
    if (list === undefined) section.push([call]);
    else list.push(call);
  }
}
