/** The parts of the documents that are made from the program itself, by name. */

import { readFile } from "node:fs/promises";
import * as v from "valibot";
import {
  describeOptions,
  formatDefault,
  type OptionDescription,
  type OptionTable,
} from "../src/base/options.ts";
import { type Comparison, compare } from "../src/compare/compare.ts";
import { toResultsTable } from "../src/compare/results.ts";
import { compareOptions } from "../src/compare/variants.ts";
import { datasets } from "../src/data/datasets.ts";
import { generatorOptions, sampleOptions } from "../src/data/generators.ts";
import { loadOptions } from "../src/data/load-dataset.ts";
import { featureOptions } from "../src/data/load-features.ts";
import { activations } from "../src/network/activations.ts";
import { trainOptions } from "../src/train/options.ts";
import { fingerprintCases } from "../test/golden/fingerprint-cases.ts";
import { articleFigures } from "../test/support/article.ts";

const ROOT = new URL("..", import.meta.url);

let comparison: Promise<Comparison> | undefined;

/** The comparison that README shows: football with all defaults. It is made once. */
export function readmeComparison(): Promise<Comparison> {
  comparison ??= compare(datasets.football());
  return comparison;
}

/** A section's text in Markdown, without its markers. */
export const docSections: Readonly<Record<string, () => Promise<string>>> = {
  results: async () => {
    const { columns, rows } = toResultsTable(await readmeComparison());
    return markdownTable(columns, rows);
  },
  "article-figures": async () =>
    markdownTable(
      ["model", "cost at 0", "at 10000", "at 20000", "training accuracy", "test accuracy"],
      Object.entries(articleFigures).map(([name, { costs, training, test }]) =>
        [name, ...costs, training, test].map(String),
      ),
    ),
  "train-options": async () => optionRows(trainOptions),
  "compare-options": async () =>
    optionRows(
      v.strictObject({
        lambda: compareOptions.entries.lambda,
        keepProbability: compareOptions.entries.keepProbability,
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
  activations: async () =>
    markdownTable(
      ["name", "formula"],
      Object.entries(activations).map(([name, { description }]) => [`\`${name}\``, description]),
    ),
  fingerprints: async () =>
    markdownTable(
      ["run on football, 500 iterations", "fingerprint"],
      fingerprintCases.map(({ name, fingerprint }) => [name, `\`${fingerprint}\``]),
    ),
  "numpy-agreement": numpyAgreement,
  bench: benchTable,
};

async function readJson<Value>(path: string): Promise<Value> {
  return JSON.parse(await readFile(new URL(path, ROOT), "utf8")) as Value;
}

async function numpyAgreement(): Promise<string> {
  const reference = await readJson<{
    count: number;
    numpy: string;
    seeds: { seed: number; randnDiffersFromExactLog: unknown[] }[];
  }>("test/reference/numpy-random.json");
  const rows = reference.seeds.map(({ seed, randnDiffersFromExactLog }) => [
    String(seed),
    `all of ${reference.count}`,
    `all but ${randnDiffersFromExactLog.length} of ${reference.count}`,
  ]);
  const heading = ["seed", `\`rand\`: same bits as NumPy ${reference.numpy}`, "`randn`: same bits"];
  return markdownTable(heading, rows);
}

async function benchTable(): Promise<string> {
  interface Times {
    readonly version: string;
    readonly median: number;
    readonly fastest: number;
    readonly slowest: number;
  }
  const { results, repetitions, machine } = await readJson<{
    results: { name: string; wellfit: Times; numpy?: Times }[];
    repetitions: number;
    machine: { processor: string; cores: number };
  }>("bench/results.json");
  const show = (times: Times | undefined): string =>
    times === undefined
      ? "–"
      : `${times.median.toFixed(2)} s (${times.fastest.toFixed(2)} to ${times.slowest.toFixed(2)})`;
  const first = results[0];
  const heading = [
    "30000 iterations, median (range)",
    first?.wellfit.version ?? "",
    first?.numpy?.version ?? "NumPy",
  ];
  const table = markdownTable(
    heading,
    results.map(({ name, wellfit, numpy }) => [name, show(wellfit), show(numpy)]),
  );
  return `${table}\n\n${repetitions} repetitions in turn on one core of: ${machine.processor}, ${machine.cores} cores.`;
}

function optionRows(table: OptionTable): string {
  return markdownTable(
    ["option", "flag", "default", "accepts", "meaning"],
    describeOptions(table).map((option) => [
      `\`${option.name}\``,
      option.flag === undefined ? "" : `\`--${option.flag}\``,
      option.default === undefined ? "" : `\`${formatDefault(option)}\``,
      option.expected,
      option.description,
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

function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}
