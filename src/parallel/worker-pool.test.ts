import { execFile } from "node:child_process";
import { getEventListeners } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import type { NodeMethods } from "../../test/support/pool-worker-node.ts";
import { startNodeWorker } from "./node-worker.ts";
import { createWorkerPool, type WorkerPool } from "./worker-pool.ts";

const SCRIPT = new URL("../../test/support/pool-worker-node.ts", import.meta.url);

const counts = { started: 0 };
const pools: WorkerPool<NodeMethods>[] = [];

/** A pool that counts its workers and is closed after the test. */
function createPool(size: number, script = SCRIPT): WorkerPool<NodeMethods> {
  counts.started = 0;
  const start = () => {
    counts.started++;
    return startNodeWorker(script);
  };
  const pool = createWorkerPool<NodeMethods>({ size, start });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

/** Starts a task that never ends, and waits until it is at work. */
async function startSpinning(
  pool: WorkerPool<NodeMethods>,
  signal?: AbortSignal,
  method: "spin" | "spinInWebAssembly" = "spin",
): Promise<{ readonly ending: Promise<unknown> }> {
  const { promise: isAtWork, resolve } = Promise.withResolvers<void>();
  const ending = pool.run(method, undefined, { signal, onProgress: () => resolve() });
  ending.catch(() => undefined);
  await isAtWork;
  return { ending };
}

/** Shared memory of whole numbers, the second of which is `second`. */
function sharedNumbers(count: number, second = 0): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(count * 4);
  new Int32Array(shared)[1] = second;
  return shared;
}

describe("a pool of workers", () => {
  it("starts workers when they are needed, and none while one is free", async () => {
    const pool = createPool(3);
    expect([pool.size, counts.started]).toEqual([3, 0]);
    expect(await pool.run("echo", "a")).toBe("a");
    expect(await pool.run("echo", "b")).toBe("b");
    expect(counts.started).toBe(1);
  });

  it("has as many tasks at work as it has workers, and never more workers", async () => {
    const pool = createPool(3);
    const meeting = sharedNumbers(2, 3);
    await Promise.all([1, 2, 3].map(() => pool.run("meet", meeting)));
    await Promise.all(Array.from({ length: 20 }, (_, index) => pool.run("echo", index)));
    expect(counts.started).toBe(3);
  });

  it("gives the oldest task to the worker that is free first", async () => {
    const pool = createPool(1);
    const list = sharedNumbers(21);
    const numbers = Array.from({ length: 20 }, (_, index) => 100 + index);
    await Promise.all(numbers.map((number) => pool.run("sign", { list, number })));
    expect([...new Int32Array(list)]).toEqual([20, ...numbers]);
  });

  it("gives the same results with 1 worker and with 4", async () => {
    const seeds = Array.from({ length: 12 }, (_, index) => index);
    const drawWith = (pool: WorkerPool<NodeMethods>) =>
      Promise.all(seeds.map((seed) => pool.run("draw", { seed, count: 1000 + seed })));
    const alone = await drawWith(createPool(1));
    expect(alone.map((numbers) => numbers.length)).toEqual(seeds.map((seed) => 1000 + seed));
    expect(await drawWith(createPool(4))).toEqual(alone);
  });

  it("tells a task's progress to the task's own caller, in order", async () => {
    const pool = createPool(2);
    const tell = async (shares: readonly number[]) => {
      const told: number[] = [];
      await pool.run("tellProgress", shares, { onProgress: (share) => told.push(share) });
      expect(told).toEqual(shares);
    };
    await Promise.all([tell([0, 0.5, 1]), tell([0.25, 0.75]), tell([]), tell([1])]);
  });

  it("fails a task whose caller throws when it is told progress, and goes on", async () => {
    const pool = createPool(1);
    const thrown = new Error("not interested");
    const onProgress = () => {
      throw thrown;
    };
    await expect(pool.run("spin", undefined, { onProgress })).rejects.toBe(thrown);
    expect(await pool.run("echo", 1)).toBe(1);
  });
});

describe("what goes to a worker and comes back", () => {
  it("is copied on the way there, but for the buffers that are to move", async () => {
    const pool = createPool(1);
    const [copied, moved] = [Float64Array.of(1, 2), Float64Array.of(3)];
    const result = await pool.run("echo", { copied, moved }, { transfer: [moved.buffer] });
    expect([copied.length, moved.length]).toEqual([2, 0]);
    expect(result).toEqual({ copied: Float64Array.of(1, 2), moved: Float64Array.of(3) });
  });

  it("is moved on the way back", async () => {
    const pool = createPool(1);
    const numbers = Float64Array.of(1, 2, 3);
    expect(await pool.run("keep", undefined)).toEqual({
      deep: [{ kept: numbers }],
      again: numbers.subarray(1),
    });
    expect(await pool.run("lengthOfKept", undefined)).toBe(0);
  });

  it("fails the task when it cannot be sent, and leaves the worker at its place", async () => {
    const pool = createPool(1);
    const input = pool.run("echo", () => 1);
    await expect(input).rejects.toThrow("The input of echo cannot be sent to a worker: () => 1 could not be");
    await expect(input).rejects.toHaveProperty("cause.name", "DataCloneError");
    const result = pool.run("giveFunction", undefined);
    await expect(result).rejects.toThrow(
      /^The result of giveFunction cannot be sent from its worker: .* could not be cloned\.$/s,
    );
    await expect(result).rejects.toHaveProperty("cause.name", "DataCloneError");
    expect(await pool.run("echo", 1)).toBe(1);
    expect(counts.started).toBe(1);
  });

  it("is an error of the method as the method threw it", async () => {
    const pool = createPool(1);
    for (const method of ["fail", "failLater"] as const) {
      await expect(pool.run(method, "invalid")).rejects.toThrow(
        "x.csv:3:1: expected a number, got nothing. Fill it in.",
      );
      await expect(pool.run(method, "text")).rejects.toBe("only words");
      await expect(pool.run(method, "nothing")).rejects.toBe(undefined);
    }
    await expect(pool.run("absent" as "echo", 1)).rejects.toThrow("a worker with the method absent");
    expect(await pool.run("echo", 1)).toBe(1);
    expect(counts.started).toBe(1);
  });
});

describe("an abort", () => {
  const reason = new Error("changed my mind");

  it("before a task is given rejects it without a worker", async () => {
    const pool = createPool(1);
    await expect(pool.run("echo", 1, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(counts.started).toBe(0);
  });

  it("drops a task that waits, and no other", async () => {
    const pool = createPool(1);
    const controller = new AbortController();
    const ends = new AbortController();
    const { ending } = await startSpinning(pool, ends.signal);
    const list = sharedNumbers(4);
    const [dropped, kept] = [
      pool.run("sign", { list, number: 1 }, { signal: controller.signal }),
      pool.run("sign", { list, number: 2 }),
    ];
    controller.abort(reason);
    await expect(dropped).rejects.toBe(reason);
    ends.abort(reason);
    await expect(ending).rejects.toBe(reason);
    await kept;
    expect([...new Int32Array(list)]).toEqual([1, 2, 0, 0]);
  });

  it.each(["spin", "spinInWebAssembly"] as const)("ends a task in an endless loop: %s", async (method) => {
    const pool = createPool(1);
    const controller = new AbortController();
    const { ending } = await startSpinning(pool, controller.signal, method);
    controller.abort(reason);
    await expect(ending).rejects.toBe(reason);
    expect(await pool.run("echo", 1)).toBe(1);
    expect(counts.started).toBe(2);
  });

  it("ends a task whose worker is only being started", async () => {
    const pool = createPool(1);
    const controller = new AbortController();
    const ending = pool.run("echo", 1, { signal: controller.signal });
    expect(counts.started).toBe(1);
    controller.abort(reason);
    await expect(ending).rejects.toBe(reason);
    expect(await pool.run("echo", 2)).toBe(2);
  });

  it("that many tasks share ends them all, and starts no worker for those that wait", async () => {
    const pool = createPool(2);
    const controller = new AbortController();
    const { signal } = controller;
    const { ending } = await startSpinning(pool, signal);
    const tasks = Array.from({ length: 50 }, () => pool.run("spin", undefined, { signal }));
    const after = pool.run("echo", 1);
    controller.abort(reason);
    const endings = await Promise.allSettled([ending, ...tasks]);
    expect(endings).toEqual(Array.from({ length: 51 }, () => ({ status: "rejected", reason })));
    expect(await after).toBe(1);
    expect(counts.started).toBe(3);
  });

  it("leaves the tasks of other workers alone", async () => {
    const pool = createPool(2);
    const controller = new AbortController();
    const { ending } = await startSpinning(pool, controller.signal);
    const meeting = sharedNumbers(2, 2);
    const other = pool.run("meet", meeting);
    controller.abort(reason);
    await expect(ending).rejects.toBe(reason);
    await Promise.all([other, pool.run("meet", meeting)]);
  });

  it("is not listened for any longer than its task lasts", async () => {
    const pool = createPool(2);
    const { signal } = new AbortController();
    const endings = [
      pool.run("echo", 1, { signal }),
      pool.run("fail", "range", { signal }),
      pool.run("echo", () => 1, { signal }),
      pool.run("exit", 0, { signal }),
    ];
    expect(getEventListeners(signal, "abort")).toHaveLength(4);
    await Promise.allSettled(endings);
    await pool.close();
    await expect(pool.run("echo", 1, { signal })).rejects.toThrow("one that was closed");
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("a worker that dies", () => {
  it.each([
    ["exit", 0, "its thread ended with exit code 0."],
    ["exit", 3, "its thread ended with exit code 3."],
    ["throwOutside", undefined, "thrown outside."],
    ["rejectOutside", undefined, "rejected outside."],
  ] as const)("at %s (%s) fails its task and no other", async (method, input, cause) => {
    const pool = createPool(2);
    const lost = pool.run(method as "exit", input as 0);
    const others = Array.from({ length: 6 }, (_, index) => pool.run("echo", index));
    await expect(lost).rejects.toThrow(`The worker died at ${method}: ${cause}`);
    await expect(lost).rejects.toHaveProperty("cause.message", cause.slice(0, -1));
    expect(await Promise.all(others)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("between two tasks is replaced", async () => {
    const pool = createPool(1);
    await pool.run("throwAfterwards", undefined);
    while (counts.started < 2) {
      // A task may still go to the worker that is about to die.
      await pool.run("echo", 1).catch((error: Error) => {
        expect(error.message).toBe("The worker died at echo: thrown afterwards.");
      });
    }
    expect(await pool.run("echo", 2)).toBe(2);
  });

  it("because its script is missing fails one task after the other, each with one try", async () => {
    const pool = createPool(1, new URL("./missing.ts", import.meta.url));
    const endings = await Promise.allSettled([1, 2, 3].map((number) => pool.run("echo", number)));
    for (const ending of endings) {
      expect(String((ending as PromiseRejectedResult).reason)).toMatch(
        /^Error: The worker could not be started: Cannot find module '.*missing\.ts'/,
      );
    }
    expect(counts.started).toBe(3);
  });

  it("because none can be started fails its task", async () => {
    const start = () => {
      throw new Error("no threads left");
    };
    const pool = createWorkerPool<NodeMethods>({ size: 2, start });
    for (const task of [pool.run("echo", 1), pool.run("echo", 2)]) {
      await expect(task).rejects.toThrow("The worker could not be started: no threads left.");
    }
    await pool.close();
  });
});

describe("closing a pool", () => {
  it("ends workers in the middle of a loop, and rejects what is at work or waiting", async () => {
    const pool = createPool(1);
    const counter = sharedNumbers(2);
    const tasks = [pool.run("count", counter), pool.run("echo", 1)];
    const endings = Promise.allSettled(tasks);
    const read = () => Atomics.load(new Int32Array(counter), 0);
    while (read() === 0) await new Promise((resolve) => void setImmediate(resolve));
    await pool.close();
    const counted = read();
    for (const task of tasks) {
      await expect(task).rejects.toThrow("The pool of workers was closed before the task was done.");
    }
    await endings;
    Atomics.wait(new Int32Array(sharedNumbers(1)), 0, 0, 20);
    expect(read()).toBe(counted);
  });

  it("may be done again, and without any worker", async () => {
    const pool = createPool(1);
    expect(pool.close()).toBe(pool.close());
    await pool.close();
    await expect(pool.run("echo", 1)).rejects.toThrow(
      "pool: expected an open pool of workers, got one that was closed.",
    );
  });

  it("is done at the end of a block that uses it", async () => {
    let escaped: WorkerPool<NodeMethods>;
    {
      await using pool = createPool(1);
      expect(await pool.run("echo", 1)).toBe(1);
      escaped = pool;
    }
    await expect(escaped.run("echo", 2)).rejects.toThrow("one that was closed");
  });
});

describe("a process with a pool that it does not close", () => {
  const run = async (program: string) => {
    const url = (name: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, name)).href);
    const script = `
      import { createWorkerPool } from ${url("worker-pool.ts")};
      import { startNodeWorker } from ${url("node-worker.ts")};
      const pool = createWorkerPool({ size: 2, start: () => startNodeWorker(new URL("${SCRIPT.href}")) });
      ${program}`;
    // These flags are for the program alone: a worker could not be started with them.
    return promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  };

  it("ends by itself when no task is at work, and not before", async () => {
    const program = `
      pool.run("echo", "first").then(console.log);
      pool.run("draw", { seed: 1, count: 5_000_000 }).then(({ length }) => console.log(length));`;
    expect(await run(program)).toEqual({ stdout: "first\n5000000\n", stderr: "" });
  });

  it("ends by itself after an abort and after a worker's death", async () => {
    const program = `
      const controller = new AbortController();
      const onProgress = () => controller.abort("enough");
      const spin = pool.run("spin", undefined, { signal: controller.signal, onProgress });
      const endings = await Promise.allSettled([spin, pool.run("exit", 1)]);
      for (const { reason } of endings) console.log(String(reason));`;
    expect(await run(program)).toEqual({
      stdout: "enough\nError: The worker died at exit: its thread ended with exit code 1.\n",
      stderr: "",
    });
  });
});
