import type { VNode } from "preact";
import { useId } from "preact/hooks";

/** One of several things to choose from. */
export interface Choosable {
  readonly value: string;
  readonly label: string;
}

/** A list to choose from. */
export function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choosable[];
  readonly onChange: (value: string) => void;
  readonly isLabelHidden?: boolean;
}): VNode {
  const { label, value, choices, onChange, isLabelHidden = false } = props;
  const id = useId();
  // What an address gives may be none of the usual.
  const isUsual = choices.some((choice) => choice.value === value);
  const listed = isUsual ? choices : [...choices, { value, label: value }];
  return (
    <div class="field">
      <label for={id} class={isLabelHidden ? "unseen" : undefined}>
        {label}
      </label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {listed.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
