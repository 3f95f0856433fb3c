import { InvalidInputError } from "../base/errors.ts";
import { formatValue } from "../base/options.ts";
import type { Table } from "../plot/results-table.ts";
import { diffRuns, type RunDifference } from "../store/diff-runs.ts";
import type { RunStore } from "../store/run-store.ts";
import type { StoredRun } from "../store/stored-run.ts";
import type { Flags } from "./flags.ts";
import { createOutput, type Output } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";
import { formatFigure, formatTime, titleOfMeasure } from "./runs-words.ts";
import { withStore } from "./store-flag.ts";
import { toTextTable } from "./text-table.ts";

/** `wellfit runs diff`. */
export async function runDiff(path: string, first: string, second: string, flags: Flags): Promise<void> {
  const difference = await withStore(path, "read", (store) =>
    diffRuns(readRun(store, path, first), readRun(store, path, second)),
  );
  const output = createOutput(flags);
  if (flags.json) output.result(JSON.stringify(difference, undefined, 2));
  else tell(output, difference);
}

function readRun(store: RunStore, path: string, id: string): StoredRun {
  const run = store.read(id);
  if (run.kind !== "tune") return run;
  throw new InvalidInputError({
    source: "option",
    where: path,
    expected: "the id of a run of train or compare",
    received: `${run.id}, a study`,
    hint: `wellfit runs show ${path} ${run.id} tells its trials.`,
  });
}

function tell(output: Output, difference: RunDifference): void {
  output.print(toTextTable(toTable(difference), output));
  output.print();
  output.printText(output.colors.bold(toPlainLine(difference.bits.text)));
}

function toTable({ first, second, work, surroundings, results }: RunDifference): Table {
  const differing = [...work, ...surroundings].map(({ name, ...values }) => [
    name,
    ...[values.first, values.second].map((value) => formatDiffering(name, value)),
  ]);
  const figures = results.map(({ name, part, ...values }) => [
    `${part} ${titleOfMeasure(name)}`,
    ...[values.first, values.second].map((value) => (value === null ? "none" : formatFigure(value, name))),
  ]);
  return {
    columns: ["", first, second],
    rows: [...differing, ...figures].map((row) => row.map(toPlainLine)),
  };
}

function formatDiffering(name: string, value: unknown): string {
  if (value === null) return "none";
  const text = formatValue(value);
  return name === "time" ? formatTime(text) : text;
}
