import { InvalidInputError } from "../base/errors.ts";
import { createLayout } from "../network/layout.ts";
import { layerSizes, type NetworkSpec } from "../network/spec.ts";

/** The memory that the arrays of one run may take: 4 GiB. */
const MAX_BYTES = 2 ** 32;
/** Sums and derivatives of every layer; with dropout, masks and thinned activations of the hidden ones. */
const ARRAYS_PER_LAYER = 2;
/** Parameters and their gradients. */
const ARRAYS_OF_PARAMETERS = 2;

/**
 * Refuses a run whose arrays would fill the machine's memory, before any is made.
 *
 * @throws InvalidInputError naming the sizes
 */
export function checkMemory(spec: NetworkSpec, examples: number, hasDropout: boolean): void {
  const [inputs = 0, ...layers] = layerSizes(spec);
  const arrays = hasDropout ? 2 * ARRAYS_PER_LAYER : ARRAYS_PER_LAYER;
  const units = layers.reduce((sum, size) => sum + size, 0);
  const numbers = (inputs + arrays * units) * examples + ARRAYS_OF_PARAMETERS * createLayout(spec).length;
  const bytes = numbers * Float64Array.BYTES_PER_ELEMENT;
  if (bytes <= MAX_BYTES) return;
  throw new InvalidInputError({
    source: "option",
    where: "hiddenLayers",
    expected: `layers that take at most ${toGibibytes(MAX_BYTES)} of memory with ${examples} examples`,
    received: `${spec.hiddenLayers.join(", ")} units, which take ${toGibibytes(bytes)}`,
    hint: "Take fewer units or fewer examples.",
  });
}

function toGibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(0)} GiB`;
}
