import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countPanels, examplesPerPanel, pitchOf, readRow, writeRows } from "./panels.ts";
import type { Precision } from "./precision.ts";

describe.each<Precision>(["f64", "f32"])("panels in %s", (precision) => {
  const create =
    precision === "f64"
      ? (length: number) => new Float64Array(length)
      : (length: number) => new Float32Array(length);

  it("hold the examples that fill 32 bytes, one row after the other", () => {
    const perPanel = precision === "f64" ? 4 : 8;
    expect(examplesPerPanel(precision)).toBe(perPanel);
    expect(pitchOf({ rows: 3 })).toBe(96);
    expect([1, perPanel, perPanel + 1].map((examples) => countPanels(examples, precision))).toEqual([
      1, 1, 2,
    ]);
    const examples = perPanel + 1;
    const numbers = create(2 * 2 * perPanel);
    writeRows(
      numbers,
      Float64Array.from({ length: 2 * examples }, (_, i) => i),
      examples,
    );
    const first = Array.from({ length: perPanel }, (_, i) => i);
    const last = (value: number): number[] => first.map(() => value);
    // Padding repeats the last example.
    expect([...numbers]).toEqual([
      ...first,
      ...first.map((i) => examples + i),
      ...last(perPanel),
      ...last(examples + perPanel),
    ]);
  });

  it("give back what was written, row by row", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 70 }), (rows, examples) => {
        const source = Float64Array.from({ length: rows * examples }, (_, i) => i + 0.5);
        const numbers = create(rows * countPanels(examples, precision) * examplesPerPanel(precision));
        writeRows(numbers, source, examples);
        for (let row = 0; row < rows; row++) {
          expect(readRow(numbers, { address: 0, rows, examples }, row)).toEqual(
            source.subarray(row * examples, (row + 1) * examples),
          );
        }
      }),
      { seed: 1 },
    );
  });
});
