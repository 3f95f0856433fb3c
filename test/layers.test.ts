import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../src");

/**
 * The rooms of the house from top to bottom. A file may import its own room and every room on a lower line; rooms on
 * one line do not import each other. ARCHITECTURE.md draws the same.
 */
const LINES = [
  ["index.ts", "node.ts"],
  ["cli"],
  ["report"],
  ["compare"],
  ["train"],
  ["model"],
  ["plot"],
  ["network"],
  ["engine"],
  ["data", "textbook"],
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
  [...textOf(from).matchAll(/(?:import|export) [^;]*?from "(\.[^"]+)"/g)].map(([, target]) => ({
    from,
    to: relative(SRC, join(SRC, dirname(from), target as string)),
  })),
);

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

  it("keeps Node out of everything that the browser's entry needs", () => {
    const withNode = [...reachableFrom("index.ts")].filter((file) =>
      /from "node:|@resvg|commander/.test(textOf(file)),
    );
    expect(withNode).toEqual([]);
  });

  it("keeps the library from printing, reading clocks, and drawing random numbers of the platform", () => {
    const forbidden = /console\.|Math\.random|Date\.now|new Date|performance\.now|\bprocess\.|\bdocument\./;
    const offenders = files.filter(
      (file) => roomOf(file) !== "cli" && forbidden.test(withoutComments(textOf(file))),
    );
    expect(offenders).toEqual([]);
  });

  it("computes results without the platform's functions that differ between engines", () => {
    const inexact =
      /Math\.(exp|expm1|log|log1p|log2|log10|pow|sin|cos|tan|tanh|sinh|cosh|atan|hypot|cbrt)\b|\*\*(?! ?-?\d)/;
    const rooms = ["base", "data", "textbook", "engine", "network", "model", "train"];
    const offenders = files.filter(
      (file) => rooms.includes(roomOf(file)) && inexact.test(withoutComments(textOf(file))),
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

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
}
