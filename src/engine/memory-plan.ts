import { InternalError } from "../base/errors.ts";
import { countPanels, type PanelMatrix, pitchOf } from "./panels.ts";
import { bytesOf, type Precision } from "./precision.ts";

/** The kernels' own constants lie below this address. */
export const FIRST_FREE_ADDRESS = 1024;

/** Every array begins at a cache line. */
const ALIGNMENT = 64;

/**
 * A plan of one memory: where everything will lie. Addresses are given out first, and the memory is made once, in its
 * final size, when all are known; so it never grows, and views of it stay valid.
 */
export interface MemoryPlan {
  readonly precision: Precision;
  /** The address of so many bytes, which begin as zeros. */
  readonly reserve: (bytes: number) => number;
  /** The address of so many numbers of the plan's precision. */
  readonly reserveNumbers: (count: number) => number;
  /** A matrix of rows × examples, laid out in panels. */
  readonly reservePanels: (rows: number, examples: number) => PanelMatrix;
  /** The bytes that have been planned so far. */
  readonly size: () => number;
  /**
   * Plans something, and then the same once more for fewer examples: its second reservations are given the places of the
   * first, so that a short batch lies where the others do.
   */
  readonly planTwice: <Plans>(
    first: (plan: MemoryPlan) => Plans,
    second: (plan: MemoryPlan) => Plans,
  ) => [Plans, Plans];
}

/** An empty plan. */
export function createMemoryPlan(precision: Precision): MemoryPlan {
  let end = FIRST_FREE_ADDRESS;
  const reserve = (bytes: number): number => {
    const address = end;
    end += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return address;
  };
  return createPlan(precision, reserve, () => end);
}

function createPlan(
  precision: Precision,
  reserve: MemoryPlan["reserve"],
  size: MemoryPlan["size"],
): MemoryPlan {
  return {
    precision,
    reserve,
    reserveNumbers: (count) => reserve(count * bytesOf(precision)),
    reservePanels: (rows, examples) => ({
      address: reserve(countPanels(examples, precision) * pitchOf({ rows })),
      rows,
      examples,
    }),
    size,
    planTwice: (first, second) => {
      const places: { readonly address: number; readonly bytes: number }[] = [];
      const record = (bytes: number): number => {
        const address = reserve(bytes);
        places.push({ address, bytes });
        return address;
      };
      const firstPlans = first(createPlan(precision, record, size));
      const again = places.values();
      const repeat = (bytes: number): number => {
        const place = again.next().value;
        if (place !== undefined && bytes <= place.bytes) return place.address;
        throw new InternalError("a plan for fewer examples to need no more memory than the first");
      };
      return [firstPlans, second(createPlan(precision, repeat, size))];
    },
  };
}
