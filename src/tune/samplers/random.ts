import { counterRandom } from "../../base/counter-random.ts";
import { toPoint } from "./axis.ts";
import type { Sampler, SamplerContext } from "./sampler.ts";

/** Points drawn independently and uniformly, each by its trial's own numbers. */
export function createRandomSampler({ axes, seed }: SamplerContext): Sampler {
  return {
    propose: ({ trial }) => {
      const random = counterRandom(seed, "search", trial);
      return toPoint(
        axes,
        axes.map(() => random.rand()),
      );
    },
  };
}
