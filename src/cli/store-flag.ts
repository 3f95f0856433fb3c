import { arch, platform } from "node:os";
import process from "node:process";
import * as v from "valibot";
import type { Comparison } from "../compare/comparison.ts";
import { measureParts, toMetricsDocument } from "../report/metrics-table.ts";
import type { Circumstances, Machine } from "../store/machine.ts";
import type { Purpose } from "../store/open-file.ts";
import { openStore, type RunStore } from "../store/run-store.ts";
import type { RunRecord } from "../store/stored-run.ts";
import { type Flags, settingsFromFlags } from "./flags.ts";
import type { Output } from "./output.ts";

/** Where a command that trains keeps what it did. */
export const storeOptions = v.strictObject({
  store: v.optional(
    v.pipe(
      v.string(),
      v.description(
        "a run store, an SQLite file, to which settings, results and fingerprints are added, and no row of the data; " +
          "it is made where there is none",
      ),
      v.metadata({ flag: "store", placeholder: "file", defaultInWords: "none" }),
    ),
  ),
});

/** Node 22 says so of SQLite as soon as it is loaded: nothing that the user of a command could do anything about. */
const EXPERIMENTAL = "SQLite is an experimental feature";

/** Opens a store without Node's remark on SQLite; every other warning is printed as ever. */
async function openStoreFile(path: string, purpose: Purpose): Promise<RunStore> {
  const emit = process.emitWarning.bind(process) as (...warning: readonly unknown[]) => void;
  process.emitWarning = (...warning: readonly unknown[]): void => {
    if (!String(warning.at(0)).startsWith(EXPERIMENTAL)) emit(...warning);
  };
  try {
    return await openStore(path, purpose);
  } finally {
    process.emitWarning = emit;
  }
}

/** Does some work with a store, and closes it. */
export async function withStore<Result>(
  path: string,
  purpose: Purpose,
  work: (store: RunStore) => Result | Promise<Result>,
): Promise<Result> {
  const store = await openStoreFile(path, purpose);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** Keeps what a command did; says where. */
export type Recorder = (comparison: Comparison) => Promise<void>;

/**
 * What keeps the results of a command in the store that its flags name; without one it does nothing. The store is tried
 * at once, so that one that cannot be written is refused before anything is trained.
 */
export async function createRecorder(
  kind: RunRecord["kind"],
  output: Output,
  flags: Flags,
): Promise<Recorder> {
  const { store: path } = settingsFromFlags(storeOptions, flags);
  if (path === undefined) return async () => undefined;
  await withStore(path, "write", () => undefined);
  return async (comparison) => {
    const metrics = kind === "train" ? { metrics: metricsOf(comparison) } : {};
    const record = { kind, ...presentCircumstances(), ...metrics };
    const ids = await withStore(path, "write", (store) => store.record(comparison, record));
    output.printText(`stored in ${output.colors.bold(path)}: ${ids.join(", ")}`);
  };
}

/** Every metric of the one model of a comparison. */
function metricsOf(comparison: Comparison): RunRecord["metrics"] {
  const [result] = comparison.variants.flatMap(({ runs }) => runs);
  return result && toMetricsDocument(measureParts(result.run.model, comparison));
}

/** When and where this process does something. */
export function presentCircumstances(): Circumstances {
  const machine: Machine = { platform: platform(), arch: arch(), node: process.versions.node };
  return { time: new Date().toISOString(), machine };
}
