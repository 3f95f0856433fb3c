/** Whether all systems trained the same. */

import type { BenchResults } from "./results.ts";

/** A sentence for every measurement whose loss lies farther from the reference's than it may. */
export function disagreements({ jobs }: BenchResults): readonly string[] {
  return jobs.flatMap((job) =>
    job.variants.flatMap(({ title, reference, measurements }) =>
      measurements
        .filter(
          ({ lossDifference, tolerance }) => tolerance !== null && !((lossDifference ?? NaN) <= tolerance),
        )
        .map(
          ({ system, iterations, lossDifference, tolerance }) =>
            `${job.id}, ${title}: after ${iterations} iterations the loss of ${system} lies ${lossDifference} from ` +
            `that of ${reference}, more than ${tolerance}`,
        ),
    ),
  );
}
