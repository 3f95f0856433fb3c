import type { PoolWorker, TaskMessage, WorkerMessage, WorkerPort } from "./protocol.ts";

/** The part of a browser's `Worker` that a pool uses: TypeScript declares it only together with a document. */
export interface WebWorker {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(
    type: "message" | "error" | "messageerror",
    listener: (notice: WebWorkerNotice) => void,
  ): void;
  terminate(): void;
}

/** What a browser tells of a worker: a message, or an error, with its text unless the script could not be loaded. */
export interface WebWorkerNotice {
  readonly data?: unknown;
  readonly message?: string;
  readonly filename?: string;
  readonly lineno?: number;
  preventDefault(): void;
}

/** The same seen from inside the worker. */
interface WorkerScope {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(
    type: "message" | "messageerror" | "unhandledrejection",
    listener: (notice: ScopeNotice) => void,
  ): void;
  reportError(error: unknown): void;
}

/** A message from the pool, or a rejection that nobody handles. */
interface ScopeNotice {
  readonly data?: unknown;
  readonly reason?: unknown;
  preventDefault(): void;
}

/** How many threads the browser says that this machine can run at the same time; 1 where it does not say. */
export function countCores(): number {
  const { navigator } = globalThis as { navigator?: { hardwareConcurrency?: number } };
  return navigator?.hardwareConcurrency ?? 1;
}

/**
 * A browser's worker for a pool. An error outside of a task counts as its death, as it is in Node.
 *
 * @param worker just started; its script calls `serve(methods, webPort())`
 */
export function adaptWebWorker(worker: WebWorker): PoolWorker {
  return {
    post: (message, transfer) => worker.postMessage(message, [...transfer]),
    onMessage: (listener) =>
      worker.addEventListener("message", ({ data }) => listener(data as WorkerMessage)),
    onFailure: (listener) => {
      worker.addEventListener("error", (notice) => listener(toError(notice)));
      worker.addEventListener("messageerror", () => listener(new Error("its message could not be read")));
    },
    terminate: async () => worker.terminate(),
    keepAlive: () => undefined,
  };
}

/** The error that a browser tells of; it is the pool's from here on, and not the page's. */
function toError(notice: WebWorkerNotice): Error {
  notice.preventDefault();
  const { message, filename, lineno } = notice;
  if (!message) return new Error("its script could not be loaded");
  return new Error(filename ? `${message} (${filename}:${lineno})` : message);
}

/** The way to the pool, in a worker of a browser. */
export function webPort(): WorkerPort {
  const scope = globalThis as unknown as WorkerScope;
  // As in Node, nothing that goes wrong unseen leaves a worker at work.
  scope.addEventListener("unhandledrejection", (notice) => {
    notice.preventDefault();
    scope.reportError(notice.reason);
  });
  scope.addEventListener("messageerror", () => {
    throw new Error("its task could not be read");
  });
  return {
    post: (message, transfer) => scope.postMessage(message, [...transfer]),
    onMessage: (listener) => scope.addEventListener("message", ({ data }) => listener(data as TaskMessage)),
  };
}
