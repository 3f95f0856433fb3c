import * as v from "valibot";
import type { OptionMetadata } from "./options.ts";
import { MAX_SEED } from "./random-stream.ts";

/** A seed as an option: 3, the article's, unless said. */
export const seedOption = (description: string, metadata: OptionMetadata = {}) =>
  v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(MAX_SEED),
      v.description(description),
      v.metadata({ ...metadata, placeholder: "n" }),
    ),
    3,
  );
