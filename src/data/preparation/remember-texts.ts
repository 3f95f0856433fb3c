/** So many different texts are remembered: more are hardly repeated. */
const MOST_TEXTS = 4096;

/**
 * A function of texts that remembers what it found: columns repeat a few texts a million times.
 *
 * @param find gives the same for the same text
 */
export function rememberTexts<Found>(find: (text: string) => Found): (text: string) => Found {
  const known = new Map<string, { readonly found: Found }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.found;
    const found = find(text);
    if (known.size < MOST_TEXTS) known.set(text, { found });
    return found;
  };
}
