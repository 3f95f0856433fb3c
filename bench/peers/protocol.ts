/**
 * How a system that is measured talks with bench/run.ts: the job comes as a line of JSON on standard input; then every
 * line asks for a run of so many iterations from the first parameters on, and is answered by what it took.
 */

import { Console } from "node:console";
import { createInterface } from "node:readline";

/** A precision of all arithmetic. */
export type Precision = "f64" | "f32";

/** One network, its data and its settings; arrays are little-endian float64 in base64. */
export interface PeerJob {
  /** The job's and the variant's name in bench/jobs.ts. */
  readonly job: string;
  readonly variant: string;
  readonly precision: Precision;
  /** Units of every layer, from the features to the outputs. */
  readonly sizes: readonly number[];
  readonly examples: number;
  /** Examples of an iteration: all of them, or those of a mini-batch, in a new order of the system's own in every epoch. */
  readonly batchSize: number;
  readonly optimizer: "gradient-descent" | "adam";
  readonly learningRate: number;
  readonly lambda: number;
  readonly keepProbability: number;
  readonly mask: "none" | "frozen" | "fresh";
  readonly output: "sigmoid" | "softmax";
  /** features × examples. */
  readonly features: string;
  /** outputs × examples: 0 or 1. */
  readonly targets: string;
  /** By layer, units × inputs. */
  readonly weights: readonly string[];
  /** By layer, one per unit. */
  readonly biases: readonly string[];
  /** By hidden layer, units × examples, with `mask` "frozen"; else empty. */
  readonly masks: readonly string[];
}

/** What a system says about itself when it is ready. */
export interface Ready {
  /** Name and version. */
  readonly version: string;
  /** What it runs on: Node, Python, BLAS. */
  readonly runtime: string;
}

/** What one run took. */
export interface PeerRun {
  readonly seconds: number;
  /**
   * The cost in the last iteration's forward pass, before its update, of mini-batches that of the last one; null where the
   * system has no such number.
   */
  readonly loss: number | null;
}

/** A system that is ready to run a job. */
export interface Served {
  readonly version: string;
  /** Trains from the first parameters on and measures itself, its preparations left out. */
  readonly run: (iterations: number) => PeerRun | Promise<PeerRun>;
}

/** Answers until standard input ends. What the system prints goes to standard error. */
export async function serve(create: (job: PeerJob) => Served | Promise<Served>): Promise<void> {
  globalThis.console = new Console(process.stderr);
  let served: Served | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line) as PeerJob & { iterations: number };
    if (served === undefined) {
      served = await create(message);
      answer({ version: served.version, runtime: `Node ${process.versions.node}` });
    } else answer(await served.run(message.iterations));
  }
}

/** An array of the job. */
export function decodeArray(text: string): Float64Array {
  return new Float64Array(new Uint8Array(Buffer.from(text, "base64")).buffer);
}

/** An array for the job. */
export function encodeArray(values: Float64Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("base64");
}

function answer(message: Ready | PeerRun): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
