/** Standard normal numbers in plain JavaScript, as assembly/noise.ts describes them, and a way to draw the kernel's. */

import { threefry, type Words } from "../../src/base/threefry.ts";
import { normalQuantile } from "../../src/compare/statistics/distributions.ts";
import { startEngine } from "../../src/engine/engine.ts";
import { createMemoryPlan } from "../../src/engine/memory-plan.ts";
import { drawNormals } from "../../src/engine/noise.ts";
import { readRow } from "../../src/engine/panels.ts";
import type { Precision } from "../../src/engine/precision.ts";
import type { Rows } from "./kernel-bench.ts";

/** Which numbers. */
export interface NoiseRequest {
  readonly key: Words;
  readonly iteration: number;
  readonly rows: number;
  readonly examples: number;
}

/** Examples of a row whose words lie side by side. */
const EXAMPLES_PER_GROUP = 8;

/** The numbers by a quantile that shares nothing with the kernel's; slow and simple. */
export function expectedNormals({ key, iteration, rows, examples }: NoiseRequest): Rows {
  return Array.from({ length: rows }, (_, row) =>
    Float64Array.from({ length: examples }, (_item, example) => {
      const group = Math.floor(example / EXAMPLES_PER_GROUP) * rows + row;
      const pair = Math.floor((example % EXAMPLES_PER_GROUP) / 2);
      const word = threefry(key, [iteration, 4 * group + pair])[example % 2 === 0 ? 0 : 1];
      return normalQuantile((word + 0.5) / 2 ** 32);
    }),
  );
}

/** A kernel's numbers of one key: of any iteration. */
export function normalsReader(
  { key, rows, examples }: Omit<NoiseRequest, "iteration">,
  precision: Precision = "f64",
): (iteration: number) => Rows {
  const plan = createMemoryPlan(precision);
  const matrix = plan.reservePanels(rows, examples);
  const engine = startEngine(plan, { draw: [drawNormals(plan, matrix, key)] });
  return (iteration) => {
    engine.run("draw", iteration);
    return Array.from({ length: rows }, (_, row) => readRow(engine.panels(matrix), matrix, row));
  };
}
