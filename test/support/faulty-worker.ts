/**
 * What can befall a worker of the program from outside. A program whose NODE_OPTIONS import this file (`faultyWorkers`
 * makes them) has it in every thread: when a worker gets a task, the fault happens, once or always.
 */

import { appendFileSync, readFileSync } from "node:fs";
import process from "node:process";
import { isMainThread, parentPort, threadId } from "node:worker_threads";

/** What happens: the worker ends, an error that nobody catches, or ctrl-C while the worker is at its task. */
type Fault = "exit" | "error" | "interrupt";

/**
 * The environment of a program whose workers meet a fault.
 *
 * @param mark a file that is not there yet, to count the tasks of all workers; without it every task meets the fault
 * @param task the only task that meets it, counted from 1 in the order in which workers get them
 */
export function faultyWorkers(fault: Fault, mark = "", task = 1): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--import=${import.meta.url}`,
    WELLFIT_FAULT: fault,
    WELLFIT_FAULT_MARK: mark,
    WELLFIT_FAULT_TASK: String(task),
  };
}

/** Whether the task that a worker gets now is the one. Several workers may come at the same time, one is it. */
function isDue({ WELLFIT_FAULT_MARK: mark = "", WELLFIT_FAULT_TASK: task }: NodeJS.ProcessEnv): boolean {
  if (mark === "") return true;
  const own = `${threadId}-${performance.now()}\n`;
  appendFileSync(mark, own);
  return readFileSync(mark, "utf8").split("\n")[Number(task) - 1] === own.trim();
}

const { WELLFIT_FAULT: fault } = process.env;
if (!isMainThread && fault !== undefined) {
  parentPort?.on("message", () => {
    if (!isDue(process.env)) return;
    if (fault === "exit") process.exit(9);
    if (fault === "error") throw new Error("the fault of a test");
    process.kill(process.pid, "SIGINT");
    // It never comes to the end of its task, and hears nothing.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0);
  });
}
