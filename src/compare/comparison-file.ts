import * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { didYouMean } from "../base/names.ts";
import { type OptionNaming, parseOptions } from "../base/options.ts";
import { parseJson } from "../base/parse-json.ts";
import { checkMaskFitsGenerator, withKeepProbability } from "../train/resolve-settings.ts";
import { type CompareOptions, compareOptions, resolveDesign } from "./options.ts";
import { checkVariants, type VariantOptions, variantOptions } from "./variants.ts";

/** A comparison as a file holds it: `schemas/comparison-file.schema.json` is made from this. */
export const comparisonFileSchema = v.strictObject({
  $schema: v.optional(v.pipe(v.string(), v.description("where the JSON Schema is, for editors"))),
  settings: v.optional(
    v.pipe(
      v.partial(compareOptions),
      v.description("what all variants share, and how many seeds or folds each is trained with"),
    ),
  ),
  variants: v.optional(
    v.pipe(
      v.array(variantOptions),
      v.minLength(1),
      v.description("what is compared, in place of no regularization, L2 and dropout"),
    ),
  ),
});

/** What a comparison file says: options as they were given. */
export interface ComparisonFile {
  readonly settings: CompareOptions;
  readonly variants?: readonly VariantOptions[];
}

/**
 * A comparison from the text of its file.
 *
 * @param source the file's name, for messages
 * @throws InvalidInputError naming the file and the path within it: `trial.json: variants[1].lambda`
 */
export function parseComparisonFile(text: string, source: string): ComparisonFile {
  try {
    return readComparison(text, source);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    // Options are checked as those of a call are; here a file is to blame.
    const { where, expected, received, hint } = error;
    throw new InvalidInputError({ source: "file", where, expected, received, hint });
  }
}

function readComparison(text: string, source: string): ComparisonFile {
  const document = parseJson(text, source, "a comparison");
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw refused(source, "an object with settings and variants", describeValue(document));
  }
  const names = Object.keys(comparisonFileSchema.entries);
  const stray = Object.keys(document).find((name) => !names.includes(name));
  if (stray !== undefined) {
    throw refused(source, `one of ${names.join(", ")}`, describeValue(stray), didYouMean(stray, names));
  }
  const {
    $schema,
    settings = {},
    variants,
  } = document as {
    $schema?: unknown;
    settings?: CompareOptions;
    variants?: unknown;
  };
  if ($schema !== undefined && typeof $schema !== "string") {
    throw refused(`${source}: $schema`, "a text", describeValue($schema));
  }
  const nameOf: OptionNaming = ({ name }) => `${source}: settings.${name}`;
  const complete = parseOptions(compareOptions, settings, nameOf, `${source}: settings`);
  checkMaskFitsGenerator(complete, nameOf);
  resolveDesign({ ...settings, seed: complete.seed }, nameOf);
  const shared = withKeepProbability(settings, nameOf);
  if (variants === undefined) return { settings: shared };
  return { settings: shared, variants: checkVariants(variants, `${source}: variants`) };
}

function refused(where: string, expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "file", where, expected, received, hint });
}
