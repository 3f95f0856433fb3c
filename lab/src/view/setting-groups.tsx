import type { VNode } from "preact";
import { trainOptionGroups } from "wellfit";
import { type SettingName, settingDescriptions } from "../state/settings.ts";
import type { Words } from "../words/vocabulary.ts";
import { useSurroundings } from "./context.ts";
import { SettingControl } from "./setting-control.tsx";
import type { Opened } from "./settings-drawer.tsx";

/** The name of the group of what belongs to no other. */
const OTHER = "Other";

type GroupName = keyof Words["settingGroups"];

/** Every setting by its group, in the order of the option table. */
const groups: readonly (readonly [GroupName, readonly SettingName[]])[] = groupSettings();

/** Every setting of a network, or of all, in its group. */
export function SettingGroups({ opened }: { readonly opened: Opened }): VNode {
  return (
    <>
      {groups.map(([group, names]) => (
        <SettingGroup key={group} group={group} names={names} opened={opened} />
      ))}
    </>
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
