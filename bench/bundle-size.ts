/** How much a page loads that only trains. */

import { gzipSync } from "node:zlib";
import { bundleProgram } from "./bundle-program.ts";
import type { BundleSize } from "./results.ts";

const PROGRAM = 'export { Dataset, train } from "wellfit";';

/** The size of a bundle with `Dataset` and `train`, minified, as it is and compressed with gzip. */
export async function measureBundle(): Promise<BundleSize> {
  const script = await bundleProgram(PROGRAM);
  return {
    program: PROGRAM,
    bytes: Buffer.byteLength(script),
    compressedBytes: gzipSync(script, { level: 9 }).length,
  };
}
