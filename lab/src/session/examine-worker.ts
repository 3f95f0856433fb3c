/** The script of a worker that looks into files: of a large one, that takes longer than a page may wait. */

import { describeTable, hashBytes, readDataset, readTable } from "wellfit";
import type { ExamineAnswer, ExaminedFile, ExamineOrder } from "./examine-protocol.ts";

/** A worker seen from inside: TypeScript declares it only without a document. */
interface WorkerScope {
  postMessage(message: ExamineAnswer, transfer: ArrayBuffer[]): void;
  addEventListener(type: "message", listener: (message: { readonly data: ExamineOrder }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
scope.addEventListener("message", ({ data }) => {
  examine(data).then(
    (examined) => scope.postMessage({ examined }, []),
    (error: Error) => scope.postMessage({ trouble: error.message }, []),
  );
});

async function examine({ file, name, reading }: ExamineOrder): Promise<ExaminedFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const split = await readDataset(bytes, { name, ...reading });
  const { training, development, test, reading: told } = split;
  const table = await readTable(bytes, { name });
  const isTable = told !== undefined;
  const { target } = training;
  // Labels may be several columns, of which a description takes none for the target.
  const described = isTable && table.columns.some((column) => column.name === target.name);
  return {
    hash: hashBytes(bytes),
    isTable,
    target: target.name,
    targetType: target.type === "category" ? "classes" : target.type,
    description: describeTable(table, {
      ...(described ? { target: target.name } : {}),
      ...(reading.columns === undefined ? {} : { columns: reading.columns }),
    }),
    training: training.examples,
    heldOut: development?.examples ?? 0,
    test: test.examples,
    leftOut: Object.values(told?.leftOut ?? {}).reduce((sum, count) => sum + count, 0),
  };
}
