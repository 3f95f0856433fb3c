import { createGridSampler } from "./grid.ts";
import { createHaltonSampler } from "./halton.ts";
import { createRandomSampler } from "./random.ts";
import type { Sampler, SamplerContext } from "./sampler.ts";
import { createTpeSampler } from "./tpe.ts";

/** One row of {@link samplers}. */
interface SamplerRow {
  /** One line for help and docs. */
  readonly description: string;
  readonly create: (context: SamplerContext, options: { readonly levels: number }) => Sampler;
}

/** All samplers by name. A new one is a new row. */
export const samplers = {
  tpe: {
    description:
      "the tree-structured Parzen estimator: looks where the best tenth of the trials lies closer than the others",
    create: (context) => createTpeSampler(context),
  },
  halton: {
    description: "Halton's sequence, scrambled by the seed: fills the space evenly, whatever is found",
    create: createHaltonSampler,
  },
  random: {
    description: "every point drawn by itself",
    create: createRandomSampler,
  },
  grid: {
    description:
      "every combination of a few levels of each range and all choices, in an order drawn by the seed",
    create: (context, { levels }) => createGridSampler(context, levels),
  },
} as const satisfies Record<string, SamplerRow>;

/** The name of a sampler. */
export type SamplerName = keyof typeof samplers;

/** All names, in the table's order. */
export const SAMPLER_NAMES: readonly SamplerName[] = Object.keys(samplers) as SamplerName[];
