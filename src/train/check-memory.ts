import { InvalidInputError } from "../base/errors.ts";
import { formatCount } from "../base/number-format.ts";
import { createLayout } from "../network/layout.ts";
import { layerSizes } from "../network/spec.ts";
import { hasActingDropout } from "./options.ts";
import { countEvaluated, type RunSize } from "./run-size.ts";

/** The memory that the arrays of one run may take: 4 GiB. */
const MAX_BYTES = 2 ** 32;
/** What every unit has for every example: its sum and its derivative; with dropout, a mask and a thinned activation. */
const ARRAYS = { plain: 2, dropout: 4 } as const;
/** Parameters and their gradients. */
const ARRAYS_OF_PARAMETERS = 2;

/**
 * Refuses a run whose arrays would fill the machine's memory, before any is made.
 *
 * @throws InvalidInputError naming the sizes
 */
export function checkMemory(run: RunSize): void {
  const bytes = countNumbers(run) * Float64Array.BYTES_PER_ELEMENT;
  if (bytes <= MAX_BYTES) return;
  const { hiddenLayers } = run.spec;
  const examples = `${formatCount(run.examples + run.developmentExamples)} examples`;
  throw new InvalidInputError({
    source: "option",
    where: "hiddenLayers",
    expected: `arrays of at most ${toGibibytes(MAX_BYTES)} for one run`,
    received: `${toGibibytes(bytes)} for hidden layers [${hiddenLayers.join(", ")}] and ${examples}`,
    hint: hiddenLayers.length === 0 ? "Take fewer examples." : "Take fewer units or fewer examples.",
  });
}

/** All numbers of a run. Where the whole network is evaluated beside the step, it has arrays of its own for that. */
function countNumbers(run: RunSize): number {
  const [inputs = 0, ...layers] = layerSizes(run.spec);
  const units = layers.reduce((sum, size) => sum + size, 0);
  const perUnit = hasActingDropout(run.settings) ? ARRAYS.dropout : ARRAYS.plain;
  const step = (inputs + perUnit * units) * run.examples;
  const evaluated = (inputs + units) * countEvaluated(run);
  return step + evaluated + ARRAYS_OF_PARAMETERS * createLayout(run.spec).length;
}

function toGibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
