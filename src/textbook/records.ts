import { InvalidInputError } from "../base/errors.ts";
import type { Matrix } from "../base/matrix.ts";
import { checkMatrix } from "./checks.ts";

/** Layers whose matrices have a name in the types; a network may have more. */
export type NamedLayer = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Matrices by letter and number of the layer, as functions take them: as many as there are. */
export type GivenMatrices<Letter extends string> = Readonly<Record<`${Letter}${number}`, Matrix>>;

/**
 * The same as functions give them. A type cannot count layers: the first nine have names, so that `gradients.dW1` needs
 * no check under `noUncheckedIndexedAccess`, and those that a smaller network lacks are undefined in spite of it.
 */
export type NamedMatrices<Letter extends string> = GivenMatrices<Letter> &
  Readonly<Record<`${Letter}${NamedLayer}`, Matrix>>;

/**
 * Weights W1, W2, … (units × units below) and biases b1, b2, … (units × 1), by their names in the article. The number
 * of weight matrices is the number of layers L.
 */
export type Parameters = NamedMatrices<"W" | "b">;

/** {@link Parameters} as a caller gives them: `{ W1, b1, W2, b2 }`. */
export type GivenParameters = GivenMatrices<"W" | "b">;

/**
 * What the forward pass leaves for the backward pass: for every layer l the sums Zl and activations Al (units ×
 * examples) and the parameters Wl and bl that they were made with; with dropout also the masks Dl of hidden layers.
 */
export type Cache = NamedMatrices<"Z" | "A" | "W" | "b" | "D">;

/** A {@link Cache} as a caller gives it. */
export type GivenCache = GivenMatrices<"Z" | "A" | "W" | "b" | "D">;

/** The derivatives of the cost by every Zl, Al, Wl and bl, in the shapes of these; dA of hidden layers alone. */
export type Gradients = NamedMatrices<"dZ" | "dA" | "dW" | "db">;

/** {@link Gradients} as a caller gives them: dWl and dbl are enough for a step. */
export type GivenGradients = GivenMatrices<"dZ" | "dA" | "dW" | "db">;

/** The number of layers L: W1 … WL are there. */
export function countLayers(record: GivenParameters | GivenCache): number {
  let layers = 0;
  while (`W${layers + 1}` in record) layers++;
  if (layers > 0) return layers;
  throw missing("W1");
}

/** A matrix of a record by its letter and layer; an error names it when it is not there or is no matrix. */
export function matrixOf(record: Readonly<Record<string, Matrix>>, letter: string, layer: number): Matrix {
  const matrix = record[`${letter}${layer}`];
  if (matrix === undefined) throw missing(`${letter}${layer}`);
  checkMatrix(matrix, `${letter}${layer}`);
  return matrix;
}

function missing(name: string): InvalidInputError {
  return new InvalidInputError({
    source: "data",
    where: "textbook",
    expected: `a record with the matrix ${name}`,
    received: "one without it",
    hint: "Records name their matrices by letter and layer, as in { W1, b1, W2, b2 }.",
  });
}
