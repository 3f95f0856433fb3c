import type { VNode } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { nameVariant } from "../state/variant-name.ts";
import { Choice } from "./choice.tsx";
import { useSurroundings } from "./context.ts";
import { IconButton } from "./icon-button.tsx";
import { lazy } from "./lazy.tsx";

/** Whose settings are open: those of one network, or of all. */
export type Opened = number | "all" | undefined;

const SettingGroups = lazy(async () => (await import("./setting-groups.tsx")).SettingGroups);

/** What the drawer is about. */
interface DrawerProps {
  readonly opened: Opened;
  readonly onOpen: (opened: Opened) => void;
}

/** Every setting of a network, or of all, beside the page. */
export function SettingsDrawer({ opened, onOpen }: DrawerProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    if (opened !== undefined && dialog.current?.open === false) dialog.current.showModal();
    if (opened === undefined) dialog.current?.close();
  }, [opened]);
  const { words } = useSurroundings();
  return (
    <dialog ref={dialog} class="drawer" aria-labelledby={title} onClose={() => onOpen(undefined)}>
      {opened !== undefined && (
        <>
          <header>
            <h2 id={title}>{words.allSettings}</h2>
            <IconButton icon="remove" label={words.close} onClick={() => onOpen(undefined)} />
          </header>
          <ScopeChoice opened={opened} onOpen={onOpen} />
          <SettingGroups opened={opened} />
        </>
      )}
    </dialog>
  );
}

/** Whose settings they are. */
function ScopeChoice({ opened, onOpen }: DrawerProps): VNode {
  const { lab, words } = useSurroundings();
  const state = lab.state.value;
  const choices = state.variants.map((variant) => ({
    value: String(variant.id),
    label: nameVariant(state, variant, words),
  }));
  return (
    <Choice
      label={words.settingsFor}
      value={String(opened)}
      choices={[{ value: "all", label: words.forAll }, ...choices]}
      onChange={(value) => onOpen(value === "all" ? "all" : Number(value))}
    />
  );
}
