import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInputError } from "../../base/errors.ts";
import type { RawTable } from "../table/raw-table.ts";
import { toTable } from "../table/to-table.ts";
import { applyPreparation } from "./apply-preparation.ts";
import { fitPreparation } from "./fit-preparation.ts";
import { type Preparation, parsePreparation } from "./preparation.ts";
import type { PreparationOptions } from "./preparation-options.ts";

describe("any preparation", () => {
  const cell = fc.oneof(
    fc.constantFrom(
      "",
      "NA",
      "?",
      "yes",
      "no",
      "true",
      "a",
      "b",
      "B",
      "-",
      "007",
      "1e999",
      "-inf",
      "2024-02-29",
    ),
    fc.double().map(String),
    fc.integer().map(String),
    fc.string(),
  );
  const numbers = fc.oneof(
    fc.double(),
    fc.constantFrom(0, 1, -0, 1e308, 5e-324, 1.7e12, 123456789012345680000, -1e21),
  );
  const made = fc.integer({ min: 1, max: 40 }).chain((length) => {
    const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: length, maxLength: length });
    const column = fc.oneof(
      list(cell),
      list(fc.double().map(String)),
      list(fc.constantFrom("yes", "no", "")),
      list(fc.constantFrom("red", "green", "blue")),
      list(numbers).map((values) => Float64Array.from(values)),
      list(fc.option(fc.boolean())),
      list(fc.option(fc.date())),
    );
    return fc.dictionary(fc.string(), column, { minKeys: 1, maxKeys: 5 });
  });
  const options = fc.record({
    scaling: fc.constantFrom("standard", "min-max", "robust", "none"),
    imputation: fc.constantFrom("mean", "median"),
    missingCategories: fc.constantFrom("none", "most-frequent"),
    maxCategories: fc.integer({ min: 1, max: 5 }),
  }) as fc.Arbitrary<PreparationOptions>;

  /** The preparation of a table, if any of its columns can be a feature. */
  function fitIfPossible(of: RawTable, rows: number[] | undefined, given: PreparationOptions) {
    try {
      return fitPreparation(of, rows, given);
    } catch (error) {
      expect((error as Error).message).toContain("expected a column that can be a feature");
      return undefined;
    }
  }

  it("any table can be prepared by any other with its columns: all features are finite, in any order of columns", () => {
    let prepared = 0;
    fc.assert(
      fc.property(made, fc.infiniteStream(cell), options, (columns, cells, given) => {
        const preparation = fitIfPossible(toTable(columns), undefined, given);
        if (preparation === undefined) return;
        prepared++;
        const others = Object.fromEntries(
          Object.keys(columns).map((name) => [
            name,
            Array.from({ length: 7 }, () => cells.next().value as string),
          ]),
        );
        for (const set of [columns, others]) {
          const { names, values } = applyPreparation(preparation, toTable(set));
          expect(names.length).toBe(values.length);
          expect(values.every((feature) => feature.every(Number.isFinite))).toBe(true);
          const reversed = Object.fromEntries(Object.entries(set).toReversed());
          expect(applyPreparation(preparation, toTable(reversed)).values).toEqual(values);
        }
      }),
      { numRuns: 500 },
    );
    expect(prepared).toBeGreaterThan(250);
  });

  it("one from a damaged file is refused as input, or still gives nothing but finite numbers", () => {
    const table = toTable({
      n: ["1", "2", "", "x"],
      k: ["a", "b", "a", ""],
      d: ["2024-01-01", "2024-02-01", "", "?"],
    });
    const text = JSON.stringify(fitPreparation(table, [0, 1, 2], { maxCategories: 1 }));
    const places = [...text.matchAll(/-?\d[\d.e+-]*|"[^"]*"|true|false|null/g)];
    const values = fc.oneof(
      fc.jsonValue(),
      fc.double(),
      fc.constantFrom(1e300, -1e100, 5e-324, "", "date", "category"),
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.constantFrom(...places), values, ({ index, 0: old }, value) => {
        const isName = text[index + old.length] === ":";
        const written = JSON.stringify(isName ? JSON.stringify(value) : value);
        const damaged = text.slice(0, index) + written + text.slice(index + old.length);
        let preparation: Preparation;
        try {
          preparation = parsePreparation(JSON.parse(damaged));
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
          return;
        }
        if (!preparation.columns.every(({ name }) => name in { n: 0, k: 0, d: 0 })) return;
        accepted++;
        const { values: features } = applyPreparation(preparation, table);
        expect(features.every((feature) => feature.every(Number.isFinite))).toBe(true);
      }),
      { numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it("a preparation comes back from JSON to the last bit", () => {
    fc.assert(
      fc.property(made, options, (columns, given) => {
        const preparation = fitIfPossible(toTable(columns), undefined, given);
        if (preparation === undefined) return;
        const back = parsePreparation(JSON.parse(JSON.stringify(preparation)));
        expect(back).toStrictEqual(preparation);
      }),
      { numRuns: 300 },
    );
  });

  /** Something else: anything in place of a text or number, a truth value or a date in place of one. */
  function replaced(value: unknown, cells: Iterator<string>): unknown {
    const text = cells.next().value as string;
    if (value === null) return null;
    if (typeof value === "string" || typeof value === "number") {
      const kinds = [text, Number.parseFloat(text), text.length > 3, null, [text], { text }, 2n ** 60n];
      return kinds[text.length % kinds.length];
    }
    return typeof value === "boolean" ? !value : new Date(1e12 * text.length);
  }

  it("rows that are not trained on cannot change it, whatever stands in them", () => {
    fc.assert(
      fc.property(made, fc.infiniteStream(cell), options, (columns, cells, given) => {
        const original = toTable(columns);
        const training = Array.from({ length: original.rows }, (_, row) => row).filter(
          (row) => row % 3 !== 1,
        );
        const changed = Object.fromEntries(
          Object.entries(columns).map(([name, column]) => [
            name,
            Array.from<unknown, unknown>(column, (value, row) =>
              row % 3 === 1 ? replaced(value, cells) : value,
            ),
          ]),
        );
        const fitted = fitIfPossible(original, training, given);
        expect(fitIfPossible(toTable(changed), training, given)).toStrictEqual(fitted);
      }),
      { numRuns: 300 },
    );
  });
});
