import type { Comparison, VariantResult } from "../compare/comparison.ts";
import { isSound } from "../compare/comparison.ts";
import { figureOf, formatMeasure, measureOf } from "../compare/measures.ts";
import { judgedPart, namePart } from "../compare/results.ts";
import { nameRun, runKey } from "../compare/run-name.ts";
import { type CaptionedTable, capitalize } from "./picture.ts";

/** The accuracy or the error of every run on the examples that models are judged by, a row for each seed or fold. */
export function tabulateRuns({ variants, design, measure }: Comparison): CaptionedTable {
  const part = judgedPart(design);
  const names = new Map(
    variants.flatMap(({ runs }) => runs.map((run) => [runKey(run), nameRun(run)] as const)),
  );
  const cellOf = ({ runs }: VariantResult, key: string): string => {
    const run = runs.find((candidate) => runKey(candidate) === key);
    if (run === undefined) return "";
    return isSound(run) ? formatMeasure(figureOf(run, part, measure) ?? Number.NaN, measure) : "diverged";
  };
  return {
    caption: `${capitalize(namePart(part, design))} ${measureOf(measure).title} by seed`,
    columns: ["seed", ...variants.map(({ title }) => title)],
    rows: [...names].map(([key, name]) => [name, ...variants.map((variant) => cellOf(variant, key))]),
  };
}
