import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HEAD_NAMES, type Head, heads, toPredictions } from "./heads.ts";

const numbers = (from: readonly number[]): Float64Array => Float64Array.from(from);
/** Some examples with 1 to 6 logits each. */
const logitRows = fc
  .integer({ min: 1, max: 6 })
  .chain((outputs) =>
    fc.array(
      fc.array(fc.double({ min: -800, max: 800, noNaN: true }), { minLength: outputs, maxLength: outputs }),
    ),
  );

describe("predictions of a head", () => {
  it.each([
    ["binary", (z: number) => 1 / (1 + Math.exp(-z))],
    ["multilabel", (z: number) => 1 / (1 + Math.exp(-z))],
    ["regression", (z: number) => z],
    ["count", (z: number) => Math.exp(z)],
  ] as const)("%s follow from each logit by the link", (head, link) => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -600, max: 600, noNaN: true })), (logits) => {
        const predictions = toPredictions(head, numbers(logits), 1);
        for (const [index, z] of logits.entries()) {
          expect(Math.abs((predictions[index] as number) / link(z) - 1 || 0)).toBeLessThan(1e-14);
        }
        expect(predictions.length).toBe(logits.length);
      }),
    );
  });

  it("multiclass are e^z over the sum of an example's e^z", () => {
    const logits = [0.5, -1, 2, 3, 3, -4];
    const expected = [logits.slice(0, 3), logits.slice(3)].flatMap((row) => {
      const sum = row.reduce((total, z) => total + Math.exp(z), 0);
      return row.map((z) => Math.exp(z) / sum);
    });
    const predictions = toPredictions("multiclass", numbers(logits), 3);
    for (const [index, value] of expected.entries()) expect(predictions[index]).toBeCloseTo(value, 14);
  });

  it("multiclass are probabilities with the sum 1, however large the logits", () => {
    fc.assert(
      fc.property(logitRows, (rows) => {
        const outputs = rows[0]?.length ?? 1;
        const predictions = toPredictions("multiclass", numbers(rows.flat()), outputs);
        for (const index of rows.keys()) {
          const row = predictions.subarray(index * outputs, (index + 1) * outputs);
          expect(row.every((value) => value >= 0 && value <= 1)).toBe(true);
          expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 14);
        }
      }),
    );
  });

  it("of two classes are the same by one logit and by two whose difference it is", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -300, max: 300 }),
        fc.integer({ min: -300, max: 300 }),
        (first, second) => {
          const [p] = toPredictions("binary", numbers([second - first]), 1);
          const [, q] = toPredictions("multiclass", numbers([first, second]), 2);
          expect(Math.abs((q as number) / (p as number) - 1)).toBeLessThan(1e-15 * 4);
        },
      ),
    );
  });

  it("are a new array", () => {
    const logits = numbers([1, 2]);
    for (const head of HEAD_NAMES) expect(toPredictions(head, logits, 1)).not.toBe(logits);
    expect(logits).toEqual(numbers([1, 2]));
  });
});

it("a head has one logit per class or label, else one", () => {
  const counts = HEAD_NAMES.map((name) => [name, (heads[name] as Head).outputs(7)]);
  expect(Object.fromEntries(counts)).toEqual({
    binary: 1,
    multiclass: 7,
    multilabel: 7,
    regression: 1,
    count: 1,
  });
});
