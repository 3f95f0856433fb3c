/** The script of a worker that trains one network. */

import type { Order, Report } from "./protocol.ts";
import { createTrainer } from "./trainer.ts";

/** A worker seen from inside: TypeScript declares it only without a document. */
interface WorkerScope {
  postMessage(message: Report, transfer: readonly ArrayBuffer[]): void;
  addEventListener(type: "message", listener: (message: { readonly data: Order }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const channel = new MessageChannel();
let next: (() => void) | undefined;
channel.port1.addEventListener("message", () => next?.());
channel.port1.start();

const obey = createTrainer({
  post: (report, transfer) => scope.postMessage(report, transfer),
  now: () => performance.now(),
  afterMessages: (work, delayMs) => {
    next = work;
    // A timer waits for milliseconds even where it is told none.
    if (delayMs > 0) setTimeout(work, delayMs);
    else channel.port2.postMessage(undefined, []);
  },
});
scope.addEventListener("message", ({ data }) => obey(data));
