import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useSurroundings } from "./context.ts";

/** Takes files that are dropped anywhere on the page, and says so while one is held over it. */
export function FileDrop(): VNode | null {
  const { desk, words } = useSurroundings();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const listen = (type: "dragover" | "dragleave" | "drop", hear: (event: DragEvent) => void): void =>
      addEventListener(type, hear, { signal: listening.signal });
    listen("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      setOver(true);
    });
    listen("dragleave", ({ relatedTarget }) => {
      if (relatedTarget === null) setOver(false);
    });
    listen("drop", (event) => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      void desk.open(file.name, file);
    });
    return () => listening.abort();
  }, [desk]);
  return isOver ? <p class="drop-here">{words.dropHere}</p> : null;
}
