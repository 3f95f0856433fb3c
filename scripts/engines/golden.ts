import { readFile, writeFile } from "node:fs/promises";
import { hashBytes } from "../../src/base/fingerprint.ts";
import { datasets, train } from "../../src/index.ts";
import { fingerprintCases, trainCases } from "../../test/golden/fingerprint-cases.ts";
import type { Fingerprints } from "./check-engine.ts";

const FILE = new URL("../../test/golden/fingerprints.json", import.meta.url);

/**
 * The fingerprints that every engine must give.
 * @throws when there are not just those of the cases
 */
export async function readGolden(): Promise<Fingerprints> {
  const golden = JSON.parse(await readFile(FILE, "utf8")) as Fingerprints;
  const names = fingerprintCases.map(({ name }) => name);
  if (Object.keys(golden).join("\n") === names.join("\n")) return golden;
  throw new Error(
    "fingerprints.json has other cases than fingerprint-cases.ts: npm run verify-bits -- --update",
  );
}

/** Makes the fingerprints that this Node gives those that every engine must give. */
export async function updateGolden(): Promise<void> {
  const fingerprints = await trainCases({ datasets, train });
  await writeFile(FILE, `${JSON.stringify(fingerprints, undefined, 2)}\n`);
}

/** The fingerprint of fingerprints. */
export function hashOf(golden: Fingerprints): string {
  return hashBytes(new TextEncoder().encode(JSON.stringify(golden)));
}
