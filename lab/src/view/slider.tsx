import type { VNode } from "preact";
import { useId } from "preact/hooks";
import type { SliderScale } from "./slider-scale.ts";

/** A number that is drawn along a line, or written. */
export function Slider(props: {
  readonly label: string;
  readonly value: number;
  readonly scale: SliderScale;
  readonly format: (value: number) => string;
  readonly onInput: (value: number) => void;
}): VNode {
  const { label, value, scale, format, onInput } = props;
  const id = useId();
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <output for={id}>{format(value)}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={scale.places}
        value={scale.toPlace(value)}
        aria-valuetext={format(value)}
        onInput={({ currentTarget }) => onInput(scale.toValue(Number(currentTarget.value)))}
      />
    </div>
  );
}
