import type { VNode } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { trainOptionGroups } from "wellfit";
import { type SettingName, settingDescriptions } from "../state/settings.ts";
import { nameVariant } from "../state/variant-name.ts";
import type { Words } from "../words/vocabulary.ts";
import { Choice } from "./choice.tsx";
import { useSurroundings } from "./context.ts";
import { IconButton } from "./icon-button.tsx";
import { SettingControl } from "./setting-control.tsx";

/** Whose settings are open: those of one network, or of all. */
export type Opened = number | "all" | undefined;

/** The name of the group of what belongs to no other. */
const OTHER = "Other";

type GroupName = keyof Words["settingGroups"];

/** Every setting by its group, in the order of the option table. */
const groups: readonly (readonly [GroupName, readonly SettingName[]])[] = groupSettings();

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
          {groups.map(([group, names]) => (
            <SettingGroup key={group} group={group} names={names} opened={opened} />
          ))}
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

function SettingGroup(props: {
  readonly group: GroupName;
  readonly names: readonly SettingName[];
  readonly opened: Opened;
}): VNode {
  const { group, names, opened } = props;
  const { lab, words } = useSurroundings();
  const { shared, variants } = lab.state.value;
  const variant = variants.find(({ id }) => id === opened);
  return (
    <details open={group === "Network" || group === "Penalties on weights"}>
      <summary>{words.settingGroups[group]}</summary>
      {names.map((name) => (
        <SettingControl
          key={`${opened} ${name}`}
          name={name}
          own={variant === undefined ? shared[name] : variant.own[name]}
          inherited={variant === undefined ? undefined : shared[name]}
          onChange={(value) => lab.set(name, value, variant?.id)}
        />
      ))}
    </details>
  );
}

function groupSettings(): readonly (readonly [GroupName, readonly SettingName[]])[] {
  const known = [...settingDescriptions.keys()];
  const named = Object.entries(trainOptionGroups).map(
    ([group, names]) => [group as GroupName, known.filter((name) => names.includes(name))] as const,
  );
  const others = known.filter((name) => !named.some(([, names]) => names.includes(name)));
  return [...named, [OTHER, others]];
}
