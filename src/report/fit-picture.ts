import { formatAlike, formatNumber, shorten } from "../base/number-format.ts";
import type { Comparison } from "../compare/comparison.ts";
import { computeMetrics, type MetricName, metrics } from "../metrics/metrics.ts";
import { plotPredictedNumbers } from "../plot/predicted-numbers.ts";
import { describeJudged, type JudgedModel, judgeModels } from "./judged-models.ts";
import { NUMBER_METRICS } from "./metrics-table.ts";
import type { CaptionedTable, Picture } from "./picture.ts";

/** The longest name of a target along an axis. */
const MAX_NAME_LENGTH = 30;

/**
 * Predicted over true numbers on the examples that models are judged by, with R², RMSE and mean absolute error; none
 * where classes or labels are predicted, or no model can be judged.
 */
export function drawFits(comparison: Comparison): Picture[] {
  const { data } = comparison;
  if (data.training.target.type !== "number") return [];
  const judged = judgeModels(comparison).filter(({ examples }) => isFinite(examples.predictions));
  if (judged.length === 0) return [];
  const title = `Predicted and true numbers on ${data.name}`;
  const weighing =
    judged[0]?.examples.weights === undefined
      ? ""
      : "; R² and RMSE weigh the examples here, the results do not";
  const explanation =
    `Every dot is an example, ${describeJudged(comparison)}: the farther from the dashed line, the larger the error. ` +
    `A cloud that is flatter than the line is a model that stays too close to the mean${weighing}.`;
  const name = shorten(data.training.target.name, MAX_NAME_LENGTH);
  const svg = plotPredictedNumbers({
    title,
    description: explanation,
    xLabel: `true ${name}`,
    yLabel: `predicted ${name}`,
    panels: judged.map((model) => ({
      heading: model.title,
      note: describeFit(model),
      predictions: model.examples.predictions,
      targets: model.examples.targets,
    })),
  });
  return [{ name: "predicted", title, explanation, svg, tables: [tabulateFits(judged)] }];
}

function isFinite(values: ArrayLike<number>): boolean {
  return Array.from(values).every(Number.isFinite);
}

/** "R² 0.93 · RMSE 0.3112". */
function describeFit({ examples }: JudgedModel): string {
  const { r2, rmse } = computeMetrics(examples, ["r2", "rmse"]);
  return `R² ${formatNumber(r2?.value ?? Number.NaN, 3)} · RMSE ${formatAlike([rmse?.value ?? Number.NaN]).join("")}`;
}

function tabulateFits(judged: readonly JudgedModel[]): CaptionedTable {
  const names: readonly MetricName[] = judged.every(({ examples }) => examples.task === "count")
    ? NUMBER_METRICS.count
    : NUMBER_METRICS.regression;
  return {
    caption: "How good the predictions are",
    columns: ["model", ...names.map((name) => metrics[name].title)],
    rows: judged.map(({ title, examples }) => {
      const found = computeMetrics(examples, names);
      return [title, ...names.map((name) => formatNumber(found[name]?.value ?? Number.NaN, 4))];
    }),
  };
}
