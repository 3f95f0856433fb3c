/** Lets other work of the thread run between two stretches of training. */
export interface Breather {
  /** Resolves after events that are waiting, a key press or an abort among them, have been handled. */
  pause(): Promise<void>;
  /** Frees the thread's resources. */
  close(): void;
}

/**
 * A breather whose pause takes microseconds, where `setTimeout` takes a millisecond or four: `setImmediate` in Node, a
 * message channel in browsers. (In Node a channel hands over up to 1000 messages before it lets anything else run, so
 * that a run would not hear an interrupt for half a minute.)
 */
export function createBreather(): Breather {
  return "setImmediate" in globalThis ? immediateBreather() : channelBreather();
}

function immediateBreather(): Breather {
  return {
    pause: () => new Promise((resolve) => void setImmediate(resolve)),
    close: () => undefined,
  };
}

function channelBreather(): Breather {
  const { port1, port2 } = new MessageChannel();
  let resume: () => void = () => undefined;
  port1.addEventListener("message", () => resume());
  port1.start();
  return {
    pause: () =>
      new Promise((resolve) => {
        resume = resolve;
        port2.postMessage(undefined);
      }),
    close: () => port1.close(),
  };
}
