import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../src");

/**
 * The rooms of the house from top to bottom. A file may import its own room and every room on a lower line; rooms on
 * one line do not import each other. ARCHITECTURE.md draws the same.
 */
const LINES = [
  ["index.ts", "node.ts", "browser.ts"],
  ["cli"],
  ["report", "export", "lab-server"],
  ["store"],
  ["tune"],
  ["compare", "explain"],
  ["uncertainty"],
  ["train"],
  ["model"],
  ["plot", "parallel"],
  ["network"],
  ["engine"],
  ["data", "textbook", "metrics"],
  ["base"],
];

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
  (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
);
const textOf = (file: string): string => readFileSync(join(SRC, file), "utf8");
const roomOf = (file: string): string => file.split(/[\\/]/)[0] as string;
const lineOf = (file: string): number => LINES.findIndex((rooms) => rooms.includes(roomOf(file)));

const imports: Import[] = files.flatMap((from) =>
  importsOf(withoutComments(textOf(from)))
    .filter((target) => target.startsWith("."))
    .map((target) => ({ from, to: relative(SRC, join(SRC, dirname(from), target)) })),
);

/** What a text imports, in each of the ways: by names, for its effects, when it runs, or as a type. */
function importsOf(text: string): readonly string[] {
  const ways = /\b(?:import|export)\s[^;"]*?\bfrom\s+"([^"]+)"|\bimport\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/g;
  return [...text.matchAll(ways)].map(([, named, effect, called]) => (named ?? effect ?? called) as string);
}

/** All functions of Math whose results the standard fixes to the last bit, and its constants. */
const EXACT_MATH =
  "abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|E|LN10|LN2|LOG10E|LOG2E|PI|SQRT1_2|SQRT2";
/** Any other use of Math, powers but whole ones of 2, and texts that depend on the language of the machine. */
const INEXACT = new RegExp(
  `\\bMath\\b(?!\\.(?:${EXACT_MATH})\\b)|\\*\\*|\\bIntl\\b|\\.(?:toLocale\\w+|localeCompare)\\b`,
);

/** Whether a text computes with what differs between engines. */
function isInexact(text: string): boolean {
  return INEXACT.test(text.replace(/(?<![\w.])2 \*\* -?\d+(?![\w.])/g, "1"));
}

/** All files that `file` needs, directly or not. */
function reachableFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { from, to } of imports) if (from === file) reachableFrom(to, seen);
  return seen;
}

describe("the house", () => {
  it("has no room that its plan does not show, and none that is empty", () => {
    expect(new Set(files.map(roomOf))).toEqual(new Set(LINES.flat()));
  });

  it("is read whole: every import is found where it leads", () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(imports.filter(({ to }) => !files.includes(to))).toEqual([]);
  });

  it("imports only its own room and rooms below", () => {
    const upwards = imports.filter(
      ({ from, to }) => roomOf(from) !== roomOf(to) && lineOf(from) >= lineOf(to),
    );
    expect(upwards.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it("has no circle of imports, types included", () => {
    const circles = files.filter((file) =>
      imports.some(({ from, to }) => from === file && to !== file && reachableFrom(to).has(file)),
    );
    expect(circles).toEqual([]);
  });

  it.each(["index.ts", "browser.ts", "compare/training-worker-web.ts"])(
    "keeps Node out of everything that %s needs, which runs in browsers",
    (entry) => {
      const withNode = [...reachableFrom(entry)].filter((file) =>
        importsOf(withoutComments(textOf(file))).some((name) => /^node:|@resvg|commander/.test(name)),
      );
      expect(withNode).toEqual([]);
    },
  );

  it("keeps the library from printing, reading clocks, and drawing random numbers of the platform", () => {
    const forbidden = /console\.|Math\.random|Date\.now|new Date|performance\.now|\bprocess\.|\bdocument\./;
    const offenders = files.filter(
      (file) => roomOf(file) !== "cli" && forbidden.test(withoutComments(textOf(file))),
    );
    expect(offenders).toEqual([]);
  });

  it("computes results without the platform's functions that differ between engines", () => {
    const rooms = [
      "base",
      "data",
      "textbook",
      "metrics",
      "engine",
      "network",
      "model",
      "train",
      "uncertainty",
      "compare",
      "tune",
    ];
    const offenders = files.filter(
      (file) => rooms.includes(roomOf(file)) && isInexact(withoutComments(textOf(file))),
    );
    expect(offenders).toEqual([]);
  });

  it("has files of at most 400 lines, data apart", () => {
    const long = files.filter(
      (file) => file !== "data/football-points.ts" && textOf(file).split("\n").length > 400,
    );
    expect(long).toEqual([]);
  });

  it("has no default exports", () => {
    expect(files.filter((file) => /^export default/m.test(textOf(file)))).toEqual([]);
  });
});

describe("the checks of the house themselves", () => {
  it.each([
    'import { a } from "./x.ts";',
    'import type { A } from "./x.ts";',
    'import {\n  a,\n  b,\n} from "./x.ts";',
    'export { a } from "./x.ts";',
    'export * from "./x.ts";',
    'import "./x.ts";',
    'const a = await import("./x.ts");',
    'type A = import("./x.ts").A;',
  ])("see that %j imports", (text) => {
    expect(importsOf(text)).toEqual(["./x.ts"]);
  });

  it.each(
    (
      "acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 " +
      "hypot log log10 log1p log2 pow sin sinh tan tanh"
    ).split(" "),
  )("see that Math.%s differs between engines", (name) => {
    expect(isInexact(`const a = Math.${name}(x);`)).toBe(true);
  });

  it.each(["x ** 0.5", "x ** 2", "2 ** 0.5", "2 ** x", "x **= 2", 'Math["exp"](x)', "const { exp } = Math;"])(
    "see that %s may differ between engines",
    (text) => expect(isInexact(text)).toBe(true),
  );

  it.each(["Math.sqrt(x)", "2 ** 53", "x / 2 ** -26", "Math.PI", "(Math.max(a, b) * 2 ** 30) / 2"])(
    "let %s pass",
    (text) => expect(isInexact(text)).toBe(false),
  );
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
}
