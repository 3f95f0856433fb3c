import { describeValue, InvalidInputError, UnsupportedError } from "../base/errors.ts";
import { parseOptions, toGivenOptions } from "../base/options.ts";
import { adaptWebWorker, countCores, type WebWorker } from "../parallel/web-worker.ts";
import { createWorkerPool } from "../parallel/worker-pool.ts";
import { poolOptions, type TrainingPool, type TrainingPoolOptions } from "./training-pool.ts";

/** How large a pool for training in a browser is, and where its workers come from. */
export interface WebTrainingPoolOptions extends TrainingPoolOptions {
  /**
   * Starts the package's script `wellfit/training-worker` as a module worker. By default it is the file beside this one,
   * which bundlers find; this is for pages whose bundler does not, or whose workers have to come from elsewhere.
   */
  readonly startWorker?: (() => WebWorker) | undefined;
}

/** The browser's: TypeScript declares it only together with a document. */
declare const Worker: new (script: URL, options: { type: "module" }) => WebWorker;

/**
 * A pool of web workers that make training runs. They are started when they are needed, and `close()` ends them.
 *
 * @throws InvalidInputError unless `workers` is a whole number from 1 to 1024; UnsupportedError where there are no web
 *   workers
 */
export function createTrainingPool(options: WebTrainingPoolOptions = {}): TrainingPool {
  const { startWorker = startOwnWorker, ...size } = toGivenOptions(options);
  const { workers = countCores() } = parseOptions(poolOptions, size);
  checkStarter(startWorker);
  if (startWorker === startOwnWorker && !("Worker" in globalThis)) {
    throw new UnsupportedError(
      "A pool of web workers where there are none",
      "In Node, import createTrainingPool from wellfit/node.",
    );
  }
  return createWorkerPool({ size: workers, start: () => adaptWebWorker(startWorker()) });
}

function checkStarter(startWorker: unknown): void {
  if (typeof startWorker === "function") return;
  throw new InvalidInputError({
    source: "option",
    where: "startWorker",
    expected: "a function",
    received: describeValue(startWorker),
  });
}

/** In the form that bundlers look for. */
function startOwnWorker(): WebWorker {
  return new Worker(new URL("./training-worker-web.js", import.meta.url), { type: "module" });
}
