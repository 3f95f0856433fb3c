/** How fast the exercise's network predicts raw rows: in memory, and as `wellfit predict` from a file. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { counterRandom } from "../src/base/counter-random.ts";
import { readCsv } from "../src/data/csv/read-csv.ts";
import { fitPreparation } from "../src/data/preparation/fit-preparation.ts";
import { prepareDataset } from "../src/data/preparation/prepare-dataset.ts";
import type { RawTable } from "../src/data/table/raw-table.ts";
import { toTable } from "../src/data/table/to-table.ts";
import type { Model } from "../src/model/model.ts";
import { saveModel } from "../src/model/model-file.ts";
import { predictTable } from "../src/model/predict-table.ts";
import { train } from "../src/train/train.ts";
import { BUILT_PROGRAM } from "./built-package.ts";
import type { Prediction } from "./results.ts";
import { spreadOf } from "./spread.ts";

const ROWS = 1_000_000;
const TRAINING_ROWS = 1000;
const DIGITS = 6;
/** Says, as the last thing of a process, the most memory that it took, in KiB. */
const TELL_MEMORY =
  'data:text/javascript,process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))';

/**
 * Times predictions from numbers and from texts in memory and, in turn, the built program on a file of the same rows.
 *
 * @param repetitions how often each
 */
export async function measurePrediction(repetitions: number): Promise<Prediction> {
  console.log(`  prediction of ${ROWS} rows`);
  const random = counterRandom(1, "data");
  const [x1, x2] = [random.randn(ROWS), random.randn(ROWS)];
  const model = await trainModel(x1, x2);
  const csv = `x1,x2\n${Array.from(x1, (value, row) => `${value.toFixed(DIGITS)},${(x2[row] as number).toFixed(DIGITS)}\n`).join("")}`;
  const numbers = toTable({ x1, x2 });
  const texts = readCsv(new TextEncoder().encode(csv), "rows.csv");
  const folder = mkdtempSync(join(tmpdir(), "wellfit-bench-"));
  try {
    await saveModel(model, join(folder, "model.wellfit"));
    writeFileSync(join(folder, "rows.csv"), csv);
    const found = {
      numbers: [] as number[],
      texts: [] as number[],
      seconds: [] as number[],
      peak: [] as number[],
    };
    for (let repetition = -1; repetition < repetitions; repetition++) {
      const inMemory = [numbers, texts].map((table) => rowsPerSecond(model, table));
      const { seconds, peakBytes } = runProgram(folder);
      // The first of each warms up.
      if (repetition < 0) continue;
      found.numbers.push(inMemory[0] as number);
      found.texts.push(inMemory[1] as number);
      found.seconds.push(seconds);
      found.peak.push(peakBytes);
    }
    return {
      rows: ROWS,
      numbers: spreadOf(found.numbers),
      texts: spreadOf(found.texts),
      program: { seconds: spreadOf(found.seconds), peakBytes: Math.max(...found.peak) },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The exercise's network, trained on some rows of a table as a person's file has them. */
async function trainModel(x1: Float64Array, x2: Float64Array): Promise<Model> {
  const [a, b] = [x1.subarray(0, TRAINING_ROWS), x2.subarray(0, TRAINING_ROWS)];
  const table = toTable({
    x1: a,
    x2: b,
    kind: Array.from(a, (value, row) => (value > (b[row] as number) ? "above" : "below")),
  });
  const { dataset } = prepareDataset(fitPreparation(table, undefined, { target: "kind" }), table);
  return (await train(dataset, { hiddenLayers: [20, 3], iterations: 500 })).model;
}

function rowsPerSecond(model: Model, table: RawTable): number {
  const start = performance.now();
  predictTable(model, table);
  return (1000 * table.rows) / (performance.now() - start);
}

function runProgram(cwd: string): { readonly seconds: number; readonly peakBytes: number } {
  const args = [
    "--import",
    TELL_MEMORY,
    BUILT_PROGRAM,
    "predict",
    "model.wellfit",
    "rows.csv",
    "-o",
    "out.csv",
  ];
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`wellfit predict failed: ${stderr}`);
  return { seconds, peakBytes: 1024 * Number(stderr) };
}
