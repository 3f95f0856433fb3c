/** Mini-batches, as calls of kernels: examples gathered into panels, and mixed with others. */

import type { KernelCall } from "./kernels.ts";
import { countPanels, type PanelMatrix, pitchOf } from "./panels.ts";
import { multiply } from "./parameters.ts";
import { bytesOf, type Precision } from "./precision.ts";

/** Which examples a batch takes. */
export interface BatchSource {
  /** Address of all examples one after the other, each with as many numbers as the batch has rows. */
  readonly source: number;
  /** Address of the order: 32-bit numbers of examples, those of one batch after those of the other. */
  readonly order: number;
  readonly batchesPerEpoch: number;
  /** Examples of a full batch. */
  readonly batchSize: number;
}

/**
 * A call that copies the examples order[start] … order[start + examples − 1] into the columns of `batch`, with
 * start = (iteration % batchesPerEpoch)·batchSize. Padding repeats the batch's last example.
 *
 * @param batch rows × examples, at most `batchSize`: a last batch may be shorter
 */
export function gatherExamples(from: BatchSource, batch: PanelMatrix): KernelCall {
  const { source, order, batchesPerEpoch, batchSize } = from;
  const { rows, examples, address } = batch;
  const integers = [rows, examples, source, order, batchesPerEpoch, batchSize, address, pitchOf(batch)];
  return { kernel: "gatherExamples", integers };
}

/**
 * batch := share·batch + (1 − share)·partners, with the share of the iteration: column 4 of row iteration % 256 of the
 * table of steps, whose rows are 8 float64.
 *
 * Source: H. Zhang, M. Cisse, Y. N. Dauphin and D. Lopez-Paz, mixup: beyond empirical risk minimization (2018).
 *
 * @param partners in the shape of the batch
 * @param table address of the table of steps
 */
export function mixExamples(
  batch: PanelMatrix,
  partners: PanelMatrix,
  table: number,
  precision: Precision,
): KernelCall {
  const bytes = countPanels(batch.examples, precision) * pitchOf(batch);
  return { kernel: "mixExamples", integers: [bytes, batch.address, partners.address, table] };
}

/** Copies a matrix with its padding into one of the same shape. */
export function copyPanels(from: PanelMatrix, to: PanelMatrix, precision: Precision): KernelCall {
  const bytes = countPanels(from.examples, precision) * pitchOf(from);
  return multiply({ address: from.address, count: bytes / bytesOf(precision) }, to.address, 1);
}
