/**
 * Times the article's job — 30000 full-batch iterations of 2-20-3-1 on 211 examples — in wellfit and, in turn with it,
 * in NumPy where python3 has it. Writes bench/results.json; `npm run docs` makes the table of it.
 *
 * Run:  npm run bench
 */

import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { max, median } from "d3-array";
import { VERSION } from "../src/base/version.ts";
import { datasets } from "../src/data/datasets.ts";
import { layerSizes } from "../src/network/spec.ts";
import { presets, type TrainOptions } from "../src/train/options.ts";
import { train } from "../src/train/train.ts";

const REPETITIONS = 5;
const ITERATIONS = presets.article.iterations;
/** How far a peer's last cost may be from ours for its time to count. */
const COST_TOLERANCE = 1e-6;

const JOBS: readonly { name: string; options: TrainOptions }[] = [
  { name: "no regularization", options: { ...presets.article } },
  { name: "L2 (λ = 0.7)", options: { ...presets.article, lambda: 0.7 } },
  { name: "dropout, one frozen mask", options: { ...presets.article, keepProbability: 0.86 } },
  { name: "dropout, fresh masks", options: { ...presets.article, keepProbability: 0.86, mask: "fresh" } },
];

interface Measured {
  readonly seconds: number;
  readonly cost: number;
  readonly version: string;
}

/** What Python says where it has no NumPy. */
const NO_NUMPY = "No module named 'numpy'";

const { training } = datasets.football();

async function timeWellfit(options: TrainOptions): Promise<Measured> {
  const start = performance.now();
  const run = await train(training, { ...options, costInterval: ITERATIONS - 1 });
  const seconds = (performance.now() - start) / 1000;
  return {
    seconds,
    cost: run.history.cost[1] as number,
    version: `wellfit ${VERSION}, Node ${process.versions.node}`,
  };
}

/** NumPy's time for the same job; undefined where there is no python3 with NumPy, or no such masks in it. */
function timeNumpy({
  lambda = 0,
  keepProbability = 1,
  learningRate,
  mask,
}: TrainOptions): Measured | undefined {
  if (mask === "fresh" && keepProbability < 1) return undefined;
  const job = {
    features: training.features.map(({ values }) => [...values]),
    targets: [...training.target.values],
    iterations: ITERATIONS,
    lambda,
    keepProbability,
    learningRate,
  };
  const script = fileURLToPath(new URL("article-job.py", import.meta.url));
  const env = { ...process.env, OPENBLAS_NUM_THREADS: "1" };
  const input = JSON.stringify(job);
  const { error, status, stdout, stderr } = spawnSync("python3", [script], { input, encoding: "utf8", env });
  if (status === 0) return JSON.parse(stdout) as Measured;
  const hasNoPython = error !== undefined && "code" in error && error.code === "ENOENT";
  if (hasNoPython || stderr.includes(NO_NUMPY)) return undefined;
  throw new Error(`NumPy's job failed with status ${status}: ${error?.message ?? stderr}`);
}

/** The largest relative difference between the last costs of two systems in any repetition. */
function largestDifference(ours: readonly Measured[], theirs: readonly Measured[]): number {
  return max(theirs, ({ cost }, repetition) => Math.abs(cost / (ours[repetition] as Measured).cost - 1)) ?? 0;
}

function summarize(runs: readonly Measured[]): object | undefined {
  const [first] = runs;
  if (first === undefined) return undefined;
  const seconds = runs.map((run) => run.seconds);
  return {
    version: first.version,
    median: median(seconds),
    fastest: Math.min(...seconds),
    slowest: Math.max(...seconds),
  };
}

const results = [];
for (const { name, options } of JOBS) {
  await timeWellfit({ ...options, iterations: 500 });
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    ours.push(await timeWellfit(options));
    const peer = timeNumpy(options);
    if (peer !== undefined) theirs.push(peer);
  }
  const difference = largestDifference(ours, theirs);
  if (difference > COST_TOLERANCE) throw new Error(`${name}: NumPy ends at another cost, ${difference} away`);
  results.push({ name, wellfit: summarize(ours), numpy: summarize(theirs) });
  console.log(name, summarize(ours), summarize(theirs));
}
const machine = { processor: cpus()[0]?.model, cores: cpus().length };
const layers = layerSizes({ ...presets.article, inputs: training.features.length });
const document = {
  job: `${layers.join("-")}, ${training.examples} examples, float64`,
  iterations: ITERATIONS,
  repetitions: REPETITIONS,
  machine,
  results,
};
await writeFile(new URL("results.json", import.meta.url), `${JSON.stringify(document, undefined, 2)}\n`);
