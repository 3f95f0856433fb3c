import { counterRandom } from "../../base/counter-random.ts";
import type { Axis, SearchPoint } from "./axis.ts";
import type { Sampler, SamplerContext } from "./sampler.ts";

/** The most points of a grid whose order can be drawn. */
export const MAX_GRID_POINTS = 1e6;

/**
 * Every combination of levels once, in an order drawn by the seed, so that a search that is cut short has looked
 * everywhere.
 *
 * @param levels how many values of a range are tried, ends included; an integer range of fewer values has those
 */
export function createGridSampler({ axes, seed }: SamplerContext, levels: number): Sampler {
  const places = axes.map((axis) => levelsOf(axis, levels));
  const size = countGridPoints(axes, levels);
  const order = counterRandom(seed, "search").permutation(size);
  return {
    size,
    propose: ({ trial }): SearchPoint => {
      let rest = order[trial - 1] as number;
      return places.map((own) => {
        const place = own[rest % own.length] as number;
        rest = Math.floor(rest / own.length);
        return place;
      });
    },
  };
}

/** How many points a grid has. */
export function countGridPoints(axes: readonly Axis[], levels: number): number {
  return axes.reduce((product, axis) => product * levelsOf(axis, levels).length, 1);
}

function levelsOf(axis: Axis, levels: number): readonly number[] {
  if (axis.kind === "choice") return Array.from({ length: axis.choices }, (_, index) => index);
  const places = Array.from({ length: levels }, (_, level) => level / Math.max(1, levels - 1));
  return axis.steps === undefined ? places : [...new Set(places.map(axis.steps.snap))];
}
