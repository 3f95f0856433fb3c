import { expect, it } from "vitest";
import { toTable } from "../table/to-table.ts";
import { inColumnUnits, preparedAs, scaleRows } from "./feature-units.ts";
import { fitPreparation } from "./fit-preparation.ts";
import { prepareDataset } from "./prepare-dataset.ts";

const table = toTable({
  area: [50, 80, 120, 95, 61, 70],
  since: ["2020-01-01", "2020-01-03", "2020-02-01", "2020-01-11", "2021-01-01", "2020-05-05"],
  isNew: [true, false, true, true, false, true],
  kind: ["a", "b", "a", "b", "b", "a"],
});
const ofFirst = fitPreparation(table, [0, 1, 2, 3], { target: "kind" });
const ofLast = fitPreparation(table, [2, 3, 4, 5], { target: "kind", scaling: "min-max" });
const { dataset } = prepareDataset(ofFirst, table);

it("features go back into the units of their columns, dates into days since 1970", () => {
  const [area, since, isNew] = inColumnUnits(dataset).features;
  const digits = (values: Float64Array | undefined) =>
    Array.from(values ?? [], (value) => Number(value.toFixed(9)));
  expect(digits(area?.values)).toEqual([50, 80, 120, 95, 61, 70]);
  expect(since?.name).toBe("since (days since 1970)");
  expect(digits(since?.values)[1]).toBe(Date.UTC(2020, 0, 3) / 86_400_000);
  expect(digits(isNew?.values)).toEqual([1, 0, 1, 1, 0, 1]);
});

it("examples of one preparation become those of another", () => {
  const own = prepareDataset(ofLast, table).dataset;
  const other = preparedAs(dataset, ofLast);
  expect(other?.preparation).toBe(ofLast);
  own.features.forEach(({ values }, index) => {
    values.forEach((value, row) => expect(other?.features[index]?.values[row]).toBeCloseTo(value, 12));
  });
  const rows = scaleRows([[50, Date.UTC(2020, 0, 1) / 86_400_000, 1]], ofLast)[0] ?? [];
  own.row(0).forEach((value, index) => expect(rows[index]).toBeCloseTo(value, 12));
});

it("but not where the other makes other features, or nothing was prepared", () => {
  const without = fitPreparation(table, undefined, { target: "kind", columns: { isNew: "drop" } });
  expect(preparedAs(dataset, without)).toBeUndefined();
  expect(preparedAs(dataset, undefined)).toBeUndefined();
  expect(preparedAs(dataset, ofFirst)).toBe(dataset);
});
