import { askWorker } from "./ask-worker.ts";
import type { PictureAnswer, PictureOrder } from "./picture-protocol.ts";

/**
 * A picture as an SVG document, drawn beside the page's own thread.
 *
 * @throws Error when it cannot be drawn, with the reason
 */
export async function drawPicture(order: PictureOrder): Promise<string> {
  const worker = new Worker(new URL("./picture-worker.ts", import.meta.url), { type: "module" });
  const { svg } = await askWorker<PictureAnswer>(
    worker,
    order,
    "The worker that draws could not be started.",
  );
  return svg;
}
