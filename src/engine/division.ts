/**
 * How calls are divided into parts for several threads. A part of a call is the same kernel on some of its rows, examples or numbers, with
 * addresses that begin there: every number is computed in one part, in the order that it always has, and no sum is
 * ever divided. So the bits do not depend on how many threads there are.
 */

import type { KernelCall, KernelName } from "./kernels.ts";
import { EXAMPLES_PER_BLOCK, examplesPerPanel, ROW_BYTES } from "./panels.ts";
import { bytesOf, type Precision } from "./precision.ts";

/** What a call is divided by. Calls on the same examples that are divided by them have the same examples in each part. */
export type DividedBy = "examples" | "units" | "numbers";

/** How the calls of a kernel are divided. */
interface Division {
  readonly by: DividedBy;
  /** The place, among the call's integers, of what is divided. */
  readonly count: number;
  /** Parts begin at multiples of it. */
  readonly grain: (precision: Precision) => number;
  /** The places of the addresses that begin further on in a later part, with their bytes for each that is counted. */
  readonly moves: (
    integers: readonly number[],
    precision: Precision,
  ) => readonly (readonly [place: number, bytes: number])[];
}

/** Units that are summed together. */
const UNITS_PER_TILE = 4;
/** A cache line: two threads that wrote to one would wait for each other. */
const LINE_BYTES = 64;

/** The integer at a place of a call. */
function at(integers: readonly number[], place: number): number {
  return integers[place] as number;
}

/** RowSums of assembly/weighted-rows.ts, by panels; no part begins between examples whose mask lies side by side. */
const rowSums: Division = {
  by: "examples",
  count: 3,
  grain: (precision) => EXAMPLES_PER_BLOCK / examplesPerPanel(precision),
  moves: (integers) => [
    [8, at(integers, 9)],
    [10, at(integers, 11)],
    [12, at(integers, 11)],
  ],
};

/** A kernel that is divided by examples; `pitches` gives the places of its matrices with the bytes of one of their panels. */
function byExamples(
  count: number,
  pitches: (integers: readonly number[]) => readonly (readonly [place: number, pitch: number])[],
  others: (integers: readonly number[]) => readonly (readonly [place: number, bytes: number])[] = () => [],
): Division {
  return {
    by: "examples",
    count,
    grain: () => EXAMPLES_PER_BLOCK,
    moves: (integers, precision) => [
      ...pitches(integers).map(([place, pitch]) => [place, pitch / examplesPerPanel(precision)] as const),
      ...others(integers),
    ],
  };
}

/** LossCall of assembly/losses.ts. */
const losses = byExamples(0, (integers) => [
  [2, at(integers, 3)],
  [4, at(integers, 3)],
  [5, at(integers, 3)],
  [7, ROW_BYTES],
]);

/** A loop over flat numbers; the addresses in `places` are those of numbers of the engine's precision. */
function byNumbers(places: readonly number[], bytePlaces: readonly number[] = []): Division {
  return {
    by: "numbers",
    count: 0,
    grain: (precision) => LINE_BYTES / bytesOf(precision),
    moves: (_, precision) => [
      ...places.map((place) => [place, bytesOf(precision)] as const),
      ...bytePlaces.map((place) => [place, 1] as const),
    ],
  };
}

/** A loop over the bytes of matrices, padding included. */
function byBytes(count: number, places: readonly number[]): Division {
  return {
    by: "numbers",
    count,
    grain: () => LINE_BYTES,
    moves: () => places.map((place) => [place, 1] as const),
  };
}

const directions = byNumbers([1, 2, 3]);

/** The kernels whose calls are divided; those of the others stay whole. */
const divisions: { readonly [Kernel in KernelName]?: Division } = {
  denseForward: rowSums,
  inputGradients: rowSums,
  parameterGradients: {
    by: "units",
    count: 1,
    grain: () => UNITS_PER_TILE,
    moves: (integers, precision) => [
      [5, ROW_BYTES],
      [7, at(integers, 0) * bytesOf(precision)],
      [8, bytesOf(precision)],
    ],
  },
  logisticGradient: losses,
  softmaxGradient: losses,
  squaredGradient: losses,
  huberGradient: losses,
  poissonGradient: losses,
  gatherExamples: byExamples(
    1,
    (integers) => [[6, at(integers, 7)]],
    () => [[3, Uint32Array.BYTES_PER_ELEMENT]],
  ),
  applyMask: byExamples(
    1,
    (integers) => [[3, at(integers, 4)]],
    (integers) => [[2, at(integers, 0)]],
  ),
  replaceDropped: byExamples(
    1,
    (integers) => [
      [3, at(integers, 5)],
      [4, at(integers, 5)],
    ],
    (integers) => [[2, at(integers, 0)]],
  ),
  activate: byBytes(1, [2, 3]),
  multiplyByDerivative: byBytes(1, [2, 3, 4]),
  multiplyByNoise: byBytes(0, [1, 2, 3]),
  addNoise: byBytes(0, [1, 2, 3]),
  mixExamples: byBytes(0, [1, 2]),
  multiply: byNumbers([1, 3]),
  addPenaltyGradient: byNumbers([1, 2]),
  addSignGradient: byNumbers([1, 2]),
  areFinite: byNumbers([1]),
  decay: byNumbers([1]),
  average: byNumbers([1, 2]),
  clipValues: byNumbers([1]),
  maskWeights: byNumbers([2, 3], [1]),
  momentum: directions,
  nesterov: directions,
  rmsprop: directions,
  adagrad: directions,
  adam: directions,
  lion: directions,
};

/** What the calls of a kernel are divided by; undefined where they are not divided. */
export function dividedBy(kernel: KernelName): DividedBy | undefined {
  return divisions[kernel]?.by;
}

/** The parts of a call: as many as asked for, fewer where there is too little to divide, the call itself where it is not divided. */
export function divideCall(call: KernelCall, parts: number, precision: Precision): readonly KernelCall[] {
  const division = divisions[call.kernel];
  if (division === undefined) return [call];
  const count = at(call.integers, division.count);
  const grain = division.grain(precision);
  const grains = Math.ceil(count / grain);
  const present = Math.min(parts, grains);
  const beginOf = (part: number): number => Math.min(Math.floor((grains * part) / present) * grain, count);
  return Array.from({ length: present }, (_, part) =>
    partOf(call, division, { begin: beginOf(part), end: beginOf(part + 1), precision }),
  );
}

/** The part of a call from one that is counted to before another. */
function partOf(
  call: KernelCall,
  { count, moves }: Division,
  { begin, end, precision }: { readonly begin: number; readonly end: number; readonly precision: Precision },
): KernelCall {
  const integers = [...call.integers];
  integers[count] = end - begin;
  for (const [place, bytes] of moves(call.integers, precision)) {
    // An address of 0 stands for an array that is not there.
    if (at(integers, place) !== 0) integers[place] = at(integers, place) + begin * bytes;
  }
  return { ...call, integers };
}
