/** A system in a process of its own: started with a job, then asked for runs, one at a time. */

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { PeerJob, PeerRun, Ready } from "./peers/protocol.ts";

/** A running system. */
export interface PeerProcess {
  readonly ready: Ready;
  /** Trains from the first parameters on. */
  readonly run: (iterations: number) => Promise<PeerRun>;
  readonly stop: () => void;
}

/** Slow kernels are chosen by these, if somebody has set them. */
const MISLEADING = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

/** How much of what a process complains about is kept. */
const COMPLAINT_LENGTH = 2000;

/** The environment of a process that is measured: so many threads, OpenBLAS free to choose its kernels, no file left behind. */
export function environmentFor(threads: number): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    OPENBLAS_NUM_THREADS: String(threads),
    OMP_NUM_THREADS: String(threads),
    MKL_NUM_THREADS: String(threads),
    PYTHONDONTWRITEBYTECODE: "1",
  };
  for (const name of MISLEADING) delete environment[name];
  return environment;
}

/**
 * Starts a system.
 *
 * @param threads how many it may use; it is told so as its last parameter, too
 * @throws Error with what the process complained about, when it ends before it is ready
 */
export async function startPeer(
  command: readonly string[],
  job: PeerJob,
  threads: number,
): Promise<PeerProcess> {
  const [executable, ...parameters] = command as [string, ...string[]];
  const child = spawn(executable, [...parameters, String(threads)], {
    env: environmentFor(threads),
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ask = conversation(child);
  const ready = (await ask(job)) as Ready;
  return {
    ready,
    run: async (iterations) => (await ask({ iterations })) as PeerRun,
    stop: () => child.stdin.end(),
  };
}

/** A function that sends a line and waits for the next one. */
function conversation(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
): (message: object) => Promise<unknown> {
  let complaint = "";
  child.on("error", (error) => {
    complaint = error.message;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-COMPLAINT_LENGTH);
  });
  // A process that ended early is found by its missing answer.
  child.stdin.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (message) => {
    child.stdin.write(`${JSON.stringify(message)}\n`);
    const { done, value } = await lines.next();
    if (done === true) throw new Error(lastLine(complaint) || "ended without an answer");
    return JSON.parse(value);
  };
}

/** What an error says, after the places it went through. */
function lastLine(complaint: string): string {
  const lines = complaint.split("\n").map((line) => line.trim());
  const named = lines.find((line) => /^\w*Error\b.*:/.test(line));
  return named ?? lines.findLast((line) => line !== "") ?? "";
}
