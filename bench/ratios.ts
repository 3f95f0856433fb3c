/** The few numbers that decide whether the engine is as fast as it is meant to be. */

import type { BenchResults, JobMeasurements, Measurement } from "./results.ts";

/** A number that is to reach a bound. */
export interface Ratio {
  readonly name: string;
  readonly value: number;
  readonly unit: "×" | "GFLOP/s" | "ms" | "kB" | "million" | "s" | "MB";
  /** Whether more is better. */
  readonly isMoreBetter: boolean;
  /** What it must reach, and what is aimed at. */
  readonly bound: number;
  readonly aim: number;
}

interface Wanted extends Omit<Ratio, "value"> {
  readonly measure: (results: BenchResults) => number | undefined;
}

/** wellfit with two threads. */
const TOGETHER = "wellfit-together-f32";
/** Whichever number of threads it is faster with: a second one can make it slower. */
const PYTORCH = ["pytorch-f32", "pytorch-together-f32"];

const WANTED: readonly Wanted[] = [
  {
    ...faster("exercise, float64, against NumPy as the exercise writes it", 8, 12),
    measure: (results) =>
      divide(best({ results, kind: "numpy-f64" }), best({ results, kind: "wellfit-f64" })),
  },
  {
    ...faster("exercise, float64, against NumPy that reuses its arrays", 8, 12),
    measure: (results) =>
      divide(best({ results, kind: "numpy-reused-f64" }), best({ results, kind: "wellfit-f64" })),
  },
  {
    ...faster("exercise, float32, against NumPy as the exercise writes it, float64", 16, 25),
    measure: (results) =>
      divide(best({ results, kind: "numpy-f64" }), best({ results, kind: "wellfit-f32" })),
  },
  {
    ...faster("exercise, float32, against NumPy that reuses its arrays, float64", 16, 25),
    measure: (results) =>
      divide(best({ results, kind: "numpy-reused-f64" }), best({ results, kind: "wellfit-f32" })),
  },
  {
    ...faster("exercise, float64, against the best of TensorFlow.js", 60, 120),
    measure: (results) => divide(best({ results, kind: "tfjs-f32" }), best({ results, kind: "wellfit-f64" })),
  },
  {
    ...faster("exercise, float32, against the best of TensorFlow.js", 60, 120),
    measure: (results) => divide(best({ results, kind: "tfjs-f32" }), best({ results, kind: "wellfit-f32" })),
  },
  {
    ...slower("exercise, float64, fresh dropout against none", 1.35, 1.2),
    measure: (results) =>
      divide(
        best({ results, kind: "wellfit-f64", variant: "fresh" }),
        best({ results, kind: "wellfit-f64", variant: "none" }),
      ),
  },
  {
    ...slower("exercise, float32, fresh dropout against none", 1.35, 1.2),
    measure: (results) =>
      divide(
        best({ results, kind: "wellfit-f32", variant: "fresh" }),
        best({ results, kind: "wellfit-f32", variant: "none" }),
      ),
  },
  {
    ...faster("mini-batches of 64-128-64-10, float32, against PyTorch", 1, 2),
    measure: againstOwn({ job: "batches-small", variant: "none", kind: "pytorch-f32" }),
  },
  {
    ...faster("mini-batches of 64-128-64-10, float32, against the best of TensorFlow.js", 10, 20),
    measure: againstOwn({ job: "batches-small", variant: "none", kind: "tfjs-f32" }),
  },
  {
    ...faster("mini-batches of 64-128-64-10, float32, against what trains in TensorFlow.js itself", 10, 20),
    measure: againstOwn({ job: "batches-small", variant: "none", kind: "tfjs-f32", isMeant: isTraining }),
  },
  {
    ...faster("mini-batches of 784-512-256-10 with dropout, float32, against PyTorch", 0.5, 1),
    measure: againstOwn({ job: "batches-large", variant: "dropout", kind: "pytorch-f32" }),
  },
  {
    ...faster(
      "mini-batches of 784-512-256-10 with dropout, float32, against the best of TensorFlow.js",
      5,
      10,
    ),
    measure: againstOwn({ job: "batches-large", variant: "dropout", kind: "tfjs-f32" }),
  },
  {
    ...faster(
      "mini-batches of 784-512-256-10 with dropout, float32, against what trains in TensorFlow.js itself",
      5,
      10,
    ),
    measure: againstOwn({ job: "batches-large", variant: "dropout", kind: "tfjs-f32", isMeant: isTraining }),
  },
  {
    ...faster(
      "mini-batches of 64-128-64-10, float32, 2 threads, against the best of PyTorch with 1 or 2",
      1,
      2,
    ),
    measure: againstOwn({ job: "batches-small", variant: "none", kind: PYTORCH, own: TOGETHER }),
  },
  {
    ...faster(
      "mini-batches of 784-512-256-10 with dropout, float32, 2 threads, against the best of PyTorch with 1 or 2",
      0.9,
      1.2,
    ),
    measure: againstOwn({ job: "batches-large", variant: "dropout", kind: PYTORCH, own: TOGETHER }),
  },
  {
    ...slower("mini-batches of 784-512-256-10, float32, Adam against gradient descent", 1.25, 1.1),
    measure: (results) =>
      divide(
        best({ results, kind: "wellfit-f32", variant: "adam", job: "batches-large" }),
        best({ results, kind: "wellfit-f32", variant: "dropout", job: "batches-large" }),
      ),
  },
  {
    name: "kernels of 784-512-256-10, float32",
    unit: "GFLOP/s",
    isMoreBetter: true,
    bound: 28,
    aim: 40,
    measure: ({ jobs }) => {
      const job = jobs.find(({ id }) => id === "large");
      const own = job?.variants[0]?.measurements.find(({ system }) => system === "wellfit-f32");
      return job && own && gigaflops(job, own);
    },
  },
  {
    name: "import and first training step in a fresh Node",
    unit: "ms",
    isMoreBetter: false,
    bound: 60,
    aim: 30,
    measure: ({ coldStart }) => coldStart?.importAndStep.median,
  },
  {
    name: "wellfit --version",
    unit: "ms",
    isMoreBetter: false,
    bound: 150,
    aim: 100,
    measure: ({ coldStart }) => coldStart?.printVersion?.median,
  },
  {
    name: "rows predicted in a second, from texts in memory",
    unit: "million",
    isMoreBetter: true,
    bound: 1,
    aim: 3,
    measure: ({ prediction }) => prediction && prediction.texts.median / 1e6,
  },
  {
    name: "wellfit predict of a million rows",
    unit: "s",
    isMoreBetter: false,
    bound: 5,
    aim: 2.5,
    measure: ({ prediction }) => prediction?.program.seconds.median,
  },
  {
    name: "its memory",
    unit: "MB",
    isMoreBetter: false,
    bound: 300,
    aim: 200,
    measure: ({ prediction }) => prediction && prediction.program.peakBytes / 1e6,
  },
  {
    name: "bundle of a page that only trains, compressed",
    unit: "kB",
    isMoreBetter: false,
    // 84 before threads could share a run, which takes 3 kB.
    bound: 88,
    aim: 60,
    measure: ({ bundle }) => bundle && bundle.compressedBytes / 1000,
  },
  {
    name: "longest time between two pauses of a run",
    unit: "ms",
    isMoreBetter: false,
    bound: 50,
    aim: 50,
    measure: ({ pauses }) => pauses?.longestStretch.max,
  },
  {
    ...slower("a run with its pauses against the same iterations in one go", 1.02, 1.02),
    measure: ({ pauses }) => pauses && 1 + pauses.slowdown.median,
  },
  { ...slower("exercise, float64, Chromium against Node", 1.15, 1), measure: inBrowser("f64") },
  { ...slower("exercise, float32, Chromium against Node", 1.15, 1), measure: inBrowser("f32") },
];

/** The numbers that these results give; those of what was not measured are left out. */
export function ratios(results: BenchResults): readonly Ratio[] {
  return WANTED.flatMap(({ measure, ...ratio }) => {
    const value = measure(results);
    return value === undefined ? [] : [{ ...ratio, value }];
  });
}

/** Whether a number reaches its bound. */
export function isReached({ value, bound, isMoreBetter }: Ratio): boolean {
  return isMoreBetter ? value >= bound : value <= bound;
}

/** A line for a terminal: the number, its bound, and whether it is reached. */
export function describeRatio(ratio: Ratio): string {
  const { name, value, unit, aim } = ratio;
  const limits = `${describeBound(ratio)}, aim ${aim}`;
  return `${isReached(ratio) ? "reached" : "MISSED "}  ${name}: ${value.toFixed(2)} ${unit} (${limits})`;
}

/** What a number must reach: "at least 8". */
export function describeBound({ isMoreBetter, bound }: Ratio): string {
  return `${isMoreBetter ? "at least" : "at most"} ${bound}`;
}

/** 10⁹ floating-point operations a second. */
export function gigaflops({ operations, iterations }: JobMeasurements, { seconds }: Measurement): number {
  return (operations * iterations) / seconds.median / 1e9;
}

function faster(name: string, bound: number, aim: number): Omit<Ratio, "value"> {
  return { name, unit: "×", isMoreBetter: true, bound, aim };
}

function slower(name: string, bound: number, aim: number): Omit<Ratio, "value"> {
  return { name, unit: "×", isMoreBetter: false, bound, aim };
}

/** What is looked for in the results. */
interface Sought {
  /** A family of systems, as "family-precision", or several. */
  readonly kind: string | readonly string[];
  /** By default the one without regularization. */
  readonly variant?: string;
  /** By default the exercise. */
  readonly job?: string;
  /** Leaves out systems of the family. */
  readonly isMeant?: (id: string) => boolean;
}

/** The fewest seconds of a family of systems on a variant of a job. */
function best({
  results,
  kind,
  variant = "none",
  job = "article",
  isMeant = () => true,
}: Sought & { readonly results: BenchResults }): number | undefined {
  const { systems, jobs } = results;
  const ids = systems
    .filter(({ id, family, precision }) => [kind].flat().includes(`${family}-${precision}`) && isMeant(id))
    .map(({ id }) => id);
  const measured = jobs
    .find(({ id }) => id === job)
    ?.variants.find(({ id }) => id === variant)
    ?.measurements.filter(({ system }) => ids.includes(system));
  return measured?.map(({ seconds }) => seconds.median).toSorted((a, b) => a - b)[0];
}

/** Whether a system of TensorFlow.js has its gradients from the library, and is not written out by hand. */
function isTraining(id: string): boolean {
  return !id.endsWith("-gradients");
}

/** How many times as long as wellfit in float32, or as `own`, the fastest of other systems takes. */
function againstOwn({
  own = "wellfit-f32",
  ...sought
}: Sought & { readonly own?: string }): (results: BenchResults) => number | undefined {
  return (results) =>
    divide(best({ results, ...sought }), best({ results, ...sought, kind: own, isMeant: () => true }));
}

function inBrowser(precision: string): (results: BenchResults) => number | undefined {
  return ({ browser }) => {
    const run = browser?.runs.find((candidate) => candidate.precision === precision);
    return run && run.browser.median / run.node.median;
  };
}

function divide(upper: number | undefined, lower: number | undefined): number | undefined {
  return upper === undefined || lower === undefined ? undefined : upper / lower;
}
