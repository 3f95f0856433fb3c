import { checkInvariant } from "../base/errors.ts";
import type { TaskMessage, WorkerPort } from "./protocol.ts";
import { toSentError } from "./task-error.ts";
import type { Methods } from "./worker-pool.ts";

/**
 * The worker's side of a pool: performs the tasks that come, and answers. The buffers of a result's typed arrays are
 * moved, so a method must not keep them.
 *
 * @param methods what can be asked for
 * @param port the way to the pool: `nodePort()` or `webPort()`
 */
export function serve(methods: Methods, port: WorkerPort): void {
  port.onMessage((task) => void perform(methods, port, task));
  port.post({ kind: "ready" }, []);
}

async function perform(methods: Methods, port: WorkerPort, { method, input }: TaskMessage): Promise<void> {
  let isOver = false;
  const onProgress = (share: number): void => {
    // The worker may be at its next task already.
    if (!isOver) port.post({ kind: "progress", share }, []);
  };
  try {
    const call = methods[method];
    checkInvariant(call !== undefined, `a worker with the method ${method}`);
    const result = await call(input as never, { onProgress });
    isOver = true;
    sendResult(port, result);
  } catch (error) {
    isOver = true;
    port.post({ kind: "thrown", error: toSentError(error) }, []);
  }
}

function sendResult(port: WorkerPort, result: unknown): void {
  try {
    port.post({ kind: "result", result }, findBuffers(result));
  } catch (error) {
    port.post({ kind: "unsendable", error: toSentError(error) }, []);
  }
}

/** The buffers of all typed arrays that are found by way of plain objects and arrays, each once. */
function findBuffers(value: unknown): readonly ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const seen = new Set<unknown>();
  const visit = (part: unknown): void => {
    if (typeof part !== "object" || part === null || seen.has(part)) return;
    seen.add(part);
    const buffer = ArrayBuffer.isView(part) ? part.buffer : part;
    if (buffer instanceof ArrayBuffer) buffers.add(buffer);
    else if (Array.isArray(part)) part.forEach(visit);
    else if (isPlainObject(part)) Object.values(part).forEach(visit);
  };
  visit(value);
  return [...buffers];
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
