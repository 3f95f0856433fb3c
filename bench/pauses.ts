/** How long a run of `train` keeps its thread between two pauses, and what the pauses cost. */

import { resolveSettings } from "../src/train/resolve-settings.ts";
import { createStep } from "../src/train/step.ts";
import { train } from "../src/train/train.ts";
import { findJob } from "./jobs.ts";
import type { Pauses } from "./results.ts";
import { spreadOf } from "./spread.ts";

/**
 * Times the exercise with its pauses and, in turn, the same iterations in one go.
 *
 * @param repetitions how often each
 */
export async function measurePauses(repetitions: number): Promise<Pauses> {
  const job = findJob("article");
  if (job.kind !== "training") throw new Error("the exercise is a training job");
  const { dataset, iterations } = job;
  const settings = resolveSettings({ ...job.options, iterations, costInterval: iterations - 1 });
  console.log("  pauses");
  const times = { withPauses: [] as number[], inOneGo: [] as number[], between: [] as number[] };
  for (let repetition = -1; repetition < repetitions; repetition++) {
    const step = createStep(dataset, settings);
    const start = performance.now();
    step.iterate(0, iterations);
    const middle = performance.now();
    let last = middle;
    const between: number[] = [];
    const onEvent = ({ type }: { type: string }): void => {
      if (type !== "progress") return;
      const now = performance.now();
      between.push(now - last);
      last = now;
    };
    await train(dataset, { ...settings, onEvent });
    const end = performance.now();
    // The first of each warms up.
    if (repetition < 0) continue;
    times.inOneGo.push(middle - start);
    times.withPauses.push(end - middle);
    times.between.push(Math.max(...between));
  }
  const slowdowns = times.withPauses.map((time, index) => time / (times.inOneGo[index] as number) - 1);
  return { longestStretch: spreadOf(times.between), slowdown: spreadOf(slowdowns) };
}
