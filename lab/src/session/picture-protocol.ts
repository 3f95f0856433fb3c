/** What the page and the worker that draws pictures for files say to each other. */

import type { CostCurves } from "wellfit";
import type { DataRecipe } from "../state/data-recipe.ts";

/** A picture to be drawn. */
export type PictureOrder =
  | {
      readonly type: "boundaries";
      readonly title: string;
      readonly data: DataRecipe;
      /** The page's own address. */
      readonly base: string;
      /** The person's own file that the data are read from. */
      readonly file: Blob | undefined;
      readonly models: readonly { readonly heading: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
    }
  | { readonly type: "costs"; readonly picture: CostCurves };

/** The picture as an SVG document, or why there is none. */
export type PictureAnswer = { readonly svg: string } | { readonly trouble: string };
