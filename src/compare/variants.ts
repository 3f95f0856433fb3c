import * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { repeatedName } from "../base/names.ts";
import { type OptionNaming, ownName, parseOptions } from "../base/options.ts";
import type { OneOrPerLayer } from "../network/spec.ts";
import { checkIdle, idleSettings, withoutIdleSettings } from "../train/idle-settings.ts";
import { type TrainOptions, type TrainSettings, trainOptions } from "../train/options.ts";
import { checkMaskFitsGenerator, resolveSettings, withKeepProbability } from "../train/resolve-settings.ts";
import { type CompareOptions, compareOptions, designOptions } from "./options.ts";
import { titleOf } from "./variant-names.ts";

/** The longest name of a variant: it stands in tables, pictures and names of files. */
const MAX_NAME_LENGTH = 40;

const { seed: _, ...variantSettings } = trainOptions.entries;

/** The settings of a run without their defaults: what a variant leaves out is as the comparison says. */
const ownSettings = Object.fromEntries(
  Object.entries(variantSettings).map(([name, { wrapped }]) => [
    name,
    v.optional(wrapped as v.GenericSchema),
  ]),
) as {
  [Name in keyof typeof variantSettings]: v.OptionalSchema<
    (typeof variantSettings)[Name]["wrapped"],
    undefined
  >;
};

/** What a variant may be: a name, and every setting of a run but the seed. */
export const variantOptions = v.strictObject({
  name: v.pipe(
    v.string(),
    v.regex(/^[\w+-]+$/),
    v.maxLength(MAX_NAME_LENGTH),
    v.description("what the variant is called in tables and pictures"),
    v.metadata({ expected: `a name of at most ${MAX_NAME_LENGTH} letters, digits, _, + and -` }),
  ),
  ...ownSettings,
});

/** A variant as a caller gives it: `{ name: "both", lambda: 0.3, keepProbability: 0.9 }`. */
export type VariantOptions = Omit<TrainOptions, "seed"> & { readonly name: string };

/** One of the models that are compared, with complete settings; every run has another seed. */
export interface Variant {
  readonly name: string;
  /** The variant in words: "L2 (λ = 0.7)"; a variant of the caller's is called by its name. */
  readonly title: string;
  /** Those of its first run. */
  readonly settings: TrainSettings;
}

/** What decides whether the regularized variants differ from no regularization. */
interface Strengths {
  readonly lambda: OneOrPerLayer<number>;
  readonly keepProbability: OneOrPerLayer<number>;
  readonly hiddenLayers: readonly number[];
}

/**
 * The variants that are compared: those of the caller, or the article's three — no regularization, L2 alone, dropout
 * alone —, of which one that would be the first again is left out, as {@link describeLeftOut} tells.
 *
 * @param given the comparison's options as they were given: beside variants of the caller's they are what these share
 * @param nameOf how to call an option in messages
 * @param nameInVariant how to call an option of the variant with a number, counted from 0
 * @throws InvalidInputError naming the option that is wrong, of a variant by its number: `variants[1].lambda`
 */
export function resolveVariants(
  given: CompareOptions,
  variants: readonly VariantOptions[] | undefined,
  nameOf: OptionNaming = ownName,
  nameInVariant: (index: number) => OptionNaming = namedInVariant,
): readonly Variant[] {
  const shared = withKeepProbability(given, nameOf);
  const complete = parseOptions(compareOptions, shared, nameOf);
  checkMaskFitsGenerator(complete, nameOf);
  if (variants === undefined) return withoutIdle(standardVariants(complete, nameOf), nameOf);
  const common = Object.fromEntries(
    Object.entries(shared).filter(([name]) => !(name in designOptions.entries)),
  );
  const named = checkVariants(variants);
  const resolved = named.map(({ name, ...own }, index) => {
    const settings = resolveSettings({ ...common, ...own }, nameInVariant(index));
    checkIdle(settings, nameInVariant(index), Object.keys(own));
    return { name, title: name, settings };
  });
  return withoutIdle(resolved, nameOf);
}

/**
 * What all share may do something in some variants only: in the others it is at its default. Where it does so in none, it
 * is refused.
 */
function withoutIdle(variants: readonly Variant[], nameOf: OptionNaming): readonly Variant[] {
  const [first, ...others] = variants as readonly [Variant, ...Variant[]];
  const inAll = others.reduce<readonly string[]>(
    (idle, { settings }) => idleSettings(settings).filter((option) => idle.includes(option)),
    idleSettings(first.settings),
  );
  checkIdle(first.settings, nameOf, inAll);
  return variants.map((variant) => ({ ...variant, settings: withoutIdleSettings(variant.settings) }));
}

/**
 * Checks a list of variants, each by itself, and that no two have one name.
 *
 * @param where how to call the list in messages
 * @throws InvalidInputError naming the variant by its number and the option
 */
export function checkVariants(variants: unknown, where = "variants"): readonly VariantOptions[] {
  if (!Array.isArray(variants) || variants.length === 0) {
    throw refused(where, "a list of at least one variant", describeValue(variants));
  }
  const checked = variants.map((variant: unknown, index): VariantOptions => {
    const place = `${where}[${index}]`;
    if (variant === undefined) throw refused(place, "an object of options", "nothing");
    return checkVariant(variant, namedInVariant(index, where), place);
  });
  checkVariantNames(checked, where);
  return checked;
}

/**
 * Checks one variant. A dropout rate becomes its keep probability.
 *
 * @param nameOf how to call its options in messages
 * @param where how to call it as a whole
 * @throws InvalidInputError for the first option that is wrong or unknown
 */
export function checkVariant(variant: unknown, nameOf: OptionNaming, where: string): VariantOptions {
  const { name } = parseOptions(variantOptions, variant, nameOf, where);
  const given = Object.entries(withKeepProbability(variant as VariantOptions, nameOf));
  // What is undefined is not given, and is as the comparison says.
  return { ...Object.fromEntries(given.filter(([, value]) => value !== undefined)), name };
}

/**
 * Refuses two variants of one name. Names that differ by the case of letters alone are one: they become names of files.
 *
 * @param where how to call the list in messages
 */
export function checkVariantNames(variants: readonly VariantOptions[], where: string): void {
  const names = variants.map(({ name }) => name.toLowerCase());
  const place = names.findLastIndex((name) => name === repeatedName(names));
  if (place >= 0)
    throw refused(where, "a different name for every variant", `"${variants[place]?.name}" twice`);
}

function refused(where: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "option", where, expected, received });
}

/** The name of an option of a variant in a list: "variants[1].lambda". @param where how to call the list */
export function namedInVariant(index: number, where = "variants"): OptionNaming {
  return ({ name }) => `${where}[${index}].${name}`;
}

function standardVariants(
  options: v.InferOutput<typeof compareOptions>,
  nameOf: OptionNaming,
): readonly Variant[] {
  const { lambda, keepProbability } = options;
  const leftOut = reasonsToLeaveOut(options);
  const strengths = {
    none: { lambda: 0, keepProbability: 1 },
    l2: { lambda, keepProbability: 1 },
    dropout: { lambda: 0, keepProbability },
  };
  const { seeds: _seeds, folds: _folds, repeats: _repeats, intervals: _intervals, ...shared } = options;
  return Object.entries(strengths)
    .filter(([name]) => !(name in leftOut))
    .map(([name, strength]) => {
      const settings = resolveSettings({ ...shared, ...strength }, nameOf);
      return { name, title: titleOf(settings), settings };
    });
}

/** A sentence for each of the article's variants that is left out. */
export function describeLeftOut(strengths: Strengths): readonly string[] {
  return Object.entries(reasonsToLeaveOut(strengths)).map(
    ([name, reason]) => `${name} is left out: ${reason}.`,
  );
}

/** Names of variants that would not differ from no regularization, each with the reason in words. */
function reasonsToLeaveOut(strengths: Strengths): Readonly<Record<string, string>> {
  const { lambda, keepProbability, hiddenLayers } = strengths;
  return {
    ...(isAll(lambda, 0) ? { l2: "λ = 0 is no regularization" } : {}),
    ...(hiddenLayers.length === 0 ? { dropout: "without hidden layers it acts on nothing" } : {}),
    ...(isAll(keepProbability, 1) ? { dropout: "a keep probability of 1 is no regularization" } : {}),
  };
}

function isAll(value: OneOrPerLayer<number>, none: number): boolean {
  return [value].flat().every((each) => each === none);
}
