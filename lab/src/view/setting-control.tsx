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
  readonly isOfAll: boolean;
  /** Undefined takes the setting back. */
  readonly onChange: (value: unknown) => void;
}): VNode {
  const { name, own, inherited, isOfAll, onChange } = props;
  const { words } = useSurroundings();
  const id = useId();
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const option = settingDescriptions.get(name) as OptionDescription;
  const told = words.options[name];
  const change = (text: string): void => {
    const value = parseOptionText(option, text);
    const isGood = text === "" || isAllowed(name, value);
    setRefusal(isGood ? undefined : words.valueWrong(option.expected));
    if (isGood) onChange(text === "" ? undefined : value);
  };
  const usual =
    isOfAll || inherited === undefined
      ? usualOf(option, words)
      : `${words.asForAll}: ${formatOptionValue(inherited)}`;
  return (
    <div class={own === undefined ? "setting" : "setting is-set"}>
      <label for={id}>{told.name}</label>
      <Input
        id={id}
        option={option}
        value={formatOptionValue(own)}
        usual={usual}
        words={words}
        onChange={change}
      />
      <p id={`${id}-told`}>
        {told.description ?? option.description}
        {refusal !== undefined && (
          <span class="refusal" role="alert">
            {" "}
            {refusal}
          </span>
        )}
      </p>
    </div>
  );
}

function Input(props: {
  readonly id: string;
  readonly option: OptionDescription;
  readonly value: string;
  readonly usual: string;
  readonly words: Words;
  readonly onChange: (text: string) => void;
}): VNode {
  const { id, option, value, usual, words, onChange } = props;
  const described = `${id}-told`;
  if (option.kind === "choice" || option.kind === "boolean") {
    const choices = option.kind === "boolean" ? ["true", "false"] : option.choices;
    const labelOf = (choice: string): string =>
      choice === "true" ? words.yes : choice === "false" ? words.no : choice;
    return (
      <select
        id={id}
        value={value}
        aria-describedby={described}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        <option value="">{usual}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {labelOf(choice)}
          </option>
        ))}
      </select>
    );
  }
  return (
    <>
      <input
        id={id}
        type="text"
        autocomplete="off"
        spellcheck={false}
        value={value}
        placeholder={usual}
        aria-describedby={described}
        list={option.choices.length > 0 ? `${id}-choices` : undefined}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {option.choices.length > 0 && (
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
