/** What the page and a worker that trains say to each other. Everything is plain data. */

import type { Outcome } from "wellfit";
import type { Inside, InsideWanted } from "../inside/inside.ts";
import type { DataRecipe } from "../state/data-recipe.ts";
import type { Axes } from "../state/lab-state.ts";
import type { Change, LiveSetting, Settings } from "../state/settings.ts";

/** How far to go, and how fast. */
export interface Pace {
  /** Iterations at which to stop; Infinity is the end of the run. */
  readonly until: number;
  /** Iterations per second at most; Infinity is as fast as the machine can. */
  readonly perSecond: number;
}

/** A run to be made from its start. */
export interface RunOrder extends Pace {
  readonly type: "start";
  /** The number of the order: reports on older ones are no longer of interest. */
  readonly run: number;
  readonly data: DataRecipe;
  /** The page's own address, from which that of a file of data goes on. */
  readonly base: string;
  /** The person's own file that the data are read from. */
  readonly file?: Blob | undefined;
  /** The features that are shown; the worker chooses where they are undefined. */
  readonly axes?: Axes | undefined;
  readonly settings: Settings;
  /** Changes to be made on the way. */
  readonly changes: readonly Change[];
}

/** What the page asks of a worker. */
export type Order =
  | RunOrder
  | ({ readonly type: "go" } & Pace)
  /** To stop where it is. */
  | { readonly type: "pause" }
  | { readonly type: "change"; readonly name: LiveSetting; readonly value: number }
  /** To show another iteration than the last: the latest recorded one that is not later. */
  | { readonly type: "show"; readonly iteration: number | undefined }
  /** To show other features. */
  | { readonly type: "axes"; readonly axes: Axes | undefined }
  /** To tell with the frames what the network is like inside; undefined is no longer. */
  | { readonly type: "lookInside"; readonly wanted: InsideWanted | undefined }
  /** The last frame has been drawn: there may be another. */
  | { readonly type: "drawn" }
  /** The model that is shown, as the bytes of a file. */
  | { readonly type: "save" };

/** Examples as they are drawn, in the units of their columns. */
export interface ShownExamples {
  /** How many lie from one that is drawn to the next. */
  readonly stride: number;
  /** The features along the axes; the second is all 0 where there is but one. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The class of each; empty where the target is not classes. */
  readonly classes: Uint16Array;
  /** The number to be predicted of each; empty where the target is none. */
  readonly numbers: Float64Array;
}

/** Data as a page shows them. */
export interface ShownData {
  readonly name: string;
  /** What a picture is of: classes or numbers over two features, a curve over one; nothing for labels. */
  readonly view: "classes" | "numbers" | "curve" | "nothing";
  /** What stands at the axes, across and up: one where there is but one feature. */
  readonly axisNames: readonly string[];
  /** The features along the axes. */
  readonly axes: readonly string[];
  /** All features. */
  readonly featureNames: readonly string[];
  readonly classNames: readonly string[];
  readonly targetName: string;
  /** The least and the greatest number to be predicted; of no meaning where the target is none. */
  readonly targetRange: readonly [low: number, high: number];
  /** How many examples are trained on. */
  readonly examples: number;
  /** How many examples there are to be drawn, and how many of them are. */
  readonly all: number;
  readonly drawn: number;
  readonly training: ShownExamples;
  /** Examples that were not trained on. */
  readonly heldOut: ShownExamples;
  /** Which part of the data these are. */
  readonly heldOutPart: "development" | "test";
}

/** Where a boundary is computed: so many points along each side of the frame; along a curve, one row. */
export interface ShownGrid {
  readonly columns: number;
  readonly rows: number;
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
  readonly xStart: number;
  readonly xStep: number;
  readonly yStart: number;
  readonly yStep: number;
}

/** How a model does on some examples. */
export interface ShownScore {
  /** NaN where the target is numbers. */
  readonly accuracy: number;
  readonly dataCost: number;
  /** The root of the mean squared error in the target's units; NaN where the target is not numbers. */
  readonly error: number;
}

/** Records of costs that are new since the last frame, a column each. */
export interface NewRecords {
  readonly iteration: readonly number[];
  readonly dataCost: readonly number[];
  readonly penalty: readonly number[];
  readonly heldOutCost: readonly number[];
}

/** What a network is like at one moment. */
export interface Frame {
  /** The iteration that is shown. */
  readonly shown: number;
  /** How many iterations have been made. */
  readonly iteration: number;
  /** Iterations per second while it last went on; 0 before. */
  readonly rate: number;
  /** Whether it waits for another order. */
  readonly isResting: boolean;
  readonly outcome: Outcome | undefined;
  /** Points of the grid × outputs; predictions where the target is numbers. */
  readonly logits: Float32Array;
  readonly outputs: number;
  readonly training: ShownScore;
  readonly heldOut: ShownScore;
  /** What L2 and L1 add to the cost, from the last record before. */
  readonly penalty: number;
  /** ‖W‖ of each layer. */
  readonly weightNorms: readonly number[];
  readonly fingerprint: string;
  readonly records: NewRecords;
  /** Now and then, where it is wanted. */
  readonly inside?: Inside | undefined;
}

/** What a worker tells the page. */
export type Report =
  | {
      readonly type: "started";
      readonly run: number;
      readonly data: ShownData;
      readonly grid: ShownGrid;
      /** How many iterations the whole run has. */
      readonly iterations: number;
      /** The sizes of the layers: features, hidden units, outputs. */
      readonly layers: readonly number[];
    }
  /** Other features are shown. */
  | { readonly type: "axes"; readonly run: number; readonly data: ShownData; readonly grid: ShownGrid }
  | { readonly type: "frame"; readonly run: number; readonly frame: Frame }
  /** A change has been made: it is part of the run from here on. */
  | { readonly type: "changed"; readonly run: number; readonly change: Change }
  /** A run cannot be made, or a change. */
  | { readonly type: "refused"; readonly run: number; readonly message: string }
  | { readonly type: "saved"; readonly run: number; readonly bytes: Uint8Array<ArrayBuffer> };
