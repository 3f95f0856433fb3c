/** Python in lines that fit a terminal: comments move above their line, and brackets are taken apart. */

/** The columns of the narrowest usual terminal. */
const WIDTH = 80;
const INDENT = "    ";

/** The same program in lines of at most 80 columns, where its words and brackets allow it. */
export function foldPython(lines: readonly string[]): readonly string[] {
  return lines.flatMap(foldLine);
}

function foldLine(line: string): readonly string[] {
  if (fits(line)) return [line];
  const [, margin = "", text = ""] = /^(\s*)(.*)$/.exec(line) ?? [];
  if (text.startsWith("# ")) return wrap(text.slice(2), `${margin}# `);
  if (text.startsWith('"""')) {
    return [`${margin}"""`, ...wrap(text.slice(3, -3), margin), `${margin}"""`];
  }
  const [code = "", comment] = splitComment(line);
  if (comment !== undefined) return [...wrap(comment, `${margin}# `), ...foldLine(code)];
  return foldBrackets(line, margin);
}

function fits(line: string): boolean {
  return line.length <= WIDTH;
}

function wrap(text: string, margin: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${margin}${word}`);
  }
  return lines;
}

/** No text of these programs has two spaces and a number sign in it. */
function splitComment(line: string): readonly (string | undefined)[] {
  const place = line.indexOf("  # ");
  return place < 0 ? [line] : [line.slice(0, place), line.slice(place + 4)];
}

/** Puts what stands between the last brackets that are no index on lines of its own. */
function foldBrackets(line: string, margin: string): readonly string[] {
  const pair = lastPair(line);
  if (pair === undefined) return [line];
  const { open, close } = pair;
  const body = line.slice(open + 1, close);
  const parts = fits(`${margin}${INDENT}${body}`) ? [body] : splitBody(body);
  return [
    line.slice(0, open + 1),
    ...parts.flatMap((part) => foldLine(`${margin}${INDENT}${part}`)),
    `${margin}${line.slice(close)}`,
  ];
}

function lastPair(line: string): { readonly open: number; readonly close: number } | undefined {
  const opened: number[] = [];
  let found: { readonly open: number; readonly close: number } | undefined;
  for (const [place, character] of codeOf(line)) {
    if ("([{".includes(character)) opened.push(place);
    if (!")]}".includes(character)) continue;
    const open = opened.pop() ?? 0;
    const isIndex = character === "]" && /[\w)\]]/.test(line[open - 1] ?? "");
    const isUseful = place > open + 1 && fits(line.slice(0, open + 1));
    if (opened.length === 0 && !isIndex && isUseful) found = { open, close: place };
  }
  return found;
}

/** The arguments, each with a comma, or the parts of a comprehension. */
function splitBody(body: string): readonly string[] {
  const places = topLevel(body, " for ");
  const commas = topLevel(body, ", ");
  if (places.length > 0) return [body.slice(0, places[0]), body.slice((places[0] as number) + 1)];
  if (commas.length === 0) return [body];
  const starts = [0, ...commas.map((place) => place + 2)];
  return starts.map((start, index) => `${body.slice(start, commas[index])},`);
}

/** Where a text stands outside of brackets and strings. */
function topLevel(body: string, text: string): readonly number[] {
  let depth = 0;
  const places: number[] = [];
  for (const [place, character] of codeOf(body)) {
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (depth === 0 && body.startsWith(text, place)) places.push(place);
  }
  return places;
}

/** The characters outside of strings, each with its place. */
function codeOf(text: string): readonly (readonly [number, string])[] {
  let isString = false;
  return Array.from({ length: text.length }, (_, place) => [place, text[place] as string] as const).filter(
    ([, character]) => {
      if (character === '"') isString = !isString;
      return !isString;
    },
  );
}
