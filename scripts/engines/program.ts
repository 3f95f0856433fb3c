/** What every engine runs, as one script: see bundle-program.ts. */

import { datasets, train } from "../../src/index.ts";
import { trainCases } from "../../test/golden/fingerprint-cases.ts";
import type { Answer } from "./engine.ts";
import { hasSimd } from "./simd-probe.ts";

/** Makes all runs. @returns an {@link Answer} as JSON, also where a run failed */
export async function answer(): Promise<string> {
  return JSON.stringify(await makeRuns());
}

async function makeRuns(): Promise<Answer> {
  if (!hasSimd()) return { kind: "no simd" };
  try {
    return { kind: "fingerprints", fingerprints: await trainCases({ datasets, train }) };
  } catch (error) {
    return { kind: "failed", reason: String(error) };
  }
}
