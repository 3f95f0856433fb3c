import type { VNode } from "preact";

/** Outlines on a field of 20 × 20. */
const OUTLINES = {
  play: "M6 4l10 6-10 6z",
  pause: "M6 4h3v12H6zM11 4h3v12h-3z",
  one: "M5 4l7 6-7 6zM14 4h2v12h-2z",
  ten: "M3 4l6 6-6 6zM9 4l6 6-6 6zM16 4h2v12h-2z",
  end: "M4 4l6 6-6 6zM10 4l6 6-6 6z",
  back: "M4 4h2v12H4zM16 4l-8 6 8 6z",
  settings: "M3 5h8v2H3zM14 3h2v6h-2zM3 13h3v2H3zM8 11h2v6H8zM12 13h5v2h-5z",
  duplicate: "M3 3h10v2H5v8H3zM7 7h10v10H7zM9 9v6h6V9z",
  remove: "M5 4l5 5 5-5 1 1-5 5 5 5-1 1-5-5-5 5-1-1 5-5-5-5z",
  dice: "M4 4h12v12H4zM6 6v8h8V6zM7 7h2v2H7zM11 11h2v2h-2z",
  inside: "M3 4h4v4H3zM3 12h4v4H3zM13 8h4v4h-4zM8 6l4 3v1.5L8 7.5zM8 14v-1.5l4-3V11z",
  add: "M9 4h2v5h5v2h-5v5H9v-5H4V9h5z",
} as const;

/** A picture that goes with words, and says nothing itself. */
export function Icon({ name }: { readonly name: keyof typeof OUTLINES }): VNode {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={OUTLINES[name]} fill-rule="evenodd" />
    </svg>
  );
}
