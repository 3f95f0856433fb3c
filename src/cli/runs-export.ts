import * as v from "valibot";
import { writeWhole } from "../base/files.ts";
import { formatValue } from "../base/options.ts";
import { VERSION } from "../base/version.ts";
import { PARTS } from "../compare/estimates.ts";
import { MEASURE_NAMES } from "../compare/measures.ts";
import type { StoredRun, StoredStudy } from "../store/stored-run.ts";
import { toCell } from "./csv-lines.ts";
import { type Flags, settingsFromFlags } from "./flags.ts";
import { createOutput } from "./output.ts";
import { checkOutputPaths } from "./output-path.ts";
import { filterEntries } from "./runs-list.ts";
import { withStore } from "./store-flag.ts";

type Stored = StoredRun | StoredStudy;
type Row = Readonly<Record<string, unknown>>;

/** The options of `wellfit runs export`. */
export const exportOptions = v.strictObject({
  format: v.optional(
    v.pipe(
      v.picklist(["json", "csv"]),
      v.description("json: everything; csv: a line for every seed or fold, without its costs on the way"),
      v.metadata({ flag: "format" }),
    ),
    "json",
  ),
  ...filterEntries,
});

/** `wellfit runs export`. */
export async function runExport(path: string, flags: Flags): Promise<void> {
  const { format, ...filter } = settingsFromFlags(exportOptions, flags);
  const file = flags.output as string | undefined;
  await checkOutputPaths([{ flag: "--output", path: file, kind: "file" }], [path]);
  const runs = await withStore(path, "read", (store) => store.list(filter).map(({ id }) => store.read(id)));
  const text = format === "csv" ? toCsv(runs) : JSON.stringify({ wellfit: VERSION, runs }, undefined, 2);
  const output = createOutput(flags);
  if (file === undefined) return output.result(text);
  await writeWhole(file, `${text}\n`);
  output.printText(`${format}: ${output.colors.bold(file)}`);
}

/** A line for every run of every seed or fold; a column for whatever any of them has. */
function toCsv(stored: readonly Stored[]): string {
  const rows = stored.flatMap(toCsvRows);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => textOf(row[column])));
  return [columns, ...lines].map((texts) => texts.map((text) => toCell(text, ",")).join(",")).join("\n");
}

function toCsvRows(stored: Stored): readonly Row[] {
  const { id, kind, time } = stored;
  if (stored.kind !== "tune") {
    const { dataset, name, version, machine, settings } = stored;
    const data = { data: dataset.name, data_hash: dataset.hash };
    return stored.runs.map((run) => {
      const { seed, repeat, fold, outcome, iterations, fingerprint } = run;
      const made = { seed, repeat, fold, outcome, iterations, ...figuresOf(run), fingerprint };
      return { id, kind, time, version, ...machine, ...data, name, ...made, ...prefixed(settings) };
    });
  }
  const { data, name, trials } = stored;
  return trials.flatMap(({ number, state, settings, runs }) =>
    runs.map(({ version, machine, ...run }) => ({
      id,
      kind,
      time,
      version,
      ...machine,
      data: data.name,
      data_hash: data.hash,
      name,
      trial: number,
      state,
      ...run,
      ...prefixed(settings),
    })),
  );
}

/** "test_accuracy" and its like. */
function figuresOf(run: StoredRun["runs"][number]): Row {
  const names = [...MEASURE_NAMES, "dataCost" as const];
  return Object.fromEntries(
    names.flatMap((name) =>
      PARTS.flatMap((part) => {
        const value = run[name]?.[part];
        return value === undefined ? [] : [[`${part}_${name}`, value]];
      }),
    ),
  );
}

/** Settings by names that no other column has; the run's own seed stands for theirs. */
function prefixed(settings: Row): Row {
  const own = Object.entries(settings).filter(([name]) => name !== "seed");
  return Object.fromEntries(own.map(([name, value]) => [`setting_${name}`, value]));
}

/** A value as the text of a cell; nothing where there is none. */
function textOf(value: unknown): string {
  return value === undefined || value === null ? "" : formatValue(value);
}
