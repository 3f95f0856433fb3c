import { formatPercent } from "../base/number-format.ts";
import type { Comparison, VariantResult } from "../compare/comparison.ts";
import { isSound } from "../compare/comparison.ts";
import { judgedPart, namePart } from "../compare/results.ts";
import { nameRun, runKey } from "../compare/run-name.ts";
import type { CaptionedTable } from "./picture.ts";

/** The accuracy of every run on the examples that models are judged by, a row for each seed or fold. */
export function tabulateRuns({ variants, design }: Comparison): CaptionedTable {
  const part = judgedPart(design);
  const names = new Map(
    variants.flatMap(({ runs }) => runs.map((run) => [runKey(run), nameRun(run)] as const)),
  );
  const cellOf = ({ runs }: VariantResult, key: string): string => {
    const run = runs.find((candidate) => runKey(candidate) === key);
    if (run === undefined) return "";
    return isSound(run) ? formatPercent(run[part]?.accuracy ?? Number.NaN) : "diverged";
  };
  return {
    caption: `${capitalize(namePart(part, design))} accuracy by seed`,
    columns: ["seed", ...variants.map(({ title }) => title)],
    rows: [...names].map(([key, name]) => [name, ...variants.map((variant) => cellOf(variant, key))]),
  };
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
