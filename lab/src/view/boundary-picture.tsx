import { signal, useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { formatFeature } from "wellfit";
import { type BoundaryCanvas, createBoundaryCanvas } from "../draw/boundary-canvas.ts";
import type { VariantRun } from "../session/variant-run.ts";
import { useSurroundings } from "./context.ts";

/** The most pixels along a side: more would not be seen. */
const MOST_PIXELS = 1200;

/** What a network says over the plane, with the examples. */
export function BoundaryPicture({ run, name }: { readonly run: VariantRun; readonly name: string }): VNode {
  const { page, words } = useSurroundings();
  const model = useRef<HTMLCanvasElement>(null);
  const examples = useRef<HTMLCanvasElement>(null);
  const drawing = useMemo(() => signal<BoundaryCanvas | undefined>(undefined), []);
  useEffect(
    () =>
      followSize(model.current, examples.current, (canvas) => {
        drawing.value = canvas;
      }),
    [drawing],
  );
  useSignalEffect(() => {
    const started = run.started.value;
    if (started !== undefined) drawing.value?.drawExamples(started.data, started.grid, page.palette.value);
  });
  useSignalEffect(() => {
    const frame = run.frame.value;
    const { grid, data: shownData } = run.started.value ?? {};
    if (frame === undefined || grid === undefined || shownData?.classNames.length === 0) return;
    if (frame.logits.length !== grid.columns * grid.rows * frame.outputs) return;
    drawing.value?.drawModel(frame, grid, page.palette.value);
  });
  const data = run.started.value?.data;
  const hasPicture = data === undefined || data.classNames.length > 0;
  const [xName = "", yName = ""] = data?.featureNames.map(formatFeature) ?? [];
  return (
    <figure class="boundary">
      <div class="canvases" role="img" aria-label={words.boundaryOf(name)}>
        <canvas ref={model} />
        <canvas ref={examples} />
        {hasPicture ? null : <p class="hint">{words.noPicture}</p>}
      </div>
      <figcaption aria-hidden="true">
        <span class="y-name">{yName}</span>
        <span class="x-name">{xName}</span>
      </figcaption>
    </figure>
  );
}

/** Gives two canvases as many pixels as they take of the screen, now and whenever that changes. @returns how to stop */
function followSize(
  model: HTMLCanvasElement | null,
  examples: HTMLCanvasElement | null,
  onSize: (canvas: BoundaryCanvas) => void,
): (() => void) | undefined {
  if (model === null || examples === null) return undefined;
  const observer = new ResizeObserver(() => {
    const side = Math.min(MOST_PIXELS, Math.round(model.clientWidth * devicePixelRatio));
    if (side === 0) return;
    for (const canvas of [model, examples]) {
      canvas.width = side;
      canvas.height = side;
    }
    onSize(createBoundaryCanvas(model, examples));
  });
  observer.observe(model);
  return () => observer.disconnect();
}
