/** The page's side of the tests of pools in a browser. */

import { adaptWebWorker, countCores, type WebWorker } from "../../src/parallel/web-worker.ts";
import { createWorkerPool, type TaskOptions, type WorkerPool } from "../../src/parallel/worker-pool.ts";
import type { poolMethods } from "./pool-methods.ts";

declare const Worker: new (script: URL, options: { type: "module" }) => WebWorker;

type Pool = WorkerPool<typeof poolMethods>;

/** How a task ended, as a page can tell it. */
export type Told = { readonly result: unknown } | { readonly thrown: string; readonly of: string };

let started = 0;

/** A pool whose workers run a script that lies beside the page. */
function createPool(size: number, script = "pool-worker-web.js"): Pool {
  const start = () => {
    started++;
    return adaptWebWorker(new Worker(new URL(`./${script}`, import.meta.url), { type: "module" }));
  };
  return createWorkerPool({ size, start });
}

const pool = createPool(2);

/** Has a task of the fixture's methods performed. */
export function attempt(method: "echo", input: unknown, options?: TaskOptions, from = pool): Promise<Told> {
  return from.run(method, input, options).then(
    (result) => ({ result }),
    (thrown: unknown) => ({
      thrown: String(thrown),
      of: thrown instanceof Error ? thrown.constructor.name : "",
    }),
  );
}

/** Aborts a task as soon as it is at work. */
export function abort(method: "echo"): Promise<Told> {
  const controller = new AbortController();
  return attempt(method, undefined, {
    signal: controller.signal,
    onProgress: () => controller.abort("enough"),
  });
}

/** Tasks whose script is not there, with one worker. */
export async function attemptWithoutScript(): Promise<{ told: readonly Told[]; tries: number }> {
  const before = started;
  await using missing = createPool(1, "missing.js");
  const told = await Promise.all([1, 2].map((number) => attempt("echo", number, {}, missing)));
  return { told, tries: started - before };
}

/** Closes a pool whose only worker is in an endless loop, with another task waiting. */
export async function closeAtWork(): Promise<readonly Told[]> {
  const busy = createPool(1);
  const { promise: isAtWork, resolve } = Promise.withResolvers<void>();
  const spinning = attempt("spin" as "echo", undefined, { onProgress: () => resolve() }, busy);
  const waiting = attempt("echo", 1, {}, busy);
  await isAtWork;
  await busy.close();
  return Promise.all([spinning, waiting]);
}

export { countCores };
