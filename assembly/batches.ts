/** Mini-batches: examples that lie one after the other become the columns of panels. */

import { examplesPerPanel, multiplyAdd, panelsOf, ROW, VECTOR } from "./panels";
import { StepColumn, stepNumber } from "./step-table";

@unmanaged
export class GatherExamplesCall {
  kernel: i32;
  rows: i32;
  /** Examples of the batch; a last batch may have fewer than `batchSize`. */
  examples: i32;
  /** All examples one after the other, `rows` numbers each. */
  source: usize;
  /** 32-bit numbers of examples: those of one batch after those of the other. */
  order: usize;
  batchesPerEpoch: u32;
  batchSize: u32;
  /** rows × examples: receives the batch; padding repeats its last example. */
  output: usize;
  pitch: usize;
}

/** Copies the examples of the iteration's batch, whose place in the order is iteration % batchesPerEpoch. */
export function gatherExamples<T>(call: GatherExamplesCall, iteration: u32): void {
  const rows = call.rows;
  const last = call.examples - 1;
  const perPanel = examplesPerPanel<T>();
  const order = call.order + (<usize>((iteration % call.batchesPerEpoch) * call.batchSize) << 2);
  const bytes = <usize>rows * sizeof<T>();
  const panels = panelsOf<T>(call.examples);
  for (let panel = 0; panel < panels; panel++) {
    const output = call.output + <usize>panel * call.pitch;
    for (let lane = 0; lane < perPanel; lane += 4) {
      const example = panel * perPanel + lane;
      transposeFour<T>(
        call.source + load<u32>(order + (<usize>min(example, last) << 2)) * bytes,
        call.source + load<u32>(order + (<usize>min(example + 1, last) << 2)) * bytes,
        call.source + load<u32>(order + (<usize>min(example + 2, last) << 2)) * bytes,
        call.source + load<u32>(order + (<usize>min(example + 3, last) << 2)) * bytes,
        output + <usize>lane * sizeof<T>(),
        rows,
      );
    }
  }
}

/** Four examples become four columns. */
// @ts-ignore: decorator
@inline
function transposeFour<T>(from0: usize, from1: usize, from2: usize, from3: usize, output: usize, rows: i32): void {
  const step = <i32>(VECTOR / sizeof<T>());
  let row = 0;
  for (; row + step <= rows; row += step) {
    const place = <usize>row * sizeof<T>();
    const first = v128.load(from0 + place);
    const second = v128.load(from1 + place);
    const third = v128.load(from2 + place);
    const fourth = v128.load(from3 + place);
    if (sizeof<T>() == 4) storeSingles(output, first, second, third, fourth);
    else storeDoubles(output, first, second, third, fourth);
    output += <usize>step * ROW;
  }
  for (; row < rows; row++, output += ROW) {
    const place = <usize>row * sizeof<T>();
    store<T>(output, load<T>(from0 + place));
    store<T>(output + sizeof<T>(), load<T>(from1 + place));
    store<T>(output + 2 * sizeof<T>(), load<T>(from2 + place));
    store<T>(output + 3 * sizeof<T>(), load<T>(from3 + place));
  }
}

/** Four rows of four examples. */
// @ts-ignore: decorator
@inline
function storeSingles(output: usize, first: v128, second: v128, third: v128, fourth: v128): void {
  const low0 = v128.shuffle<i32>(first, second, 0, 4, 1, 5);
  const low1 = v128.shuffle<i32>(third, fourth, 0, 4, 1, 5);
  const high0 = v128.shuffle<i32>(first, second, 2, 6, 3, 7);
  const high1 = v128.shuffle<i32>(third, fourth, 2, 6, 3, 7);
  v128.store(output, v128.shuffle<i64>(low0, low1, 0, 2));
  v128.store(output + ROW, v128.shuffle<i64>(low0, low1, 1, 3));
  v128.store(output + 2 * ROW, v128.shuffle<i64>(high0, high1, 0, 2));
  v128.store(output + 3 * ROW, v128.shuffle<i64>(high0, high1, 1, 3));
}

/** Two rows of four examples. */
// @ts-ignore: decorator
@inline
function storeDoubles(output: usize, first: v128, second: v128, third: v128, fourth: v128): void {
  v128.store(output, v128.shuffle<i64>(first, second, 0, 2));
  v128.store(output, v128.shuffle<i64>(third, fourth, 0, 2), VECTOR);
  v128.store(output + ROW, v128.shuffle<i64>(first, second, 1, 3));
  v128.store(output + ROW, v128.shuffle<i64>(third, fourth, 1, 3), VECTOR);
}

@unmanaged
export class MixExamplesCall {
  kernel: i32;
  /** Bytes of each matrix, padding included: a multiple of a row's. */
  bytes: i32;
  values: usize;
  partners: usize;
  /** The numbers of 256 iterations, 8 float64 each. */
  table: usize;
}

/** values := share·values + (1 − share)·partners, with the iteration's share. */
export function mixExamples<T>(call: MixExamplesCall, iteration: u32): void {
  const share = stepNumber(call.table, iteration, StepColumn.MixingShare);
  const shares = v128.splat<T>(<T>share);
  const rest = v128.splat<T>(<T>(1 - share));
  for (let place: usize = 0; place < <usize>call.bytes; place += VECTOR) {
    const own = v128.mul<T>(shares, v128.load(call.values + place));
    v128.store(call.values + place, multiplyAdd<T>(own, rest, v128.load(call.partners + place)));
  }
}
