import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";

/** A text that counts when its field is left or Enter is pressed; one that is refused stays to be mended. */
export function TextField(props: {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly isWide?: boolean;
  /** @returns what was expected, where the text is refused */
  readonly onChange: (text: string) => string | undefined;
}): VNode {
  const { label, value, hint, isWide = false, onChange } = props;
  const id = useId();
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const told = refusal ?? hint;
  return (
    <div class={isWide ? "field wide" : "field"}>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        spellcheck={false}
        value={value}
        aria-invalid={refusal !== undefined}
        aria-describedby={told === undefined ? undefined : `${id}-told`}
        onChange={({ currentTarget }) => setRefusal(onChange(currentTarget.value))}
      />
      {told !== undefined && (
        <p
          id={`${id}-told`}
          class={refusal === undefined ? "hint" : "refusal"}
          role={refusal === undefined ? undefined : "alert"}
        >
          {told}
        </p>
      )}
    </div>
  );
}
