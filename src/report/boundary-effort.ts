import { max, sum } from "d3-array";
import type { Model } from "../model/model.ts";
import { createLayout } from "../network/layout.ts";

/** Multiplications that finding one model's boundary may take: about a second. A usual network needs far fewer. */
const MOST_MULTIPLICATIONS = 1e9;
/** Points beyond these would not be seen; with fewer, lines would no longer look like those of the model. */
const STEPS = { least: 64, most: 200 } as const;
/** About so many places are asked for when lines are sought between the points of the grid, rather more than fewer. */
const SOUGHT_PLACES = { ofTwoClasses: 1e5, ofEachClass: 4e4 } as const;

/**
 * Steps along each side of the grid on which the boundaries of some models are drawn: 200, or fewer where the panel with
 * the most weights would otherwise take more than about a second; 64 at least.
 *
 * @param panels the models of each panel
 */
export function chooseSteps(panels: readonly (readonly Model[])[]): number {
  const weights = max(panels, (models) => sum(models, countWeights)) || 1;
  const affordable = Math.floor(Math.sqrt(MOST_MULTIPLICATIONS / weights));
  return Math.min(Math.max(affordable, STEPS.least), STEPS.most);
}

/**
 * Whether the lines of a model are sought with the model itself, as is done up to 10 000 weights, of several classes up to
 * 25 000 divided by their number; those of a larger one are found between the points of the grid.
 */
export function canSeekLines(model: Model): boolean {
  const { ofTwoClasses, ofEachClass } = SOUGHT_PLACES;
  const places = model.outputs <= 2 ? ofTwoClasses : ofEachClass * model.outputs;
  return countWeights(model) * places <= MOST_MULTIPLICATIONS;
}

/** The multiplications that one example takes. */
function countWeights({ spec }: Model): number {
  const weights = createLayout(spec).entries.filter((entry) => entry.kind === "weight");
  return sum(weights, ({ length }) => length);
}
