import type { Scale } from "./scale.ts";
import { momentsOf, quantileOf } from "./statistics.ts";
import type { MeasuredColumn } from "./typed-column.ts";

/** A way to bring numbers to one scale. */
export interface Scaling {
  /** What becomes of a number, for people. */
  readonly description: string;
  /** The scale of the values of a column; at least one value is there. */
  readonly fit: (column: MeasuredColumn) => Scale;
}

/** Every way to bring numbers to one scale, by its name. */
export const scalings = {
  standard: {
    description: "(x − mean) / standard deviation",
    fit: (column) => {
      const { mean, deviation } = momentsOf(column.values);
      return { center: mean, spread: deviation };
    },
  },
  "min-max": {
    description: "(x − least) / (greatest − least)",
    fit: ({ sorted }) => {
      const [least, greatest] = [quantileOf(sorted, 0), quantileOf(sorted, 1)];
      return { center: least, spread: greatest - least };
    },
  },
  robust: {
    description: "(x − median) / distance of the quartiles; the deviation where the quartiles are one",
    fit: ({ sorted, values }) => {
      const distance = quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25);
      const spread = distance > 0 ? distance : momentsOf(values).deviation;
      return { center: quantileOf(sorted, 0.5), spread };
    },
  },
  none: {
    description: "x",
    fit: () => ({ center: 0, spread: 1 }),
  },
} as const satisfies Readonly<Record<string, Scaling>>;

/** The name of a way to bring numbers to one scale. */
export type ScalingName = keyof typeof scalings;

/** The names, in the order of the table. */
export const SCALING_NAMES = Object.keys(scalings) as [ScalingName, ...ScalingName[]];

/** A spread this small beside the values is what rounding leaves of none. */
const ROUNDING = 2 ** -50;

/** The scale of a column. One whose values do not differ, but for rounding, is only moved: its spread is 1. */
export function fitScale(column: MeasuredColumn, scaling: ScalingName): Scale {
  const { center, spread } = scalings[scaling].fit(column);
  const largest = Math.max(Math.abs(column.sorted[0] as number), Math.abs(column.sorted.at(-1) as number));
  return { center, spread: spread > largest * ROUNDING ? spread : 1 };
}
