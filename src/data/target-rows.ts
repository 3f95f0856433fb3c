import { checkInvariant } from "../base/errors.ts";
import { Matrix } from "../base/matrix.ts";
import type { TargetColumn } from "./columns.ts";
import type { Dataset } from "./dataset.ts";

/**
 * The targets in the shape of a network's logits, outputs × examples: numbers as they are; a row for every label; for
 * classes one row of their indexes where the network has one output, otherwise a row for every class, which has 1 where
 * the example is of that class and 0 elsewhere.
 *
 * @param outputs how many outputs the network has: one that the target fits
 */
export function targetRows(dataset: Dataset<TargetColumn>, outputs: number): Matrix {
  const { target, examples } = dataset;
  if (target.type !== "category" || outputs === 1) {
    const { Y } = dataset.toMatrices();
    const fits = Y.rows === outputs && (target.type !== "category" || target.classNames.length <= 2);
    checkInvariant(fits, `a network whose ${outputs} outputs fit the target "${target.name}"`);
    return Y;
  }
  checkInvariant(target.classNames.length === outputs, `an output for each class, not ${outputs}`);
  const rows = new Matrix(outputs, examples);
  target.values.forEach((classIndex, example) => {
    rows.data[classIndex * examples + example] = 1;
  });
  return rows;
}
