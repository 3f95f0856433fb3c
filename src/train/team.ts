import { helpTeam, type SharedWork } from "../engine/team.ts";
import type { Methods, WorkerPool } from "../parallel/worker-pool.ts";

/** What a worker can be asked for by a run that shares its iterations. */
export const teamMethods = {
  /** Takes its share of a run's iterations, until it is dismissed. */
  help: (shared: SharedWork): void => helpTeam(shared),
} satisfies Methods;

/** A pool whose workers can share the iterations of a run: `createTrainingPool` makes one. */
export type TeamPool = Pick<WorkerPool<typeof teamMethods>, "size" | "run">;

/**
 * Asks all workers of a pool for help with a run; it need not wait for them. They are free again when it dismisses them.
 *
 * @returns a function that throws what ended the help of a worker, if it is there no more
 */
export function askForHelp(pool: TeamPool, shared: SharedWork): () => void {
  const losses: unknown[] = [];
  for (let worker = 0; worker < pool.size; worker++) {
    pool.run("help", shared).catch((thrown: unknown) => void losses.push(thrown));
  }
  return () => {
    if (losses.length > 0) throw losses[0];
  };
}
