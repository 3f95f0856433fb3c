import { closest, distance } from "fastest-levenshtein";

/** The share of a name's letters that may be wrong for it to be a misspelling of another. */
const WRONG_SHARE = 0.4;
/** How many names a message lists. */
const LISTED_NAMES = 8;

/** The name that `given` is probably a misspelling of; undefined when none is near. */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  const otherCase = names.find((name) => name.toLowerCase() === given.toLowerCase());
  if (otherCase !== undefined || names.length === 0) return otherCase;
  const nearest = closest(given, names);
  return distance(given, nearest) <= Math.round(given.length * WRONG_SHARE) ? nearest : undefined;
}

/** The question whether another name was meant, as the hint of an error; undefined when none is near. */
export function didYouMean(given: string, names: readonly string[]): string | undefined {
  const nearest = nearestName(given, names);
  return nearest === undefined ? undefined : `Did you mean "${nearest}"?`;
}

/** Names for a message: the first few, and how many more there are. */
export function listNames(names: readonly string[]): string {
  const more = names.length - LISTED_NAMES;
  if (more <= 0) return names.join(", ");
  return `${names.slice(0, LISTED_NAMES).join(", ")} and ${more} more`;
}

/** The first name that occurs for a second time; undefined where all differ. */
export function repeatedName(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}
