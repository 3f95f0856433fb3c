import * as v from "valibot";
import { InvalidInputError } from "../base/errors.ts";
import { describeOption, type OptionNaming, ownName, type WithReadonlyLists } from "../base/options.ts";
import { MAX_SEED } from "../base/random-stream.ts";
import { trainOptions } from "../train/options.ts";

/** The strengths that the article tries. */
const ARTICLE_LAMBDA = 0.7;
const ARTICLE_KEEP_PROBABILITY = 0.86;

/** So many runs of each variant tell what chance does, and take seconds for networks like the article's. */
export const USUAL_SEEDS = 20;
const MAX_RUNS = 10_000;

/** Which sources of chance the intervals of a comparison can cover. */
export const INTERVALS = ["seeds-and-examples", "seeds", "examples"] as const;

/** What a comparison is, beside what its runs are: how often each variant is trained, and what the intervals cover. */
export const designOptions = v.strictObject({
  seeds: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(MAX_RUNS),
      v.description("how many seeds each variant is trained with: seed, seed + 1, …"),
      v.metadata({ flag: "seeds", placeholder: "n", hint: "One seed says little about a difference." }),
    ),
    USUAL_SEEDS,
  ),
  folds: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(2),
      v.maxValue(MAX_RUNS),
      v.description("compare by cross-validation in so many folds of the examples that are not for testing"),
      v.metadata({ flag: "folds", placeholder: "k", defaultInWords: "no cross-validation" }),
    ),
  ),
  repeats: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(MAX_RUNS),
      v.description("how often cross-validation divides the examples anew, each time with the next seed"),
      v.metadata({ flag: "repeats", placeholder: "n", defaultInWords: "1" }),
    ),
  ),
  intervals: v.optional(
    v.pipe(
      v.picklist(INTERVALS),
      v.description("the sources of chance that intervals cover"),
      v.metadata({ flag: "intervals", defaultInWords: "seeds-and-examples; with one seed, examples" }),
    ),
  ),
});

/** The settings of a comparison: those of a run, with the strengths that the regularized variants get, and its design. */
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
  ...designOptions.entries,
});

/**
 * The settings of a comparison as a caller may give them: everything has a default. Without variants of its own,
 * `lambda` and `keepProbability` are the strengths of the regularized ones, by default the article's: 0.7 and 0.86.
 */
export type CompareOptions = WithReadonlyLists<v.InferInput<typeof compareOptions>>;

/** What the runs of a comparison have in common and what they differ in. */
export type Design =
  | {
      readonly kind: "seeds";
      /** The seeds that every variant is trained with. */
      readonly seeds: readonly number[];
      /** The sources of chance that intervals cover. */
      readonly intervals: (typeof INTERVALS)[number];
    }
  | {
      readonly kind: "folds";
      readonly folds: number;
      /** One for every repeat: it divides the examples and starts the runs. */
      readonly seeds: readonly number[];
    };

/**
 * The design that options ask for.
 *
 * @param given as they were given, without defaults, but for the seed
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError when two of them contradict each other
 */
export function resolveDesign(
  given: v.InferInput<typeof designOptions> & { readonly seed: number },
  nameOf: OptionNaming = ownName,
): Design {
  const { seed, seeds, folds, repeats, intervals } = given;
  const call = (name: string): string => nameOf(describeOption(compareOptions, name));
  if (folds === undefined) {
    if (repeats !== undefined) throw lone(call("repeats"), call("folds"), repeats);
    const list = listSeeds(seed, seeds ?? USUAL_SEEDS, call("seeds"));
    return { kind: "seeds", seeds: list, intervals: chooseIntervals(intervals, list.length, call) };
  }
  const stray = Object.entries({ seeds, intervals }).find(([, value]) => value !== undefined);
  if (stray !== undefined) {
    throw contradiction(call(stray[0]), `no ${call(stray[0])} beside ${call("folds")}`, String(stray[1]), {
      hint: `${call("repeats")} says how many seeds cross-validation takes, and its intervals cover all chance.`,
    });
  }
  const seedList = listSeeds(seed, repeats ?? 1, call("repeats"));
  if (folds * seedList.length > MAX_RUNS) {
    const expected = `at most ${MAX_RUNS} runs of a model`;
    throw contradiction(call("repeats"), expected, `${seedList.length} × ${folds}`);
  }
  return { kind: "folds", folds, seeds: seedList };
}

/**
 * Refuses cross-validation of examples that time divides. Its folds are drawn by chance, so that models would learn from
 * examples that come after those that they are judged on.
 *
 * @param isInTime whether time divides the examples
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError where it does and there are folds
 */
export function checkFoldsKeepTime(
  { folds }: Pick<v.InferInput<typeof designOptions>, "folds">,
  isInTime: boolean,
  nameOf: OptionNaming = ownName,
): void {
  if (folds === undefined || !isInTime) return;
  const call = (name: string): string => nameOf(describeOption(compareOptions, name));
  throw contradiction(call("folds"), "none for examples that are divided by time", String(folds), {
    hint: `Folds are drawn by chance: models would learn from what comes after. Compare by ${call("seeds")} instead.`,
  });
}

function listSeeds(first: number, count: number, where: string): readonly number[] {
  if (first + count - 1 <= MAX_SEED) return Array.from({ length: count }, (_, index) => first + index);
  throw contradiction(where, `seeds up to ${MAX_SEED}`, `${count} from ${first} on`);
}

function chooseIntervals(
  asked: (typeof INTERVALS)[number] | undefined,
  seeds: number,
  call: (name: string) => string,
): (typeof INTERVALS)[number] {
  if (seeds > 1) return asked ?? "seeds-and-examples";
  if (asked === undefined || asked === "examples") return "examples";
  const expected = `at least 2 seeds for ${call("intervals")} ${asked}`;
  throw contradiction(call("seeds"), expected, "1", {
    hint: `One seed tells nothing of what others do: ${call("intervals")} examples covers the examples alone.`,
  });
}

function lone(where: string, partner: string, value: number): InvalidInputError {
  return contradiction(where, `${partner} beside it`, String(value));
}

function contradiction(
  where: string,
  expected: string,
  received: string,
  { hint }: { readonly hint?: string } = {},
): InvalidInputError {
  return new InvalidInputError({ source: "option", where, expected, received, hint });
}
