/** The script of a worker that looks into files: of a large one, that takes longer than a page may wait. */

import { type DataSplit, describeTable, hashBytes, readDataset, readTable, type TargetColumn } from "wellfit";
import type { FileReading } from "../state/data-recipe.ts";
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

/** How a file was read. */
interface Read {
  readonly split: DataSplit<TargetColumn>;
  readonly reading: FileReading;
}

/** So many other columns are tried for the target where the last is none. */
const MOST_TRIED = 20;

/**
 * Reads a file as it is asked for. Where nobody says what is predicted, and the last column cannot be, arrays are read with
 * numbers to predict, and a table with the last column that can be: the page then shows which.
 */
async function read(bytes: Uint8Array, name: string, reading: FileReading): Promise<Read> {
  const attempt = async (attempted: FileReading): Promise<Read> => ({
    split: await readDataset(bytes, { name, ...attempted }),
    reading: attempted,
  });
  try {
    return await attempt(reading);
  } catch (refusal) {
    if (reading.target !== undefined || reading.targetType !== undefined) throw refusal;
    // What is damaged is so for every target, and says it here.
    const { columns } = await readTable(bytes, { name });
    const targets = columns.slice(-1 - MOST_TRIED, -1).map((column) => ({ target: column.name }));
    for (const other of [{ targetType: "number" } as const, ...targets.toReversed()]) {
      const found = await attempt({ ...reading, ...other }).catch(() => undefined);
      if (found !== undefined) return found;
    }
    throw refusal;
  }
}

async function examine({ file, name, reading: asked }: ExamineOrder): Promise<ExaminedFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { split, reading } = await read(bytes, name, asked);
  const { training, development, test, reading: told } = split;
  const table = await readTable(bytes, { name });
  const isTable = told !== undefined;
  const { target } = training;
  // Labels may be several columns, of which a description takes none for the target.
  const described = isTable && table.columns.some((column) => column.name === target.name);
  return {
    hash: hashBytes(bytes),
    reading,
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
