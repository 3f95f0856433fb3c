import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** The width of an element in pixels of the page, now and whenever it changes; 0 before it is known. */
export function useWidth<Shown extends HTMLElement>(): {
  readonly ref: RefObject<Shown | null>;
  readonly width: number;
} {
  const ref = useRef<Shown>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

/** Gives a canvas as many pixels as it takes of the screen, and what it is drawn with in pixels of the page. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D {
  const [across, down] = [width, height].map((size) => Math.round(size * devicePixelRatio)) as [
    number,
    number,
  ];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
