/// <reference lib="esnext.disposable" preserve="true" />
import { describeValue, InvalidInputError } from "../base/errors.ts";
import type { PoolWorker, WorkerMessage } from "./protocol.ts";
import { fromSentError } from "./task-error.ts";

/** What a method is told beside its input. */
export interface TaskContext {
  /** Tells what share of the task is done, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** What a worker can be asked for, by name; a method may answer at once or by a promise. */
export type Methods = Readonly<Record<string, (input: never, context: TaskContext) => unknown>>;

/** What a task is given beside its input. */
export interface TaskOptions {
  /** Ends the task at once, with its worker, and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Is told what share of the task is done, from 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Buffers of the input that move to the worker, where all others are copied. */
  readonly transfer?: readonly ArrayBuffer[] | undefined;
}

/**
 * Workers that share tasks. `await using pool = …` closes it at the end of a block. In Node, workers without a task do
 * not keep the process alive.
 */
export interface WorkerPool<M extends Methods> extends AsyncDisposable {
  /** How many tasks can be at work at the same time. */
  readonly size: number;
  /**
   * Has a task performed: the oldest that waits goes to the first worker that is free. Its input is copied when a worker
   * gets it, and the buffers of its result's typed arrays are moved.
   *
   * @param name the method
   * @returns what the method returns
   * @throws what the method throws, with its class where that is wellfit's or the language's; an Error with its cause
   *   when the worker died, could not be started, or the input or the result could not be sent
   */
  run<Name extends keyof M & string>(
    name: Name,
    input: Parameters<M[Name]>[0],
    options?: TaskOptions,
  ): Promise<Awaited<ReturnType<M[Name]>>>;
  /** Ends every worker, and rejects what is waiting or at work. Resolves when all have ended; may be called again. */
  close(): Promise<void>;
}

/** How a task ended. */
type Ending = { readonly result: unknown } | { readonly thrown: unknown };

interface Task {
  readonly method: string;
  readonly input: unknown;
  readonly options: TaskOptions;
  readonly settle: (ending: Ending) => void;
}

/** A worker of the pool, with the task that it is at. */
interface Member {
  readonly worker: PoolWorker;
  task: Task | undefined;
  isReady: boolean;
}

/**
 * A pool that starts workers when they are needed, and anew when one died.
 *
 * @param size the most workers at the same time
 * @param start makes a worker
 */
export function createWorkerPool<M extends Methods>(options: {
  readonly size: number;
  readonly start: () => PoolWorker;
}): WorkerPool<M> {
  return new Pool<M>(options.size, options.start);
}

class Pool<M extends Methods> implements WorkerPool<M> {
  readonly size: number;
  readonly #start: () => PoolWorker;
  readonly #waiting: Task[] = [];
  readonly #members = new Set<Member>();
  /** Of workers that were told to end. */
  readonly #endings = new Set<Promise<void>>();
  #closing: Promise<void> | undefined;

  constructor(size: number, start: () => PoolWorker) {
    this.size = size;
    this.#start = start;
  }

  run<Name extends keyof M & string>(
    method: Name,
    input: Parameters<M[Name]>[0],
    options: TaskOptions = {},
  ): Promise<Awaited<ReturnType<M[Name]>>> {
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<M[Name]>>>();
    const { signal } = options;
    const abort = (): void => this.#abort(task, signal?.reason);
    const settle = (ending: Ending): void => {
      signal?.removeEventListener("abort", abort);
      if ("thrown" in ending) reject(ending.thrown);
      else resolve(ending.result as Awaited<ReturnType<M[Name]>>);
    };
    const task: Task = { method, input, options, settle };
    if (this.#closing !== undefined) {
      settle({ thrown: closedBefore() });
    } else if (signal?.aborted) {
      settle({ thrown: signal.reason });
    } else {
      signal?.addEventListener("abort", abort);
      this.#waiting.push(task);
      this.#handOut();
    }
    return promise;
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #end(): Promise<void> {
    const thrown = new Error("The pool of workers was closed before the task was done.");
    const members = [...this.#members];
    const tasks = [...members.map(({ task }) => task), ...this.#waiting.splice(0)];
    for (const member of members) this.#dismiss(member);
    for (const task of tasks) task?.settle({ thrown });
    await Promise.all(this.#endings);
  }

  /** Gives waiting tasks to workers for as long as there are both. */
  #handOut(): void {
    while (this.#waiting.length > 0) {
      const idle = [...this.#members].find(({ task }) => task === undefined);
      if (idle === undefined && this.#members.size >= this.size) return;
      const task = this.#waiting.shift() as Task;
      // Where tasks share a signal, those at work hear of its abort before those that wait.
      const { signal } = task.options;
      if (signal?.aborted) {
        task.settle({ thrown: signal.reason });
        continue;
      }
      try {
        this.#give(idle ?? this.#addMember(), task);
      } catch (cause) {
        task.settle({ thrown: failure("The worker could not be started", cause) });
      }
    }
  }

  #addMember(): Member {
    const member: Member = { worker: this.#start(), task: undefined, isReady: false };
    this.#members.add(member);
    // A worker that was dismissed may have sent something before it ended.
    member.worker.onMessage((message) => this.#members.has(member) && this.#hear(member, message));
    member.worker.onFailure((cause) => this.#members.has(member) && this.#lose(member, cause));
    return member;
  }

  #give(member: Member, task: Task): void {
    member.task = task;
    member.worker.keepAlive(true);
    if (member.isReady) this.#send(member, task);
  }

  #send(member: Member, task: Task): void {
    const { method, input, options } = task;
    try {
      member.worker.post({ method, input }, options.transfer ?? []);
    } catch (cause) {
      this.#finish(member, { thrown: failure(`The input of ${method} cannot be sent to a worker`, cause) });
    }
  }

  #hear(member: Member, message: WorkerMessage): void {
    const { task } = member;
    if (task === undefined) return;
    switch (message.kind) {
      case "ready":
        member.isReady = true;
        this.#send(member, task);
        break;
      case "progress":
        this.#tellProgress(member, task, message.share);
        break;
      case "result":
        this.#finish(member, { result: message.result });
        break;
      case "thrown":
        this.#finish(member, { thrown: fromSentError(message.error) });
        break;
      case "unsendable": {
        const what = `The result of ${task.method} cannot be sent from its worker`;
        this.#finish(member, { thrown: failure(what, fromSentError(message.error)) });
        break;
      }
    }
    this.#handOut();
  }

  #tellProgress(member: Member, { options, settle }: Task, share: number): void {
    try {
      options.onProgress?.(share);
    } catch (thrown) {
      // Who is told nothing any more waits for nothing any more.
      this.#dismiss(member);
      settle({ thrown });
    }
  }

  /** Frees a worker from the task that it has done. */
  #finish(member: Member, ending: Ending): void {
    const { task } = member;
    member.task = undefined;
    member.worker.keepAlive(false);
    task?.settle(ending);
  }

  /** A worker died: its task fails, and the others that wait get workers of their own. */
  #lose(member: Member, cause: unknown): void {
    const { task, isReady } = member;
    this.#dismiss(member);
    const what = isReady ? `The worker died at ${task?.method}` : "The worker could not be started";
    task?.settle({ thrown: failure(what, cause) });
    this.#handOut();
  }

  #abort(task: Task, reason: unknown): void {
    const place = this.#waiting.indexOf(task);
    if (place >= 0) this.#waiting.splice(place, 1);
    // It may be deep in a loop, where it hears nothing.
    for (const member of this.#members) if (member.task === task) this.#dismiss(member);
    task.settle({ thrown: reason });
    this.#handOut();
  }

  #dismiss(member: Member): void {
    this.#members.delete(member);
    const ending = member.worker.terminate().finally(() => this.#endings.delete(ending));
    this.#endings.add(ending);
  }
}

/** An error of the pool, not of the method, with the words of its cause. */
function failure(what: string, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message.replace(/\.$/, "") : describeValue(cause);
  return new Error(`${what}: ${why}.`, { cause });
}

function closedBefore(): InvalidInputError {
  return new InvalidInputError({
    source: "option",
    where: "pool",
    expected: "an open pool of workers",
    received: "one that was closed",
  });
}
