import { describeValue, InvalidInputError } from "../base/errors.ts";
import { didYouMean } from "../base/names.ts";
import { type OptionNaming, parseOptions } from "../base/options.ts";
import { parseJson } from "../base/parse-json.ts";
import { type TrainOptions, trainOptions } from "../train/options.ts";
import { withKeepProbability } from "../train/resolve-settings.ts";
import { resolveSpace } from "./resolve-space.ts";
import { type SearchOptions, searchFileSchema } from "./search-options.ts";

/** What a file of a search says: options as they were given. */
export interface SearchFile {
  readonly settings: TrainOptions;
  readonly search: SearchOptions;
}

/**
 * A search from the text of its file.
 *
 * @param source the file's name, for messages
 * @throws InvalidInputError naming the file and the path within it: `space.json: search.lambda`
 */
export function parseSearchFile(text: string, source: string): SearchFile {
  try {
    return readSearch(text, source);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    // Options are checked as those of a call are; here a file is to blame.
    const { where, expected, received, hint } = error;
    throw new InvalidInputError({ source: "file", where, expected, received, hint });
  }
}

function readSearch(text: string, source: string): SearchFile {
  const document = parseJson(text, source, "a search");
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw refused(source, "an object with settings and search", describeValue(document));
  }
  const names = Object.keys(searchFileSchema.entries);
  const stray = Object.keys(document).find((name) => !names.includes(name));
  if (stray !== undefined) {
    throw refused(source, `one of ${names.join(", ")}`, describeValue(stray), didYouMean(stray, names));
  }
  const { $schema, settings = {}, search } = document as Partial<SearchFile> & { readonly $schema?: unknown };
  if ($schema !== undefined && typeof $schema !== "string") {
    throw refused(`${source}: $schema`, "a text", describeValue($schema));
  }
  if (search === undefined) throw refused(`${source}: search`, "what the search varies", "nothing");
  const nameOf: OptionNaming = ({ name }) => `${source}: settings.${name}`;
  parseOptions(trainOptions, settings, nameOf, `${source}: settings`);
  resolveSpace(search, ({ name }) => `${source}: search.${name}`);
  return { settings: withKeepProbability(settings, nameOf), search };
}

function refused(where: string, expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "file", where, expected, received, hint });
}
