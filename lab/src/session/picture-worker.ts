/** The script of a worker that draws pictures for files: seeking lines with a model takes longer than a page may wait. */

import { drawModelBoundaries, parseModelBytes, plotCostCurves } from "wellfit";
import { loadData } from "./load-data.ts";
import type { PictureAnswer, PictureOrder } from "./picture-protocol.ts";

/** A worker seen from inside: TypeScript declares it only without a document. */
interface WorkerScope {
  postMessage(message: PictureAnswer, transfer: ArrayBuffer[]): void;
  addEventListener(type: "message", listener: (message: { readonly data: PictureOrder }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
scope.addEventListener("message", ({ data }) => {
  draw(data).then(
    (svg) => scope.postMessage({ svg }, []),
    (error: Error) => scope.postMessage({ trouble: error.message }, []),
  );
});

async function draw(order: PictureOrder): Promise<string> {
  if (order.type === "costs") return plotCostCurves(order.picture);
  const { training, development, test } = await loadData(order.data, order.base, order.file);
  if (training.target.type !== "category" || training.features.length !== 2)
    throw new Error("There are boundaries of classes over two features.");
  const models = order.models.map(({ heading, bytes }) => ({ heading, model: parseModelBytes(bytes) }));
  type Classes = Parameters<typeof drawModelBoundaries>[0]["data"];
  const shown = { training, test: development ?? test } as Classes;
  return drawModelBoundaries({ id: "lab", title: order.title, data: shown, models }).svg;
}
