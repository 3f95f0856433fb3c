import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { VERSION } from "wellfit";
import { MOST_VARIANTS, withDuplicate } from "../state/lab-state.ts";
import { ContestantView } from "./contestant-view.tsx";
import { useSurroundings } from "./context.ts";
import { DataPanel } from "./data-panel.tsx";
import { FileDrop } from "./file-drop.tsx";
import { Icon } from "./icon.tsx";
import { Legend } from "./legend.tsx";
import { LookInside } from "./look-inside.tsx";
import { PageHeader } from "./page-header.tsx";
import { type Opened, SettingsDrawer } from "./settings-drawer.tsx";
import { SharedControls } from "./shared-controls.tsx";
import { Summary } from "./summary.tsx";
import { TakeAway } from "./take-away.tsx";
import { Transport } from "./transport.tsx";

/** The whole page. */
export function App(): VNode {
  const { lab, words } = useSurroundings();
  const [opened, open] = useState<Opened>(undefined);
  const [inspected, inspect] = useState<number | undefined>(undefined);
  const looking = { inspected, onInspect: inspect };
  return (
    <>
      <PageHeader />
      <main>
        <SharedControls />
        <DataPanel />
        <Transport />
        <Legend />
        <section class="contestants" aria-label={words.networks}>
          {lab.contestants.value.map((contestant) => (
            <ContestantView
              key={contestant.variant.id}
              contestant={contestant}
              onSettings={open}
              {...looking}
            />
          ))}
        </section>
        <LookInside {...looking} />
        <More onSettings={() => open("all")} />
        <Summary />
        <TakeAway />
      </main>
      <footer>
        wellfit {VERSION} · {words.privacy}
      </footer>
      <FileDrop />
      <SettingsDrawer opened={opened} onOpen={open} />
    </>
  );
}

/** What else there can be: one more network, and all other settings. */
function More({ onSettings }: { readonly onSettings: () => void }): VNode {
  const { lab, words } = useSurroundings();
  const { variants } = lab.state.value;
  const last = variants.at(-1);
  return (
    <p class="after">
      {last !== undefined && variants.length < MOST_VARIANTS && (
        <button
          type="button"
          class="worded"
          onClick={() => lab.update((state) => withDuplicate(state, last.id))}
        >
          <Icon name="add" />
          {words.addVariant}
        </button>
      )}
      <button type="button" class="worded" onClick={onSettings}>
        <Icon name="settings" />
        {words.allSettings}
      </button>
    </p>
  );
}
