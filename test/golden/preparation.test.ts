import { describe, expect, it } from "vitest";
import { describeTable } from "../../src/data/description/describe-table.ts";
import { applyPreparation } from "../../src/data/preparation/apply-preparation.ts";
import { inferType } from "../../src/data/preparation/column-types.ts";
import { parseDate } from "../../src/data/preparation/dates.ts";
import { fitPreparation } from "../../src/data/preparation/fit-preparation.ts";
import type { PreparationOptions } from "../../src/data/preparation/preparation-options.ts";
import { readColumn } from "../../src/data/preparation/typed-column.ts";
import type { RawColumn } from "../../src/data/table/raw-table.ts";
import { toTable } from "../../src/data/table/to-table.ts";
import figures from "./preparation-figures.json" with { type: "json" };

const TOLERANCE = 1e-12;

/** The features of a column that was prepared by its training rows. */
function prepare(
  { texts, training }: { readonly texts: readonly string[]; readonly training: readonly number[] },
  options: PreparationOptions,
) {
  const table = toTable({ kind: texts });
  return applyPreparation(fitPreparation(table, training, options), table);
}

/** What one rounding of the largest number of a column is on the scale of its feature, a few times over. */
function roundingOf({ texts, features }: (typeof figures.numbers)[number]): number {
  const numbers = texts.flatMap((text, row) =>
    text === "" ? [] : [[Number(text), features[0]?.[row] as number]],
  );
  const [least, greatest] = [numbers.toSorted(byNumber).at(0), numbers.toSorted(byNumber).at(-1)];
  const [low = 0, lowScaled = 0] = least ?? [];
  const [high = 0, highScaled = 0] = greatest ?? [];
  const largest = Math.max(Math.abs(low), Math.abs(high));
  return 4 * Number.EPSILON * largest * ((highScaled - lowScaled) / (high - low));
}

const byNumber = ([a = 0]: readonly number[], [b = 0]: readonly number[]): number => a - b;

describe("numbers become what scikit-learn's scaler, imputer and indicator make of them", () => {
  it.each(figures.numbers.map((found) => [found.name, found] as const))("%s", (_, found) => {
    const options = { scaling: found.scaling, imputation: found.imputation, columns: { kind: "number" } };
    const { values } = prepare(found, options as PreparationOptions);
    expect(values.length).toBe(found.features.length);
    const lost = roundingOf(found);
    found.features.forEach((expected, feature) => {
      expected.forEach((wanted, row) => {
        const actual = values[feature]?.[row] as number;
        expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(
          TOLERANCE * Math.max(1, Math.abs(wanted)) + lost,
        );
      });
    });
  });
});

describe("categories become what scikit-learn's encoder makes of them", () => {
  it.each(figures.categories.map((found) => [found.name, found] as const))("%s", (_, found) => {
    const { names, values } = prepare(found, {
      columns: { kind: "category" },
      ...(found.maxCategories === null ? {} : { maxCategories: found.maxCategories }),
    });
    const named = found.names.map((name) =>
      name.replace("kind_infrequent_sklearn", "kind = any other").replace("kind_", "kind = "),
    );
    expect(names).toEqual(named);
    expect(values.map((feature) => [...feature])).toEqual(found.features);
  });
});

it.each(figures.types.map((found) => [found.name, found] as const))(
  "pandas finds the same in a column of %s",
  (_, { texts, type, missing }) => {
    const column = toTable({ x: texts }).columns[0] as RawColumn;
    const rows = texts.map((__, row) => row);
    expect(inferType(column, rows).type).toBe(type);
    const cells = readColumn(column, inferType(column, rows).type, rows);
    const found =
      cells.type === "category"
        ? cells.codes.filter((code) => code < 0)
        : cells.values.filter((value) => Number.isNaN(value));
    expect(found.length).toBe(missing);
  },
);

it.each(figures.dates)("NumPy and pandas read $text as the same point in time", ({ text, milliseconds }) => {
  expect(parseDate(text)).toBe(milliseconds);
});

describe("a description is NumPy's and SciPy's", () => {
  const { x, y, kind, likes, ...expected } = figures.description;
  const described = (columns: Record<string, string[]>, target: string) =>
    describeTable(toTable(columns), { target }).columns[0];

  it("in its figures of a column", () => {
    const numbers = described({ x, y }, "y")?.numbers;
    const { min, lowerQuartile, median, upperQuartile, max, mean, deviation } = numbers as NonNullable<
      typeof numbers
    >;
    expect([min, lowerQuartile, median, upperQuartile, max]).toEqual(expected.quantiles);
    expect(mean).toBeCloseTo(expected.mean, 15);
    expect(deviation).toBeCloseTo(expected.deviation, 14);
  });

  it.each([
    ["Pearson's r", { x, y }, "y", expected.pearson],
    ["correlation ratio", { kind, y }, "y", expected.correlationRatio],
    ["correlation ratio", { y, kind }, "kind", expected.correlationRatio],
    ["Cramér's V", { kind, likes }, "likes", expected.cramersV],
  ])("in its %s", (measure, columns, target, value) => {
    const association = described(columns, target)?.association;
    expect(association?.measure).toBe(measure);
    expect(association?.value).toBeCloseTo(value, 13);
  });
});
