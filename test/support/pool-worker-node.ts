/** A thread for tests of pools: the methods of every world, and what only Node has. */

import { nodePort } from "../../src/parallel/node-worker.ts";
import { serve } from "../../src/parallel/serve.ts";
import type { Methods } from "../../src/parallel/worker-pool.ts";
import { poolMethods } from "./pool-methods.ts";

const nodeMethods = {
  ...poolMethods,
  exit: (code: number): Promise<void> => process.exit(code),
  /** Answers when as many workers as the buffer says have come, and only then. */
  meet: (counts: SharedArrayBuffer) => {
    const [here, expected] = [new Int32Array(counts, 0, 1), new Int32Array(counts, 4, 1)];
    Atomics.add(here, 0, 1);
    Atomics.notify(here, 0);
    for (let seen = Atomics.load(here, 0); seen < (expected[0] as number); seen = Atomics.load(here, 0)) {
      Atomics.wait(here, 0, seen);
    }
  },
  /** Counts up for ever. */
  count: (counts: SharedArrayBuffer): void => {
    for (const counter = new Int32Array(counts); ; ) Atomics.add(counter, 0, 1);
  },
  /** Writes its number behind those that are there. */
  sign: ({ list, number }: { list: SharedArrayBuffer; number: number }) => {
    const numbers = new Int32Array(list);
    numbers[Atomics.add(numbers, 0, 1) + 1] = number;
  },
} satisfies Methods;

/** What the thread can be asked for. */
export type NodeMethods = typeof nodeMethods;

serve(nodeMethods, nodePort());
