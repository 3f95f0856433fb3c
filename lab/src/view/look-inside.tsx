import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { InsideView } from "./inside/inside-view.tsx";

/** Which network is looked into, and how to look into another or none. */
export interface Inspected {
  readonly inspected: number | undefined;
  readonly onInspect: (id: number | undefined) => void;
}

/** The inside of one network. What shows it comes when it is first asked for. */
export function LookInside({ inspected, onInspect }: Inspected): VNode | null {
  const [View, setView] = useState<typeof InsideView | undefined>(undefined);
  const isWanted = inspected !== undefined;
  useEffect(() => {
    if (isWanted) void import("./inside/inside-view.tsx").then((parts) => setView(() => parts.InsideView));
  }, [isWanted]);
  if (inspected === undefined || View === undefined) return null;
  return <View inspected={inspected} onInspect={onInspect} />;
}
