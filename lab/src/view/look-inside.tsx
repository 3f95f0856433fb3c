import type { VNode } from "preact";
import { lazy } from "./lazy.tsx";

/** Which network is looked into, and how to look into another or none. */
export interface Inspected {
  readonly inspected: number | undefined;
  readonly onInspect: (id: number | undefined) => void;
}

const InsideView = lazy(async () => (await import("./inside/inside-view.tsx")).InsideView);

/** The inside of one network, where one is looked into. */
export function LookInside({ inspected, onInspect }: Inspected): VNode | null {
  return inspected === undefined ? null : <InsideView inspected={inspected} onInspect={onInspect} />;
}
