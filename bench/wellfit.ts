/** wellfit as bench/run.ts times it beside the others: the same questions and answers as in bench/peers/. */

import { VERSION } from "../src/base/version.ts";
import { createTrainingPool } from "../src/compare/training-pool-node.ts";
import { train } from "../src/train/train.ts";
import { findJob, type Job } from "./jobs.ts";
import { type PeerJob, type Served, serve } from "./peers/protocol.ts";
import { createKernelStep } from "./wellfit-kernels.ts";

const threads = Number(process.argv[2]);
const pool = threads === 1 ? undefined : createTrainingPool({ workers: threads - 1 });

await serve((peerJob) => {
  const job = findJob(peerJob.job);
  const run = job.kind === "kernels" ? stepRunner(job, peerJob) : trainingRunner(job, peerJob);
  return { version: `wellfit ${VERSION}`, run };
});

function trainingRunner(job: Job & { kind: "training" }, { variant, precision }: PeerJob): Served["run"] {
  const { options } = job.variants.find(({ id }) => id === variant) ?? { options: {} };
  return async (iterations) => {
    const settings = { ...job.options, ...options, iterations, precision, costInterval: iterations - 1 };
    const start = performance.now();
    const { history } = await train(job.dataset, { ...settings, pool });
    return { seconds: (performance.now() - start) / 1000, loss: history.cost[1] as number };
  };
}

function stepRunner({ sizes, batch }: Job & { kind: "kernels" }, { precision }: PeerJob): Served["run"] {
  return (iterations) => {
    const { step, cost } = createKernelStep(sizes, batch, precision);
    const start = performance.now();
    for (let iteration = 0; iteration < iterations; iteration++) step();
    return { seconds: (performance.now() - start) / 1000, loss: cost() };
  };
}
