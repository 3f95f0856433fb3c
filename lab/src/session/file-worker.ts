/** The script of a worker that makes files to be taken away: that takes longer than a page may wait. */

import {
  compare,
  type DataSplit,
  drawModelBoundaries,
  drawPictures,
  parseModelBytes,
  plotCostCurves,
  toHtml,
} from "wellfit";
import type { BoundariesOrder, FileAnswer, FileOrder, ReportOrder } from "./file-protocol.ts";
import { loadData } from "./load-data.ts";
import { preparePrecision } from "./prepare-precision.ts";

/** A worker seen from inside: TypeScript declares it only without a document. */
interface WorkerScope {
  postMessage(message: FileAnswer, transfer: ArrayBuffer[]): void;
  addEventListener(type: "message", listener: (message: { readonly data: FileOrder }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
scope.addEventListener("message", ({ data }) => {
  make(data).then(
    (text) => scope.postMessage({ text }, []),
    (error: Error) => scope.postMessage({ trouble: error.message }, []),
  );
});

async function make(order: FileOrder): Promise<string> {
  if (order.type === "costs") return plotCostCurves(order.picture);
  return order.type === "boundaries" ? drawBoundaries(order) : writeReport(order);
}

async function drawBoundaries({ data, base, title, models }: BoundariesOrder): Promise<string> {
  const { training, development, test } = await loadData(data, base);
  if (training.target.type !== "category")
    throw new Error("There are boundaries where the target is classes.");
  const shown = { training, test: development ?? test } as Pick<DataSplit, "training" | "test">;
  const parsed = models.map(({ heading, bytes }) => ({ heading, model: parseModelBytes(bytes) }));
  return drawModelBoundaries({ id: "lab", title, data: shown, models: parsed }).svg;
}

async function writeReport({ data, base, options, command }: ReportOrder): Promise<string> {
  const split = await loadData(data, base);
  const { variants = [], ...shared } = options;
  for (const { precision } of [shared, ...variants]) await preparePrecision(precision ?? "f64");
  const comparison = await compare(split, options);
  return toHtml(comparison, drawPictures(comparison), command);
}
