/**
 * Times wellfit and, in turn with it, every other system that it finds on this machine, and writes bench/results.json;
 * `npm run docs` makes the tables of it.
 *
 * Run:  npm run bench
 *       npm run bench -- --quick           tries everything out, and writes nothing
 *       npm run bench -- --only article    one subject: article, moons, digits, large, batches-small, batches-large, pauses,
 *                                         workers, prediction, cold or browser; writes nothing
 *
 * NumPy, PyTorch and scikit-learn are looked for in python3 and /usr/bin/python3 (Debian: python3-numpy, python3-torch,
 * python3-sklearn). The systems in JavaScript come from `npm ci --prefix bench/peers`.
 */

import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { CHROMIUM_MISSING, hasChromium } from "../test/support/chromium.ts";
import { disagreements } from "./agreement.ts";
import { measureBrowser } from "./browser.ts";
import { buildIfStale } from "./built-package.ts";
import { measureBundle } from "./bundle-size.ts";
import { measureColdStart } from "./cold-start.ts";
import { findJob, jobs } from "./jobs.ts";
import { type Effort, measureJob } from "./measure.ts";
import { measurePauses } from "./pauses.ts";
import { measurePrediction } from "./prediction.ts";
import { describeRatio, ratios } from "./ratios.ts";
import type { BenchResults, JobMeasurements, MeasuredSystem, Missing } from "./results.ts";
import { findSystems, type System } from "./systems.ts";
import { benchDetails, benchTable } from "./table.ts";
import { measureWorkers } from "./workers.ts";

interface FullEffort extends Effort {
  readonly processes: number;
  /** Of the comparison that is timed as a whole. */
  readonly longRuns: number;
  /** The part of the exercise that is run in the browser. */
  readonly browserShare: number;
}

const THOROUGH: FullEffort = {
  repetitions: 5,
  fullRunSeconds: 5,
  shortRunSeconds: 2.5,
  warmUpSeconds: 0.5,
  processes: 11,
  longRuns: 200,
  browserShare: 1,
};

const QUICK: FullEffort = {
  repetitions: 2,
  fullRunSeconds: 0.3,
  shortRunSeconds: 0.3,
  warmUpSeconds: 0.1,
  processes: 3,
  longRuns: 10,
  browserShare: 0.1,
};

const SUBJECTS: readonly string[] = [
  ...jobs.map(({ id }) => id),
  "pauses",
  "workers",
  "prediction",
  "cold",
  "browser",
];

const { values } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" } } });
const { quick = false, only } = values;
if (only !== undefined && !SUBJECTS.includes(only)) {
  throw new Error(`--only takes one of ${SUBJECTS.join(", ")}; got "${only}"`);
}
const results = await measureAll(
  quick ? QUICK : THOROUGH,
  (subject) => only === undefined || only === subject,
);
tell(results);
const wrong = disagreements(results);
for (const line of wrong) console.error(`WRONG: ${line}`);
if (wrong.length > 0) process.exitCode = 1;
else if (!quick && only === undefined) {
  await writeFile(new URL("results.json", import.meta.url), `${JSON.stringify(results, undefined, 2)}\n`);
  console.log("written to bench/results.json");
}

async function measureAll(effort: FullEffort, isWanted: (subject: string) => boolean): Promise<BenchResults> {
  const { systems, missing } = findSystems();
  for (const { name, reason } of missing) console.log(`not found: ${name} (${reason})`);
  const measuredJobs: JobMeasurements[] = [];
  const measuredSystems: MeasuredSystem[] = [];
  const unmeasured: Missing[] = [...missing];
  for (const job of jobs.filter(({ id }) => isWanted(id))) {
    console.log(`${job.title} (${job.id})`);
    const measured = await measureJob(job, systems, effort);
    measuredJobs.push(measured.job);
    measuredSystems.push(...measured.systems);
    unmeasured.push(...measured.missing);
  }
  return {
    machine: describeMachine(),
    repetitions: effort.repetitions,
    fullRunSeconds: effort.fullRunSeconds,
    systems: unique(measuredSystems, ({ id }) => id),
    missing: unique(unmeasured, ({ name, reason }) => `${name}: ${reason}`),
    jobs: measuredJobs,
    ...(isWanted("pauses") ? { pauses: await measurePauses(effort.repetitions) } : {}),
    ...(isWanted("workers") ? { workers: await measureWorkers(effort.repetitions, effort.longRuns) } : {}),
    ...(await measurePackage(systems, effort, isWanted)),
  };
}

/** What is measured of the built package. */
async function measurePackage(
  systems: readonly System[],
  { processes, repetitions, browserShare }: FullEffort,
  isWanted: (subject: string) => boolean,
): Promise<Pick<BenchResults, "prediction" | "coldStart" | "browser" | "bundle">> {
  if (!["prediction", "cold", "browser"].some(isWanted)) return {};
  buildIfStale();
  console.log("The built package");
  const started = {
    ...(isWanted("prediction") ? { prediction: await measurePrediction(repetitions) } : {}),
    ...(isWanted("cold") ? { coldStart: measureColdStart(processes) } : {}),
  };
  if (!isWanted("browser")) return started;
  const bundle = await measureBundle();
  if (!hasChromium) console.log(`not found: Chromium (${CHROMIUM_MISSING})`);
  const own = systems.filter(({ family }) => family === "wellfit");
  const iterations = Math.ceil(browserShare * findJob("article").iterations);
  const browser = hasChromium ? { browser: await measureBrowser(own, repetitions, iterations) } : {};
  return { ...started, ...browser, bundle };
}

function describeMachine(): BenchResults["machine"] {
  const processors = cpus();
  return {
    processor: processors[0]?.model ?? "unknown",
    cores: processors.length,
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  };
}

function unique<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

function tell(measured: BenchResults): void {
  const isTableWanted = measured.jobs.some(({ id }) => id === "article");
  console.log(isTableWanted ? `\n${benchTable(measured)}` : "");
  console.log(`\n${benchDetails(measured)}\n`);
  for (const ratio of ratios(measured)) console.log(describeRatio(ratio));
}
