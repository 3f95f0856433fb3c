import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PATH = fileURLToPath(new URL("../../../shared/data/data.mat", import.meta.url));

/** The article's own data, where it is at hand: it may be used for tests but not be part of the project. */
export const articleData: string | undefined = existsSync(PATH) ? PATH : undefined;

/** Why a test that needs the article's data is skipped. */
export const ARTICLE_DATA_MISSING = "the article's data file is not at ../shared/data/data.mat";

/** What the article prints: costs before iterations 0, 10000 and 20000, and accuracies after 30000. */
export const articleFigures = {
  none: {
    options: {},
    costs: [0.6557412523481002, 0.1632998752572419, 0.13851642423239133],
    training: 0.9478672985781991,
    test: 0.915,
  },
  l2: {
    options: { lambda: 0.7 },
    costs: [0.6974484493131264, 0.2684918873282239, 0.2680916337127301],
    training: 0.9383886255924171,
    test: 0.93,
  },
  dropout: {
    options: { keepProbability: 0.86 },
    costs: [0.6543912405149825, 0.061016986574905605, 0.060582435798513114],
    training: 0.9289099526066351,
    test: 0.95,
  },
} as const;

/** How far a cost may be from the article's: the unregularized run adds up in another order than the article's did. */
export function costTolerance(variant: string, iteration: number): number {
  return variant === "none" && iteration === 20_000 ? 1e-9 : 1e-12;
}
