import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/built-package.ts";

const LAB = join(ROOT, "lab/src");

/** The rooms of the lab from top to bottom. A file may import its own room and every room below. */
const LINES = [["main.tsx"], ["view"], ["draw"], ["session"], ["inside"], ["state"], ["words", "style"]];

const files = readdirSync(LAB, { recursive: true, encoding: "utf8" }).filter(
  (name) => /\.tsx?$/.test(name) && !name.endsWith(".test.ts"),
);
const roomOf = (file: string): string => file.split(/[\\/]/)[0] as string;
const lineOf = (file: string): number => LINES.findIndex((rooms) => rooms.includes(roomOf(file)));
const imports = files.flatMap((from) =>
  [
    ...readFileSync(join(LAB, from), "utf8").matchAll(
      /(?:^(?:import|export|\}).* from |\bimport\(|\bURL\()"([^"]+)"/gm,
    ),
  ].map(([, target = ""]) => ({ from, to: target })),
);
const own = imports
  .filter(({ to }) => /^\..*\.tsx?$/.test(to))
  .map(({ from, to }) => ({ from, to: relative(LAB, join(LAB, dirname(from), to)) }));

describe("the house of the lab", () => {
  it("has the rooms of its plan, and is read whole", () => {
    expect(new Set(files.map(roomOf))).toEqual(new Set(LINES.flat()));
    expect(own.length).toBeGreaterThan(80);
    expect(own.filter(({ to }) => !files.includes(to))).toEqual([]);
  });

  it("imports only its own room and rooms below", () => {
    const upwards = own.filter(({ from, to }) => roomOf(from) !== roomOf(to) && lineOf(from) >= lineOf(to));
    expect(upwards).toEqual([]);
  });

  it("uses the package by its public name, and few others", () => {
    const packages = new Set(imports.map(({ to }) => to).filter((to) => !to.startsWith(".")));
    expect([...packages].toSorted()).toEqual([
      "@preact/signals",
      "preact",
      "preact/hooks",
      "valibot",
      "wellfit",
    ]);
  });

  it("has no document in what can be tested without one", () => {
    const rooms = ["state", "session", "inside", "words"];
    const offenders = files.filter(
      (file) =>
        rooms.includes(roomOf(file)) &&
        /\b(?:document|window|location|navigator)\.\w/.test(readFileSync(join(LAB, file), "utf8")),
    );
    expect(offenders).toEqual([]);
  });
});
