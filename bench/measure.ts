/** Times one job in all systems: each warmed up in a process of its own, then all of them in turn, again and again. */

import { showSeconds } from "./format.ts";
import { batchSizeOf, examplesOf, type Job, sizesOf, toPeerJob, type Variant } from "./jobs.ts";
import { operationsPerStep } from "./kernel-job.ts";
import { type PeerProcess, startPeer } from "./peer-process.ts";
import type { JobMeasurements, MeasuredSystem, Measurement, Missing } from "./results.ts";
import { scaleSpread, spreadOf } from "./spread.ts";
import { labelOf, type System } from "./systems.ts";

/** How much time measuring may take. */
export interface Effort {
  readonly repetitions: number;
  /** A system that needs more seconds for all iterations is timed on fewer… */
  readonly fullRunSeconds: number;
  /** … that take about as long as this. */
  readonly shortRunSeconds: number;
  /** The warm-up is over when a run takes that many seconds. */
  readonly warmUpSeconds: number;
}

/** What measuring a job finds out. */
export interface MeasuredJob {
  readonly job: JobMeasurements;
  readonly systems: readonly MeasuredSystem[];
  readonly missing: readonly Missing[];
}

/** A system at work on one variant. */
interface Entry {
  readonly system: System;
  readonly variant: Variant;
  readonly process: PeerProcess;
  readonly iterations: number;
  readonly seconds: number[];
  readonly losses: (number | null)[];
}

/** How many times as many iterations the next run of a warm-up may take. */
const WARM_UP_GROWTH = 8;

/** Iterations that are timed at least, so that the time is not that of making the network. */
const FEWEST = 20;

const OWN_ORDERS = "batches in orders of its own, so losses differ by chance";
const OWN_MASKS = "masks of its own, so losses differ by chance";

/** Times a job in all systems that are measured on it. */
export async function measureJob(job: Job, systems: readonly System[], effort: Effort): Promise<MeasuredJob> {
  const missing: Missing[] = [];
  const entries: Entry[] = [];
  try {
    for (const variant of job.variants) {
      for (const system of systems.filter(({ runs }) => runs.includes(`${job.id}/${variant.id}`))) {
        const entry = await prepare({ job, variant, system, effort });
        if ("reason" in entry) missing.push(entry);
        else entries.push(entry);
      }
    }
    for (let repetition = 1; repetition <= effort.repetitions; repetition++) {
      console.log(`  repetition ${repetition} of ${effort.repetitions}`);
      for (const entry of entries) await repeat(entry);
    }
    return { job: await summarize(job, entries), systems: entries.map(describe), missing };
  } finally {
    for (const { process } of entries) process.stop();
  }
}

async function prepare(call: {
  job: Job;
  variant: Variant;
  system: System;
  effort: Effort;
}): Promise<Entry | Missing> {
  const { job, variant, system, effort } = call;
  const label = `${labelOf(system)}, ${variant.title}`;
  try {
    const process = await startPeer(
      system.command,
      await toPeerJob(job, variant, system.precision),
      system.threads,
    );
    const { iterations, estimate } = await warmUp(process, job.iterations, effort);
    const share =
      iterations < job.iterations ? `, timed on ${iterations} of ${job.iterations} iterations` : "";
    console.log(`  ${label}: about ${showSeconds(estimate)}${share}`);
    return { system, variant, process, iterations, seconds: [], losses: [] };
  } catch (error) {
    const reason = (error as Error).message;
    console.log(`  ${label}: not measured: ${reason}`);
    return { name: labelOf(system), reason };
  }
}

/** Runs of growing length, until one is long enough to tell how many iterations to time. */
async function warmUp(
  { run }: PeerProcess,
  iterations: number,
  { fullRunSeconds, shortRunSeconds, warmUpSeconds }: Effort,
): Promise<{ iterations: number; estimate: number }> {
  let count = Math.max(2, Math.ceil(iterations / 1000));
  let { seconds } = await run(count);
  while (seconds < warmUpSeconds && count < iterations) {
    const growth = Math.min(WARM_UP_GROWTH, Math.max(2, warmUpSeconds / seconds));
    count = Math.min(iterations, Math.ceil(count * growth));
    ({ seconds } = await run(count));
  }
  const estimate = (seconds / count) * iterations;
  if (estimate <= fullRunSeconds) return { iterations, estimate };
  const affordable = Number(((iterations * shortRunSeconds) / estimate).toPrecision(2));
  return { iterations: Math.min(iterations, Math.max(FEWEST, Math.floor(affordable))), estimate };
}

async function repeat({ process, iterations, seconds, losses }: Entry): Promise<void> {
  const run = await process.run(iterations);
  seconds.push(run.seconds);
  losses.push(run.loss);
}

async function summarize(job: Job, entries: readonly Entry[]): Promise<JobMeasurements> {
  const variants = [];
  for (const { id, title } of job.variants) {
    const present = entries.filter(({ variant }) => variant.id === id);
    const [reference] = present;
    if (reference === undefined) continue;
    const measurements = [];
    for (const entry of present) measurements.push(await summarizeEntry(job, entry, reference));
    variants.push({ id, title, reference: reference.system.id, measurements });
  }
  const { id, kind, title, iterations } = job;
  const [sizes, examples] = [sizesOf(job), examplesOf(job)];
  const batchSize = batchSizeOf(job);
  const operations = operationsPerStep(sizes, batchSize ?? examples);
  const batches = batchSize === undefined ? {} : { batchSize };
  return { id, kind, title, sizes, examples, ...batches, iterations, operations, variants };
}

async function summarizeEntry(job: Job, entry: Entry, reference: Entry): Promise<Measurement> {
  const { system, iterations, seconds, losses } = entry;
  const common = {
    system: system.id,
    seconds: scaleSpread(spreadOf(seconds), job.iterations / iterations),
    iterations,
    isScaled: iterations < job.iterations,
    loss: losses[0] ?? null,
  };
  const note = noteOf(job, entry);
  if (note !== undefined) return { ...common, lossDifference: null, tolerance: null, note };
  const expected = await reference.process.run(iterations);
  const differences = losses.map((loss) => Math.abs((loss ?? Number.NaN) / (expected.loss ?? 1) - 1));
  return { ...common, lossDifference: Math.max(...differences), tolerance: job.tolerances[system.precision] };
}

/** Why a loss is not held against the reference's. */
function noteOf(job: Job, { system, variant }: Entry): string | undefined {
  if (system.difference !== undefined || system.name === "wellfit") return system.difference;
  if (batchSizeOf(job) !== undefined) return OWN_ORDERS;
  return variant.options.mask === "fresh" ? OWN_MASKS : undefined;
}

function describe({ system, process }: Entry): MeasuredSystem {
  const { id, family, precision, detail } = system;
  return { id, family, precision, ...(detail === undefined ? {} : { detail }), ...process.ready };
}
