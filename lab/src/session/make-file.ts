import { askWorker } from "./ask-worker.ts";
import type { FileAnswer, FileOrder } from "./file-protocol.ts";

/**
 * The text of a file, made beside the page's own thread.
 *
 * @throws Error when it cannot be made, with the reason
 */
export async function makeFile(order: FileOrder): Promise<string> {
  const worker = new Worker(new URL("./file-worker.ts", import.meta.url), { type: "module" });
  const { text } = await askWorker<FileAnswer>(
    worker,
    order,
    "The worker that makes files could not be started.",
  );
  return text;
}
