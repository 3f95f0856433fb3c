/** What the page and the worker that makes files say to each other. */

import type { CostCurves } from "wellfit";
import type { DataRecipe } from "../state/data-recipe.ts";
import type { RepeatOptions } from "../state/repeat-run.ts";

/** Data by their recipe. */
interface OfData {
  readonly data: DataRecipe;
  /** The page's own address, from which that of a file of data goes on. */
  readonly base: string;
}

/** A picture of boundaries. */
export interface BoundariesOrder extends OfData {
  readonly type: "boundaries";
  readonly title: string;
  readonly models: readonly { readonly heading: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
}

/** A picture of costs. */
export interface CostsOrder {
  readonly type: "costs";
  readonly picture: CostCurves;
}

/** A report on runs that are made anew. */
export interface ReportOrder extends OfData {
  readonly type: "report";
  readonly options: RepeatOptions;
  /** The command that does the same. */
  readonly command: string;
}

/** A file to be made. */
export type FileOrder = BoundariesOrder | CostsOrder | ReportOrder;

/** The file's text, SVG or HTML, or why there is none. */
export type FileAnswer = { readonly text: string } | { readonly trouble: string };
