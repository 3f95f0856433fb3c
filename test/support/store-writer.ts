/**
 * A process that makes trials of a study: it claims one after the other, keeps a run of each, ends it, and prints its
 * number when that is done; before that, it prints 0, and waits until its
 * standard input ends. A test kills it, or lets several begin at once.
 *
 * @param process.argv[2] the store
 * @param process.argv[3] the process's name, as owner of trials
 */

import { writeSync } from "node:fs";
import process from "node:process";
import { openStore } from "../../src/store/run-store.ts";
import { circumstances, madeRun, settingsOf, studyPlan } from "./made-study.ts";

const STANDARD_OUTPUT = 1;

const [, , path, owner] = process.argv as [string, string, string, string];
writeSync(STANDARD_OUTPUT, "0\n");
await new Promise((resolve) => process.stdin.resume().once("end", resolve));
const store = await openStore(path);
const study = store.openStudy(studyPlan, owner, circumstances);
for (let claimed = study.claim(); claimed !== undefined; claimed = study.claim()) {
  const { number, settings } = claimed;
  if (JSON.stringify(settings) !== JSON.stringify(settingsOf(number))) throw new Error(`trial ${number}`);
  const run = madeRun(number);
  await study.append(run);
  study.end(number, { state: "finished", objective: run.value });
  writeSync(STANDARD_OUTPUT, `${number}\n`);
}
store.close();
