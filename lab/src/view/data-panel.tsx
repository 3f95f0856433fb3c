import type { VNode } from "preact";
import { DRAWN, isFile } from "../state/data-recipe.ts";
import { useSurroundings } from "./context.ts";
import { Lazy } from "./lazy.tsx";

const loadFilePanel = async () => (await import("./file-panel.tsx")).FilePanel;
const loadDrawingPanel = async () => (await import("./drawing-panel.tsx")).DrawingPanel;

/** What there is to do about data of a person's own; nothing for those of wellfit. */
export function DataPanel(): VNode | null {
  const { lab, desk } = useSurroundings();
  const { data } = lab.state.value;
  if (desk.isAsking.value || isFile(data)) return <Lazy key="file" load={loadFilePanel} />;
  return data.source === DRAWN ? <Lazy key="points" load={loadDrawingPanel} /> : null;
}
