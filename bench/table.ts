/** The results as Markdown: a short table for the README, and everything for the document about performance. */

import { formatCount } from "../src/base/number-format.ts";
import {
  markdownTable,
  showFactor,
  showKilobytes,
  showMilliseconds,
  showSeconds,
  showSpread,
  toList,
  toParagraph,
} from "./format.ts";
import { describeBound, gigaflops, isReached, ratios } from "./ratios.ts";
import type {
  BenchResults,
  JobMeasurements,
  MeasuredSystem,
  Measurement,
  VariantMeasurements,
} from "./results.ts";

/** What all times are compared with: the first of these that was measured. */
const STANDARDS = ["wellfit-f64", "wellfit-f32"];

const PRECISIONS = { f64: "float64", f32: "float32" } as const;

/** Columns of words in a table of systems; numbers follow. */
const WORDS = 2;

/**
 * The exercise without regularization in all systems, the fastest first, for the README.
 *
 * @param results what bench/run.ts wrote
 * @param details where {@link benchDetails} is to be read, for a link
 */
export function benchTable(results: BenchResults, details = "docs/performance.md"): string {
  const job = results.jobs.find(({ id }) => id === "article");
  const variant = job?.variants[0];
  if (job === undefined || variant === undefined) return "The exercise was not measured.";
  const rows = fastestFirst(variant).map((measurement) => {
    const { family, precision } = systemOf(results, measurement);
    const mark = measurement.note === undefined ? "" : " ¹";
    const cells = [
      labelOf(results, measurement) + mark,
      PRECISIONS[precision],
      mayBeScaled(measurement, showSeconds(measurement.seconds.median)),
      showRelative(measurement, variant),
    ];
    return family === "wellfit" ? cells.map((cell) => `**${cell}**`) : cells;
  });
  const table = markdownTable(["system", "precision", "time", "wellfit = 1"], rows, WORDS);
  const { processor, cores, node } = results.machine;
  const legend = [
    describeJob(job),
    `Medians of ${results.repetitions} runs in turn, one thread each, on ${processor} (${cores} cores), Node ${node}.`,
    ...(rows.some((cells) => cells.some((cell) => cell.includes("≈")))
      ? ["≈: fewer iterations, scaled."]
      : []),
    ...(rows.some(([name]) => name?.includes("¹")) ? ["¹ trains somewhat differently."] : []),
    `[Performance](${details}) tells how this was measured, and of more networks.`,
  ];
  return `${table}\n\n${toParagraph(legend)}`;
}

/** All jobs in all systems, their agreement, and what else was measured, for the document about performance. */
export function benchDetails(results: BenchResults): string {
  const sections = [
    describeMethod(results),
    ratioSection(results),
    ...results.jobs.map((job) => jobSection(results, job)),
    packageSection(results),
    systemsSection(results),
  ];
  return joinParts(sections);
}

function describeMethod({ repetitions, fullRunSeconds, machine }: BenchResults): string {
  return toParagraph([
    "Every system runs in a process of its own, with one thread unless its row says two, and starts from wellfit's first",
    `parameters. It is warmed up, and then takes its turn with all others, ${repetitions} times. The loss of its last iteration is compared with`,
    "that of the first system in float64 after as many iterations.",
    `≈: what takes more than ${fullRunSeconds} s is timed on fewer iterations and scaled.`,
    `Machine: ${machine.processor}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}.`,
  ]);
}

function ratioSection(results: BenchResults): string {
  const rows = ratios(results).map((ratio) => [
    ratio.name,
    `${ratio.value.toPrecision(3)} ${ratio.unit}`,
    describeBound(ratio),
    isReached(ratio) ? "yes" : "no",
  ]);
  const table = markdownTable(["what", "measured", "wanted", "reached"], rows, 1);
  return rows.length === 0 ? "" : `## In short\n\n${table}`;
}

function jobSection(results: BenchResults, job: JobMeasurements): string {
  const millions = (job.operations / 1e6).toFixed(1);
  const operations = `A step has ${millions} million floating-point operations: a product and a sum are two.`;
  const tables = job.variants.flatMap((variant) => [
    job.variants.length > 1 ? `### With ${variant.title}` : "",
    variantTable(results, job, variant),
  ]);
  const text = toParagraph([
    describeJob(job),
    ...(hasOperations(job) ? [operations] : []),
    describeTolerances(results, job),
  ]);
  return joinParts([`## ${job.title}`, text, ...tables, toList(notesOf(results, job))]);
}

/** What is to be known about systems that train something else, each note once. */
function notesOf(results: BenchResults, { variants }: JobMeasurements): readonly string[] {
  const measurements = variants.flatMap((variant) => variant.measurements);
  const notes = [...new Set(measurements.map(({ note }) => note))].filter((note) => note !== undefined);
  return notes.map((note) => {
    const noted = measurements.filter((measurement) => measurement.note === note);
    const labels = new Set(noted.map((measurement) => labelOf(results, measurement)));
    return `${[...labels].join(", ")}: ${note}.`;
  });
}

function variantTable(results: BenchResults, job: JobMeasurements, variant: VariantMeasurements): string {
  const isKernel = hasOperations(job);
  const speed = isKernel ? ["GFLOP/s"] : [];
  const columns = ["system", "precision", "time (range)", "wellfit = 1", ...speed, "loss differs by"];
  const rows = fastestFirst(variant).map((measurement) => [
    labelOf(results, measurement),
    PRECISIONS[systemOf(results, measurement).precision],
    mayBeScaled(measurement, showSpread(measurement.seconds, showSeconds)),
    showRelative(measurement, variant),
    ...(isKernel ? [gigaflops(job, measurement).toFixed(1)] : []),
    showDifference(measurement, variant),
  ]);
  return markdownTable(columns, rows, WORDS);
}

/** How many runs workers make, in a sentence or two. */
function describeWorkers(workers: NonNullable<BenchResults["workers"]>): string {
  const { one, all, speedup, long } = workers;
  const rate = (runs: number): string => `${runs.toFixed(1)} runs/s`;
  return (
    `A pool of one worker makes ${showSpread(one, rate)} of the exercise, one of ${workers.workers} ` +
    `${showSpread(all, rate)}, in turn: ${showSpread(speedup, (factor) => `${factor.toFixed(2)}×`)}. A comparison of ` +
    `${long.runs} runs took ${showSeconds(long.seconds)} and at most ${Math.round(long.peakBytes / 2 ** 20)} MiB.`
  );
}

/** How fast a trained network is used, and how soon the command line answers. */
function usageLines({ prediction, coldStart }: BenchResults): readonly string[] {
  const lines: string[] = [];
  if (prediction !== undefined) {
    const { rows, numbers, texts, program } = prediction;
    const rate = (perSecond: number): string => `${(perSecond / 1e6).toFixed(1)} million`;
    lines.push(
      `The exercise's network predicts ${showSpread(numbers, rate)} raw rows a second from numbers in memory, ` +
        `${showSpread(texts, rate)} from the texts of a CSV file. wellfit predict takes ` +
        `${showSpread(program.seconds, showSeconds)} for a file of ${formatCount(rows)} rows, and at most ` +
        `${Math.round(program.peakBytes / 1e6)} MB.`,
    );
  }
  if (coldStart?.printVersion !== undefined) {
    lines.push(`wellfit --version takes ${showSpread(coldStart.printVersion, showMilliseconds)}.`);
  }
  return lines;
}

function packageSection(results: BenchResults): string {
  const { pauses, workers, coldStart, browser, bundle } = results;
  const lines: string[] = [];
  if (pauses !== undefined) {
    const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
    lines.push(
      "The exercise pauses for events and a stop: the longest time between two pauses was " +
        `${showSpread(pauses.longestStretch, showMilliseconds)}; they made the run longer by ` +
        `${showSpread(pauses.slowdown, percent)}.`,
    );
  }
  if (workers !== undefined) lines.push(describeWorkers(workers));
  lines.push(...usageLines(results));
  if (coldStart !== undefined) {
    const { importAndStep, process, bareProcess, processes } = coldStart;
    lines.push(
      "A fresh Node imports the package and takes a first training step in " +
        `${showSpread(importAndStep, showMilliseconds)}. The whole process takes ` +
        `${showSpread(process, showMilliseconds)}, one that does nothing ` +
        `${showSpread(bareProcess, showMilliseconds)}: ${processes} processes each, in turn.`,
    );
  }
  for (const { precision, browser: there, node } of browser?.runs ?? []) {
    lines.push(
      `${browser?.browser} takes ${showSpread(there, showSeconds)} for ${browser?.iterations} iterations of the ` +
        `exercise in ${PRECISIONS[precision]}, Node, in turn with it, ${showSpread(node, showSeconds)}.`,
    );
  }
  if (bundle !== undefined) {
    const [all, compressed] = [bundle.bytes, bundle.compressedBytes].map(showKilobytes);
    lines.push(`A page that only trains loads ${compressed} of script, compressed with gzip from ${all}.`);
  }
  return lines.length === 0 ? "" : `## Pauses, workers, start, browser, size\n\n${toList(lines)}`;
}

function systemsSection({ systems, missing }: BenchResults): string {
  const rows = systems.map(({ version, runtime }) => [version, runtime]);
  const unique = [...new Map(rows.map((row) => [row.join(), row])).values()];
  const absent = missing.map(({ name, reason }) => `Not measured: ${name} (${reason})`);
  const table = unique.length === 0 ? "" : markdownTable(["system", "runs on"], unique);
  return table === "" && absent.length === 0 ? "" : joinParts(["## Systems", table, toList(absent)]);
}

/** What is trained on what, for how long. */
function describeJob({ kind, sizes, examples, batchSize, iterations }: JobMeasurements): string {
  const network = `layers ${sizes.join("-")}`;
  if (batchSize !== undefined) {
    return (
      `${iterations} iterations on mini-batches of ${batchSize}, of ${examples} examples in a new order in every epoch, ` +
      `${network}: gathering, forward, backward and update.`
    );
  }
  return kind === "training"
    ? `${iterations} iterations of gradient descent on all ${examples} examples, ${network}.`
    : `${iterations} training steps on one batch of ${examples} examples, ${network}: forward, backward and update.`;
}

/** Whether a job is large enough for its operations to tell something. */
function hasOperations({ kind, batchSize }: JobMeasurements): boolean {
  return kind === "kernels" || batchSize !== undefined;
}

/** How far losses may lie apart. */
function describeTolerances(results: BenchResults, { variants }: JobMeasurements): string {
  const tolerances = variants
    .flatMap(({ measurements }) => measurements)
    .filter(({ tolerance }) => tolerance !== null)
    .map((measurement) => {
      const { precision } = systemOf(results, measurement);
      return `${showTolerance(measurement.tolerance ?? 0)} in ${PRECISIONS[precision]}`;
    });
  return `Losses may differ by ${[...new Set(tolerances)].join(" and ")}, relatively.`;
}

function fastestFirst({ measurements }: VariantMeasurements): readonly Measurement[] {
  return measurements.toSorted((a, b) => a.seconds.median - b.seconds.median);
}

function systemOf({ systems }: BenchResults, { system }: Measurement): MeasuredSystem {
  const found = systems.find(({ id }) => id === system);
  if (found === undefined) throw new Error(`results.json names no system "${system}"`);
  return found;
}

function labelOf(results: BenchResults, measurement: Measurement): string {
  const { version, detail } = systemOf(results, measurement);
  return detail === undefined ? version : `${version} (${detail})`;
}

function mayBeScaled({ isScaled }: Measurement, text: string): string {
  return isScaled ? `≈ ${text}` : text;
}

/** How many times as long as wellfit it takes; a dash where that was not measured. */
function showRelative({ seconds }: Measurement, { measurements }: VariantMeasurements): string {
  const [standard] = STANDARDS.flatMap((id) => measurements.filter(({ system }) => system === id));
  return standard === undefined ? "–" : showFactor(seconds.median / standard.seconds.median);
}

function showDifference(measurement: Measurement, { reference }: VariantMeasurements): string {
  const { system, lossDifference, iterations, isScaled } = measurement;
  if (system === reference) return "0: compared with it";
  if (lossDifference === null) return "not compared";
  const difference = lossDifference === 0 ? "0" : lossDifference.toExponential(0);
  return isScaled ? `${difference} after ${iterations}` : difference;
}

/** "1e-6", "0.05". */
function showTolerance(tolerance: number): string {
  return tolerance < 1e-3 ? tolerance.toExponential(0) : String(tolerance);
}

/** Parts of a document, those that are not empty. */
function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}
