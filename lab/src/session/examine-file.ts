import { askWorker } from "./ask-worker.ts";
import type { ExamineAnswer, ExaminedFile, ExamineOrder } from "./examine-protocol.ts";

/**
 * Looks into a file, beside the page's own thread.
 *
 * @throws Error with the reader's words where nothing can be learned from it
 */
export async function examineFile(order: ExamineOrder): Promise<ExaminedFile> {
  const worker = new Worker(new URL("./examine-worker.ts", import.meta.url), { type: "module" });
  const { examined } = await askWorker<ExamineAnswer>(
    worker,
    order,
    "The worker that looks into files could not be started.",
  );
  return examined;
}
