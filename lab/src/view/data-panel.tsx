import type { VNode } from "preact";
import { DRAWN, isFile } from "../state/data-recipe.ts";
import { useSurroundings } from "./context.ts";
import { lazy } from "./lazy.tsx";

const FilePanel = lazy(async () => (await import("./file-panel.tsx")).FilePanel);
const DrawingPanel = lazy(async () => (await import("./drawing-panel.tsx")).DrawingPanel);

/** What there is to do about data of a person's own; nothing for those of wellfit. */
export function DataPanel(): VNode | null {
  const { lab, desk } = useSurroundings();
  const { data } = lab.state.value;
  if (desk.isAsking.value || isFile(data)) return <FilePanel />;
  return data.source === DRAWN ? <DrawingPanel /> : null;
}
