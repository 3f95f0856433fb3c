import { InvalidInputError } from "../base/errors.ts";
import { createLayout } from "../network/layout.ts";
import { layerSizes, type NetworkSpec } from "../network/spec.ts";

/** The memory that the arrays of one run may take: 4 GiB. */
const MAX_BYTES = 2 ** 32;
/** What every unit has for every example: its sum and its derivative; with dropout, a mask and a thinned activation. */
const ARRAYS = { plain: 2, dropout: 4 } as const;
/** Parameters and their gradients. */
const ARRAYS_OF_PARAMETERS = 2;

/** The run whose arrays are counted. */
export interface RunSize {
  readonly spec: NetworkSpec;
  /** The number of training examples. */
  readonly examples: number;
  /** The number of examples whose cost is recorded beside the training cost; 0 where there are none. */
  readonly developmentExamples: number;
  readonly hasDropout: boolean;
}

/**
 * Refuses a run whose arrays would fill the machine's memory, before any is made.
 *
 * @throws InvalidInputError naming the sizes
 */
export function checkMemory(run: RunSize): void {
  const bytes = countNumbers(run) * Float64Array.BYTES_PER_ELEMENT;
  if (bytes <= MAX_BYTES) return;
  const { spec, examples, developmentExamples } = run;
  const layers =
    spec.hiddenLayers.length === 0 ? "no layer" : `layers of ${spec.hiddenLayers.join(", ")} units`;
  throw new InvalidInputError({
    source: "option",
    where: "hiddenLayers",
    expected: `layers that take at most ${toGibibytes(MAX_BYTES)} of memory with ${examples + developmentExamples} examples`,
    received: `${layers}, which take ${toGibibytes(bytes)}`,
    hint: "Take fewer units or fewer examples.",
  });
}

/** All numbers of a run. Where the whole network is evaluated beside the step, it has arrays of its own for that. */
function countNumbers({ spec, examples, developmentExamples, hasDropout }: RunSize): number {
  const [inputs = 0, ...layers] = layerSizes(spec);
  const units = layers.reduce((sum, size) => sum + size, 0);
  const step = (inputs + (hasDropout ? ARRAYS.dropout : ARRAYS.plain) * units) * examples;
  const evaluated = (hasDropout ? examples : 0) + developmentExamples;
  return step + (inputs + units) * evaluated + ARRAYS_OF_PARAMETERS * createLayout(spec).length;
}

function toGibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(0)} GiB`;
}
