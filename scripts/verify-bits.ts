/**
 * Makes the runs of test/golden/fingerprint-cases.ts in every JavaScript engine that this machine has, and says whether
 * they end with the bits of test/golden/fingerprints.json. An engine that is not here is named, with the way to get it.
 *
 * Run:  npm run verify-bits [-- --install --update --keep]
 *
 *   --install  first installs other versions of Node from npm into scripts/engines/packages
 *   --update   first makes the bits that this Node gives those that all must give: for a change of arithmetic on purpose
 *   --keep     keeps the results in scripts/engines/results.json, for the table in the documents
 *
 * It fails when an engine gives other bits or breaks off, and then keeps nothing.
 */

import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createColors } from "picocolors";
import { toTextTable } from "../src/cli/text-table.ts";
import { fingerprintCases } from "../test/golden/fingerprint-cases.ts";
import { chromium, firefox, installedChromium } from "./engines/browser-engines.ts";
import { bundleProgram } from "./engines/bundle-program.ts";
import { checkEngine, type EngineResult, isBroken } from "./engines/check-engine.ts";
import type { Engine } from "./engines/engine.ts";
import { hashOf, readGolden, updateGolden } from "./engines/golden.ts";
import { javaScriptCore } from "./engines/jsc-engine.ts";
import { emulatedNode, installPackages, npmNode, ownNode } from "./engines/node-engines.ts";
import { remarksOn, toSameBits, verdictTable } from "./engines/tables.ts";

const RESULTS = new URL("engines/results.json", import.meta.url);
const LINE_LENGTH = 140;

const engines: readonly Engine[] = [
  npmNode(20),
  npmNode(22),
  ownNode,
  npmNode(26),
  emulatedNode,
  chromium,
  installedChromium,
  firefox,
  javaScriptCore,
];

const { values } = parseArgs({
  options: { install: { type: "boolean" }, update: { type: "boolean" }, keep: { type: "boolean" } },
});
if (values.install) await installPackages();
if (values.update) await updateGolden();

const golden = await readGolden();
const script = await bundleProgram();
const results: EngineResult[] = [];
for (const engine of engines) {
  process.stderr.write(`${engine.name} …\n`);
  results.push(await checkEngine(engine, script, golden));
}
const terminal = { isTerminal: true, width: process.stdout.columns ?? LINE_LENGTH, colors: createColors() };
console.log(["", toTextTable(verdictTable(results, fingerprintCases), terminal), ""].join("\n"));
for (const remark of remarksOn(results)) console.log(remark);
if (results.some(isBroken)) {
  process.exitCode = 1;
} else if (values.keep) {
  const kept = toSameBits(results, fingerprintCases, hashOf(golden));
  await writeFile(RESULTS, `${JSON.stringify(kept, undefined, 2)}\n`);
}
