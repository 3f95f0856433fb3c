import { formatCost, formatCount, formatPlural } from "../base/number-format.ts";
import { describeOptions, formatValue } from "../base/options.ts";
import { PARTS } from "../compare/estimates.ts";
import { type MetricName, metrics as metricRows } from "../metrics/metrics.ts";
import type { Table } from "../plot/results-table.ts";
import { describeMaker } from "../store/machine.ts";
import type { StoredRun, StoredStudy, StoredTrial } from "../store/stored-run.ts";
import { trainOptions } from "../train/options.ts";
import { BASELINE } from "../tune/trial.ts";
import type { Flags } from "./flags.ts";
import { createOutput, type Output } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";
import { formatFigure, formatTime, titleOfMeasure } from "./runs-words.ts";
import { withStore } from "./store-flag.ts";
import { toTextTable } from "./text-table.ts";

/** How many trials of a study are shown. */
const SHOWN_TRIALS = 20;
const METRIC_DIGITS = 4;

/** `wellfit runs show`. */
export async function runShow(path: string, id: string, flags: Flags): Promise<void> {
  const run = await withStore(path, "read", (store) => store.read(id));
  const output = createOutput(flags);
  if (flags.json) return output.result(JSON.stringify(run, undefined, 2));
  if (run.kind === "tune") tellStudy(output, run);
  else tellRun(output, run);
}

/** Says one thing of a run as a line with its name before it. */
function sayOf(output: Output): (name: string, text: string) => void {
  return (name, text) => output.printText(toPlainLine(`${name}: ${text}`));
}

function tellHead(output: Output, { id, kind, name, time, version, machine }: StoredRun | StoredStudy): void {
  output.printText(toPlainLine(`${id}: ${name}, by wellfit ${kind} on ${formatTime(time)} (UTC)`));
  sayOf(output)("made by", describeMaker({ version, machine }));
}

function tellRun(output: Output, run: StoredRun): void {
  const { dataset, title, settings } = run;
  const say = sayOf(output);
  tellHead(output, run);
  const parts = PARTS.flatMap((part) => {
    const examples = dataset[part];
    return examples === undefined ? [] : [`${formatCount(examples)} ${part}`];
  });
  const features = formatPlural(dataset.features, "feature");
  say("data", `${dataset.name} (${dataset.hash}): ${parts.join(", ")} examples with ${features}`);
  say("model", title);
  say("settings beside the defaults", describeSettings(settings));
  output.print();
  output.print(toTextTable(toRunsTable(run), output));
  const metrics = toMetricsTable(run);
  if (metrics === undefined) return;
  output.print();
  output.print(toTextTable(metrics, output));
}

/** The settings that differ from the defaults, as flags call them. */
function describeSettings(settings: Readonly<Record<string, unknown>>): string {
  const own = describeOptions(trainOptions).flatMap(({ name, flag, default: usual }) => {
    const value = settings[name];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(usual)) return [];
    return [`${flag ?? name} ${formatValue(value)}`];
  });
  return own.length === 0 ? "none" : own.join(", ");
}

/** Every run with its seed, its results and its fingerprint. */
function toRunsTable({ runs, measure, design }: StoredRun): Table {
  const parts = PARTS.filter((part) => runs.some((run) => run.dataCost[part] !== undefined));
  const isFolds = design.kind === "folds";
  const title = titleOfMeasure(measure);
  const hasOutcomes = runs.some(({ outcome }) => outcome !== "finished");
  return {
    columns: [
      "run",
      ...(hasOutcomes ? ["outcome"] : []),
      "iterations",
      ...parts.map((part) => `${isFolds && part === "development" ? "held-out" : part} ${title}`),
      "data cost",
      "fingerprint",
    ],
    rows: runs.map((run) => [
      `seed ${run.seed}${isFolds ? `, fold ${run.fold}` : ""}`,
      ...(hasOutcomes ? [run.outcome] : []),
      formatCount(run.iterations),
      ...parts.map((part) => formatKnown(run[measure]?.[part], measure)),
      formatCost(run.dataCost.training ?? Number.NaN),
      run.fingerprint,
    ]),
  };
}

function formatKnown(value: number | null | undefined, name: string): string {
  return value === null || value === undefined ? "none" : formatFigure(value, name);
}

/** The metrics of the model that train made. */
function toMetricsTable({ metrics }: StoredRun): Table | undefined {
  if (metrics === undefined) return undefined;
  const parts = PARTS.filter((part) => metrics[part] !== undefined);
  const names = [...new Set(parts.flatMap((part) => Object.keys(metrics[part] ?? {})))];
  return {
    columns: ["metric", ...parts],
    rows: names.map((name) => [
      metricRows[name as MetricName]?.title ?? name,
      ...parts.map((part) => {
        const value = metrics[part]?.[name];
        return value === null || value === undefined ? "none" : `${Number(value.toPrecision(METRIC_DIGITS))}`;
      }),
    ]),
  };
}

function tellStudy(output: Output, study: StoredStudy): void {
  const { data, measure, trials } = study;
  const say = sayOf(output);
  tellHead(output, study);
  say("data", `${data.name} (${data.hash})`);
  say("objective", titleOfMeasure(measure));
  const states = [...Map.groupBy(trials, ({ state }) => state)];
  const counts = states.map(([state, { length }]) => `${formatCount(length)} ${state}`);
  say("trials", counts.length === 0 ? "none" : counts.join(", "));
  const ending = describeSearch(trials);
  if (ending !== undefined) say("search", ending);
  const shown = trials.slice(-SHOWN_TRIALS);
  if (shown.length === 0) return;
  output.print();
  output.print(toTextTable(toTrialsTable(shown, trials), output, [1, 2]));
  if (shown.length < trials.length) {
    output.printText(`The last ${SHOWN_TRIALS} are shown; wellfit runs export writes all.`);
  }
}

/** Whether a search is over, by its given settings, which end with it; undefined where they are no trial. */
function describeSearch(trials: readonly StoredTrial[]): string | undefined {
  const state = trials.find(({ number }) => number === BASELINE)?.state;
  if (state === undefined) return undefined;
  if (state === "waiting") return "not finished; wellfit tune --resume goes on";
  return state === "running" ? "at work, or killed; wellfit tune --resume goes on then" : "finished";
}

/** Trials with the settings in which any of the study differ. */
function toTrialsTable(shown: readonly StoredTrial[], all: readonly StoredTrial[]): Table {
  const [first] = all;
  const varied = Object.keys(first?.settings ?? {}).filter((name) => {
    const usual = JSON.stringify(first?.settings[name]);
    return all.some(({ settings }) => JSON.stringify(settings[name]) !== usual);
  });
  return {
    columns: ["trial", "state", ...varied, "runs", "objective"],
    rows: shown.map(({ number, state, settings, runs, objective }) => [
      formatCount(number),
      state,
      ...varied.map((name) => formatValue(settings[name] ?? "")),
      formatCount(runs.length),
      objective === null ? "" : `${Number(objective.toPrecision(METRIC_DIGITS))}`,
    ]),
  };
}
