import type { DiagramLayout } from "../../inside/diagram-layout.ts";
import type { Inside, NetworkPlace } from "../../inside/inside.ts";
import type { Naming } from "./place-names.ts";

/** What a part of the diagram needs. */
export interface DiagramPart {
  readonly inside: Inside;
  readonly layout: DiagramLayout;
  /** The size of the largest number, by which lines and dots have theirs. */
  readonly largest: number;
  readonly naming: Naming;
  /** What is selected, and what the Tab key comes to. */
  readonly selected: NetworkPlace;
  readonly onSelect: (place: NetworkPlace) => void;
}

/** The size of the largest weight or bias of those that are drawn. */
export function largestOf({ layers }: Inside): number {
  return layers.reduce(
    (most, { weights, biases }) => Math.max(most, ...weights.map(Math.abs), ...biases.map(Math.abs)),
    0,
  );
}
