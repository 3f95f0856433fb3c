import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";
import type { OptionDescription } from "wellfit";
import { isAllowed } from "../state/address.ts";
import { formatOptionValue, parseOptionText } from "../state/option-text.ts";
import { type SettingName, settingDescriptions } from "../state/settings.ts";
import type { Words } from "../words/vocabulary.ts";
import { useSurroundings } from "./context.ts";

/** A setting with its description, made from its schema. */
export function SettingControl(props: {
  readonly name: SettingName;
  /** What is set here. */
  readonly own: unknown;
  /** What all networks have, where these are the settings of one. */
  readonly inherited: unknown;
  /** Undefined takes the setting back. */
  readonly onChange: (value: unknown) => void;
}): VNode {
  const { name, own, inherited, onChange } = props;
  const { words } = useSurroundings();
  const id = useId();
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const option = settingDescriptions.get(name) as OptionDescription;
  const change = (text: string): void => {
    const value = parseOptionText(option, text);
    const isGood = text === "" || isAllowed(name, value);
    setRefusal(isGood ? undefined : words.valueWrong(option.expected));
    if (isGood) onChange(text === "" ? undefined : value);
  };
  const usual =
    inherited === undefined ? usualOf(option, words) : `${words.asForAll}: ${formatOptionValue(inherited)}`;
  const input = { id, option, value: formatOptionValue(own), usual, onChange: change };
  return (
    <div class={own === undefined ? "setting" : "setting is-set"}>
      <label for={id}>{words.options[name].name}</label>
      {isListed(option) ? <ListInput {...input} /> : <TextInput {...input} />}
      <p id={toldId(id)}>
        {words.options[name].description ?? option.description}
        {refusal !== undefined && (
          <span class="refusal" role="alert">
            {` ${refusal}`}
          </span>
        )}
      </p>
    </div>
  );
}

/** What a field for a setting needs. */
interface InputProps {
  readonly id: string;
  readonly option: OptionDescription;
  readonly value: string;
  /** What stands in place of nothing. */
  readonly usual: string;
  readonly onChange: (text: string) => void;
}

function isListed({ kind }: OptionDescription): boolean {
  return kind === "choice" || kind === "boolean";
}

/** The id of a setting's description. */
function toldId(id: string): string {
  return `${id}-told`;
}

function ListInput({ id, option, value, usual, onChange }: InputProps): VNode {
  const { words } = useSurroundings();
  const choices: readonly (readonly [value: string, label: string])[] =
    option.kind === "boolean"
      ? [
          ["true", words.yes],
          ["false", words.no],
        ]
      : option.choices.map((choice) => [choice, choice]);
  return (
    <select
      id={id}
      value={value}
      aria-describedby={toldId(id)}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    >
      <option value="">{usual}</option>
      {choices.map(([choice, label]) => (
        <option key={choice} value={choice}>
          {label}
        </option>
      ))}
    </select>
  );
}

function TextInput({ id, option, value, usual, onChange }: InputProps): VNode {
  const hasChoices = option.choices.length > 0;
  return (
    <>
      <input
        id={id}
        type="text"
        autocomplete="off"
        spellcheck={false}
        value={value}
        placeholder={usual}
        aria-describedby={toldId(id)}
        list={hasChoices ? `${id}-choices` : undefined}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {hasChoices && (
        <datalist id={`${id}-choices`}>
          {option.choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** What a setting is unless it is set. */
function usualOf(option: OptionDescription, { usual }: Words): string {
  const value = option.default === undefined ? option.defaultInWords : formatOptionValue(option.default);
  return value === undefined ? "–" : `${usual}: ${value}`;
}
