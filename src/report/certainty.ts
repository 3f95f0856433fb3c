import { max, rollup } from "d3-array";
import { formatCount, formatPercent } from "../base/number-format.ts";
import { type Comparison, isSound, type VariantResult } from "../compare/comparison.ts";
import type { Design } from "../compare/options.ts";
import { areNumbersPredicted, countPlanned, isDiverged } from "../compare/results.ts";

type SeedDesign = Extract<Design, { kind: "seeds" }>;

/**
 * How far chance reaches. With one seed every model has its interval: that of the best alone would be told of one that
 * these very examples chose.
 */
export function describeCertainty({ design, variants }: Comparison): string[] {
  if (variants.every(isDiverged) || areNumbersPredicted(variants)) return [];
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
  return describeOneSeed(variants);
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

function describeOneSeed(variants: readonly VariantResult[]): string[] {
  const shown = variants.filter((variant) => !isDiverged(variant));
  const intervals = shown.flatMap(({ title, estimates }) => {
    const interval = estimates.test?.accuracy.interval;
    return interval === undefined
      ? []
      : [`${formatPercent(interval.low)} to ${formatPercent(interval.high)} with ${title}`];
  });
  const examples = shown[0]?.runs[0]?.test?.examples;
  if (examples === undefined) return [];
  const count = examples === 1 ? "1 test example leaves" : `${formatCount(examples)} test examples leave`;
  return [
    shown.length === 1
      ? `This is one seed, and ${count} the accuracy uncertain (95 % interval): ${intervals[0]}.`
      : `This is one seed, and ${count} each accuracy uncertain (95 % intervals): ${intervals.join(", ")}; ` +
        "a small difference between two models may be chance.",
  ];
}

/** How often each model would have won if there had been one seed only: what a single run is worth. */
export function describeWinners({ design, variants }: Pick<Comparison, "design" | "variants">): string[] {
  if (design.kind === "folds" || design.seeds.length < 2 || variants.length < 2) return [];
  const isComplete = (seed: number): boolean =>
    variants.every(({ runs }) => runs.some((run) => run.seed === seed));
  const winners = design.seeds.filter(isComplete).flatMap((seed) => {
    const entries = variants.map(({ name, runs }) => ({
      name,
      correct: runs.find((run) => run.seed === seed && isSound(run))?.test?.correct ?? -1,
    }));
    const best = Math.max(...entries.map(({ correct }) => correct));
    const first = entries.filter(({ correct }) => correct === best);
    return best < 0 ? [] : [first.length === 1 ? (first[0]?.name as string) : ""];
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
