import type { VNode } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { trainOptionGroups } from "wellfit";
import { settingsOf } from "../state/lab-state.ts";
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

/** Every setting of a network, or of all, beside the page. */
export function SettingsDrawer(props: {
  readonly opened: Opened;
  readonly onOpen: (opened: Opened) => void;
}): VNode {
  const { opened, onOpen } = props;
  const { lab, words } = useSurroundings();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    if (opened !== undefined && dialog.current?.open === false) dialog.current.showModal();
    if (opened === undefined) dialog.current?.close();
  }, [opened]);
  const state = lab.state.value;
  const variant = state.variants.find(({ id }) => id === opened);
  return (
    <dialog ref={dialog} class="drawer" aria-labelledby={title} onClose={() => onOpen(undefined)}>
      {opened !== undefined && (
        <>
          <header>
            <h2 id={title}>{words.allSettings}</h2>
            <IconButton icon="remove" label={words.close} onClick={() => onOpen(undefined)} />
          </header>
          <Choice
            label={words.settingsFor}
            value={String(variant?.id ?? "all")}
            choices={[
              { value: "all", label: words.forAll },
              ...state.variants.map((each) => ({
                value: String(each.id),
                label: nameVariant(state, each, words),
              })),
            ]}
            onChange={(value) => onOpen(value === "all" ? "all" : Number(value))}
          />
          {groups.map(([group, names]) => (
            <details key={group} open={group === "Network" || group === "Penalties on weights"}>
              <summary>{words.settingGroups[group]}</summary>
              {names.map((name) => (
                <SettingControl
                  key={`${variant?.id} ${name}`}
                  name={name}
                  own={variant === undefined ? state.shared[name] : variant.own[name]}
                  inherited={
                    variant === undefined ? undefined : settingsOf(state, { ...variant, own: {} })[name]
                  }
                  isOfAll={variant === undefined}
                  onChange={(value) => lab.set(name, value, variant?.id)}
                />
              ))}
            </details>
          ))}
        </>
      )}
    </dialog>
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
