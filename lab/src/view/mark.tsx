import type { VNode } from "preact";
import { outlineOf, shapeOf } from "wellfit";

/** How a mark looks. */
export interface MarkLook {
  /** The class that it stands for, which its shape tells. */
  readonly index: number;
  readonly fill: string;
  readonly stroke: string;
}

/** The mark of a class beside words. */
export function Mark(look: MarkLook): VNode {
  return (
    <svg class="mark" viewBox="-6 -6 12 12" aria-hidden="true">
      <MarkShape {...look} radius={4} />
    </svg>
  );
}

/** The mark of a class around the origin of a picture. */
export function MarkShape({ index, fill, stroke, radius }: MarkLook & { readonly radius: number }): VNode {
  const shape = shapeOf(index);
  const style = { fill, stroke, "stroke-width": 0.35 * radius };
  if (shape === "circle") return <circle r={radius} {...style} />;
  if (shape === "square") {
    const half = 0.9 * radius;
    return <rect x={-half} y={-half} width={2 * half} height={2 * half} {...style} />;
  }
  const corners = outlineOf(shape).map(([x, y]) => `${radius * x} ${radius * y}`);
  return <path d={`M${corners.join("L")}Z`} {...style} />;
}
