import * as v from "valibot";
import type { RandomStream } from "../base/random-stream.ts";
import { orthogonalRows } from "./orthogonal.ts";

/** One row of {@link initialisers}. */
export interface Initialiser {
  /** One line for help and docs; n are the units or features below, k the units of the layer. */
  readonly description: string;
  /** The first weights of a layer of `rows` units on `columns` below, row after row, drawn in that order. */
  readonly draw: (rows: number, columns: number, random: RandomStream) => Float64Array;
}

/** How the first weights are drawn, by name. Normal numbers are not truncated, as in PyTorch and unlike in Keras. */
export const initialisers = {
  article: {
    description: "normal, divided by √n: the article's; the distribution of lecun-normal",
    draw: (rows, columns, random) => {
      const deviation = Math.sqrt(columns);
      return random.randn(rows * columns).map((value) => value / deviation);
    },
  },
  "he-normal": {
    description:
      "normal of variance 2/n, untruncated (He et al. 2015): for relu and its kind, gelu and swish too",
    draw: normal((_, columns) => 2 / columns),
  },
  "he-uniform": {
    description: "uniform between ±√(6/n), of variance 2/n (He et al. 2015): as he-normal",
    draw: uniform((_, columns) => 2 / columns),
  },
  "xavier-normal": {
    description:
      "normal of variance 2/(n + k), untruncated (Glorot and Bengio 2010): for tanh, sigmoid, linear",
    draw: normal((rows, columns) => 2 / (rows + columns)),
  },
  "xavier-uniform": {
    description:
      "uniform between ±√(6/(n + k)), of variance 2/(n + k) (Glorot and Bengio 2010): as xavier-normal",
    draw: uniform((rows, columns) => 2 / (rows + columns)),
  },
  "lecun-normal": {
    description: "normal of variance 1/n, untruncated (LeCun et al. 1998): for selu",
    draw: normal((_, columns) => 1 / columns),
  },
  "lecun-uniform": {
    description: "uniform between ±√(3/n), of variance 1/n (LeCun et al. 1998): as lecun-normal",
    draw: uniform((_, columns) => 1 / columns),
  },
  orthogonal: {
    description:
      "orthonormal rows, or columns where there are more rows (Saxe et al. 2014): for deep networks",
    draw: drawOrthogonal,
  },
  zeros: {
    description: "0: for networks without hidden layers only, because units that begin equal stay equal",
    draw: (rows, columns) => new Float64Array(rows * columns),
  },
} as const satisfies Record<string, Initialiser>;

/** The name of an initialiser. */
export type InitialiserName = keyof typeof initialisers;

/** All names, in the table's order. */
export const INITIALISER_NAMES: readonly InitialiserName[] = Object.keys(initialisers) as InitialiserName[];

/** The initialiser of the weights, as an option. */
export const initialiserOption = v.pipe(
  v.picklist(INITIALISER_NAMES),
  v.description("how the first weights are drawn; biases begin as 0"),
  v.metadata({ flag: "initialiser" }),
);

/** Normal numbers of mean 0. @param varianceOf by the sizes of the layer: rows, columns */
function normal(varianceOf: (rows: number, columns: number) => number): Initialiser["draw"] {
  return (rows, columns, random) => {
    const deviation = Math.sqrt(varianceOf(rows, columns));
    return random.randn(rows * columns).map((value) => value * deviation);
  };
}

/** Uniform numbers of mean 0, between ±√(3·variance). @param varianceOf by the sizes of the layer: rows, columns */
function uniform(varianceOf: (rows: number, columns: number) => number): Initialiser["draw"] {
  return (rows, columns, random) => {
    const bound = Math.sqrt(3 * varianceOf(rows, columns));
    return random.rand(rows * columns).map((value) => (2 * value - 1) * bound);
  };
}

/** Uniform over all such matrices: the orthonormal part of a normal matrix. */
function drawOrthogonal(rows: number, columns: number, random: RandomStream): Float64Array {
  const drawn = random.randn(rows, columns);
  const isWide = rows <= columns;
  const made = orthogonalRows(isWide ? drawn : drawn.transpose());
  return (isWide ? made : made.transpose()).data;
}
