/** What the engines said, as tables: one for the terminal, one for the documents. */

import type { Table } from "../../src/plot/results-table.ts";
import {
  type FingerprintCase,
  PRECISIONS,
  type Precision,
  precisions,
} from "../../test/golden/fingerprint-cases.ts";
import type { EngineResult } from "./check-engine.ts";

/** What results.json holds: the last check whose results were kept for the documents. */
export interface SameBits {
  /** The fingerprint of fingerprints.json: results made with another one are out of date. */
  readonly golden: string;
  /** How many runs there are in each precision. */
  readonly runs: Readonly<Record<Precision, number>>;
  readonly engines: readonly SameBitsEngine[];
}

/** An engine that was checked, or the reason why it was not. */
export type SameBitsEngine =
  | {
      readonly name: string;
      readonly version: string;
      readonly platform: string;
      /** How many runs ended with the parameters that every engine must give. */
      readonly same: Readonly<Record<Precision, number>>;
    }
  | { readonly name: string; readonly notChecked: string };

/** Results in the form in which they are kept. */
export function toSameBits(
  results: readonly EngineResult[],
  cases: readonly FingerprintCase[],
  golden: string,
): SameBits {
  const engines = results.map((result): SameBitsEngine => {
    const { name } = result;
    if (result.kind !== "checked") return { name, notChecked: result.reason };
    const { version, platform, different } = result;
    const same = cases.filter((entry) => !different.includes(entry.name));
    return { name, version, platform, same: countByPrecision(same) };
  });
  return { golden, runs: countByPrecision(cases), engines };
}

/** The table of the documents: how many runs gave the same bits in each engine. */
export function sameBitsTable({ runs, engines }: SameBits): Table {
  const rows = engines.map((engine) => {
    if ("notChecked" in engine) return [engine.name, "", "", ...PRECISIONS.map(() => "not checked")];
    const counts = PRECISIONS.map((precision) => `${engine.same[precision]} of ${runs[precision]}`);
    return [engine.name, engine.version, engine.platform, ...counts];
  });
  const headings = PRECISIONS.map((precision) => `same bits, ${precisions[precision]}`);
  return { columns: ["engine", "version", "platform", ...headings], rows };
}

/** The table of the terminal: a column for each group of cases in each precision. */
export function verdictTable(results: readonly EngineResult[], cases: readonly FingerprintCase[]): Table {
  const columns = [...Map.groupBy(cases, ({ group, precision }) => `${group} ${precision}`)];
  const rows = results.map((result) => {
    if (result.kind !== "checked") return [result.name, ...columns.map(() => result.kind)];
    return [
      `${result.name}: ${result.version}`,
      ...columns.map(([, group]) => verdictOn(group, result.different)),
    ];
  });
  return { columns: ["engine", ...columns.map(([heading]) => heading)], rows };
}

function verdictOn(group: readonly FingerprintCase[], different: readonly string[]): string {
  const count = group.filter(({ name }) => different.includes(name)).length;
  return count === 0 ? `same (${group.length})` : `${count} of ${group.length} different`;
}

/** What the table of the terminal leaves open: why engines were not checked, and which cases differ. */
export function remarksOn(results: readonly EngineResult[]): readonly string[] {
  return results.flatMap((result) => {
    if (result.kind !== "checked") return [`${result.name}: ${result.kind}: ${result.reason}.`];
    const { name, different } = result;
    return different.length === 0 ? [] : [`${name}: other bits in ${different.join("; ")}.`];
  });
}

function countByPrecision(cases: readonly FingerprintCase[]): Record<Precision, number> {
  const countOf = (precision: Precision): number =>
    cases.filter((entry) => entry.precision === precision).length;
  return Object.fromEntries(PRECISIONS.map((precision) => [precision, countOf(precision)])) as Record<
    Precision,
    number
  >;
}
