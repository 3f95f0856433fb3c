import type { VNode } from "preact";
import { Icon } from "./icon.tsx";

/** A button that shows a picture, and says what it does to those who point at it or hear it. */
export function IconButton(props: {
  readonly icon: Parameters<typeof Icon>[0]["name"];
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
}): VNode {
  const { icon, label, onClick, disabled = false } = props;
  return (
    <button
      type="button"
      class="quiet"
      aria-label={label}
      title={label}
      onClick={onClick}
      disabled={disabled}
    >
      <Icon name={icon} />
    </button>
  );
}
