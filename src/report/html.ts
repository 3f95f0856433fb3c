import { extent, sum } from "d3-array";
import { listNames } from "../base/names.ts";
import {
  formatClass,
  formatCount,
  formatFeature,
  formatNumber,
  shorten,
  withFullStop,
} from "../base/number-format.ts";
import type { Comparison, VariantResult } from "../compare/comparison.ts";
import { toResultsTable } from "../compare/results.ts";
import { nameRun } from "../compare/run-name.ts";
import { type DataSplit, type Dataset, splitHash, type TargetColumn } from "../data/dataset.ts";
import {
  describePreparation,
  describePreparedTarget,
  describeReading,
  PREPARATION_COLUMNS,
  preparationRows,
} from "../data/preparation/preparation-words.ts";
import { targetScaleOf, toTargetUnits } from "../data/preparation/target-scale.ts";
import { dropoutEquivalents, lambdaEquivalents } from "../network/equivalents.ts";
import type { OneOrPerLayer } from "../network/spec.ts";
import type { Table } from "../plot/results-table.ts";
import { element } from "../plot/svg.ts";
import { describeOutcome } from "../train/outcome.ts";
import { hasActingDropout } from "../train/regularizers.ts";
import { whyNoBoundaries } from "./boundary-pictures.ts";
import { toMetricsTable } from "./metrics-table.ts";
import { folded, htmlTable, note, paragraph, toFigure, toPage, toRepetition } from "./page-parts.ts";
import { toPageText } from "./page-text.ts";
import type { Picture } from "./picture.ts";
import { explainResults } from "./pictures.ts";
import { settingsTables } from "./settings-tables.ts";
import { summarize } from "./summary.ts";

/**
 * A comparison as one HTML page that needs nothing beside itself: no script, no font, no request.
 *
 * @param pictures as {@link drawPictures} made them. The boundaries of single models are folded away, and the picture of
 *   the results is left out: the page has them as a table
 * @param command the command line that repeats the comparison
 */
export function toHtml(comparison: Comparison, pictures: readonly Picture[], command: string): string {
  const { data, variants } = comparison;
  const title =
    variants.length === 1 ? `Training on ${data.name}` : `What regularization does on ${data.name}`;
  const single = pictures.filter(({ name }) => name.startsWith("boundary-"));
  const leading = pictures.filter((picture) => picture.name !== "results" && !single.includes(picture));
  const sections = [
    ...describeInWords(comparison),
    htmlTable("Results", toResultsTable(comparison), "results"),
    variants.length === 0 ? "" : note(explainResults(comparison)),
    htmlTable("Metrics", toMetricsTable(comparison), "metrics"),
    ...leading.map(toFigure),
    noBoundaries(comparison),
    single.length === 0 ? "" : folded("Each boundary by itself", single.map(toFigure).join("")),
    ...toRepetition(command),
    htmlTable("Data", dataTable(comparison)),
    note(describeColumns(data.training)),
    ...preparationSection(data),
    runsSection(variants),
    settingsSection(variants),
    htmlTable("The same settings elsewhere", equivalentsTable(comparison)),
  ];
  return toPage(title, sections);
}

/** The comparison in plain sentences, verdicts as a list. */
function describeInWords(comparison: Comparison): string[] {
  const { headline, verdicts, endings, remarks } = summarize(comparison);
  const items = verdicts.map((verdict) => element("li", {}, toPageText(verdict)));
  const list = items.length === 0 ? "" : element("ul", { class: "verdicts" }, ...items);
  return [paragraph(headline), list, ...[...endings, ...remarks].map(paragraph)];
}

/** Says why there is no picture of the boundaries where there is none; models of numbers have no boundaries. */
function noBoundaries(comparison: Comparison): string {
  const { data, variants } = comparison;
  const hasBoundaries = variants.length > 0 && data.training.target.type !== "number";
  const reason = hasBoundaries ? whyNoBoundaries(comparison) : undefined;
  return reason === undefined ? "" : element("p", {}, reason);
}

/** What the column of a target's contents is called, by its kind. */
const TARGET_HEADINGS = { category: "classes", labels: "labels", number: "target" } as const;

/** How many examples each class or label has, or the range of the numbers. */
function describeTarget({ target, classCounts, preparation }: Dataset<TargetColumn>): string {
  if (target.type === "number") {
    const [low = 0, high = 0] = extent(toTargetUnits(target.values, preparation));
    return `${formatNumber(low)} to ${formatNumber(high)}`;
  }
  return target.classNames
    .map((name, index) => `${formatClass(name)}: ${formatCount(classCounts[index] as number)}`)
    .join(", ");
}

function dataTable({ data }: Comparison): Table {
  const parts = [data.training, ...(data.development ? [data.development] : []), data.test];
  return {
    columns: ["part", "examples", TARGET_HEADINGS[data.training.target.type], "hash"],
    rows: [
      ...parts.map((part) => [part.name, formatCount(part.examples), describeTarget(part), part.hash]),
      ["all parts", formatCount(sum(parts, (part) => part.examples)), "", splitHash(data)],
    ],
  };
}

/** The longest name of a column that is written out. */
const MAX_NAME_LENGTH = 40;

/** "Features: x₁, x₂. Target: class." */
function describeColumns({ features, target }: Dataset<TargetColumn>): string {
  const names = features.map(({ name }) => formatFeature(shorten(name, MAX_NAME_LENGTH)));
  const heading = names.length === 1 ? "Feature" : "Features";
  return `${heading}: ${listNames(names)}. Target: ${shorten(target.name, MAX_NAME_LENGTH)}.`;
}

/** So many columns have their table in the text; that of more is folded away. */
const MOST_COLUMNS = 20;

/** What became of the columns and the rows of a table; nothing for other data. */
function preparationSection({ training: { preparation }, reading }: DataSplit<TargetColumn>): string[] {
  if (preparation === undefined) return [];
  const rows = preparationRows(preparation);
  const target = describePreparedTarget(preparation);
  const told = [
    describePreparation(preparation),
    ...(target === undefined ? [] : [`Predicted is ${target}`]),
    ...(reading === undefined ? [] : describeReading(reading)),
  ];
  const table = htmlTable("What became of the columns", { columns: PREPARATION_COLUMNS, rows }, "columns");
  return [
    rows.length <= MOST_COLUMNS ? table : folded(`What became of ${formatCount(rows.length)} columns`, table),
    ...told.map((sentence) => note(withFullStop(sentence))),
    note(TRAINED_ROWS_ALONE),
    ...(targetScaleOf(preparation) === undefined ? [] : [note(SCALED_TARGET)]),
  ];
}

const TRAINED_ROWS_ALONE =
  "Types, scales, categories and what stands in for missing values were learned from training rows alone; what is marked " +
  "has one more feature, 1 where the value is missing.";
const SCALED_TARGET =
  "Costs are those of the scaled target; errors and pictures are in the units of its column.";

/** So many runs have their table in the text; that of more is folded away. */
const MOST_RUNS = 6;

function runsSection(variants: readonly VariantResult[]): string {
  const table = runTable(variants);
  const count = table.rows.length;
  const content = htmlTable("Runs", table);
  return count <= MOST_RUNS ? content : folded(`All ${formatCount(count)} runs`, content);
}

function runTable(variants: readonly VariantResult[]): Table {
  return {
    columns: ["model", "seed", "iterations", "outcome", "fingerprint of the parameters"],
    rows: variants.flatMap(({ title, runs }) =>
      runs.map((result) => [
        title,
        nameRun(result),
        formatCount(result.run.iterations),
        describeOutcome(result.run.outcome),
        result.run.fingerprint,
      ]),
    ),
  };
}

function settingsSection(variants: readonly VariantResult[]): string {
  const { shown, usual } = settingsTables(variants);
  const table = htmlTable("Settings", shown, "settings");
  if (usual.rows.length === 0) return table;
  return `${table}${folded("Settings at their defaults", htmlTable("Defaults", usual, "defaults"))}`;
}

/** The values of a setting that may be one for each layer, each once. */
function distinct(value: OneOrPerLayer<number>): readonly number[] {
  return [...new Set([value].flat())];
}

function equivalentsTable({ data, variants }: Comparison): Table {
  const rows = variants.flatMap(({ title, settings }) => {
    const { lambda, keepProbability } = settings;
    const equivalents = [
      ...distinct(lambda).flatMap((strength) =>
        strength > 0 ? lambdaEquivalents(strength, data.training.examples) : [],
      ),
      ...(hasActingDropout(settings) ? distinct(keepProbability) : []).flatMap((keep) =>
        keep < 1 ? dropoutEquivalents(keep) : [],
      ),
    ];
    return equivalents.map(({ system, setting }) => [title, system, setting]);
  });
  return { columns: ["model", "system", "setting"], rows };
}
