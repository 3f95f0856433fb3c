import type { FileAnswer, FileOrder } from "./file-protocol.ts";

/**
 * The text of a file, made beside the page's own thread.
 *
 * @throws Error when it cannot be made, with the reason
 */
export async function makeFile(order: FileOrder): Promise<string> {
  const worker = new Worker(new URL("./file-worker.ts", import.meta.url), { type: "module" });
  try {
    const answer = await new Promise<FileAnswer>((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<FileAnswer>) => resolve(data));
      worker.addEventListener("error", () =>
        reject(new Error("The worker that makes files could not be started.")),
      );
      worker.postMessage(order, []);
    });
    if ("trouble" in answer) throw new Error(answer.trouble);
    return answer.text;
  } finally {
    worker.terminate();
  }
}
