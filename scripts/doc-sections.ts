/** The parts of the documents that are made from the program itself, by name. */

import { readFile } from "node:fs/promises";
import * as v from "valibot";
import type { BenchResults } from "../bench/results.ts";
import { benchDetails, benchTable } from "../bench/table.ts";
import { formatCount } from "../src/base/number-format.ts";
import { numpyRandom } from "../src/base/numpy-random.ts";
import { describeOptions, formatDefault, type OptionDescription } from "../src/base/options.ts";
import { wrapWords } from "../src/cli/output.ts";
import { compare } from "../src/compare/compare.ts";
import type { Comparison, VariantResult } from "../src/compare/comparison.ts";
import { type MeasureName, measures } from "../src/compare/measures.ts";
import { compareOptions, designOptions, USUAL_SEEDS } from "../src/compare/options.ts";
import type { RunResult } from "../src/compare/perform-runs.ts";
import { toResultsTable } from "../src/compare/results.ts";
import { DEFAULT_RESAMPLES } from "../src/compare/statistics/crossed-bootstrap.ts";
import { CONFIDENCE } from "../src/compare/statistics/interval.ts";
import { POWER } from "../src/compare/statistics/needed-examples.ts";
import { createTrainingPool } from "../src/compare/training-pool-node.ts";
import { datasets } from "../src/data/datasets.ts";
import { warningKinds } from "../src/data/description/warning-kinds.ts";
import { generatorOptions, sampleOptions } from "../src/data/generators.ts";
import { findings } from "../src/data/preparation/findings.ts";
import { preparationOptions } from "../src/data/preparation/preparation-options.ts";
import { scalings } from "../src/data/preparation/scaling.ts";
import { loadOptions } from "../src/data/read-dataset.ts";
import { featureOptions } from "../src/data/read-features.ts";
import { leakKinds } from "../src/data/split/leak-kinds.ts";
import { exportOptions, type Form, forms } from "../src/export/forms.ts";
import { metrics } from "../src/metrics/metrics.ts";
import { activations } from "../src/network/activations.ts";
import { heads } from "../src/network/heads.ts";
import { initialisers } from "../src/network/initialisers.ts";
import { losses } from "../src/network/losses.ts";
import { normalizations } from "../src/network/normalizations.ts";
import { layerSizes } from "../src/network/spec.ts";
import type { Table } from "../src/plot/results-table.ts";
import { RESULTS_EXPLANATION } from "../src/report/pictures.ts";
import { summarize } from "../src/report/summary.ts";
import { averagings } from "../src/train/averaging.ts";
import { clippings } from "../src/train/clipping.ts";
import { constraints } from "../src/train/constraints.ts";
import { dropouts } from "../src/train/dropouts.ts";
import { GRADIENT_TOLERANCE } from "../src/train/gradient-check.ts";
import { optimizers } from "../src/train/optimizers.ts";
import { presets, trainOptions } from "../src/train/options.ts";
import { schedules } from "../src/train/schedules.ts";
import { train } from "../src/train/train.ts";
import {
  FOOTBALL_ITERATIONS,
  fingerprintCases,
  KIND_NAMES,
  nameInPrecision,
  PRECISIONS,
  precisions,
} from "../test/golden/fingerprint-cases.ts";
import { articleFigures, costTolerance } from "../test/support/article.ts";
import { compareNormals, type ReferenceNormals, sha256Of } from "../test/support/numpy-agreement.ts";
import { comparePrecisions } from "../test/support/precision-agreement.ts";
import { readGolden } from "./engines/golden.ts";
import { type SameBits, sameBitsTable } from "./engines/tables.ts";
import { markdownTable, nameTable, optionRows, programOptionRows } from "./markdown-tables.ts";
import {
  candidatesLegend,
  candidatesTable,
  comparisonLegend,
  comparisonTable,
  dataSources,
  presetSettings,
} from "./preset-tables.ts";

const ROOT = new URL("..", import.meta.url);
const LINE_LENGTH = 120;

let comparison: Promise<Comparison> | undefined;

/** The comparison that README shows: football with all defaults. It is made once. */
export function readmeComparison(): Promise<Comparison> {
  comparison ??= compareOnAllCores();
  return comparison;
}

async function compareOnAllCores(options: Parameters<typeof compare>[1] = {}): Promise<Comparison> {
  const pool = createTrainingPool();
  const made = await compare(datasets.football(), { ...options, pool });
  await pool.close();
  return made;
}

/** A section's text in Markdown, without its markers. */
export const docSections: Readonly<Record<string, () => Promise<string>>> = {
  results: async () => resultsOf(await readmeComparison()),
  "article-figures": async () => articleTable(),
  "article-seeds": articleSeeds,
  "statistics-constants": async () =>
    toLines(
      `The bootstrap draws ${DEFAULT_RESAMPLES} times; intervals are of ${100 * CONFIDENCE} %; what "would settle" a ` +
        `difference does so with a chance of ${100 * POWER} %. Unless told otherwise, there are ${USUAL_SEEDS} seeds.`,
    ),
  "train-options": async () => optionRows(trainOptions),
  "compare-options": async () =>
    optionRows(
      v.strictObject({
        lambda: compareOptions.entries.lambda,
        keepProbability: compareOptions.entries.keepProbability,
        ...designOptions.entries,
      }),
    ),
  "load-options": async () => optionRows(loadOptions),
  "sample-options": async () =>
    markdownTable(
      ["flag", "accepts", "meaning"],
      describeOptions(sampleOptions).map(({ flag, expected, description }) => [
        `\`--${flag}\``,
        expected,
        description,
      ]),
    ),
  generators: async () => generatorRows(),
  "feature-options": async () => optionRows(featureOptions),
  "preparation-options": async () => programOptionRows(preparationOptions),
  findings: async () => nameTable(findings, ["finding", "columns"]),
  warnings: async () => nameTable(warningKinds, ["warning", "of what"]),
  leaks: async () => nameTable(leakKinds, ["kind", "of what"]),
  scalings: async () => nameTable(scalings),
  "export-options": async () => optionRows(exportOptions),
  "export-forms": formTable,
  activations: async () => nameTable(activations),
  heads: async () => nameTable(heads),
  measures: async () => measureRows(),
  losses: async () => nameTable(losses),
  normalizations: async () => nameTable(normalizations),
  initialisers: async () => nameTable(initialisers),
  optimizers: async () => nameTable(optimizers),
  schedules: async () => nameTable(schedules),
  averagings: async () => nameTable(averagings),
  clippings: async () => nameTable(clippings),
  dropouts: async () => nameTable(dropouts),
  constraints: async () => nameTable(constraints),
  metrics: async () =>
    markdownTable(
      ["name", "formula", "for"],
      Object.entries(metrics).map(([name, { description, tasks }]) => [
        `\`${name}\``,
        description,
        tasks.join(", "),
      ]),
    ),
  fingerprints: fingerprintRows,
  "gradient-tolerance": async () =>
    `An error of more than ${GRADIENT_TOLERANCE.toExponential(0)} that the rounding of the cost may account for is neither ` +
    "right nor wrong.",
  "numpy-agreement": numpyAgreement,
  bench: async () => benchTable(await readJson<BenchResults>("bench/results.json")),
  "bench-details": async () => benchDetails(await readJson<BenchResults>("bench/results.json")),
  "same-bits": async () => {
    const { columns, rows } = sameBitsTable(await readJson<SameBits>("scripts/engines/results.json"));
    return markdownTable(columns, rows);
  },
  "precision-agreement": precisionAgreement,
  "preset-settings": async () => toLines(presetSettings()),
  "preset-scores": async () => tableWithLegend(comparisonTable(), comparisonLegend()),
  "preset-data": async () => dataSources(),
  "preset-candidates": async () => tableWithLegend(candidatesTable(), candidatesLegend()),
};

async function readJson<Value>(path: string): Promise<Value> {
  return JSON.parse(await readFile(new URL(path, ROOT), "utf8")) as Value;
}

/** The results as a table, the verdicts, what the columns mean, and what was trained on what. */
function resultsOf(made: Comparison): string {
  const { data, design, variants, pairs } = made;
  const { columns, rows } = toResultsTable(made);
  const [{ runs }] = variants as [VariantResult, ...VariantResult[]];
  const layers = layerSizes((runs[0] as RunResult).run.model.spec).join("-");
  const { training, test } = data;
  const verdicts = pairs.map(({ verdict }) => `- **${verdict.text}**`).join("\n");
  const what =
    `The network has layers ${layers}; the data are ${training.examples} noisy training points and ` +
    `${test.examples} test points; every model was trained with ${design.seeds.length} seeds. After ± stands the ` +
    "standard deviation over the seeds; the interval is that of the test accuracy, over seeds and test points.";
  const odd = summarize(made).remarks.filter((remark) => remark.includes("learned nothing"));
  return [
    markdownTable(columns, rows),
    verdicts,
    toLines([what, ...odd].join(" ")),
    toLines(RESULTS_EXPLANATION),
  ].join("\n\n");
}

/** The exercise's three models and dropout as it is meant, with the seeds that follow 0, on football. */
async function articleSeeds(): Promise<string> {
  const { seed: _, mask: __, ...shared } = presets.article;
  const made = await compareOnAllCores({
    ...shared,
    seed: 0,
    variants: [
      { name: "none" },
      { name: "l2", lambda: 0.7 },
      { name: "dropout", keepProbability: 0.86 },
      { name: "dropout-frozen", keepProbability: 0.86, mask: "frozen" },
    ],
  });
  const { columns, rows } = toResultsTable(made);
  const shown = ["model", "training accuracy", "test accuracy", "95 % interval"].map((name) =>
    columns.indexOf(name),
  );
  const pick = (cells: readonly string[]): string[] => shown.map((index) => cells[index] as string);
  const settings =
    `Means ± standard deviations over NumPy's seeds 0 to ${made.design.seeds.length - 1}, on football, with the ` +
    "exercise's settings. dropout-frozen has its one mask for all iterations, dropout a fresh one each time.";
  const winners = summarize(made).remarks.find((remark) => remark.startsWith("One seed alone")) ?? "";
  const verdicts = made.pairs.map(({ verdict }) => `- ${verdict.text}`).join("\n");
  return [markdownTable(pick(columns), rows.map(pick)), toLines(`${settings} ${winners}`), verdicts].join(
    "\n\n",
  );
}

/** The published figures, the settings that give them, and how closely. */
function articleTable(): string {
  const { seed, learningRate, iterations } = presets.article;
  const variants = Object.entries(articleFigures);
  const table = markdownTable(
    ["model", "cost at 0", "at 10000", "at 20000", "training accuracy", "test accuracy"],
    variants.map(([name, { costs, training, test }]) => [name, ...costs, training, test].map(String)),
  );
  const places = variants.flatMap(([name, { costs }]) =>
    costs.map((_, index) => ({
      name,
      iteration: 10_000 * index,
      tolerance: costTolerance(name, 10_000 * index),
    })),
  );
  const usual = Math.min(...places.map(({ tolerance }) => tolerance));
  const exceptions = places
    .filter(({ tolerance }) => tolerance > usual)
    .map(({ name, iteration, tolerance }) => `${tolerance} for "${name}" at ${iteration}`);
  const settings =
    `Settings: NumPy's weights of seed ${seed}, one frozen dropout mask, learning rate ${learningRate}, ` +
    `${iterations} iterations.`;
  const agreement =
    `Costs agree to ${usual} relative (${exceptions.join(", ")}, where the order of additions shows), ` +
    "accuracies exactly.";
  return `${table}\n\n${toLines(`${settings} ${agreement}`)}`;
}

async function numpyAgreement(): Promise<string> {
  const { count, numpy, seeds } = await readJson<{
    count: number;
    numpy: string;
    seeds: (ReferenceNormals & { rand: string; randn: string })[];
  }>("test/reference/numpy-random.json");
  const rows = seeds.map((expected) => {
    const { seed, rand, randn } = expected;
    const { values, distances } = compareNormals(expected, count);
    const isSame = sha256Of(numpyRandom(seed).rand(count)) === rand && sha256Of(values) === randn;
    if (!isSame) throw new Error(`seed ${seed}: other numbers differ from NumPy's than those that are known`);
    return [
      String(seed),
      `all of ${count}`,
      `all but ${distances.length} of ${count}: ${describeDistances(distances)}`,
    ];
  });
  return markdownTable(["seed", `\`rand\`: same bits as NumPy ${numpy}`, "`randn`: same bits"], rows);
}

/** How far float32 lies from float64 on the exercise's runs. */
async function precisionAgreement(): Promise<string> {
  const comparisons = await comparePrecisions();
  const iterations = comparisons[0]?.costs.map(({ iteration }) => iteration) ?? [];
  const show = (difference: number): string => difference.toExponential(0);
  const percent = (accuracy: number): string => `${(100 * accuracy).toFixed(1)} %`;
  const table = markdownTable(
    [
      "run on football",
      ...iterations.map((iteration) => `cost at ${iteration}`),
      "test accuracy, f64",
      "f32",
    ],
    comparisons.map(({ name, costs, test }) => [
      name,
      ...costs.map(
        ({ relativeDifference, differenceByRoundedWeights }) =>
          `${show(relativeDifference)} (${show(differenceByRoundedWeights)})`,
      ),
      percent(test.f64),
      percent(test.f32),
    ]),
  );
  const legend =
    "Relative differences between the costs of float32 and float64, NumPy's weights of seed 3. In brackets: those of a " +
    "float64 run whose first weights alone were rounded to float32, which shows how wild a run is by itself.";
  return `${table}\n\n${toLines(legend)}`;
}

/** The runs on football with their fingerprints, a column for each precision, and how many other runs there are. */
async function fingerprintRows(): Promise<string> {
  const golden = await readGolden();
  const table = markdownTable(
    [`run on football, ${FOOTBALL_ITERATIONS} iterations`, ...Object.values(precisions)],
    KIND_NAMES.map((name) => [
      name,
      ...PRECISIONS.map((precision) => `\`${golden[nameInPrecision(name, precision)]}\``),
    ]),
  );
  const others = fingerprintCases.length - KIND_NAMES.length * PRECISIONS.length;
  return `${table}\n\n${toLines(
    `${others} other runs have odd numbers of examples, units and features: test/golden/fingerprints.json has them all.`,
  )}`;
}

/** "27 differ by 1 ulp, 2 by 2". */
function describeDistances(distances: readonly number[]): string {
  const sizes = [...new Set(distances)].toSorted((a, b) => a - b);
  const counts = sizes.map((size) => distances.filter((distance) => distance === size).length);
  return sizes
    .map((size, index) =>
      index === 0 ? `${counts[0]} differ by ${size} ulp` : `${counts[index]} by ${size}`,
    )
    .join(", ");
}

/** A name table of the program: each row's name and what it does. */
/** The forms of an export, with the size that the article's network has in each. */
async function formTable(): Promise<string> {
  const { model } = await train(datasets.football().training, { hiddenLayers: [20, 3], iterations: 1 });
  const rows = Object.entries(forms).map(([name, form]: [string, Form]) => {
    const contents = form.toContents(model, {
      precision: "f64",
      preparation: "included",
      file: "model.wellfit",
    });
    const bytes = typeof contents === "string" ? new TextEncoder().encode(contents) : contents;
    return [`\`--to ${name}\``, form.description, formatCount(bytes.length)];
  });
  return markdownTable(["form", "what it is", "bytes"], rows);
}

function measureRows(): string {
  return markdownTable(
    ["`measure`", "for", "what it is", "better is"],
    Object.entries<(typeof measures)[MeasureName]>(measures).map(([name, measure]) => [
      `\`${name}\``,
      measure.answers,
      measure.explanation,
      measure.isLowerBetter ? "less" : "more",
    ]),
  );
}

/** What the generators take, a column of defaults for each; empty where a generator does not take an option. */
function generatorRows(): string {
  const generators = Object.values(generatorOptions).map((table) => describeOptions(table));
  const names = [...new Set(generators.flatMap((options) => options.map(({ name }) => name)))];
  const rows = names.map((name) => {
    const found = generators.map((options) => options.find((option) => option.name === name));
    const { description, expected } = found.find((option) => option !== undefined) as OptionDescription;
    const defaults = found.map((option) => (option === undefined ? "" : `\`${formatDefault(option)}\``));
    return [`\`${name}\``, ...defaults, expected, description];
  });
  return markdownTable(["option", ...Object.keys(generatorOptions), "accepts", "meaning"], rows);
}

function tableWithLegend({ columns, rows }: Table, legend: string): string {
  return `${markdownTable(columns, rows)}\n\n${toLines(legend)}`;
}

/** A paragraph in lines as long as those of the documents. */
function toLines(paragraph: string): string {
  return wrapWords(paragraph, LINE_LENGTH);
}
