import * as v from "valibot";
import { formatCount } from "../base/number-format.ts";
import type { Table } from "../plot/results-table.ts";
import { RUN_KINDS } from "../store/document-schema.ts";
import type { RunSummary } from "../store/stored-run.ts";
import { type Flags, settingsFromFlags } from "./flags.ts";
import { createOutput } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";
import { formatFigure, formatTime, titleOfMeasure } from "./runs-words.ts";
import { withStore } from "./store-flag.ts";
import { toTextTable } from "./text-table.ts";

/** Which runs a command is about. */
export const filterEntries = {
  kind: v.optional(
    v.pipe(v.picklist(RUN_KINDS), v.description("only runs of this command"), v.metadata({ flag: "kind" })),
  ),
  data: v.optional(
    v.pipe(
      v.string(),
      v.description("only runs on the data of this name or hash"),
      v.metadata({ flag: "data", placeholder: "name" }),
    ),
  ),
};

/** The options of `wellfit runs list`. */
export const listOptions = v.strictObject({
  ...filterEntries,
  limit: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.description("how many at most, the newest"),
      v.metadata({ flag: "limit", placeholder: "count" }),
    ),
    20,
  ),
});

/** The places of the columns that hold texts. */
const TEXTS = [1, 2, 3];

/** `wellfit runs list`. */
export async function runList(path: string, flags: Flags): Promise<void> {
  const { limit, ...filter } = settingsFromFlags(listOptions, flags);
  const found = await withStore(path, "read", (store) => store.list({ ...filter, limit: limit + 1 }));
  const runs = found.slice(0, limit);
  const output = createOutput(flags);
  if (flags.json) return output.result(JSON.stringify(runs, undefined, 2));
  if (runs.length === 0) return output.printText("No run is stored that fits.");
  output.print(toTextTable(toRunTable(runs), output, TEXTS));
  if (found.length > limit) output.printText(`${formatCount(limit)} are shown; there are more (--limit).`);
}

/** Runs as rows. */
export function toRunTable(runs: readonly RunSummary[]): Table {
  return {
    columns: ["run", "time (UTC)", "data", "model", "runs", "result"],
    rows: runs.map((run) =>
      [run.id, formatTime(run.time), run.data.name, run.name, formatCount(run.runs), describeResult(run)].map(
        toPlainLine,
      ),
    ),
  };
}

/** "test accuracy 93.2 %": on the examples that results are judged on. */
function describeResult({ outcome, measure, development, test }: RunSummary): string {
  if (outcome === "study") return "study";
  const figure = test ?? development;
  if (outcome === "diverged" || figure === null) return outcome;
  const part = test === null ? "held-out" : "test";
  return `${part} ${titleOfMeasure(measure)} ${formatFigure(figure, measure)}`;
}
