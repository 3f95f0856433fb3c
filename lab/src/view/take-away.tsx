import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useSurroundings } from "./context.ts";
import { lazy } from "./lazy.tsx";

const TakeAwayItems = lazy(async () => (await import("./take-away-items.tsx")).TakeAwayItems);

/** Where a reader finds what can be taken away. */
export function TakeAway(): VNode {
  const { words } = useSurroundings();
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="take-away" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <h2>{words.takeAway.title}</h2>
      </summary>
      {isOpen && <TakeAwayItems />}
    </details>
  );
}
