import { expect, it } from "vitest";
import type { TaskMessage, WorkerMessage } from "./protocol.ts";
import { serve } from "./serve.ts";
import type { Methods } from "./worker-pool.ts";

/** A port whose other end is this test. */
function openPort() {
  const sent: (readonly [WorkerMessage, readonly ArrayBuffer[]])[] = [];
  let listener: (task: TaskMessage) => void = () => undefined;
  let heard: () => void = () => undefined;
  return {
    sent,
    post: (message: WorkerMessage, transfer: readonly ArrayBuffer[]) => {
      sent.push([message, transfer]);
      if (message.kind !== "progress") heard();
    },
    onMessage: (given: typeof listener) => {
      listener = given;
    },
    /** Gives the worker a task, and waits for its answer. */
    ask: (method: string, input?: unknown) =>
      new Promise<void>((resolve) => {
        heard = resolve;
        listener({ method, input });
      }),
  };
}

async function answerTo(methods: Methods, method: string) {
  const port = openPort();
  serve(methods, port);
  await port.ask(method);
  return port.sent.slice(1);
}

it("says that it is ready before anything is asked", () => {
  const port = openPort();
  serve({}, port);
  expect(port.sent).toEqual([[{ kind: "ready" }, []]]);
});

it("moves every buffer that plain objects and arrays lead to, once", async () => {
  const [a, b, c, d] = [1, 2, 3, 4].map((length) => new ArrayBuffer(8 * length)) as [
    ArrayBuffer,
    ArrayBuffer,
    ArrayBuffer,
    ArrayBuffer,
  ];
  const circle: Record<string, unknown> = { view: new Float64Array(a), same: new DataView(a, 1) };
  circle["self"] = circle;
  const bare = Object.assign(Object.create(null) as object, { list: [[new Uint8Array(b, 2, 1)], c] });
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const result = { circle, bare, shared, map: new Map([[1, new Float64Array(d)]]), text: "x", none: null };
  const [[message, transfer] = []] = await answerTo({ get: () => result }, "get");
  expect(message).toEqual({ kind: "result", result });
  expect(transfer?.map((buffer) => [a, b, c, d].indexOf(buffer))).toEqual([0, 1, 2]);
});

it("tells no progress of a task that it has answered", async () => {
  const kept: ((share: number) => void)[] = [];
  const methods: Methods = {
    get: (_, { onProgress }) => {
      onProgress(0.5);
      kept.push(onProgress);
    },
    fail: (_, { onProgress }) => {
      kept.push(onProgress);
      throw new Error("no");
    },
  };
  const port = openPort();
  serve(methods, port);
  await port.ask("get");
  await port.ask("fail");
  for (const onProgress of kept) onProgress(0.9);
  expect(port.sent.map(([message]) => message.kind)).toEqual(["ready", "progress", "result", "thrown"]);
});
