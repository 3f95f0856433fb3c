import fc from "fast-check";
import type { PreparedColumn } from "../../src/data/preparation/preparation.ts";

/** Texts that mean something to a column of some type, and others that look like it. */
export const TEXTS: readonly string[] = [
  ["", " ", "NA", "n/a", "#N/A", "<NA>", "NaN", "null", "None", "?", "????????????????", "-", "--"],
  ["unknown", "n.a.", "#N/A N/A", "1.#QNAN", "-inf", "+Infinity", "Nein", "india", "#"],
  ["0", "1", "-0", "+1", "1.0", "1e0", "1.", ".5", "007", "-07.5", "0x10", "1_000", "1,5", "1e3", "\u0661"],
  ["1e999", "00e999", "9007199254740993", "9007199254740992", "123456789012345680000", "1e21", "0.00001"],
  ["1e-7", `1${"0".repeat(400)}`, "1e100", "1.1e100", "-1e100", "5e-324", "\u00a01\ufeff", "\u0085x", "1\n"],
  ["true", "FALSE", "Yes", "no", "Y", "n", "t", "F", "oN", "OFF", " true ", "\u212aes", "truth"],
  ["2024-02-29", "2023-02-29", "2024-02-29T13:45", "2024-02-29t13:45:10z", "2024-02-29 13:45:10,5-01:30"],
  ["0001-01-01", "0000-12-31T23:59:59.999999999Z", "9999-12-31", "2024-13-01", "2024-00-10", "2024-01-00"],
  ["2024-01-01T24:00", "2024-01-01T10:60", "2024-01-01T10:10:60", "2024-01-01T10:10+24", "20240229"],
  ["2024-01-01T10:10+0159", "2024-04-31", "2024-02-29T13:45:00.1234567891", "2024-02-29T00:00:00.000Z"],
  ["2024-01-01T10:10-00:60", "2024-02-29\n"],
].flat();

const numbers = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    1,
    0.5,
    1e16,
    1e21,
    1e-6,
    1e-7,
    1e100,
    1.1e100,
    8.64e15,
    8.64e12,
    8.65e15,
    Infinity,
    Number.NaN,
  ),
  fc.integer(),
  fc.double(),
);

/** What programs put into cells and JSON can hold, for a column: half of them suit its type. */
export function jsonCells(column: PreparedColumn): fc.Arbitrary<string | number | boolean | null> {
  const suited: Record<PreparedColumn["type"], fc.Arbitrary<string | number>> = {
    number: fc.double({ min: -2000, max: 2000, noNaN: true }),
    boolean: fc.constantFrom("true", "no", 1, 0),
    date: fc.oneof(
      fc.integer({ min: -20_000, max: 20_000 }).map((days) => new Date(days * 86_400_000).toISOString()),
      fc.integer({ min: -1e9, max: 1e9 }),
    ),
    category:
      column.type === "category" ? fc.constantFrom(...(column.categories as [string])) : fc.constant(""),
  };
  return fc.oneof(
    suited[column.type],
    fc.constantFrom(...TEXTS),
    fc.string(),
    numbers.map((value) => (Number.isFinite(value) ? value : null)),
    fc.boolean(),
    fc.constant(null),
  );
}

/** What programs put into cells in JavaScript. */
export function anyCells(column: PreparedColumn): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 3, arbitrary: jsonCells(column) },
    numbers,
    fc.bigInt(),
    fc.date({ noInvalidDate: false }),
    fc.constantFrom(undefined, [], ["1"], {}, Symbol("1"), new Date("2024-02-29"), new Date(1), () => 1),
  );
}

/** A row for columns, as an object with a value for each. */
export function rowsOf<Cell>(
  columns: readonly PreparedColumn[],
  cellsOf: (column: PreparedColumn) => fc.Arbitrary<Cell>,
): fc.Arbitrary<Readonly<Record<string, Cell>>> {
  return fc
    .tuple(...columns.map(cellsOf))
    .map((cells) => Object.fromEntries(columns.map(({ name }, place) => [name, cells[place] as Cell])));
}
