import { availableParallelism } from "node:os";
import { parentPort, Worker } from "node:worker_threads";
import { checkInvariant } from "../base/errors.ts";
import type { PoolWorker, WorkerPort } from "./protocol.ts";

/** How many threads this machine can run at the same time, and this process may use. */
export function countCores(): number {
  return availableParallelism();
}

/**
 * A thread of this process that runs a script, which calls `serve(methods, nodePort())`.
 *
 * @param url the script's file
 */
export function startNodeWorker(url: URL): PoolWorker {
  // Flags of the process may be meant for its main script alone: with --input-type no file can be run.
  const worker = new Worker(url, { execArgv: [] });
  return {
    post: (message, transfer) => worker.postMessage(message, [...transfer]),
    onMessage: (listener) => void worker.on("message", listener),
    onFailure: (listener) => {
      worker.on("error", listener);
      worker.on("messageerror", listener);
      worker.on("exit", (code) => listener(new Error(`its thread ended with exit code ${code}`)));
    },
    terminate: async () => void (await worker.terminate()),
    keepAlive: (isNeeded) => (isNeeded ? worker.ref() : worker.unref()),
  };
}

/** The way to the pool, in a thread that {@link startNodeWorker} started. */
export function nodePort(): WorkerPort {
  const port = parentPort;
  checkInvariant(port !== null, "this script to run in a worker thread");
  port.on("messageerror", fail);
  return {
    post: (message, transfer) => port.postMessage(message, [...transfer]),
    onMessage: (listener) => void port.on("message", listener),
  };
}

/** Ends the thread by an error, and so the task that could not be read. */
function fail(error: Error): never {
  throw error;
}
