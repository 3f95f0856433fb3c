/** What bench/run.ts writes into bench/results.json. */

import type { Precision } from "./peers/protocol.ts";

/** The middle, the least and the largest of repeated measurements. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** A system that was not measured. */
export interface Missing {
  readonly name: string;
  readonly reason: string;
}

/** A system that was measured. */
export interface MeasuredSystem {
  readonly id: string;
  /** What it is a kind of: "wellfit", "numpy", "tfjs", … */
  readonly family: string;
  readonly precision: Precision;
  /** Name and version. */
  readonly version: string;
  /** How it was used, where there is more than one way. */
  readonly detail?: string;
  /** What it ran on: Node, or Python and its BLAS. */
  readonly runtime: string;
}

/** How one system did on one variant of a job. */
export interface Measurement {
  /** The system's id. */
  readonly system: string;
  /** Seconds for all iterations of the job. */
  readonly seconds: Spread;
  /** How many iterations were run; fewer than the job's where `isScaled`. */
  readonly iterations: number;
  /** Whether fewer iterations were run and their time multiplied. */
  readonly isScaled: boolean;
  /** The cost in the last of these iterations; null where the system has no such number. */
  readonly loss: number | null;
  /** |loss/reference − 1| against the reference's loss after as many iterations; null where they are not compared. */
  readonly lossDifference: number | null;
  /** What the difference may be; null where they are not compared. */
  readonly tolerance: number | null;
  /** Why they are not compared, or what is to be known. */
  readonly note?: string;
}

/** One variant of a job. */
export interface VariantMeasurements {
  readonly id: string;
  readonly title: string;
  /** The system whose losses the others are held against. */
  readonly reference: string;
  readonly measurements: readonly Measurement[];
}

/** One job. */
export interface JobMeasurements {
  readonly id: string;
  readonly kind: "training" | "kernels";
  readonly title: string;
  readonly sizes: readonly number[];
  readonly examples: number;
  /** Examples of an iteration, where they are not all. */
  readonly batchSize?: number;
  readonly iterations: number;
  /** Floating-point operations of one iteration: see `operationsPerStep`. */
  readonly operations: number;
  readonly variants: readonly VariantMeasurements[];
}

/** A fresh process that imports the package and takes one training step, in milliseconds. */
export interface ColdStart {
  readonly processes: number;
  /** From before the import to after the step. */
  readonly importAndStep: Spread;
  /** The whole process, from its start to its end. */
  readonly process: Spread;
  /** A process that does nothing. */
  readonly bareProcess: Spread;
  /** What `wellfit --version` takes, in milliseconds. */
  readonly printVersion?: Spread;
}

/** The exercise in Chromium beside Node, in seconds for all iterations. */
export interface BrowserComparison {
  readonly browser: string;
  readonly iterations: number;
  readonly runs: readonly {
    readonly precision: Precision;
    readonly browser: Spread;
    readonly node: Spread;
  }[];
}

/** What a page loads that only trains. */
export interface BundleSize {
  readonly program: string;
  readonly bytes: number;
  readonly compressedBytes: number;
}

/** What a pool of workers makes of the cores. */
export interface WorkerThroughput {
  /** How many workers "all" are: one for each core. */
  readonly workers: number;
  /** Runs of the exercise per second, without regularization: with one worker, and with all. */
  readonly one: Spread;
  readonly all: Spread;
  readonly speedup: Spread;
  /** A comparison of many runs with all workers. */
  readonly long: {
    readonly runs: number;
    readonly seconds: number;
    /** The largest memory of the whole process, which had measured the others before. */
    readonly peakBytes: number;
  };
}

/** The pauses of a run, for events and a stop. */
export interface Pauses {
  /** The longest time from one pause to the next in a run, in milliseconds. */
  readonly longestStretch: Spread;
  /** How much longer a run takes than the same iterations in one go, as a share. */
  readonly slowdown: Spread;
}

/** Predictions of the exercise's network from rows as a table has them, on one core. */
export interface Prediction {
  readonly rows: number;
  /** Rows per second, from numbers in memory. */
  readonly numbers: Spread;
  /** Rows per second, from the texts of a CSV file in memory. */
  readonly texts: Spread;
  /** `wellfit predict` of a CSV file with so many rows into another. */
  readonly program: { readonly seconds: Spread; readonly peakBytes: number };
}

/** All of it. */
export interface BenchResults {
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly platform: string;
    readonly node: string;
  };
  readonly repetitions: number;
  /** A system that needs more seconds for all iterations was timed on fewer. */
  readonly fullRunSeconds: number;
  readonly systems: readonly MeasuredSystem[];
  readonly missing: readonly Missing[];
  readonly jobs: readonly JobMeasurements[];
  readonly coldStart?: ColdStart;
  readonly browser?: BrowserComparison;
  readonly bundle?: BundleSize;
  readonly pauses?: Pauses;
  readonly workers?: WorkerThroughput;
  readonly prediction?: Prediction;
}
