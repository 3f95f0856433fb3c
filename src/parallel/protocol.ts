import type { SentError } from "./task-error.ts";

/** What the pool sends to a worker: a task. A worker has one at a time. */
export interface TaskMessage {
  readonly method: string;
  readonly input: unknown;
}

/** What a worker sends to the pool. */
export type WorkerMessage =
  /** It listens: it can be given a task. */
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "result"; readonly result: unknown }
  /** The method threw. */
  | { readonly kind: "thrown"; readonly error: SentError }
  /** The method's result can be neither moved nor copied. */
  | { readonly kind: "unsendable"; readonly error: SentError };

/** A worker as the pool sees it, whatever the platform calls it. */
export interface PoolWorker {
  /** Sends a copy of a message, and moves the buffers in `transfer`. Throws when the message cannot be copied. */
  readonly post: (message: TaskMessage, transfer: readonly ArrayBuffer[]) => void;
  readonly onMessage: (listener: (message: WorkerMessage) => void) => void;
  /** Tells that the worker died, could not be started, or threw outside of a task. May tell so more than once. */
  readonly onFailure: (listener: (cause: unknown) => void) => void;
  /** Ends the worker, also in the middle of a loop. Resolves when it has ended. */
  readonly terminate: () => Promise<void>;
  /** Whether the process has to live on for this worker: only Node knows the question. */
  readonly keepAlive: (isNeeded: boolean) => void;
}

/** The pool as a worker sees it. */
export interface WorkerPort {
  /** Sends a copy of a message, and moves the buffers in `transfer`. Throws when the message cannot be copied. */
  readonly post: (message: WorkerMessage, transfer: readonly ArrayBuffer[]) => void;
  readonly onMessage: (listener: (message: TaskMessage) => void) => void;
}
