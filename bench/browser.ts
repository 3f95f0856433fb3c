/** The exercise in Chromium and in Node, in turn. */

import type { Page } from "playwright-core";
import { launchChromium } from "../test/support/chromium.ts";
import { bundleProgram } from "./bundle-program.ts";
import { findJob, PLAIN, toPeerJob } from "./jobs.ts";
import { type PeerProcess, startPeer } from "./peer-process.ts";
import type { Precision } from "./peers/protocol.ts";
import type { BrowserComparison } from "./results.ts";
import { spreadOf } from "./spread.ts";
import type { System } from "./systems.ts";

/** Runs the exercise and tells its seconds. */
const PROGRAM = `
  import { datasets, presets, train } from "wellfit";
  const { training } = datasets.football();
  export async function run(iterations, precision) {
    const start = performance.now();
    await train(training, { ...presets.article, iterations, precision, costInterval: iterations - 1 });
    return (performance.now() - start) / 1000;
  }`;

/** The part of the exercise that warms both up. */
const WARM_UP_SHARE = 0.1;

/**
 * Times the exercise without regularization.
 *
 * @param systems ours, one for each precision that is compared
 * @param iterations how many a run takes
 */
export async function measureBrowser(
  systems: readonly System[],
  repetitions: number,
  iterations: number,
): Promise<BrowserComparison> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundleProgram(PROGRAM) });
    const runs = [];
    for (const { precision, command, threads } of systems) {
      const job = await toPeerJob(findJob("article"), PLAIN, precision);
      const process = await startPeer(command, job, threads);
      try {
        console.log(`  Chromium and Node in turn, ${precision}`);
        runs.push({ precision, ...(await compare({ page, process, precision, repetitions, iterations })) });
      } catch (error) {
        console.log(`  not measured: ${(error as Error).message}`);
      } finally {
        process.stop();
      }
    }
    return { browser: `Chromium ${browser.version()}`, iterations, runs };
  } finally {
    await browser.close();
  }
}

async function compare(call: {
  page: Page;
  process: PeerProcess;
  precision: Precision;
  repetitions: number;
  iterations: number;
}): Promise<Pick<BrowserComparison["runs"][number], "browser" | "node">> {
  const { page, process, precision, repetitions, iterations } = call;
  const times = { browser: [] as number[], node: [] as number[] };
  const warmUp = Math.ceil(WARM_UP_SHARE * iterations);
  await process.run(warmUp);
  await runInPage(page, warmUp, precision);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    times.browser.push(await runInPage(page, iterations, precision));
    times.node.push((await process.run(iterations)).seconds);
  }
  return { browser: spreadOf(times.browser), node: spreadOf(times.node) };
}

function runInPage(page: Page, iterations: number, precision: Precision): Promise<number> {
  return page.evaluate(`program.run(${iterations}, "${precision}")`);
}
