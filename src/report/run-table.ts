import { formatPercent } from "../base/number-format.ts";
import type { Comparison, VariantResult } from "../compare/comparison.ts";
import { isSound } from "../compare/comparison.ts";
import { judgedPart, namePart } from "../compare/results.ts";
import type { CaptionedTable } from "./picture.ts";

/** The accuracy of every run on the examples that models are judged by, a row for each seed or fold. */
export function tabulateRuns({ variants, design }: Comparison): CaptionedTable {
  const part = judgedPart(design);
  const places = new Map(
    variants.flatMap(({ runs }) =>
      runs.map(({ seed, place }) => [keyOf({ seed, place }), nameOf({ seed, place })] as const),
    ),
  );
  const cellOf = ({ runs }: VariantResult, key: string): string => {
    const run = runs.find((candidate) => keyOf(candidate) === key);
    if (run === undefined) return "";
    return isSound(run) ? formatPercent(run[part]?.accuracy ?? Number.NaN) : "diverged";
  };
  return {
    caption: `${capitalize(namePart(part, design))} accuracy by seed`,
    columns: ["seed", ...variants.map(({ title }) => title)],
    rows: [...places].map(([key, name]) => [name, ...variants.map((variant) => cellOf(variant, key))]),
  };
}

/** What tells a run from the others of its variant. */
type RunKey = Pick<VariantResult["runs"][number], "seed"> & {
  readonly place?: { readonly fold: number } | undefined;
};

function keyOf({ seed, place }: RunKey): string {
  return `${seed} ${place?.fold ?? ""}`;
}

function nameOf({ seed, place }: RunKey): string {
  return place === undefined ? String(seed) : `${seed}, fold ${place.fold}`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
