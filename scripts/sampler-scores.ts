/** How far samplers come on functions whose best is known, beside Optuna: the table of docs/tuning.md. */

import { readFileSync } from "node:fs";
import { median } from "d3-array";
import { createHaltonSampler } from "../src/tune/samplers/halton.ts";
import { createRandomSampler } from "../src/tune/samplers/random.ts";
import { createTpeSampler } from "../src/tune/samplers/tpe.ts";
import { type SearchFunctionName, searchFor, searchFunctions } from "../test/support/search-functions.ts";
import { markdownTable } from "./markdown-tables.ts";

/** What make-tuning-figures.py wrote. */
interface TuningFigures {
  readonly optuna: string;
  readonly trials: number;
  readonly tpe: Readonly<Record<SearchFunctionName, readonly number[]>>;
  readonly random: Readonly<Record<SearchFunctionName, readonly number[]>>;
}

const samplers = { TPE: createTpeSampler, Halton: createHaltonSampler, random: createRandomSampler } as const;

/** The least value of each function, in words. */
const least: Readonly<Record<SearchFunctionName, string>> = {
  branin: "Branin, at least 0.3979",
  hartmann6: "Hartmann of 6 variables, at least −3.3224",
  noisyTable: "a table of real runs, with their noise",
};

/** A row for each function with the medians over seeds. */
export function samplerScores(): string {
  const figures = JSON.parse(
    readFileSync(new URL("../test/golden/tuning-figures.json", import.meta.url), "utf8"),
  ) as TuningFigures;
  const names = Object.keys(searchFunctions) as SearchFunctionName[];
  const seeds = figures.tpe.branin.map((_, seed) => seed);
  const rows = names.map((name) => {
    const tried = searchFunctions[name];
    const own = Object.values(samplers).map((create) =>
      seeds.map((seed) => searchFor(create({ axes: tried.axes, seed }), tried, seed, figures.trials)),
    );
    const medians = [...own, figures.tpe[name], figures.random[name]].map((values) => median(values) ?? 0);
    return [least[name], ...medians.map((value) => value.toFixed(4).replace("-", "−"))];
  });
  const columns = ["function", ...Object.keys(samplers), `Optuna ${figures.optuna} TPE`, "Optuna random"];
  const legend = `The best after ${figures.trials} trials: medians over ${seeds.length} seeds; the less the better.`;
  return `${markdownTable(columns, rows)}\n\n${legend}`;
}
