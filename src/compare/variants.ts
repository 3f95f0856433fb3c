import * as v from "valibot";
import { formatNumber } from "../base/number-format.ts";
import { type TrainOptions, type TrainSettings, trainOptions } from "../train/options.ts";

/** The strengths that the article tries. */
const ARTICLE_LAMBDA = 0.7;
const ARTICLE_KEEP_PROBABILITY = 0.86;

/** The settings of a comparison: those of a run, with the strengths that the regularized variants get. */
export const compareOptions = v.strictObject({
  ...trainOptions.entries,
  lambda: v.optional(
    v.pipe(
      trainOptions.entries.lambda.wrapped,
      v.description("strength λ of the L2 penalty in the variant l2: cost + λ/(2m)·Σw²"),
    ),
    ARTICLE_LAMBDA,
  ),
  keepProbability: v.optional(
    v.pipe(
      trainOptions.entries.keepProbability.wrapped,
      v.description("chance of a hidden unit to stay in an iteration, in the variant dropout"),
    ),
    ARTICLE_KEEP_PROBABILITY,
  ),
});

/**
 * The settings of a comparison as a caller may give them: everything has a default. `lambda` and `keepProbability` are the
 * strengths of the regularized variants, by default the article's: 0.7 and 0.86.
 */
export type CompareOptions = TrainOptions;

/** One of the models that are compared: a name, and the settings that make it what it is. */
export interface Variant {
  readonly name: string;
  readonly options: TrainOptions;
}

/** What decides whether the regularized variants differ from no regularization. */
type Strengths = Pick<v.InferOutput<typeof compareOptions>, "lambda" | "keepProbability" | "hiddenLayers">;

/**
 * The article's three: no regularization, L2 alone, dropout alone; everything else is the same. A variant that would be
 * the first one again is left out, as {@link describeLeftOut} tells.
 */
export function standardVariants(options: v.InferOutput<typeof compareOptions>): readonly Variant[] {
  const { lambda, keepProbability, ...shared } = options;
  const variants: readonly Variant[] = [
    { name: "none", options: { ...shared, lambda: 0, keepProbability: 1 } },
    { name: "l2", options: { ...shared, lambda, keepProbability: 1 } },
    { name: "dropout", options: { ...shared, lambda: 0, keepProbability } },
  ];
  return variants.filter(({ name }) => !(name in reasonsToLeaveOut(options)));
}

/** A sentence for each of the {@link standardVariants} that is left out. */
export function describeLeftOut(strengths: Strengths): readonly string[] {
  return Object.entries(reasonsToLeaveOut(strengths)).map(
    ([name, reason]) => `${name} is left out: ${reason}.`,
  );
}

/** Names of variants that would not differ from no regularization, each with the reason in words. */
function reasonsToLeaveOut(strengths: Strengths): Readonly<Record<string, string>> {
  const { lambda, keepProbability, hiddenLayers } = strengths;
  return {
    ...(lambda === 0 ? { l2: "λ = 0 is no regularization" } : {}),
    ...(hiddenLayers.length === 0 ? { dropout: "without hidden layers it acts on nothing" } : {}),
    ...(keepProbability === 1 ? { dropout: "a keep probability of 1 is no regularization" } : {}),
  };
}

/** Settings as a short name: "none", "l2", "dropout" or "l2+dropout". */
export function shortNameOf({ lambda, keepProbability }: TrainSettings): string {
  const parts = [lambda > 0 ? "l2" : "", keepProbability < 1 ? "dropout" : ""].filter(Boolean);
  return parts.join("+") || "none";
}

/** Settings as a heading: "L2 (λ = 0.7)". */
export function titleOf({ lambda, keepProbability, mask }: TrainSettings): string {
  const parts: string[] = [];
  if (lambda > 0) parts.push(`L2 (λ = ${formatNumber(lambda)})`);
  if (keepProbability < 1) {
    const frozen = mask === "frozen" ? ", frozen mask" : "";
    parts.push(`dropout (keep ${formatNumber(keepProbability)}${frozen})`);
  }
  return parts.length === 0 ? "no regularization" : parts.join(" + ");
}
