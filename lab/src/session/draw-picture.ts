import type { PictureAnswer, PictureOrder } from "./picture-protocol.ts";

/**
 * A picture as an SVG document, drawn beside the page's own thread.
 *
 * @throws Error when it cannot be drawn, with the reason
 */
export async function drawPicture(order: PictureOrder): Promise<string> {
  const worker = new Worker(new URL("./picture-worker.ts", import.meta.url), { type: "module" });
  try {
    const answer = await new Promise<PictureAnswer>((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<PictureAnswer>) => resolve(data));
      worker.addEventListener("error", () =>
        reject(new Error("The worker that draws could not be started.")),
      );
      worker.postMessage(order, []);
    });
    if ("trouble" in answer) throw new Error(answer.trouble);
    return answer.svg;
  } finally {
    worker.terminate();
  }
}
