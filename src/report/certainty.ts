import { max, rollup } from "d3-array";
import { formatCount } from "../base/number-format.ts";
import { type Comparison, isSound, type VariantResult } from "../compare/comparison.ts";
import { figureOf, formatEnds, measureOf } from "../compare/measures.ts";
import type { Design } from "../compare/options.ts";
import { countPlanned, isDiverged } from "../compare/results.ts";

type SeedDesign = Extract<Design, { kind: "seeds" }>;

/**
 * How far chance reaches. With one seed every model has its interval: that of the best alone would be told of one that
 * these very examples chose.
 */
export function describeCertainty(comparison: Comparison): string[] {
  const { design, variants } = comparison;
  if (variants.every(isDiverged)) return [];
  if (design.kind === "folds") {
    const shared = "intervals allow for folds that share most of their training examples.";
    const isWhole = variants.every(({ runs }) => runs.length === countPlanned(design));
    return [isWhole ? `Each example was held out once in every repeat; the ${shared}` : `The ${shared}`];
  }
  if (design.seeds.length > 1) {
    const covered = {
      "seeds-and-examples": "both sources of chance: other seeds, and other test examples",
      seeds: "other seeds, but not other test examples",
      examples: "other test examples, but not other seeds",
    }[design.intervals];
    return [`The intervals are of 95 % and cover ${covered}.`, ...describeFewSeeds(design, variants)];
  }
  return describeOneSeed(comparison);
}

/** With so few seeds how much they differ is hardly known, and intervals that cover them are too short at times. */
const FEW_SEEDS = 3;

function describeFewSeeds({ intervals }: SeedDesign, variants: readonly VariantResult[]): string[] {
  const most = max(variants, ({ runs }) => runs.filter(isSound).length) ?? 0;
  if (intervals === "examples" || most > FEW_SEEDS) return [];
  return [
    "So few seeds hardly tell how much seeds differ, and equal models are told apart too often. Take 5 or more.",
  ];
}

function describeOneSeed({ variants, measure }: Comparison): string[] {
  const what = measureOf(measure).title;
  const shown = variants.filter((variant) => !isDiverged(variant));
  const intervals = shown.flatMap(({ title, estimates }) => {
    const interval = estimates.test?.[measure]?.interval;
    return interval === undefined ? [] : [`${formatEnds(interval, measure)} with ${title}`];
  });
  const examples = shown[0]?.runs[0]?.test?.examples;
  if (examples === undefined || intervals.length === 0) return [];
  const count = examples === 1 ? "1 test example leaves" : `${formatCount(examples)} test examples leave`;
  return [
    shown.length === 1
      ? `This is one seed, and ${count} the ${what} uncertain (95 % interval): ${intervals[0]}.`
      : `This is one seed, and ${count} each ${what} uncertain (95 % intervals): ${intervals.join(", ")}; ` +
        "a small difference between two models may be chance.",
  ];
}

/** How often each model would have won if there had been one seed only: what a single run is worth. */
export function describeWinners({
  design,
  measure,
  variants,
}: Pick<Comparison, "design" | "measure" | "variants">): string[] {
  if (design.kind === "folds" || design.seeds.length < 2 || variants.length < 2) return [];
  const isComplete = (seed: number): boolean =>
    variants.every(({ runs }) => runs.some((run) => run.seed === seed));
  const sign = measureOf(measure).isLowerBetter ? -1 : 1;
  const winners = design.seeds.filter(isComplete).flatMap((seed) => {
    const entries = variants.map(({ name, runs }) => {
      const found = runs.find((run) => run.seed === seed && isSound(run));
      const figure = found && figureOf(found, "test", measure);
      return { name, merit: figure === undefined ? -Infinity : sign * figure };
    });
    const best = Math.max(...entries.map(({ merit }) => merit));
    const first = entries.filter(({ merit }) => merit === best);
    return best === -Infinity ? [] : [first.length === 1 ? (first[0]?.name as string) : ""];
  });
  const counts = rollup(
    winners,
    (wins) => wins.length,
    (name) => name,
  );
  const named = variants.flatMap(({ name }) => (counts.has(name) ? [`${name} in ${counts.get(name)}`] : []));
  const ties = counts.get("") ?? 0;
  const tied =
    ties === 0
      ? ""
      : `${named.length === 0 ? "" : "; "}${formatCount(ties)} ${ties === 1 ? "is a tie" : "are ties"}`;
  if (named.length + (ties > 0 ? 1 : 0) < 2) return [];
  return [`One seed alone would crown ${named.join(", ")} of ${winners.length} seeds${tied}.`];
}
