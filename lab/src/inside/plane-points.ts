import { type Dataset, type Grid, gridPoints, type TargetColumn } from "wellfit";

/** The points of a grid over the plane of the first two features, the others at the mean of the training examples. */
export function planePoints(grid: Grid, training: Dataset<TargetColumn>): number[][] {
  const means = training.features.map(
    ({ values }) => values.reduce((sum, value) => sum + value, 0) / values.length,
  );
  return gridPoints(grid).map((point) => means.map((mean, feature) => point[feature] ?? mean));
}
