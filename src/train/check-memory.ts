import { InvalidInputError } from "../base/errors.ts";
import { formatCount } from "../base/number-format.ts";
import type { TrainSettings } from "./options.ts";

/** What a WebAssembly memory can hold: 4 GiB. */
const MAX_BYTES = 2 ** 32;

/**
 * Refuses a run whose arrays have no room in one memory, before it is made.
 *
 * @param bytes of all arrays of the run
 * @param examples of all data sets of the run
 * @throws InvalidInputError naming the sizes
 */
export function checkMemory(
  bytes: number,
  { hiddenLayers }: Pick<TrainSettings, "hiddenLayers">,
  examples: number,
): void {
  if (bytes <= MAX_BYTES) return;
  throw new InvalidInputError({
    source: "option",
    where: "hiddenLayers",
    expected: `arrays of at most ${toGibibytes(MAX_BYTES)} for one run`,
    received: `${toGibibytes(bytes)} for hidden layers [${hiddenLayers.join(", ")}] and ${formatCount(examples)} examples`,
    hint: hiddenLayers.length === 0 ? "Take fewer examples." : "Take fewer units or fewer examples.",
  });
}

function toGibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
