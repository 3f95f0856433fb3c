import fc from "fast-check";
import { featureNames } from "../../src/data/preparation/feature-names.ts";
import {
  PREPARATION_VERSION,
  type Preparation,
  type PreparedColumn,
  type PreparedTarget,
} from "../../src/data/preparation/preparation.ts";
import type { Model } from "../../src/model/model.ts";
import { labelsFor, madeModel, randomSpecs, withTemperature } from "./random-models.ts";

/** Names that a program of any language must not stumble over. */
export const HOSTILE_NAMES = [
  "__proto__",
  "constructor",
  "*/ throw 1 /*",
  "</script><script>",
  'a "quoted" name',
  "it's\\",
  "line\u2028break\r\nand\u2029end",
  '""" + quit() + r"""',
  "${quit()} `{x}`",
  "\ud83d\ude00 größe",
  "features",
  "columns",
  "probabilities",
  "predictions",
  "W1",
  "Gemm_1",
] as const;

const names = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string(), fc.string({ unit: "grapheme" }));
const numbers = fc.double({ min: -1000, max: 1000, noNaN: true }).map((value) => value + 0);
const spreads = fc.double({ min: 0.1, max: 500, noNaN: true });
/** A scale, and a number to fill in that is not far off it. */
const scales = fc
  .record({ center: numbers, spread: spreads, filled: fc.double({ min: -2, max: 2, noNaN: true }) })
  .map(({ center, spread, filled }) => ({ center, spread, fill: center + spread * filled }));

/** Names of categories, as a preparation that was fitted has them: neither missing nor a number in a longer spelling. */
const categoryNames = fc
  .uniqueArray(fc.oneof(names, fc.integer().map(String), fc.constantFrom("true", "2024-02-29", "007", "a")), {
    minLength: 1,
    maxLength: 6,
  })
  .map((list) => [...new Set(list.map((name) => name.trim()))].filter((name) => name !== ""));

const DAY = 86_400_000;

function randomColumn(name: string): fc.Arbitrary<PreparedColumn> {
  const common = { name: fc.constant(name), hasIndicator: fc.boolean() };
  return fc.oneof(
    fc.record({ scale: scales, ...common }).map(({ scale, ...column }) => ({
      type: "number" as const,
      ...column,
      ...scale,
    })),
    fc
      .record({
        scale: scales,
        ...common,
        from: fc.integer({ min: -20_000, max: 20_000 }).map((days) => days * DAY + 1234),
        epoch: fc.constantFrom("milliseconds" as const, "seconds" as const),
      })
      .map(({ scale, ...column }) => ({ type: "date" as const, ...column, ...scale })),
    fc.record({
      type: fc.constant("boolean" as const),
      ...common,
      fill: fc.constantFrom(0 as const, 1 as const),
    }),
    fc
      .record({ categories: categoryNames, hasOther: fc.boolean(), place: fc.option(fc.nat(5)), ...common })
      .map(({ place, ...column }) => ({
        type: "category" as const,
        ...column,
        // Without any, there would be no feature.
        categories: column.categories.length === 0 ? ["only"] : column.categories,
        fill: place === null ? null : place % Math.max(1, column.categories.length),
      })),
  );
}

const columns = fc
  .uniqueArray(names, { minLength: 1, maxLength: 5 })
  .filter((list) => !list.includes("y"))
  .chain((list) => fc.tuple(...list.map(randomColumn)));

function targetOf({ classNames, targetType }: Model["labels"], scale: { center: number; spread: number }) {
  const name = "y";
  if (targetType === "labels") return undefined;
  return targetType === "number"
    ? ({ type: "number", name, ...scale } satisfies PreparedTarget)
    : ({ type: "category", name, classNames: [...classNames] } satisfies PreparedTarget);
}

/** A small model of any kind that takes rows of a table with columns of any types and names. */
export const randomPreparedModels: fc.Arbitrary<Model> = fc
  .record({
    columns,
    spec: randomSpecs,
    scale: fc.record({ center: fc.constantFrom(0, -12.5, 4000), spread: fc.constantFrom(1, 0.25, 900) }),
    temperature: fc.constantFrom(1, 2.7),
    seed: fc.nat(),
  })
  .map(({ columns: prepared, spec, scale, temperature, seed }) => {
    const bare: Preparation = { version: PREPARATION_VERSION, columns: [...prepared], dropped: [] };
    const features = featureNames(bare);
    const network = { ...spec, inputs: features.length };
    const labels = { ...labelsFor(network), featureNames: features };
    const target = targetOf(labels, scale);
    const preparation = target === undefined ? bare : { ...bare, target };
    const model = madeModel(network, { seed, scale: 0.5 }, { ...labels, preparation });
    return withTemperature(model, temperature);
  });

/** The preparation of such a model. */
export function preparationOf(model: Model): Preparation {
  return model.labels.preparation as Preparation;
}
